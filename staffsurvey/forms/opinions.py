"""What a party says to a version."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.setup_forms import DayInput, SetupForm
from staffsurvey.models import Opinion


class OpinionForm(SetupForm[Opinion]):
    class Meta:
        model = Opinion
        fields = ["verdict", "said_on", "said_by", "remark"]
        widgets = {"verdict": forms.RadioSelect, "said_on": DayInput}
        help_texts = {
            "said_by": _("Wer für die Stelle gesprochen hat."),
            "remark": _("Nötig bei Anmerkung und Einwand."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verdict = self.fields["verdict"]
        assert isinstance(verdict, forms.ChoiceField)  # noqa: S101 -- for mypy
        verdict.choices = Opinion.Verdict.choices

    def clean_said_on(self) -> date:
        day: date = self.cleaned_data["said_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Dieser Tag liegt in der Zukunft."))
        if day < self.instance.version.made_on:
            raise ValidationError(
                _("An diesem Tag war die Fassung noch nicht vorgelegt.")
            )
        return day
