"""Who took part in the cafés. Reads only; raw counts, guarded by whoever shows them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ilmkreis_integration.models import ActionField, Process
from worldcafe.models import Cafe, Note, Sitting


@dataclass(frozen=True)
class CafeParticipation:
    """One café in figures.

    `people` are those at the tables of the round with most of them: everybody sits at
    one table per round, so rounds are not added. `dots` are participation dots per
    action field, over all rounds; dots of different cafés are compared by share only.
    """

    cafe: Cafe
    tables: int
    rounds: int
    people: int
    notes: int
    dots: dict[ActionField, int]

    @property
    def all_dots(self) -> int:
        return sum(self.dots.values())


def participation(process: Process) -> list[CafeParticipation]:
    """All cafés of a process by number; three queries, however many there are."""
    sittings: dict[int, list[Sitting]] = defaultdict(list)
    for sitting in Sitting.objects.filter(table__cafe__process=process).select_related(
        "table__action_field", "round"
    ):
        sittings[sitting.table.cafe_id].append(sitting)
    notes: dict[int, int] = defaultdict(int)
    for cafe_id in (
        Note.objects.kept()
        .filter(sitting__table__cafe__process=process)
        .values_list("sitting__table__cafe", flat=True)
    ):
        notes[cafe_id] += 1
    cafes = Cafe.objects.filter(process=process).select_related("target_group")
    return [_count(cafe, sittings[cafe.pk], notes[cafe.pk]) for cafe in cafes]


def _count(cafe: Cafe, sittings: list[Sitting], notes: int) -> CafeParticipation:
    people: dict[int, int] = defaultdict(int)
    dots: dict[ActionField, int] = defaultdict(int)
    for sitting in sittings:
        people[sitting.round.number] += sitting.people or 0
        dots[sitting.table.action_field] += sitting.participation_dots
    return CafeParticipation(
        cafe=cafe,
        tables=len({sitting.table_id for sitting in sittings}),
        rounds=len(people),
        people=max(people.values(), default=0),
        notes=notes,
        dots=dict(dots),
    )
