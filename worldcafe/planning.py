"""How many tables a café needs, and whether its numbers can work. Knows no Django.

What cannot work is a value, too: it says why and which numbers would do;
`worldcafe.obstacles` puts it into words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from worldcafe.rotation import Rotation, rotate
from worldcafe.routes import spread

FEWEST_AT_A_TABLE, MOST_AT_A_TABLE = 4, 8
FEWEST_STATIONS, MOST_STATIONS = 3, 4


@dataclass(frozen=True)
class TooManyRounds:
    """Somebody would come to a station a second time."""

    rounds: int
    stations: int


@dataclass(frozen=True)
class TooManyPopular:
    """Whoever visits all popular stations has no round left for another one."""

    rounds: int
    stations: int


@dataclass(frozen=True)
class TooFewPeople:
    """Tables would be too empty, at all stations alike.

    `fewer_stations` is the number of stations that would do, if any.
    """

    people: int
    stations: int
    smallest: int
    largest: int
    fewest_people: int
    fewer_stations: int | None


@dataclass(frozen=True)
class EmptyTables:
    """The tables of one station would be too empty."""

    people: int
    station: int
    tables: int
    smallest: int
    largest: int
    fewest_people: int | None


@dataclass(frozen=True)
class CrowdedTables:
    """The tables of one station would be too full."""

    people: int
    station: int
    tables: int
    largest: int
    most_people: int | None


@dataclass(frozen=True)
class NothingToSeat:
    """There are no people, no tables or no rounds."""


Obstacle = (
    TooManyRounds
    | TooManyPopular
    | TooFewPeople
    | EmptyTables
    | CrowdedTables
    | NothingToSeat
)


@dataclass(frozen=True)
class Proposal:
    """`tables` of each station; `plain` are popular ones that get no more than others."""

    tables: tuple[int, ...]
    rotation: Rotation
    plain: tuple[int, ...] = ()


def propose(
    people: int, popular: Sequence[bool], rounds: int, *, most_people: int
) -> Proposal | Obstacle:
    """Propose tables and a rotation for stations of which some are `popular`.

    All people come past a popular station, also where there are fewer rounds than
    stations. `most_people` is the largest number that the search tries.
    """
    stations = len(popular)
    if rounds > stations:
        return TooManyRounds(rounds, stations)
    if any(popular) and sum(popular) >= rounds < stations:
        return TooManyPopular(rounds, stations)
    if people < FEWEST_AT_A_TABLE * stations:
        return _too_few(people, stations)
    usual = (-(-people // (stations * MOST_AT_A_TABLE)),) * stations
    if rounds < stations and any(popular):
        favouring = _favouring(people, popular, rounds)
        if favouring is None:
            plain = tuple(s for s, is_popular in enumerate(popular) if is_popular)
            return Proposal(usual, rotate(people, usual, rounds), plain)
        return Proposal(favouring, rotate(people, favouring, rounds))
    return Proposal(usual, rotate(people, usual, rounds))


def _too_few(people: int, stations: int) -> TooFewPeople:
    enough = [
        number
        for number in range(FEWEST_STATIONS, stations)
        if people >= FEWEST_AT_A_TABLE * number
    ]
    return TooFewPeople(
        people=people,
        stations=stations,
        smallest=people // stations,
        largest=-(-people // stations),
        fewest_people=FEWEST_AT_A_TABLE * stations,
        fewer_stations=max(enough, default=None),
    )


def _favouring(
    people: int, popular: Sequence[bool], rounds: int
) -> tuple[int, ...] | None:
    """The fewest tables with which all people come past the popular stations.

    Where there are none, as many more as possible come there than elsewhere.
    """
    fitting = [
        tables
        for tables in _unequal(people, popular)
        if _misfit(people, tables, rounds) is None
    ]
    if not fitting:
        return None

    def preference(tables: tuple[int, ...]) -> tuple[int, int]:
        visits = spread(people, tables, rounds)
        here = min(
            v for v, is_popular in zip(visits, popular, strict=True) if is_popular
        )
        return people - here, sum(tables)

    return min(fitting, key=preference)


def _unequal(people: int, popular: Sequence[bool]) -> Iterator[tuple[int, ...]]:
    """Numbers of tables with more of them at popular stations."""
    most = people // FEWEST_AT_A_TABLE
    for many, few in product(range(2, most + 1), range(1, most + 1)):
        if many > few:
            yield tuple(many if is_popular else few for is_popular in popular)


def arrange(
    people: int, tables: Sequence[int], rounds: int, *, most_people: int
) -> Rotation | Obstacle:
    """Seat people at the tables that there are, or say why that cannot work."""
    if not (people and rounds and tables):
        return NothingToSeat()
    if rounds > len(tables):
        return TooManyRounds(rounds, len(tables))
    misfit = _misfit(people, tables, rounds)
    if misfit is None:
        return rotate(people, tables, rounds)
    station, smallest, largest = misfit
    fitting = [
        number
        for number in range(1, most_people + 1)
        if _misfit(number, tables, rounds) is None
    ]
    if smallest < FEWEST_AT_A_TABLE:
        more = min((number for number in fitting if number > people), default=None)
        return EmptyTables(people, station, tables[station], smallest, largest, more)
    fewer = max((number for number in fitting if number < people), default=None)
    return CrowdedTables(people, station, tables[station], largest, fewer)


def _misfit(
    people: int, tables: Sequence[int], rounds: int
) -> tuple[int, int, int] | None:
    """A station whose tables are too empty or too full, its smallest and largest group."""
    for station, visits in enumerate(spread(people, tables, rounds)):
        smallest = visits // rounds // tables[station]
        largest = -(-visits // (rounds * tables[station]))
        if smallest < FEWEST_AT_A_TABLE or largest > MOST_AT_A_TABLE:
            return station, smallest, largest
    return None
