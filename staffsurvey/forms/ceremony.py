"""Forms of the key and its trial."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.setup_forms import saving_helper
from staffsurvey.forms.passphrase import PassphraseForm


class CeremonyForm(forms.Form):
    """How the passphrase is shared; `instead_of` tells a page that is sent twice."""

    use_required_attribute = False

    halves = forms.ChoiceField(
        label=_("Wer das Öffnungs-Passwort bekommt"),
        choices=[
            ("1", _("Ein Öffnungs-Passwort aus sechs Wörtern, auf zwei Blättern")),
            (
                "2",
                _(
                    "Zwei Hälften aus je sechs Wörtern, jede auf zwei Blättern, für zwei "
                    "Personen oder Stellen"
                ),
            ),
        ],
        initial="1",
        widget=forms.RadioSelect,
        help_text=_(
            "Mit zwei Hälften öffnet die Wahlurne nur, wer beide hat, zum Beispiel "
            "Personalrat und Datenschutz zusammen. Gehen beide Blätter einer Hälfte "
            "verloren, bleibt sie für immer zu."
        ),
    )
    is_sure = forms.BooleanField(
        label=_("Das bisherige Öffnungs-Passwort soll nicht mehr gelten"),
        help_text=_("Bitte vernichten Sie die Blätter damit."),
        error_messages={
            "required": _(
                "Bitte bestätigen Sie, dass das alte Öffnungs-Passwort verfällt."
            )
        },
    )
    instead_of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, has_key: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_key:
            del self.fields["is_sure"]
        label = "Neuen Schlüssel erzeugen" if has_key else "Schlüssel erzeugen"
        self.helper = saving_helper(label)


class TrialForm(PassphraseForm):
    """The passphrase, to open the trial envelope with."""

    helper: FormHelper = saving_helper("Probeumschlag öffnen")
