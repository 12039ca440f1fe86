"""What is asked before the box is opened."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.setup_forms import saving_helper
from staffsurvey.forms.passphrase import PassphraseForm


class OpeningForm(PassphraseForm):
    """The passphrase, and who is in the room."""

    helper: FormHelper = saving_helper("Wahlurne öffnen")

    present = forms.CharField(
        label=_("Wer ist dabei?"),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        max_length=1000,
        help_text=_(
            "Namen und Stellen, in jeder Zeile eine Person. Sie stehen im Protokoll."
        ),
        error_messages={"required": _("Bitte schreiben Sie auf, wer dabei ist.")},
    )
