"""Routes: nobody twice at a station, stations evenly full, people set apart."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldcafe.routes import deal, even_routes, spread, twice_as_many, uneven_routes

stations = st.integers(1, 7)


def agreements(one, other):
    return sum(here == there for here, there in zip(one, other, strict=True))


@pytest.mark.parametrize(("stations", "number"), [(3, 6), (4, 12), (5, 20), (7, 42)])
def test_even_routes_agree_in_one_round_at_most(stations, number):
    routes = even_routes(stations, stations)

    assert len(set(routes)) == number
    assert max(agreements(*pair) for pair in combinations(routes, 2)) == 1


@given(stations, st.integers(1, 200), st.data())
def test_even_routes_fill_all_stations_alike(stations, people, data):
    rounds = data.draw(st.integers(1, stations))
    routes = even_routes(stations, rounds)

    more = twice_as_many(routes) if rounds > 1 else routes
    for some in (deal(routes, people), deal(more, people)):
        assert all(len(set(route)) == rounds for route in some)
        for round_ in zip(*some, strict=True):
            counts = Counter(round_)
            sizes = [counts[station] for station in range(stations)]
            assert max(sizes) - min(sizes) <= 1


@given(
    st.integers(1, 200), st.lists(st.integers(1, 5), min_size=1, max_size=6), st.data()
)
def test_visits_follow_the_tables_up_to_all_people(people, tables, data):
    rounds = data.draw(st.integers(1, len(tables)))

    visits = spread(people, tables, rounds)

    assert sum(visits) == people * rounds
    assert max(visits) <= people
    for one, other in combinations(range(len(tables)), 2):
        if tables[one] == tables[other]:
            assert abs(visits[one] - visits[other]) <= 1
        elif tables[one] > tables[other]:
            assert visits[one] >= visits[other]


def test_visits_are_in_proportion_to_the_tables():
    assert spread(40, [2, 1, 1, 1], 2) == (32, 16, 16, 16)
    assert spread(30, [2, 1, 1, 1], 3) == (30, 20, 20, 20)
    assert spread(20, [2, 1, 1], 3) == (20, 20, 20)


@given(
    st.integers(1, 120), st.lists(st.integers(1, 4), min_size=2, max_size=5), st.data()
)
def test_uneven_routes_keep_the_visits_and_level_the_rounds(people, tables, data):
    rounds = data.draw(st.integers(1, len(tables)))
    visits = spread(people, tables, rounds)

    routes = uneven_routes(visits, people, rounds)

    assert len(routes) == people
    assert all(len(route) == len(set(route)) == rounds for route in routes)
    for station, number in enumerate(visits):
        sizes = [Counter(round_)[station] for round_ in zip(*routes, strict=True)]
        assert sum(sizes) == number
        assert max(sizes) - min(sizes) <= 1
