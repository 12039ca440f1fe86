"""Forms for the translations of what people wrote."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import (
    GERMAN,
    Contribution,
    ContributionTranslation,
    Source,
)
from reports.forms.catalogue import FreeText
from reports.forms.coding_filters import ALL, FilterForm
from reports.languages import language_name
from reports.services.translations import Entry
from reports.translations import translation_of
from surveys.languages import LANGUAGES

Kind = ContributionTranslation.Kind
MISSING, UNCHECKED, CHECKED, IN_GERMAN = "fehlt", "ungeprueft", "geprueft", "deutsch"
_STATES = {
    MISSING: Q(translation__isnull=True),
    UNCHECKED: Q(translation__isnull=False, translation__checked_on__isnull=True),
    CHECKED: Q(translation__checked_on__isnull=False),
}


class TranslationForm(forms.Form):
    """The translation of one contribution, and in which language that is."""

    use_required_attribute = False
    text = FreeText(
        label=_("Übersetzung ins Deutsche"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "lang": "de"}),
        help_text=_("Leer: Der Beitrag hat dann keine Übersetzung."),
    )
    kind = forms.ChoiceField(
        label=_("Wer hat übersetzt?"),
        choices=[
            (Kind.PERSON, _("eine Person")),
            (Kind.MACHINE, _("eine Maschine; ich füge ihren Text nur ein")),
        ],
        widget=forms.RadioSelect,
    )
    checked_by = FreeText(
        label=_("Geprüft von"),
        max_length=150,
        required=False,
        help_text=_(
            "Wer beide Sprachen gut kann und beide Texte gelesen hat. Leer: ungeprüft."
        ),
    )
    withdraws_check = forms.BooleanField(
        label=_("Die Prüfung zurücknehmen"), required=False
    )
    language = forms.ChoiceField(
        label=_("Sprache des Beitrags"),
        help_text=_("Sie wurde automatisch erkannt. Ist sie falsch, ändern Sie sie."),
    )

    def __init__(self, *args: Any, contribution: Contribution, **kwargs: Any) -> None:
        stored = translation_of(contribution)
        kwargs["initial"] = {
            "text": stored.text if stored else "",
            "kind": stored.kind if stored else Kind.PERSON,
            "language": contribution.language,
        }
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys([GERMAN, *LANGUAGES, contribution.language])
        choices = [(code, language_name(code)) for code in codes]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]
        if stored and stored.checked_on:
            self.fields["checked_by"].help_text = _still_checked(
                stored.checked_by, stored.checked_on
            )
        else:
            del self.fields["withdraws_check"]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("language") == GERMAN and cleaned.get("text"):
            self.add_error(
                "text",
                _("Ein deutscher Beitrag hat keine Übersetzung. Leeren Sie das Feld."),
            )
        if cleaned.get("checked_by") and not cleaned.get("text"):
            self.add_error("text", _("Was wurde geprüft? Hier steht noch nichts."))
        if cleaned.get("checked_by") and cleaned.get("withdraws_check"):
            raise ValidationError(
                _("Halten Sie eine Prüfung fest, oder nehmen Sie sie zurück.")
            )
        return cleaned

    def entry(self) -> Entry:
        return Entry(**self.cleaned_data)


def _still_checked(name: str, checked_on: date) -> str:
    text = _(
        "Geprüft von %(name)s am %(day)s. Leer: So bleibt es, solange Sie den Text nicht "
        "ändern. Ein geänderter Text ist ungeprüft."
    )
    return str(text) % {"name": name, "day": date_format(checked_on, "j. F Y")}


class TranslationFilterForm(FilterForm):
    """By state, language, channel and words; German texts only if asked for."""

    LOOKUPS: ClassVar = {"sprache": "language", "quelle": "source"}

    stand = forms.ChoiceField(
        label=_("Stand"),
        choices=[
            ALL,
            (MISSING, _("ohne Übersetzung")),
            (UNCHECKED, _("ungeprüft")),
            (CHECKED, _("geprüft")),
            (IN_GERMAN, _("als deutsch gespeichert")),
        ],
        required=False,
    )
    sprache = forms.ChoiceField(
        label=_("Sprache"),
        choices=[ALL, *((code, lang.german) for code, lang in LANGUAGES.items())],
        required=False,
    )
    quelle = forms.ChoiceField(
        label=_("Beteiligungsweg"), choices=[ALL, *Source.choices], required=False
    )
    suche = FreeText(label=_("Text oder Beleg-Nr."), max_length=100, required=False)

    def narrow(self, contributions: QuerySet[Contribution]) -> QuerySet[Contribution]:
        found = super().narrow(contributions)
        is_asked_for = self.cleaned_data.get("stand") == IN_GERMAN
        return found if is_asked_for else found.exclude(language=GERMAN)

    def condition(self, name: str, value: str) -> Q:
        if name != "stand":
            return super().condition(name, value)
        if value == IN_GERMAN:
            return Q(language=GERMAN)
        return _STATES[value]
