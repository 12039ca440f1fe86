"""What a host enters at the table, on the page itself or sent by its script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.fields import FreeTextField
from worldcafe.board import count_field
from worldcafe.models import GuidingQuestion, Mark, Note, Sitting, Subgroup, Table
from worldcafe.services.sittings import record_attendance, record_subgroups

_NUMBER = _("Bitte geben Sie eine Zahl ein.")
_RELOAD = _("Bitte laden Sie die Seite neu.")
_NO_TEXT = _("Eine Notiz ohne Text können Sie löschen.")
_MOST_PEOPLE, _MOST_DOTS = 99, 999
_LATEST_VERSION = 1_000_000


def _count(most: int, message: Any, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        min_value=0,
        max_value=most,
        error_messages={
            "required": _NUMBER,
            "invalid": _NUMBER,
            "min_value": _NUMBER,
            "max_value": message,
        },
        **kwargs,
    )


def _people() -> forms.IntegerField:
    message = _("An einem Tisch sitzen höchstens 99 Personen.")
    return _count(_MOST_PEOPLE, message, required=False)


def _dots(**kwargs: Any) -> forms.IntegerField:
    return _count(_MOST_DOTS, _("Es sind höchstens 999 Punkte möglich."), **kwargs)


def _version() -> forms.IntegerField:
    messages = dict.fromkeys(["required", "invalid", "min_value", "max_value"], _RELOAD)
    return forms.IntegerField(
        min_value=1, max_value=_LATEST_VERSION, error_messages=messages
    )


def _row(to_field_name: str, missing: Any, **kwargs: Any) -> Any:
    """A row of this table; which ones there are is told by `TableForm`."""
    return forms.ModelChoiceField(
        queryset=None,
        to_field_name=to_field_name,
        error_messages=dict.fromkeys(["required", "invalid_choice"], missing),
        **kwargs,
    )


class TableForm(forms.Form):
    """Knows rounds, questions and notes of one table and of no other."""

    def __init__(self, data: Mapping[str, Any] | None, *, table: Table, **kw: Any):
        super().__init__(data, **kw)
        self.table = table
        rows = {
            "round": Sitting.objects.filter(table=table).select_related("round"),
            "question": GuidingQuestion.objects.filter(process=table.cafe.process_id),
            "note": Note.objects.filter(sitting__table=table).select_related(
                "contribution", "guiding_question", "sitting__table", "sitting__round"
            ),
        }
        for name, queryset in rows.items():
            field = self.fields.get(name)
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = queryset


def _round() -> Any:
    return _row("round__number", _("Diese Runde gibt es nicht."))


def _question(**kwargs: Any) -> Any:
    return _row("slug", _("Diese Leitfrage gibt es nicht mehr."), **kwargs)


def _note() -> Any:
    return _row("pk", _("Diese Notiz gibt es an diesem Tisch nicht."))


class NoteForm(TableForm):
    """A new note; its id is made where it is typed."""

    id = forms.UUIDField(error_messages={"required": _RELOAD, "invalid": _RELOAD})
    round = _round()
    question = _question()
    text = FreeTextField(
        error_messages={"required": _("Bitte schreiben Sie etwas auf.")}
    )


class EditForm(TableForm):
    """All of a note at once, as it was at `version`; for pages without script."""

    version = _version()
    text = FreeTextField(error_messages={"required": _NO_TEXT})
    question = _question()
    dots = _dots()


class VersionForm(forms.Form):
    version = _version()


class AttendanceForm(forms.Form):
    """How many people sit here and how many dots they stuck on, by subgroup if any."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, subgroups: Sequence[Subgroup]
    ) -> None:
        super().__init__(data)
        self.subgroups = subgroups
        for subgroup in subgroups or (None,):
            self.fields[count_field("people", subgroup)] = _people()
            dots = _dots(required=False)
            self.fields[count_field("participation_dots", subgroup)] = dots

    def save(self, sitting: Sitting) -> None:
        if not self.subgroups:
            people, dots = self._entered(None)
            record_attendance(sitting, people=people, participation_dots=dots)
            return
        entered = [(subgroup, *self._entered(subgroup)) for subgroup in self.subgroups]
        record_subgroups(
            sitting,
            {subgroup: (people or 0, dots) for subgroup, people, dots in entered},
        )

    def _entered(self, subgroup: Subgroup | None) -> tuple[int | None, int]:
        people = self.cleaned_data[count_field("people", subgroup)]
        dots = self.cleaned_data[count_field("participation_dots", subgroup)]
        return people, dots or 0


def tapped(entries: Mapping[str, str], step: str) -> dict[str, str]:
    """Apply the tap on one button, such as `people:1` or `people:-1`, to what stands."""
    name, _colon, by = step.partition(":")
    before = entries.get(name, "")
    if by not in ("1", "-1") or not (before.isdecimal() or before == ""):
        return dict(entries)
    return {**entries, name: str(max(0, int(before[:4] or 0) + int(by)))}


# --- One change as the script of the page sends it


class ChangeForm(TableForm):
    """The id is made on the device, so that a change that comes twice is known."""

    id = forms.UUIDField(error_messages={"required": _RELOAD, "invalid": _RELOAD})

    @property
    def change_id(self) -> UUID:
        change_id: UUID = self.cleaned_data["id"]
        return change_id


class NoteChangeForm(ChangeForm):
    """A change of a note as it was at `version`."""

    note = _note()
    version = _version()


class ReviseForm(NoteChangeForm):
    text = FreeTextField(error_messages={"required": _NO_TEXT})


class MoveForm(NoteChangeForm):
    question = _question()


class WeighForm(NoteChangeForm):
    dots = _dots()


class MarkForm(ChangeForm):
    note = _note()
    round = _round()
    kind = forms.ChoiceField(choices=Mark.Kind.choices, required=False)


class RoundForm(ChangeForm):
    round = _round()
