"""Forms for the help in other languages."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.fields import FreeTextField
from ilmkreis_integration.setup_forms import saving_helper
from surveys.translating import Entry

_PLACEHOLDER = re.compile(r"\{\w+\}")


class TranslationForm(forms.Form):
    """The help under one German text."""

    use_required_attribute = False
    text = FreeTextField(
        label=_("Übersetzung"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("Leer: Zu diesem Text gibt es dann keine Hilfe."),
    )
    checked_by = forms.CharField(
        label=_("Geprüft von"),
        max_length=100,
        required=False,
        help_text=_(
            "Wer beide Sprachen gut kann und den Text gelesen hat. Leer: ungeprüft."
        ),
    )
    helper = saving_helper()

    def __init__(self, *args: Any, german: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._german = german

    @classmethod
    def showing(cls, entry: Entry) -> TranslationForm:
        stored = entry.translation
        initial = (
            {"text": stored.text, "checked_by": stored.checked_by} if stored else {}
        )
        return cls(initial=initial, german=entry.german)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        wanted = set(_PLACEHOLDER.findall(self._german))
        if text and set(_PLACEHOLDER.findall(text)) != wanted:
            raise ValidationError(
                _("Diese Zeichen müssen auch in der Übersetzung stehen: %(signs)s"),
                params={"signs": ", ".join(sorted(wanted)) or _("keine in Klammern")},
            )
        return text


class CheckAllForm(forms.Form):
    """Who checked all help in a language."""

    use_required_attribute = False
    checked_by = forms.CharField(label=_("Geprüft von"), max_length=100)
