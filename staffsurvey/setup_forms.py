"""Forms with which the integration manager sets the staff survey up."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.setup_forms import DayInput, SetupForm
from staffsurvey.models import Comment, FocusArea, StaffSurvey, Topic


class StaffSurveyForm(SetupForm[StaffSurvey]):
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


class TopicForm(SetupForm[Topic]):
    class Meta:
        model = Topic
        fields = ["title", "description", "focus_question", "for_concept"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Comments took it over when they were stored.
        if self.instance.pk and Comment.objects.on_topic(self.instance).exists():
            self.fields["for_concept"].disabled = True
            self.fields["for_concept"].help_text = _(
                "Steht fest, seit es Kommentare zu diesem Thema gibt."
            )


class FocusAreaForm(SetupForm[FocusArea]):
    """Its action field is asked for only where comments go into the evaluation."""

    class Meta:
        model = FocusArea
        fields = ["title", "action_field", "is_default_wording"]
        help_texts = {
            "action_field": _(
                "Neue Kommentare kommen in dieses Handlungsfeld. Leer: Sie werden erst "
                "beim Zuordnen verteilt."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topic = self.instance.topic
        if topic.for_concept:
            self.offer(action_field=topic.survey.process.action_fields.all())
        else:
            del self.fields["action_field"]
