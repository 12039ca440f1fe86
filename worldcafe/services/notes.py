"""Writing and changing notes. Every state of a note is kept as a revision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from ilmkreis_integration.handover import hand_over
from ilmkreis_integration.models import Contribution, Source
from ilmkreis_integration.numbering import draw_numbers
from worldcafe.combining import ChangesCollideError, NoteState, combine
from worldcafe.models import (
    GuidingQuestion,
    Mark,
    Note,
    NoteImport,
    NoteRevision,
    Sitting,
    Table,
)
from worldcafe.services.holding import hold_open


class NoteConflictError(Exception):
    """Somebody else changed the note in between, or its id belongs to another one."""

    def __init__(self, note: Note) -> None:
        super().__init__(str(note.pk))
        self.note = note


@dataclass(frozen=True)
class NewNote:
    id: UUID
    guiding_question: GuidingQuestion
    text: str
    weighting_dots: int = 0


def write_note(
    sitting: Sitting, *, note_id: UUID, guiding_question: GuidingQuestion, text: str
) -> Note:
    """Store a note exactly once, however often it is sent; return it.

    Raises `NoteConflictError` if another note was written under this id.
    """
    try:
        return write_notes(sitting, [NewNote(note_id, guiding_question, text)])[0]
    except IntegrityError:
        note = read_note(note_id)
        if note is None:
            raise
        first = note.revisions.get(version=1)
        if note.sitting_id != sitting.pk or first.text != text:
            raise NoteConflictError(note) from None
        return note


@transaction.atomic
def write_notes(
    sitting: Sitting,
    new_notes: Sequence[NewNote],
    *,
    imported_with: NoteImport | None = None,
) -> list[Note]:
    """Store notes that are new, in this order; `IntegrityError` if one of them is not."""
    hold_open(sitting.table)
    numbers = draw_numbers(sitting, "last_note_number", len(new_notes))
    numbered = list(zip(numbers, new_notes, strict=True))
    contributions = [_contribution(sitting, new, number) for number, new in numbered]
    hand_over(contributions)
    notes = Note.objects.bulk_create(
        Note(
            contribution=contribution,
            sitting=sitting,
            guiding_question=new.guiding_question,
            number=number,
            weighting_dots=new.weighting_dots,
            imported_with=imported_with,
        )
        for contribution, (number, new) in zip(contributions, numbered, strict=True)
    )
    NoteRevision.objects.bulk_create(
        _revision(note, change_id=note.pk) for note in notes
    )
    return notes


def _contribution(sitting: Sitting, new: NewNote, number: int) -> Contribution:
    table, cafe = sitting.table, sitting.table.cafe
    return Contribution(
        id=new.id,
        process_id=cafe.process_id,
        source=Source.WORLD_CAFE,
        code=f"W{cafe.number}-T{table.number}-R{sitting.round.number}-{number:02}",
        text=new.text,
        action_field_id=table.action_field_id,
        kind=new.guiding_question.kind,
        received_on=cafe.held_on,
        is_final=False,
    )


@transaction.atomic
def change_note(
    note: Note, *, version: int, change_id: UUID | None = None, **change: Any
) -> Note:
    """Apply `change`, fields of `NoteState`, made by somebody who had seen `version`.

    A change that was sent before is known by its id and not made twice. Raises
    `NoteConflictError` with the note as it is now, if somebody else was faster.
    """
    hold_open(note.sitting.table)
    now = read_note(note.pk)
    if now is None or not now.revisions.filter(version=version).exists():
        raise NoteConflictError(now or note)
    if change_id and now.revisions.filter(pk=change_id).exists():
        return now
    seen = now.revisions.get(version=version)
    try:
        wanted = combine(change, seen=state_of(seen), now=state_of(now))
    except ChangesCollideError:
        raise NoteConflictError(now) from None
    return _store_state(now, wanted, change_id)


def state_of(row: Note | NoteRevision) -> NoteState:
    return NoteState(
        text=row.contribution.text if isinstance(row, Note) else row.text,
        guiding_question_id=row.guiding_question_id,
        weighting_dots=row.weighting_dots,
        is_deleted=row.is_deleted,
        merged_into_id=row.merged_into_id,
    )


def _store_state(note: Note, wanted: NoteState, change_id: UUID | None) -> Note:
    if wanted == state_of(note):
        return note
    note.guiding_question = GuidingQuestion.objects.get(pk=wanted.guiding_question_id)
    note.weighting_dots = wanted.weighting_dots
    note.is_deleted = wanted.is_deleted
    note.merged_into_id = wanted.merged_into_id
    note.version += 1
    note.save()
    note.contribution.text = wanted.text
    note.contribution.kind = note.guiding_question.kind
    note.contribution.save(update_fields=["text", "kind"])
    _revision(note, change_id=change_id or uuid4()).save(force_insert=True)
    return note


def _revision(note: Note, *, change_id: UUID) -> NoteRevision:
    return NoteRevision(
        id=change_id,
        note=note,
        version=note.version,
        text=note.contribution.text,
        guiding_question=note.guiding_question,
        weighting_dots=note.weighting_dots,
        is_deleted=note.is_deleted,
        merged_into_id=note.merged_into_id,
    )


@transaction.atomic
def mark_note(note: Note, *, sitting: Sitting, kind: Mark.Kind | None) -> None:
    """Keep what the people of a later round say of a note; None takes it back.

    Raises `ValueError` where they did not sit at the same table after it was written.
    """
    is_later = sitting.round.number > note.sitting.round.number
    if sitting.table_id != note.sitting.table_id or not is_later:
        raise ValueError(f"{sitting} is no later round of {note}")
    hold_open(sitting.table)
    if kind is None:
        Mark.objects.filter(note=note, sitting=sitting).delete()
        return
    Mark.objects.update_or_create(note=note, sitting=sitting, defaults={"kind": kind})


def read_note(note_id: UUID) -> Note | None:
    notes = Note.objects.select_related(
        "contribution", "guiding_question", "sitting__table", "sitting__round"
    )
    return notes.filter(pk=note_id).first()


def reshape_note(note: Note, *, version: int, **wanted: Any) -> Note:
    """Change only what differs from the note as it was at `version`.

    Whoever has a form with all of a note may have touched one thing of it. A new
    wording for a note that was deleted brings it back.
    """
    seen = note.revisions.filter(version=version).first()
    if seen is None:
        raise NoteConflictError(note)
    before = state_of(seen)
    wanted = wanted | {"is_deleted": wanted.get("is_deleted", False)}
    change = {
        name: value for name, value in wanted.items() if value != getattr(before, name)
    }
    return change_note(note, version=version, **change)


def stored_change(table: Table, change_id: UUID) -> NoteRevision | None:
    """What a change with this id made of a note, if it was stored before."""
    revisions = NoteRevision.objects.filter(note__sitting__table=table)
    return revisions.select_related("note").filter(pk=change_id).first()
