"""Forms with which the integration manager sets the staff survey up."""

from __future__ import annotations

from django import forms

from ilmkreis_integration.setup_forms import DayInput, saving_helper
from staffsurvey.models import FocusArea, StaffSurvey, Topic


class StaffSurveyForm(forms.ModelForm[StaffSurvey]):
    use_required_attribute = False
    helper = saving_helper()

    class Meta:
        model = StaffSurvey
        fields = [
            "title",
            "opens_on",
            "closes_on",
            "salutation",
            "welcome",
            "anonymity",
            "contact_name",
            "contact_phone",
            "contact_email",
            "topic_question",
            "thanks",
        ]
        widgets = {"opens_on": DayInput, "closes_on": DayInput}


class TopicForm(forms.ModelForm[Topic]):
    use_required_attribute = False
    helper = saving_helper()

    class Meta:
        model = Topic
        fields = ["title", "description", "focus_question", "position"]


class FocusAreaForm(forms.ModelForm[FocusArea]):
    use_required_attribute = False
    helper = saving_helper()

    class Meta:
        model = FocusArea
        fields = ["title", "position", "is_default_wording"]
