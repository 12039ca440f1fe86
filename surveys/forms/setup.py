"""Forms with which the integration manager sets the questionnaire up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from ilmkreis_integration.fields import FreeTextField
from ilmkreis_integration.setup_forms import DayInput, M, SetupForm
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
from surveys.previewing import GROUP, SINGLE, START, THANKS


class WordingForm(SetupForm[M]):
    """A form of texts that people read.

    `wording` names the fields with such texts and the page on which each is seen, ""
    for any; `pages` are those that its preview can show.
    """

    wording: ClassVar[Mapping[str, str]]
    pages: ClassVar[Mapping[str, StrPromise]]

    @property
    def first_page(self) -> str:
        return next(iter(self.pages))


_FORM_PAGES = {SINGLE: _("Eine Person"), GROUP: _("Gruppe")}
# A sentence in each line, also in short texts. Help in other languages is found by the
# wording: no browser may change its line ends.
_LINES = ("text", "group_text", "hint")
_FREE_TEXTS = dict.fromkeys(_LINES, FreeTextField)
_FEW_LINES = {name: forms.Textarea(attrs={"rows": 2}) for name in _LINES}


class QuestionnaireForm(WordingForm[Questionnaire]):
    wording = {"title": START}
    pages = {START: _("Anfang")}

    class Meta:
        model = Questionnaire
        fields = [
            "title",
            "opens_on",
            "closes_on",
        ]
        widgets = {"opens_on": DayInput, "closes_on": DayInput}


class EditionForm(WordingForm[Edition]):
    wording = {"introduction": START, "privacy_note": START, "thanks": THANKS}
    pages = {START: _("Anfang"), THANKS: _("Dank")}

    class Meta:
        model = Edition
        fields = ["introduction", "privacy_note", "thanks", "is_default_wording"]
        field_classes = dict.fromkeys(
            ("introduction", "privacy_note", "thanks"), FreeTextField
        )


class QuestionForm(WordingForm[Question]):
    wording = {"text": SINGLE, "group_text": GROUP, "hint": ""}
    pages = _FORM_PAGES

    class Meta:
        model = Question
        fields = ["text", "group_text", "hint", "kind"]
        field_classes = _FREE_TEXTS
        widgets = _FEW_LINES
        help_texts = {
            "text": _("Kurze Sätze, einfache Wörter, ein Gedanke."),
            "group_text": _("Leer: wie die Frage an eine Person."),
            "kind": _("Jede Antwort bekommt diese Art, sie lässt sich später ändern."),
        }


class AttributeForm(WordingForm[Attribute]):
    wording = {"title": GROUP, "text": SINGLE, "group_text": GROUP, "hint": ""}
    pages = _FORM_PAGES

    class Meta:
        model = Attribute
        fields = ["title", "text", "group_text", "hint"]
        field_classes = _FREE_TEXTS
        widgets = _FEW_LINES
        help_texts = {
            "title": _("Ein Wort für Tabellen, zum Beispiel „Alter“."),
            "text": _("Kurze Sätze, einfache Wörter, ein Gedanke."),
            "group_text": _("Leer: wie die Frage an eine Person."),
        }


class OptionForm(WordingForm[Option]):
    wording = {"label": ""}
    pages = _FORM_PAGES

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
