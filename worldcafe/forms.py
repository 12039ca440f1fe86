"""What a host types at the table."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.fields import FreeTextField

_NUMBER = _("Bitte geben Sie eine Zahl ein.")


class NoteForm(forms.Form):
    """A new note; its id is made where it is typed."""

    id = forms.UUIDField(
        error_messages={
            "required": _("Bitte laden Sie die Seite neu."),
            "invalid": _("Bitte laden Sie die Seite neu."),
        }
    )
    text = FreeTextField(
        error_messages={"required": _("Bitte schreiben Sie etwas auf.")}
    )


class RevisionForm(forms.Form):
    """A new wording for the note as it was at `version`."""

    version = forms.IntegerField(min_value=1)
    text = FreeTextField(
        error_messages={"required": _("Eine Notiz ohne Text können Sie löschen.")}
    )


class AttendanceForm(forms.Form):
    """How many people sit here, and how many dots they stuck on."""

    people = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=99,
        error_messages={
            "invalid": _NUMBER,
            "min_value": _NUMBER,
            "max_value": _("An einem Tisch sitzen höchstens 99 Personen."),
        },
    )
    participation_dots = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=999,
        error_messages={
            "invalid": _NUMBER,
            "min_value": _NUMBER,
            "max_value": _("Es sind höchstens 999 Punkte möglich."),
        },
    )
