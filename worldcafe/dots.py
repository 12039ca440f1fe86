"""Whether what was counted can be true. What cannot is told, never refused.

Participation dots say who took part at a table, weighting dots how much a note matters.
They are checked apart and never added to each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

# As many people as talk well at one table.
FEWEST_AT_TABLE, MOST_AT_TABLE = 4, 8
# Nobody comes or goes in such numbers between two rounds: below this share of the
# largest round, a table was probably forgotten.
_USUAL_SHARE = 0.75


@dataclass(frozen=True)
class Count:
    """What was counted at one table in one round; `people` of None: nobody counted."""

    table: int
    round: int
    people: int | None
    participation_dots: int = 0
    notes: int = 0

    @property
    def is_used(self) -> bool:
        return bool(self.people or self.participation_dots or self.notes)


class Fault(StrEnum):
    ROUND_NOT_COUNTED = "round not counted"
    TABLE_NOT_COUNTED = "table not counted"
    DOTS_NOT_COUNTED = "participation dots not counted"
    FEW_PEOPLE = "fewer people than usual"
    MANY_PEOPLE = "more people than usual"
    MORE_DOTS_THAN_PEOPLE = "more participation dots than people"
    MORE_DOTS_THAN_ROUNDS = "more participation dots than people times rounds"
    UNEQUAL_ROUNDS = "far fewer people in this round than in another"
    TOO_MUCH_WEIGHT = "more weighting dots than people have"
    NO_WEIGHT_FORESEEN = "weighting dots where nobody got any"
    WEIGHT_UNCHECKED = "nothing to check the weighting dots against"


@dataclass(frozen=True)
class Finding:
    """`found` is what was counted, `most` what was possible."""

    fault: Fault
    table: int | None = None
    round: int | None = None
    found: int | None = None
    most: int | None = None


def check_participation(
    counts: Sequence[Count], *, over: Collection[int]
) -> list[Finding]:
    """Check people and participation dots; `over` are the rounds that have ended.

    Of a round that still runs nobody expects the counts.
    """
    by_round = _by_round([count for count in counts if count.round in over])
    return [
        *_uncounted(by_round),
        *(finding for count in counts for finding in _at_table(count)),
        *_unequal(by_round),
        *_sum(counts, by_round),
    ]


def check_weighting(dots: int, *, people: int | None, per_person: int) -> list[Finding]:
    """Check the weighting dots of a café; `people` of None: not known."""
    if not dots:
        return []
    if not per_person:
        return [Finding(Fault.NO_WEIGHT_FORESEEN)]
    if people is None:
        return [Finding(Fault.WEIGHT_UNCHECKED)]
    most = people * per_person
    if dots > most:
        return [Finding(Fault.TOO_MUCH_WEIGHT, found=dots, most=most)]
    return []


def people_in_room(counts: Sequence[Count], *, over: Collection[int]) -> int | None:
    """The largest round in which every used table was counted; None if there is none."""
    by_round = _by_round([count for count in counts if count.round in over])
    return max(_complete(by_round).values(), default=None)


_Rounds = dict[int, list[Count]]


def _by_round(counts: Sequence[Count]) -> _Rounds:
    by_round: _Rounds = defaultdict(list)
    for count in counts:
        by_round[count.round].append(count)
    return by_round


def _complete(by_round: _Rounds) -> dict[int, int]:
    """The people of each round that is counted at every table where something was."""
    return {
        number: sum(count.people or 0 for count in counts)
        for number, counts in by_round.items()
        if any(count.people for count in counts)
        and all(count.people for count in counts if count.is_used)
    }


def _uncounted(by_round: _Rounds) -> Iterator[Finding]:
    for number, counts in by_round.items():
        if not any(count.people for count in counts):
            yield Finding(Fault.ROUND_NOT_COUNTED, round=number)
            continue
        for count in counts:
            if count.is_used and not count.people:
                yield Finding(Fault.TABLE_NOT_COUNTED, count.table, number)
            elif count.people and not count.participation_dots:
                yield Finding(Fault.DOTS_NOT_COUNTED, count.table, number)


def _at_table(count: Count) -> Iterator[Finding]:
    if not count.people:
        return
    place = (count.table, count.round)
    if count.people < FEWEST_AT_TABLE:
        yield Finding(Fault.FEW_PEOPLE, *place)
    if count.people > MOST_AT_TABLE:
        yield Finding(Fault.MANY_PEOPLE, *place)
    if count.participation_dots > count.people:
        yield Finding(Fault.MORE_DOTS_THAN_PEOPLE, *place)


def _unequal(by_round: _Rounds) -> Iterator[Finding]:
    people = _complete(by_round)
    most = max(people.values(), default=0)
    for number, seated in people.items():
        if seated < _USUAL_SHARE * most:
            yield Finding(Fault.UNEQUAL_ROUNDS, round=number)


def _sum(counts: Sequence[Count], by_round: _Rounds) -> Iterator[Finding]:
    """All dots together, which also counts tables where the people are not known."""
    people = max(_complete(by_round).values(), default=None)
    if people is None:
        return
    used = {count.round for count in counts if count.is_used}
    dots, most = sum(count.participation_dots for count in counts), people * len(used)
    if dots > most:
        yield Finding(Fault.MORE_DOTS_THAN_ROUNDS, found=dots, most=most)
