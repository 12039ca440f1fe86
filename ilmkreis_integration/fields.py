"""Form fields that all channels share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.domain.texts import clean_text


class FreeTextField(forms.CharField):
    """What somebody writes in their own words; any script, up to `LONGEST_TEXT`."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return clean_text(value or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        longest: int = settings.LONGEST_TEXT
        if len(value) > longest:
            message = _(
                "Der Text ist zu lang. Er hat %(length)s Zeichen. "
                "Möglich sind %(longest)s Zeichen."
            )
            numbers = {
                "length": number_format(len(value), force_grouping=True),
                "longest": number_format(longest, force_grouping=True),
            }
            raise ValidationError(message, code="too_long", params=numbers)
