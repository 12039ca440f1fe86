"""Forms with which the integration manager sets the staff survey up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.access import Role
from ilmkreis_integration.setup_forms import DayInput, SetupForm
from staffsurvey.models import FocusArea, StaffSurvey, Topic


class StaffSurveyForm(SetupForm[StaffSurvey]):
    class Meta:
        model = StaffSurvey
        fields = [
            "title",
            "opens_on",
            "closes_on",
            "results_on",
            "with_codes",
            "needs_two_readers",
            "salutation",
            "welcome",
            "anonymity",
            "contact_name",
            "contact_phone",
            "contact_email",
            "topic_question",
            "thanks",
        ]
        widgets = {
            "opens_on": DayInput,
            "closes_on": DayInput,
            "results_on": DayInput,
        }

    def clean_with_codes(self) -> bool:
        with_codes: bool = self.cleaned_data["with_codes"]
        if not with_codes and self.instance.slip_prints.exists():
            raise ValidationError(
                _(
                    "Es sind schon Zettel mit Codes gedruckt. Bitte verwerfen Sie sie "
                    "zuerst, sonst hat jemand einen Zettel, der nichts bedeutet."
                )
            )
        return with_codes


def _possible_owners() -> Any:
    named = User.objects.filter(groups__name=Role.TOPIC, is_active=True)
    return named.order_by("username")


class OwnersForm(SetupForm[Topic]):
    """Who reads the released comments on a topic; may change at any time."""

    class Meta:
        model = Topic
        fields = ["owners"]
        widgets = {"owners": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = _possible_owners()
        self.offer(owners=owners)
        if not owners:
            self.fields["owners"].help_text = _(
                "Noch hat kein Konto die Rolle Themenverantwortung. Sie vergeben sie in "
                "den Einstellungen unter „Konten“."
            )


class TopicForm(OwnersForm):
    class Meta(OwnersForm.Meta):
        fields = ["title", "description", "focus_question", "for_concept", "owners"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Comments took it over when they were stored.
        if self.instance.pk and self.instance.has_comments():
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
