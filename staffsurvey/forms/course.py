"""Forms that start a survey and move its last day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.setup_forms import DayInput, SetupForm, saving_helper
from staffsurvey.models import StaffSurvey


class StartForm(forms.Form):
    """What the program cannot check itself."""

    use_required_attribute = False
    helper = saving_helper("Befragung starten")

    no_access_log = forms.BooleanField(
        label=_(
            "Der Webserver vor dieser Anwendung führt für die Befragung kein "
            "Zugriffsprotokoll"
        ),
        help_text=_("Fragen Sie die IT. Die Zeilen dafür stehen oben."),
        error_messages={
            "required": _("Bitte lassen Sie sich das von der IT bestätigen.")
        },
    )
    slips_are_drawn = forms.BooleanField(
        label=_("Die Zettel werden gezogen, und niemand notiert, wer welchen hat"),
        error_messages={"required": _("Bitte bestätigen Sie, dass gezogen wird.")},
    )
    backups = forms.CharField(
        label=_("Sicherungen der Datenbank"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "Wo sie liegen, wie lange, und wer sie nach der Öffnung löscht. Das steht "
            "später im Öffnungsprotokoll. Gibt es keine, schreiben Sie „keine“."
        ),
        error_messages={
            "required": _("Bitte schreiben Sie, wo Sicherungen liegen, oder „keine“.")
        },
    )

    def __init__(self, *args: Any, with_codes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_codes:
            del self.fields["slips_are_drawn"]


class LastDayForm(SetupForm[StaffSurvey]):
    """A later last day; what was announced stays true for everybody."""

    helper = saving_helper("Verlängern")

    class Meta:
        model = StaffSurvey
        fields = ["closes_on", "results_on"]
        labels = {"closes_on": _("Neuer letzter Tag")}
        widgets = {"closes_on": DayInput, "results_on": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._before = self.instance.closes_on

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        if day <= self._before:
            raise ValidationError(
                _(
                    "Der neue letzte Tag muss nach dem bisherigen liegen. Bitte wählen Sie "
                    "einen späteren Tag."
                )
            )
        return day
