"""Forms with which the integration manager sets the questionnaire up."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.setup_forms import DayInput, SetupForm
from surveys.models import Attribute, Channel, Option, Question, Questionnaire


class QuestionnaireForm(SetupForm[Questionnaire]):
    class Meta:
        model = Questionnaire
        fields = [
            "title",
            "introduction",
            "privacy_note",
            "thanks",
            "opens_on",
            "closes_on",
            "is_default_wording",
        ]
        widgets = {"opens_on": DayInput, "closes_on": DayInput}


class QuestionForm(SetupForm[Question]):
    class Meta:
        model = Question
        fields = ["text", "group_text", "hint", "kind"]
        help_texts = {
            "text": _("Kurze Sätze, einfache Wörter, ein Gedanke."),
            "group_text": _("Leer: wie die Frage an eine Person."),
            "kind": _("Jede Antwort bekommt diese Art, sie lässt sich später ändern."),
        }


class AttributeForm(SetupForm[Attribute]):
    class Meta:
        model = Attribute
        fields = ["title", "text", "group_text", "hint"]
        help_texts = {
            "title": _("Ein Wort für Tabellen, zum Beispiel „Alter“."),
            "text": _("Kurze Sätze, einfache Wörter, ein Gedanke."),
            "group_text": _("Leer: wie die Frage an eine Person."),
        }


class OptionForm(SetupForm[Option]):
    class Meta:
        model = Option
        fields = ["label", "is_refusal"]


class ChannelForm(SetupForm[Channel]):
    class Meta:
        model = Channel
        fields = ["name", "type", "place"]

    def clean_name(self) -> str:
        # The constraint includes the questionnaire, which is no field of this form.
        name: str = self.cleaned_data["name"]
        others = self.instance.questionnaire.channels.exclude(pk=self.instance.pk)
        if others.filter(name=name).exists():
            raise ValidationError(
                _("Eine Ausgabestelle mit diesem Namen gibt es schon.")
            )
        return name
