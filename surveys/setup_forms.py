"""Forms with which the integration manager sets the questionnaire up."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.setup_forms import DayInput, SetupForm
from surveys.models import (
    Attribute,
    Channel,
    Device,
    Edition,
    Option,
    Question,
    Questionnaire,
)
from surveys.pictograms import PICTOGRAMS


class QuestionnaireForm(SetupForm[Questionnaire]):
    class Meta:
        model = Questionnaire
        fields = [
            "title",
            "opens_on",
            "closes_on",
        ]
        widgets = {"opens_on": DayInput, "closes_on": DayInput}


class EditionForm(SetupForm[Edition]):
    class Meta:
        model = Edition
        fields = ["introduction", "privacy_note", "thanks", "is_default_wording"]


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
    pictogram = forms.ChoiceField(
        label=_("Bild"),
        required=False,
        choices=[("", _("kein Bild")), *PICTOGRAMS.items()],
        help_text=_("Steht neben der Antwort, nie an ihrer Stelle."),
    )

    class Meta:
        model = Option
        fields = ["label", "pictogram", "is_refusal"]


class ChannelForm(SetupForm[Channel]):
    class Meta:
        model = Channel
        fields = ["name", "type", "place", "contact", "batch"]

    def clean_name(self) -> str:
        # The constraint includes the questionnaire, which is no field of this form.
        name: str = self.cleaned_data["name"]
        others = self.instance.questionnaire.channels.exclude(pk=self.instance.pk)
        if others.filter(name=name).exists():
            raise ValidationError(
                _("Eine Ausgabestelle mit diesem Namen gibt es schon.")
            )
        return name


class DeviceForm(SetupForm[Device]):
    class Meta:
        model = Device
        fields = ["name"]
        help_texts = {
            "name": _("Woran man das Tablet erkennt, zum Beispiel „Empfang, schwarz“.")
        }

    def _get_validation_exclusions(self) -> set[str]:
        # The channel is fixed, but the name must be free in it.
        exclude: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclude - {"channel"}
