"""Planning a café, writing notes at its tables, and closing it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from ilmkreis_integration.handover import finalize, hand_over
from ilmkreis_integration.models import ActionField, Contribution, Process, Source
from ilmkreis_integration.numbering import draw_number
from worldcafe.models import (
    Cafe,
    GuidingQuestion,
    Note,
    Round,
    Sitting,
    Table,
    TargetGroup,
)


class CafeClosedError(Exception):
    """The café is closed; its notes are final."""


class NoteConflictError(Exception):
    """Somebody else changed the note in between, or its id belongs to another one."""

    def __init__(self, note: Note) -> None:
        super().__init__(str(note.pk))
        self.note = note


@transaction.atomic
def plan_cafe(
    process: Process,
    *,
    target_group: TargetGroup,
    held_on: date,
    place: str,
    minutes_per_round: int,
    action_fields: Sequence[ActionField],
    rounds: int,
) -> Cafe:
    """Make a café with a table per field, its rounds, and a sitting for each of both."""
    # Two managers planning at once: the second one waits for the first.
    Process.objects.select_for_update().get(pk=process.pk)
    last = process.cafes.aggregate(last=Max("number"))["last"] or 0
    cafe = Cafe.objects.create(
        process=process,
        number=last + 1,
        target_group=target_group,
        held_on=held_on,
        place=place,
        minutes_per_round=minutes_per_round,
    )
    tables = Table.objects.bulk_create(
        Table(cafe=cafe, number=number, action_field=field)
        for number, field in enumerate(action_fields, start=1)
    )
    cafe_rounds = Round.objects.bulk_create(
        Round(cafe=cafe, number=number) for number in range(1, rounds + 1)
    )
    Sitting.objects.bulk_create(
        Sitting(table=table, round=round_) for table in tables for round_ in cafe_rounds
    )
    return cafe


@transaction.atomic
def revise_cafe(cafe: Cafe) -> None:
    """Store what was changed of a café; its notes follow it to another day."""
    cafe.save()
    notes = Contribution.objects.filter(note__sitting__table__cafe=cafe)
    notes.update(received_on=cafe.held_on)


def start_round(round_: Round) -> None:
    """Begin a round at all tables now; beginning it again sets the clock anew."""
    round_.started_at = timezone.now()
    round_.save(update_fields=["started_at"])


@transaction.atomic
def record_attendance(
    sitting: Sitting, *, people: int | None, participation_dots: int
) -> None:
    _hold_open(sitting)
    sitting.people = people
    sitting.participation_dots = participation_dots
    sitting.save(update_fields=["people", "participation_dots"])


def write_note(
    sitting: Sitting, *, note_id: UUID, guiding_question: GuidingQuestion, text: str
) -> Note:
    """Store a note exactly once, however often it is sent; return it.

    Raises `NoteConflictError` if another note was written under this id.
    """
    try:
        return _store_note(sitting, note_id, guiding_question, text)
    except IntegrityError:
        note = _read_note(note_id)
        if note is None:
            raise
        if note.sitting_id != sitting.pk or note.contribution.text != text:
            raise NoteConflictError(note) from None
        return note


@transaction.atomic
def _store_note(
    sitting: Sitting, note_id: UUID, guiding_question: GuidingQuestion, text: str
) -> Note:
    _hold_open(sitting)
    number = draw_number(sitting, "last_note_number")
    table, cafe = sitting.table, sitting.table.cafe
    code = f"W{cafe.number}-T{table.number}-R{sitting.round.number}-{number:02}"
    contribution = Contribution(
        id=note_id,
        process_id=cafe.process_id,
        source=Source.WORLD_CAFE,
        code=code,
        text=text,
        action_field_id=table.action_field_id,
        kind=guiding_question.kind,
        received_on=cafe.held_on,
        is_final=False,
    )
    hand_over([contribution])
    return Note.objects.create(
        contribution=contribution,
        sitting=sitting,
        guiding_question=guiding_question,
        number=number,
    )


@transaction.atomic
def revise_note(note: Note, *, text: str, version: int) -> Note:
    """Change the wording if it is still `version`.

    Raises `NoteConflictError` with the note as it is now, if somebody was faster.
    """
    _hold_open(note.sitting)
    current = Note.objects.filter(pk=note.pk, version=version)
    if not current.update(version=F("version") + 1):
        now = _read_note(note.pk)
        raise NoteConflictError(now or note)
    Contribution.objects.filter(pk=note.pk, is_final=False).update(text=text)
    changed = _read_note(note.pk)
    return changed or note


def delete_note(note: Note) -> None:
    """Put a note aside; it can be brought back until the café is closed."""
    _set_deleted(note, is_deleted=True)


def restore_note(note: Note) -> None:
    _set_deleted(note, is_deleted=False)


@transaction.atomic
def _set_deleted(note: Note, *, is_deleted: bool) -> None:
    _hold_open(note.sitting)
    note.is_deleted = is_deleted
    note.save(update_fields=["is_deleted"])


@transaction.atomic
def close_cafe(cafe: Cafe) -> None:
    """Make the notes final and hand them to the evaluation; deleted ones are gone."""
    # Waits for notes being stored; those that come later are refused.
    cafe = Cafe.objects.select_for_update().get(pk=cafe.pk)
    if not cafe.is_open:
        return
    cafe.state = Cafe.State.CLOSED
    cafe.save(update_fields=["state"])
    deleted = Note.objects.filter(sitting__table__cafe=cafe, is_deleted=True)
    Contribution.objects.filter(
        pk__in=list(deleted.values_list("pk", flat=True))
    ).delete()
    finalize(list(Contribution.objects.filter(note__sitting__table__cafe=cafe)))


def _read_note(note_id: UUID) -> Note | None:
    notes = Note.objects.select_related("contribution", "guiding_question", "sitting")
    return notes.filter(pk=note_id).first()


def _hold_open(sitting: Sitting) -> None:
    """Have whoever closes the café wait until this transaction ends.

    Raises `CafeClosedError` if somebody closed it before.
    """
    # First of all in a transaction: hosts who lock in another order block each other.
    cafe = Cafe.objects.select_for_update().get(pk=sitting.table.cafe_id)
    if not cafe.is_open:
        raise CafeClosedError(str(sitting))
