"""Typing the passphrase of a box from the paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class _WordsInput(forms.TextInput):
    """Readable while it is typed, and never drawn again with what was typed."""

    def format_value(self, value: Any) -> None:
        return None


class PassphraseField(forms.CharField):
    """Words typed from paper. Nothing on the way may keep or send them elsewhere."""

    def __init__(self, label: Any) -> None:
        attributes = {
            "autocomplete": "off",
            "autocapitalize": "none",
            "spellcheck": "false",  # some browsers send what they check to their maker
            "translate": "no",
        }
        super().__init__(
            label=label,
            max_length=300,
            widget=_WordsInput(attributes),
            error_messages={"required": _("Bitte tippen Sie die Wörter ab.")},
        )


class PassphraseForm(forms.Form):
    """The passphrase as it stands on the paper, or both halves of it."""

    use_required_attribute = False

    def __init__(self, *args: Any, has_two_halves: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_two_halves:
            self.fields["first"] = PassphraseField(_("Erste Hälfte"))
            self.fields["second"] = PassphraseField(_("Zweite Hälfte"))
        else:
            self.fields["first"] = PassphraseField(_("Öffnungs-Passwort"))
        self.fields["first"].help_text = _(
            "Sechs Wörter mit Leerzeichen dazwischen. Groß oder klein ist egal."
        )

    @property
    def passphrase(self) -> list[str]:
        """For a valid form."""
        return [
            self.cleaned_data[name]
            for name in ("first", "second")
            if name in self.fields
        ]
