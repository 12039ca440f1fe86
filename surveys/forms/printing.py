"""In which language a paper form gives help."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.languages import GERMAN, LANGUAGES


class HelpLanguageForm(forms.Form):
    use_required_attribute = False

    sprache = forms.ChoiceField(
        label=_("Hilfe auf dem Papierbogen"),
        choices=[
            (GERMAN.code, _("nur Deutsch")),
            *(
                (code, f"{language.german} – {language.own_name}")
                for code, language in LANGUAGES.items()
            ),
        ],
        help_text=_("Die Hilfe steht neben oder unter dem deutschen Text."),
    )
