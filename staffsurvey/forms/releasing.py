"""Forms of the people who read comments before anybody else does."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.domain.texts import clean_text
from staffsurvey.models import HeldComment
from staffsurvey.personal_data import Hint, Kind, find_hints
from staffsurvey.release_queue import Choice

ALL_HINTS = "alle"
SHORTEST_PASSAGE = 2


def hint_value(hint: Hint) -> str:
    """How the button of a hint names it."""
    return f"{hint.start}-{hint.end}"


class ChoiceForm(forms.Form):
    """Which comments are shown."""

    use_required_attribute = False
    zeige = forms.ChoiceField(
        label=_("Kommentare"),
        choices=Choice.choices,
        required=False,
        widget=forms.Select(attrs={"class": "kern-form-input__select"}),
    )

    @property
    def chosen(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("zeige", ""))


class MaskForm(forms.Form):
    """What is to be overwritten: the passages of hints, or one that somebody names."""

    use_required_attribute = False
    hint = forms.CharField(required=False)
    passage = forms.CharField(
        label=_("Welche Stelle?"),
        required=False,
        strip=False,
        max_length=500,
        help_text=_(
            "Genau so, wie sie im Kommentar steht. Kommt sie mehrmals vor, werden alle "
            "ersetzt."
        ),
    )
    kind = forms.ChoiceField(
        label=_("Was steht stattdessen da?"),
        choices=[(kind.value, kind.placeholder) for kind in Kind],
        required=False,
    )

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._text = text
        for name, look in (("passage", "input"), ("kind", "select")):
            self.fields[name].widget.attrs["class"] = f"kern-form-input__{look}"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("hint"):
            cleaned["passages"] = self._hinted(cleaned["hint"])
        elif not self.errors:
            kind = Kind(cleaned.get("kind") or Kind.NAME)
            cleaned["passages"] = self._named(cleaned.get("passage", ""), kind)
        return cleaned

    def _hinted(self, wanted: str) -> list[Hint]:
        hints = find_hints(self._text)
        chosen = [h for h in hints if wanted in (ALL_HINTS, hint_value(h))]
        if not chosen:
            raise ValidationError(
                _(
                    "Diesen Hinweis gibt es nicht mehr. Bitte lesen Sie den Kommentar noch einmal."
                )
            )
        return chosen

    def _named(self, passage: str, kind: Kind) -> list[Hint]:
        passage = clean_text(passage)
        if len(passage) < SHORTEST_PASSAGE:
            self.add_error(
                "passage", _("Bitte geben Sie an, welche Stelle Sie meinen.")
            )
            return []
        # Line breaks of the comment arrive as blanks.
        words = r"\s+".join(re.escape(word) for word in passage.split())
        whole = list(re.finditer(rf"(?<!\w){words}(?!\w)", self._text))
        found = whole or list(re.finditer(words, self._text))
        if not found:
            self.add_error(
                "passage",
                _(
                    "So steht das nicht im Kommentar. Kopieren Sie die Stelle am besten von oben."
                ),
            )
        return [Hint(match.start(), match.end(), kind) for match in found]

    @property
    def passages(self) -> list[Hint]:
        passages: list[Hint] = self.cleaned_data["passages"]
        return passages


class DecisionForm(forms.Form):
    """Release or withhold; what is withheld is not quoted."""

    use_required_attribute = False
    decision = forms.ChoiceField(
        choices=[
            (choice.value, choice.label)
            for choice in (
                HeldComment.Decision.RELEASE,
                HeldComment.Decision.WITHHOLD,
            )
        ]
    )
    may_be_quoted = forms.BooleanField(required=False)

    def clean_may_be_quoted(self) -> bool:
        is_released = self.cleaned_data.get("decision") == HeldComment.Decision.RELEASE
        return is_released and bool(self.cleaned_data["may_be_quoted"])
