"""What lies on a table in a round: questions, notes of now and notes of before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from worldcafe.models import GuidingQuestion, Note, Round, Sitting, Table


@dataclass(frozen=True)
class Section:
    """A guiding question; `earlier` are notes of the rounds before, oldest first."""

    question: GuidingQuestion
    notes: tuple[Note, ...]
    earlier: tuple[Note, ...]


@dataclass(frozen=True)
class Board:
    sitting: Sitting
    rounds: tuple[Round, ...]
    sections: tuple[Section, ...]
    ends_at: datetime | None


def read_board(table: Table, number: int | None) -> Board:
    """Read the round with `number`, or the one being held; four queries.

    `table` comes with its café. An unknown number is the round being held, too.
    """
    rounds = list(Round.objects.filter(cafe=table.cafe))
    for round_ in rounds:
        round_.cafe = table.cafe
    held = _held(rounds)
    shown = next((round_ for round_ in rounds if round_.number == number), held)
    sitting = Sitting.objects.get(table=table, round=shown)
    sitting.table, sitting.round = table, shown
    return Board(
        sitting=sitting,
        rounds=tuple(rounds),
        sections=_sections(table, shown),
        ends_at=shown.ends_at,
    )


def _held(rounds: list[Round]) -> Round:
    """The round begun last; the first one before any has begun."""
    begun = [round_ for round_ in rounds if round_.started_at is not None]
    return begun[-1] if begun else rounds[0]


def _sections(table: Table, shown: Round) -> tuple[Section, ...]:
    by_question: dict[int, list[Note]] = defaultdict(list)
    for note in (
        Note.objects.kept()
        .filter(sitting__table=table, sitting__round__number__lte=shown.number)
        .select_related("contribution", "sitting__round")
        .order_by("sitting__round__number", "number")
    ):
        by_question[note.guiding_question_id].append(note)
    return tuple(
        Section(
            question=question,
            notes=tuple(
                note
                for note in by_question[question.pk]
                if note.sitting.round_id == shown.pk
            ),
            earlier=tuple(
                note
                for note in by_question[question.pk]
                if note.sitting.round_id != shown.pk
            ),
        )
        for question in GuidingQuestion.objects.filter(process=table.cafe.process_id)
    )
