"""What lies on a table in a round: questions, notes of now and before, who sits there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from worldcafe.cards import Card
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


@dataclass(frozen=True)
class Section:
    """A guiding question; `earlier` are notes of the rounds before, oldest first."""

    question: GuidingQuestion
    notes: tuple[Card, ...]
    earlier: tuple[Card, ...]


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

    @property
    def pattern(self) -> Card:
        """An empty note: pages draw notes like it that the server does not know yet."""
        shown = self.sitting.round.number
        return Card(self.sitting.table.code, shown=shown, round=shown)


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
        counts=read_counts(sitting),
        ends_at=shown.ends_at,
    )


def _held(rounds: Sequence[Round]) -> Round:
    """The round begun last; the first one before any has begun."""
    return held_round(rounds) or rounds[0]


def _sections(shown: Sitting) -> tuple[Section, ...]:
    process = shown.table.cafe.process_id
    questions = {q.pk: q for q in GuidingQuestion.objects.filter(process=process)}
    marks = _marks_by_note(shown)
    notes: dict[int, list[Card]] = defaultdict(list)
    earlier: dict[int, list[Card]] = defaultdict(list)
    # Only what is drawn: each browser at a table reads this after every change.
    for note in (
        Note.objects.kept()
        .filter(
            sitting__table=shown.table_id,
            sitting__round__number__lte=shown.round.number,
        )
        .annotate(
            code=F("contribution__code"),
            text=F("contribution__text"),
            round=F("sitting__round__number"),
            is_merged=Q(merged_into__is_deleted=False),
        )
        .order_by("round", "number")
        .values(*_DRAWN)
    ):
        pile = notes if note["round"] == shown.round.number else earlier
        question = questions[note["guiding_question_id"]]
        pile[question.pk].append(_card(note, question, marks, shown))
    return tuple(
        Section(question, tuple(notes[pk]), tuple(earlier[pk]))
        for pk, question in questions.items()
    )


_DRAWN = (
    "pk",
    "code",
    "text",
    "round",
    "version",
    "guiding_question_id",
    "weighting_dots",
    "is_merged",
)


def _marks_by_note(shown: Sitting) -> Mapping[UUID, Mapping[int, str]]:
    """What each round said of a note, as it is stored."""
    marks: dict[UUID, dict[int, str]] = defaultdict(dict)
    for note_id, number, kind in (
        Mark.objects.filter(
            sitting__table=shown.table_id,
            sitting__round__number__lte=shown.round.number,
        )
        .order_by("sitting__round__number")
        .values_list("note_id", "sitting__round__number", "kind")
    ):
        marks[note_id][number] = kind
    return marks


def _card(
    note: Mapping[str, Any],
    question: GuidingQuestion,
    marks: Mapping[UUID, Mapping[int, str]],
    shown: Sitting,
) -> Card:
    said = marks.get(note["pk"], {})
    now = shown.round.number
    return Card(
        link=shown.table.code,
        shown=now,
        id=note["pk"],
        code=note["code"],
        version=note["version"],
        question=question.slug,
        round=note["round"],
        dots=note["weighting_dots"],
        text=note["text"],
        is_merged=bool(note["is_merged"]),
        kind=said.get(now, ""),
        between=tuple(
            (number, str(Mark.Kind(kind).label))
            for number, kind in said.items()
            if number != now
        ),
    )


def read_counts(shown: Sitting) -> tuple[Count, ...]:
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
