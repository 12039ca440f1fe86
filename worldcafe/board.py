"""What lies on a table in a round: questions, notes of now and before, who sits there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from ilmkreis_integration.models import Contribution
from worldcafe.models import (
    GuidingQuestion,
    Mark,
    Note,
    Round,
    Sitting,
    Subgroup,
    SubgroupCount,
    Table,
)
from worldcafe.phases import held_round

# Stands in the pattern for notes that pages draw themselves.
NO_ID = UUID(int=0)


@dataclass(frozen=True)
class EarlierNote:
    """A note of a round before, and what was said of it since."""

    note: Note
    kind: str  # what this round says of it, or ""
    between: tuple[Mark, ...]  # what the rounds in between said

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """What can be said of it: value, name, and whether this round says so."""
        return [(kind.value, str(kind.label), kind == self.kind) for kind in Mark.Kind]


@dataclass(frozen=True)
class Section:
    """A guiding question; `earlier` are notes of the rounds before, oldest first."""

    question: GuidingQuestion
    notes: tuple[Note, ...]
    earlier: tuple[EarlierNote, ...]


def count_field(what: str, subgroup: Subgroup | None) -> str:
    """The name under which a page sends how many there are."""
    return f"{what}-{subgroup.pk}" if subgroup else what


@dataclass(frozen=True)
class Count:
    """People and dots of a subgroup, or of the whole table where there are none."""

    subgroup: Subgroup | None
    people: int | None
    participation_dots: int

    @property
    def people_field(self) -> str:
        return count_field("people", self.subgroup)

    @property
    def dots_field(self) -> str:
        return count_field("participation_dots", self.subgroup)


@dataclass(frozen=True)
class Board:
    """`held` is the round that was begun last, which need not be the one shown."""

    sitting: Sitting
    rounds: tuple[Round, ...]
    held: Round
    sections: tuple[Section, ...]
    counts: tuple[Count, ...]
    ends_at: datetime | None

    @property
    def next_round(self) -> Round | None:
        """A later round that has begun meanwhile."""
        is_later = self.held.number > self.sitting.round.number
        return self.held if is_later and self.held.started_at else None

    @property
    def note_count(self) -> int:
        return sum(len(section.notes) for section in self.sections)

    @cached_property
    def pattern(self) -> Note:
        """An empty note: pages draw notes like it that the server does not know yet."""
        sitting = Sitting(table=self.sitting.table, round=self.sitting.round)
        contribution = Contribution(id=NO_ID, text="", code="")
        return Note(
            contribution=contribution,
            sitting=sitting,
            guiding_question=GuidingQuestion(slug=""),
        )

    @property
    def earlier_pattern(self) -> EarlierNote:
        return EarlierNote(self.pattern, kind="", between=())


def read_board(table: Table, number: int | None) -> Board:
    """Read the round with `number`, or the one being held; seven queries at most.

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
        held=held,
        sections=_sections(sitting),
        counts=_counts(sitting),
        ends_at=shown.ends_at,
    )


def _held(rounds: Sequence[Round]) -> Round:
    """The round begun last; the first one before any has begun."""
    return held_round(rounds) or rounds[0]


def _sections(shown: Sitting) -> tuple[Section, ...]:
    marks = _marks_by_note(shown)
    notes: dict[int, list[Note]] = defaultdict(list)
    earlier: dict[int, list[EarlierNote]] = defaultdict(list)
    for note in (
        Note.objects.kept()
        .filter(
            sitting__table=shown.table_id,
            sitting__round__number__lte=shown.round.number,
        )
        .select_related("contribution", "sitting__round")
        .order_by("sitting__round__number", "number")
    ):
        if note.sitting_id == shown.pk:
            notes[note.guiding_question_id].append(note)
        else:
            seen = _earlier_note(note, marks[note.pk], shown)
            earlier[note.guiding_question_id].append(seen)
    return tuple(
        Section(question, tuple(notes[question.pk]), tuple(earlier[question.pk]))
        for question in GuidingQuestion.objects.filter(
            process=shown.table.cafe.process_id
        )
    )


def _marks_by_note(shown: Sitting) -> Mapping[UUID, list[Mark]]:
    marks: dict[UUID, list[Mark]] = defaultdict(list)
    for mark in (
        Mark.objects.filter(
            sitting__table=shown.table_id,
            sitting__round__number__lte=shown.round.number,
        )
        .select_related("sitting__round")
        .order_by("sitting__round__number")
    ):
        marks[mark.note_id].append(mark)
    return marks


def _earlier_note(note: Note, marks: Sequence[Mark], shown: Sitting) -> EarlierNote:
    now = [mark.kind for mark in marks if mark.sitting_id == shown.pk]
    between = tuple(mark for mark in marks if mark.sitting_id != shown.pk)
    return EarlierNote(note, kind=now[0] if now else "", between=between)


def _counts(shown: Sitting) -> tuple[Count, ...]:
    subgroups = Subgroup.objects.filter(target_group=shown.table.cafe.target_group_id)
    counted = {
        count.subgroup_id: count
        for count in SubgroupCount.objects.filter(sitting=shown)
    }
    if not subgroups:
        return (Count(None, shown.people, shown.participation_dots),)
    return tuple(
        Count(
            subgroup,
            people=counted[subgroup.pk].people if subgroup.pk in counted else None,
            participation_dots=counted[subgroup.pk].participation_dots
            if subgroup.pk in counted
            else 0,
        )
        for subgroup in subgroups
    )
