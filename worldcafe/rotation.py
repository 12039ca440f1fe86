"""Who sits at which table in which round of a café. Knows no Django.

People are numbered, nothing else is known of them. Nobody sits at a station twice,
tables of a station are equally full give or take one, and people meet the same others
as rarely as possible. The same numbers always lead to the same plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from worldcafe.routes import (
    Route,
    deal,
    even_routes,
    spread,
    twice_as_many,
    uneven_routes,
)

# What it costs that two people meet 0, 1, 2 … times: each meeting more than before.
_COSTS = (0, 0, 2, 7, 16, 30, 50, 77, 112)
# Exchanges that are weighed at most; keeps 200 people within a fraction of a second.
_MOST_TRIALS = 20_000


@dataclass(frozen=True)
class Rotation:
    """`stations` is the station of each table, `seats` the tables of each person."""

    stations: tuple[int, ...]
    seats: tuple[tuple[int, ...], ...]

    @property
    def people(self) -> int:
        return len(self.seats)

    @property
    def rounds(self) -> int:
        return len(self.seats[0])

    @cached_property
    def sizes(self) -> tuple[tuple[int, ...], ...]:
        """For each round, how many sit at each table."""
        return tuple(
            tuple(tables.count(table) for table in range(len(self.stations)))
            for tables in zip(*self.seats, strict=True)
        )

    @cached_property
    def meetings(self) -> Meetings:
        met = [[0] * self.people for _ in self.seats]
        for one, other in combinations(range(self.people), 2):
            times = sum(
                here == there
                for here, there in zip(self.seats[one], self.seats[other], strict=True)
            )
            met[one][other] = met[other][one] = times
        others = [sum(times > 0 for times in row) for row in met]
        return Meetings(min(others), max(others), max(max(row) for row in met))


@dataclass(frozen=True)
class Meetings:
    """How many others a person meets, and how often at most the same one."""

    fewest_others: int
    most_others: int
    most_often: int


def rotate(people: int, tables: Sequence[int], rounds: int) -> Rotation:
    """Seat `people` at the stations, each of which has so many `tables`.

    Raises `ValueError` where there are more rounds than stations.
    """
    if not 0 < rounds <= len(tables):
        raise ValueError(f"{rounds} rounds at {len(tables)} stations")
    best = min(
        (_seat(routes, tables) for routes in _possible(people, tables, rounds)),
        key=lambda seating: seating.cost(),
    )
    return best.rotation()


def _possible(
    people: int, tables: Sequence[int], rounds: int
) -> Iterator[Sequence[Route]]:
    visits = spread(people, tables, rounds)
    if max(visits) - min(visits) > 1:
        yield uneven_routes(visits, people, rounds)
        return
    routes = even_routes(len(tables), rounds)
    yield deal(routes, people)
    if rounds > 1 and people > len(routes):
        yield deal(twice_as_many(routes), people)


def _seat(routes: Sequence[Route], tables: Sequence[int]) -> _Seating:
    seating = _Seating(routes, tables)
    seating.fill()
    seating.mix()
    return seating


class _Seating:
    """A plan in the making: people, the tables they sit at, and whom they have met."""

    def __init__(self, routes: Sequence[Route], tables: Sequence[int]) -> None:
        self.stations = [s for s, number in enumerate(tables) for _ in range(number)]
        self.routes = [list(route) for route in routes]
        self.seats = [[-1] * len(routes[0]) for _ in routes]
        self.met = [[0] * len(routes) for _ in routes]
        self.at: list[list[list[int]]] = [
            [[] for _ in self.stations] for _ in routes[0]
        ]

    def fill(self) -> None:
        """Give everybody a seat, where they know the fewest of those who sit there."""
        for round_ in range(len(self.at)):
            for station in set(self.stations):
                here = [
                    p for p, route in enumerate(self.routes) if route[round_] == station
                ]
                self._fill_station(round_, station, here)

    def _fill_station(self, round_: int, station: int, people: list[int]) -> None:
        tables = [t for t, where in enumerate(self.stations) if where == station]
        less, over = divmod(len(people), len(tables))
        places = {table: less + (n < over) for n, table in enumerate(tables)}
        for person in people:
            free = [t for t in tables if len(self.at[round_][t]) < places[t]]
            table = min(
                free,
                key=lambda t: (
                    self._rise(person, self.at[round_][t]),
                    len(self.at[round_][t]),
                ),
            )
            self._sit_down(person, round_, table)

    def mix(self) -> None:
        """Exchange seats as long as people then meet the same others more rarely."""
        trials = _MOST_TRIALS
        is_better = True
        while is_better and trials > 0:
            is_better = False
            for round_ in range(len(self.at)):
                for person in range(len(self.seats)):
                    if trials <= 0 or not self._has_met_before(person, round_):
                        continue
                    trials -= len(self.seats)
                    is_better |= self._exchange(person, round_)

    def _has_met_before(self, person: int, round_: int) -> bool:
        mates = self.at[round_][self.seats[person][round_]]
        return any(self.met[person][mate] > 1 for mate in mates)

    def _exchange(self, person: int, round_: int) -> bool:
        """Let `person` change seats with whoever it helps most, if anybody."""
        best, partner = 0, -1
        for other in range(len(self.seats)):
            if self._may_exchange(person, other, round_):
                gain = self._gain(person, other, round_)
                if gain > best:
                    best, partner = gain, other
        if partner < 0:
            return False
        here, there = self.seats[person][round_], self.seats[partner][round_]
        self._get_up(person, round_)
        self._get_up(partner, round_)
        self._sit_down(person, round_, there)
        self._sit_down(partner, round_, here)
        return True

    def _may_exchange(self, one: int, other: int, round_: int) -> bool:
        """Whether they sit at different tables, and neither would visit a station twice."""
        if self.seats[one][round_] == self.seats[other][round_]:
            return False
        here, there = self.routes[one], self.routes[other]
        return here[round_] == there[round_] or (
            there[round_] not in here and here[round_] not in there
        )

    def _gain(self, one: int, other: int, round_: int) -> int:
        here = self.at[round_][self.seats[one][round_]]
        there = self.at[round_][self.seats[other][round_]]
        return (
            self._fall(one, here)
            + self._fall(other, there)
            - self._rise(one, there, without=other)
            - self._rise(other, here, without=one)
        )

    def _rise(self, person: int, mates: Iterable[int], without: int = -1) -> int:
        met = self.met[person]
        return sum(
            _COSTS[met[mate] + 1] - _COSTS[met[mate]]
            for mate in mates
            if mate != without
        )

    def _fall(self, person: int, mates: Iterable[int]) -> int:
        met = self.met[person]
        return sum(
            _COSTS[met[mate]] - _COSTS[met[mate] - 1]
            for mate in mates
            if mate != person
        )

    def _sit_down(self, person: int, round_: int, table: int) -> None:
        self._meet(person, self.at[round_][table], 1)
        self.at[round_][table].append(person)
        self.seats[person][round_] = table
        self.routes[person][round_] = self.stations[table]

    def _get_up(self, person: int, round_: int) -> None:
        mates = self.at[round_][self.seats[person][round_]]
        mates.remove(person)
        self._meet(person, mates, -1)

    def _meet(self, person: int, mates: Iterable[int], times: int) -> None:
        for mate in mates:
            self.met[person][mate] += times
            self.met[mate][person] += times

    def cost(self) -> int:
        return sum(_COSTS[times] for row in self.met for times in row)

    def rotation(self) -> Rotation:
        return Rotation(tuple(self.stations), tuple(map(tuple, self.seats)))
