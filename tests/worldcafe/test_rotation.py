"""Promises of a rotation, tried with many numbers of people, tables and rounds."""

from itertools import combinations
from time import perf_counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from worldcafe.planning import arrange
from worldcafe.rotation import Meetings, Rotation, rotate

MOST = 200


@st.composite
def arrangements(draw):
    """Rotations of tables at which 4 to 8 people can sit."""
    tables = draw(st.lists(st.integers(1, 4), min_size=2, max_size=6))
    rounds = draw(st.integers(1, len(tables)))
    people = draw(st.integers(4 * sum(tables), min(8 * sum(tables), 120)))
    rotation = arrange(people, tables, rounds, most_people=MOST)
    assume(isinstance(rotation, Rotation))
    return people, tables, rounds, rotation


def repeated(rotation):
    """How often people meet somebody whom they have met before."""
    meetings = 0
    for one, other in combinations(rotation.seats, 2):
        times = sum(here == there for here, there in zip(one, other, strict=True))
        meetings += max(0, times - 1)
    return meetings


def naive(rotation):
    """The same groups go on together, one table further in each round."""
    tables = len(rotation.stations)
    seats = tuple(
        tuple((person + round_) % tables for round_ in range(rotation.rounds))
        for person in range(rotation.people)
    )
    return Rotation(rotation.stations, seats)


@settings(max_examples=60)
@given(arrangements())
def test_everybody_sits_in_each_round_and_nowhere_twice(arrangement):
    people, tables, rounds, rotation = arrangement
    assert (rotation.people, rotation.rounds) == (people, rounds)
    numbers = [rotation.stations.count(station) for station in range(len(tables))]
    assert numbers == tables
    for seats in rotation.seats:
        assert len({rotation.stations[table] for table in seats}) == rounds


@settings(max_examples=60)
@given(arrangements())
def test_four_to_eight_sit_at_each_table_evenly(arrangement):
    people, tables, _rounds, rotation = arrangement
    for sizes in rotation.sizes:
        assert sum(sizes) == people
        assert 4 <= min(sizes) <= max(sizes) <= 8
        for station in range(len(tables)):
            here = [
                size
                for size, where in zip(sizes, rotation.stations, strict=True)
                if where == station
            ]
            assert max(here) - min(here) <= 1


@settings(max_examples=60)
@given(arrangements())
def test_people_meet_again_more_rarely_than_when_groups_stay(arrangement):
    _people, tables, rounds, rotation = arrangement
    assume(rounds > 1)

    # At two stations there is no other way than to stay together.
    most = repeated(naive(rotation)) / (1 if len(tables) == 2 else 2)
    assert repeated(rotation) <= most


@pytest.mark.parametrize(
    ("people", "tables", "rounds", "meetings"),
    [
        # Six routes of three stations: somebody else is always on the same one.
        (12, [1, 1, 1], 3, Meetings(7, 7, 3)),
        (24, [1, 1, 1, 1], 4, Meetings(14, 14, 2)),
        (30, [2, 1, 1, 1], 3, Meetings(11, 14, 2)),
        # From here on nobody meets anybody twice.
        (100, [4, 4, 4, 4], 4, Meetings(20, 24, 1)),
        (200, [7, 7, 7, 7], 4, Meetings(24, 28, 1)),
    ],
)
def test_people_meet_many_others(people, tables, rounds, meetings):
    assert rotate(people, tables, rounds).meetings == meetings


def test_same_numbers_lead_to_the_same_plan():
    assert rotate(45, [2, 2, 1], 2) == rotate(45, [2, 2, 1], 2)


@pytest.mark.parametrize("rounds", [0, 3])
def test_more_rounds_than_stations_cannot_be(rounds):
    with pytest.raises(ValueError, match=f"{rounds} rounds at 2 stations"):
        rotate(8, [1, 1], rounds)


@pytest.mark.parametrize("tables", [[7, 7, 7, 7], [10, 6, 6, 6]])
def test_largest_room_is_planned_at_once(tables):
    begin = perf_counter()
    rotate(200, tables, 3)

    assert perf_counter() - begin < 1
