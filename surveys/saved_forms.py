"""Sealed forms that come as a file, because a tablet could not send them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import Process
from ilmkreis_integration.sealing import SealError
from surveys.models import Channel, Response
from surveys.sealing import Envelope
from surveys.services import ResponseConflictError
from surveys.tablets import NotAFormError, take_in

KIND = "sealed-questionnaires"
LARGEST_FILE = 20 * 1024 * 1024
_NOT_OURS = _("Das ist keine Datei, die ein Tablet gesichert hat.")


@dataclass(frozen=True)
class Outcome:
    """How many forms of a file were new, were there already, or could not be read."""

    stored: int
    known: int
    refused: int


class SavedFormsForm(forms.Form):
    """The file; its cleaned value is a list of envelopes, not yet opened."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("Datei vom Tablet"),
        help_text=_("Sie heißt „wartende-boegen-….json“."),
        error_messages={"required": _("Bitte wählen Sie die Datei.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", _("Einlesen")))

    def clean_file(self) -> list[Any]:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError(_("Die Datei ist zu groß."))
        try:
            content = json.loads(file.read())
        except ValueError as error:
            raise ValidationError(_NOT_OURS) from error
        if not isinstance(content, dict) or content.get("kind") != KIND:
            raise ValidationError(_NOT_OURS)
        envelopes = content.get("envelopes")
        if not isinstance(envelopes, list) or not envelopes:
            raise ValidationError(_("In der Datei ist kein Bogen."))
        return envelopes


def take_in_saved(envelopes: Sequence[Any], *, process: Process) -> Outcome:
    """Store what can be opened; each form exactly once, also if it was sent before."""
    stored = known = refused = 0
    for values in envelopes:
        try:
            envelope = Envelope.read(values if isinstance(values, dict) else {})
            is_known = Response.objects.filter(pk=envelope.id).exists()
            take_in(envelope, _channel_named_in(values, process), device=None)
        except (SealError, NotAFormError, ResponseConflictError, Channel.DoesNotExist):
            refused += 1
        else:
            known += is_known
            stored += not is_known
    return Outcome(stored, known, refused)


def _channel_named_in(values: dict[str, Any], process: Process) -> Channel:
    channels = Channel.objects.select_related("questionnaire__process")
    return channels.get(
        questionnaire__process=process, code=str(values.get("channel", ""))
    )
