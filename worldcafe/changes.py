"""One change as a page of a table sends it: read, examined, made exactly once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.forms import Form
from django.utils.translation import gettext as _

from ilmkreis_integration.domain.texts import clean_text
from worldcafe.board import read_counts
from worldcafe.forms.table import (
    AttendanceForm,
    MarkForm,
    MoveForm,
    NoteChangeForm,
    NoteForm,
    ReviseForm,
    RoundForm,
    WeighForm,
)
from worldcafe.models import Note, NoteRevision, Sitting, Subgroup, Table
from worldcafe.services.holding import hold_open
from worldcafe.services.notes import (
    change_note,
    mark_note,
    stored_change,
    write_note,
)
from worldcafe.services.sittings import confirm_read_back

SomeForm = TypeVar("SomeForm", bound=Form)


class ChangeError(Exception):
    """This will never be taken; says to the host why not."""


def read_entries(body: bytes) -> dict[str, str]:
    """Return what was sent as the entries of a form. Raises `ChangeError`."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ChangeError(_("Das war keine Änderung dieser Seite.")) from error
    if not isinstance(sent, dict) or any(
        isinstance(value, dict | list) for value in sent.values()
    ):
        raise ChangeError(_("Das war keine Änderung dieser Seite."))
    return {name: "" if value is None else str(value) for name, value in sent.items()}


def known_change(table: Table, entries: Mapping[str, str]) -> NoteRevision | None:
    """What was stored when this change came before, even if nothing is taken now."""
    try:
        revision = stored_change(table, UUID(entries.get("id", "")))
    except ValueError:
        return None
    if revision is None or entries.get("type") != "write":
        return revision
    # Another text under the same id is another note, which must not get lost.
    return revision if revision.text == clean_text(entries.get("text", "")) else None


def make_change(table: Table, entries: Mapping[str, str]) -> Note | None:
    """Make the change; return the note that it was about, if any.

    Raises `ChangeError`, `NoteConflictError` or `CafeClosedError`.
    """
    make = _MAKERS.get(entries.get("type", ""))
    if make is None:
        raise ChangeError(_("Das war keine Änderung dieser Seite."))
    try:
        return make(table, entries)
    except IntegrityError as error:  # the id belongs to another change
        raise ChangeError(_("Bitte laden Sie die Seite neu.")) from error


def _clean(form: SomeForm) -> SomeForm:
    if not form.is_valid():
        raise ChangeError(str(next(iter(form.errors.values()))[0]))
    return form


def _at(table: Table, sitting: Sitting) -> Sitting:
    sitting.table = table  # it is known with its café
    return sitting


def _write(table: Table, entries: Mapping[str, str]) -> Note:
    data = _clean(NoteForm(entries, table=table)).cleaned_data
    return write_note(
        _at(table, data["round"]),
        note_id=data["id"],
        guiding_question=data["question"],
        text=data["text"],
    )


def _revise(table: Table, entries: Mapping[str, str]) -> Note:
    form = _clean(ReviseForm(entries, table=table))
    return _change(form, text=form.cleaned_data["text"])


def _move(table: Table, entries: Mapping[str, str]) -> Note:
    form = _clean(MoveForm(entries, table=table))
    return _change(form, guiding_question_id=form.cleaned_data["question"].pk)


def _weigh(table: Table, entries: Mapping[str, str]) -> Note:
    form = _clean(WeighForm(entries, table=table))
    return _change(form, weighting_dots=form.cleaned_data["dots"])


def _delete(table: Table, entries: Mapping[str, str]) -> Note:
    return _change(_clean(NoteChangeForm(entries, table=table)), is_deleted=True)


def _restore(table: Table, entries: Mapping[str, str]) -> Note:
    return _change(_clean(NoteChangeForm(entries, table=table)), is_deleted=False)


def _change(form: NoteChangeForm, **change: object) -> Note:
    data = form.cleaned_data
    return change_note(
        data["note"], version=data["version"], change_id=form.change_id, **change
    )


def _mark(table: Table, entries: Mapping[str, str]) -> None:
    data = _clean(MarkForm(entries, table=table)).cleaned_data
    try:
        mark_note(
            data["note"],
            sitting=_at(table, data["round"]),
            kind=data["kind"] or None,
        )
    except ValueError as error:
        message = _("Nur eine spätere Runde kann zu einer Notiz etwas sagen.")
        raise ChangeError(message) from error


@transaction.atomic
def _attend(table: Table, entries: Mapping[str, str]) -> None:
    """Somebody else may count other people at the same time: keep what is not named."""
    hold_open(table)
    sitting = _sitting(table, entries)
    stored: dict[str, str] = {}
    for count in read_counts(sitting):
        people = "" if count.people is None else str(count.people)
        stored[count.people_field] = people
        stored[count.dots_field] = str(count.participation_dots)
    subgroups = Subgroup.objects.filter(target_group=table.cafe.target_group_id)
    _clean(AttendanceForm({**stored, **entries}, subgroups=list(subgroups))).save(
        sitting
    )


def _read_back(table: Table, entries: Mapping[str, str]) -> None:
    confirm_read_back(_sitting(table, entries))


def _sitting(table: Table, entries: Mapping[str, str]) -> Sitting:
    form = _clean(RoundForm(entries, table=table))
    return _at(table, form.cleaned_data["round"])


_MAKERS: dict[str, Callable[[Table, Mapping[str, str]], Note | None]] = {
    "write": _write,
    "revise": _revise,
    "move": _move,
    "weigh": _weigh,
    "delete": _delete,
    "restore": _restore,
    "mark": _mark,
    "attend": _attend,
    "read_back": _read_back,
}
