"""Which stations each person visits, in which order. Knows no Django.

A route is a tuple of stations, one for each round, none of them twice.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import combinations, cycle, islice
from math import gcd

Route = tuple[int, ...]

# Multiplication in the field of four elements, whose addition is "exclusive or".
_TIMES_OF_FOUR = ((0, 0, 0, 0), (0, 1, 2, 3), (0, 2, 3, 1), (0, 3, 1, 2))


def spread(people: int, tables: Sequence[int], rounds: int) -> tuple[int, ...]:
    """How many visits each station gets in all rounds.

    As even as possible over the tables (`tables` of each station); nobody visits a
    station twice, so that none gets more visits than there are people.
    """
    visits = [0] * len(tables)
    open_stations = sorted(range(len(tables)), key=lambda station: -tables[station])
    left = people * rounds
    while open_stations:
        whole = sum(tables[station] for station in open_stations)
        # The share of the station with the most tables, which is the largest.
        if left * tables[open_stations[0]] < people * whole:
            break
        station = open_stations.pop(0)
        visits[station] = min(people, left)
        left -= visits[station]
    _share_out(left, open_stations, tables, visits)
    return tuple(visits)


def _share_out(
    left: int, stations: list[int], tables: Sequence[int], visits: list[int]
) -> None:
    """Fill `visits` in proportion to the tables; what is over goes to the largest rest."""
    if not stations:
        return
    whole = sum(tables[station] for station in stations)
    for station in stations:
        visits[station] = left * tables[station] // whole
    over = left - sum(visits[station] for station in stations)
    rests = sorted(stations, key=lambda station: -(left * tables[station] % whole))
    for station in rests[:over]:
        visits[station] += 1


def even_routes(stations: int, rounds: int) -> list[Route]:
    """Routes of which any two share at most one round, best in this order.

    Each block of as many routes as there are stations is a Latin square: it seats one
    person at each station in each round. Blocks are orthogonal where the number of
    stations is a prime or four, so that 12 routes of four stations are as different as
    routes can be.
    """
    if stations == 4:
        numbers = range(4)
        return [
            tuple(_TIMES_OF_FOUR[factor][round_] ^ start for round_ in range(rounds))
            for factor in (1, 2, 3)
            for start in numbers
        ]
    factors = [factor for factor in range(1, stations) if gcd(factor, stations) == 1]
    return [
        tuple((factor * round_ + start) % stations for round_ in range(rounds))
        for factor in factors or [1]
        for start in range(stations)
    ]


def twice_as_many(routes: list[Route]) -> list[Route]:
    """The same and those with the first two rounds exchanged.

    More people go alone, and meet more of the others twice.
    """
    return [*routes, *((route[1], route[0], *route[2:]) for route in routes)]


def deal(routes: Sequence[Route], people: int) -> list[Route]:
    return list(islice(cycle(routes), people))


def uneven_routes(visits: Sequence[int], people: int, rounds: int) -> list[Route]:
    """Routes of all people where stations differ in their number of visits.

    Each station is as full in one round as in another, give or take one.
    """
    routes = [
        _turned(stations, number)
        for number, stations in enumerate(_choose_stations(visits, people))
    ]
    while (pair := _unbalanced(routes, len(visits), rounds)) is not None:
        _even_out(routes, *pair)
    return [tuple(route) for route in routes]


def _choose_stations(visits: Sequence[int], people: int) -> list[list[int]]:
    """Lay the visits of one station after the other round and round over the people.

    Nobody gets a station twice, as no station has more visits than there are people.
    """
    chosen: list[list[int]] = [[] for _ in range(people)]
    everybody = cycle(range(people))
    for station, number in enumerate(visits):
        for person in islice(everybody, number):
            chosen[person].append(station)
    return chosen


def _turned(stations: list[int], number: int) -> list[int]:
    """A person's stations in one of many orders, so that neighbours differ."""
    start = number % len(stations)
    order = stations[start:] + stations[:start]
    return order if number // len(stations) % 2 == 0 else order[::-1]


def _unbalanced(
    routes: list[list[int]], stations: int, rounds: int
) -> tuple[int, int, int] | None:
    """A station, a round in which it is fuller by two or more, and the other round."""
    counts = [[0] * stations for _ in range(rounds)]
    for route in routes:
        for round_, station in enumerate(route):
            counts[round_][station] += 1
    for one, other in combinations(range(rounds), 2):
        for station in range(stations):
            difference = counts[one][station] - counts[other][station]
            if difference >= 2:
                return station, one, other
            if difference <= -2:
                return station, other, one
    return None


def _even_out(routes: list[list[int]], station: int, full: int, empty: int) -> None:
    """Let people exchange two of their rounds, along a path of stations.

    The path ends at a station that is emptier in `full`; there always is one, because
    all people sit somewhere in both rounds (balanced edge colouring).
    """
    before: dict[int, tuple[int, int]] = {}
    waiting = deque([station])
    while True:
        here = waiting.popleft()
        if here != station and _surplus(routes, here, full, empty) < 0:
            break
        for person, route in enumerate(routes):
            there = route[empty]
            if route[full] == here and there != station and there not in before:
                before[there] = (here, person)
                waiting.append(there)
    while here != station:
        here, person = before[here]
        route = routes[person]
        route[full], route[empty] = route[empty], route[full]


def _surplus(routes: list[list[int]], station: int, full: int, empty: int) -> int:
    """How many more sit there in `full` than in `empty`."""
    return sum((route[full] == station) - (route[empty] == station) for route in routes)
