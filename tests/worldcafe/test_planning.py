"""How many tables are proposed, what cannot work, and how that is put."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worldcafe import planning
from worldcafe.obstacles import explain
from worldcafe.planning import (
    CrowdedTables,
    EmptyTables,
    NothingToSeat,
    Proposal,
    TooFewPeople,
    TooManyPopular,
    TooManyRounds,
)

TITLES = ["Wohnen", "Arbeitsmarkt", "Sprache und Bildung", "Kultur"]


def propose(people, stations=4, rounds=None, popular=()):
    marks = [station in popular for station in range(stations)]
    return planning.propose(people, marks, rounds or stations, most_people=200)


def arrange(people, tables, rounds):
    return planning.arrange(people, tables, rounds, most_people=200)


@pytest.mark.parametrize(
    ("people", "stations", "tables"),
    [
        (12, 3, (1, 1, 1)),
        (24, 3, (1, 1, 1)),
        (25, 3, (2, 2, 2)),
        (16, 4, (1, 1, 1, 1)),
        (32, 4, (1, 1, 1, 1)),
        (33, 4, (2, 2, 2, 2)),
        (200, 4, (7, 7, 7, 7)),
    ],
)
def test_station_gets_more_tables_where_its_group_is_too_large(
    people, stations, tables
):
    assert propose(people, stations).tables == tables


@pytest.mark.parametrize(
    ("people", "tables", "visitors"),
    [
        (24, (2, 1, 1, 1), 24),
        (30, (2, 1, 1, 1), 30),
        (40, (3, 2, 2, 2), 40),
        (120, (6, 4, 4, 4), 120),
    ],
)
def test_all_people_come_past_a_popular_station(people, tables, visitors):
    proposal = propose(people, rounds=3, popular=[0])

    assert (proposal.tables, proposal.plain) == (tables, ())
    there = [
        person for person in proposal.rotation.seats if visits(proposal, person, 0)
    ]
    assert len(there) == visitors


def visits(proposal, seats, station):
    return any(proposal.rotation.stations[table] == station for table in seats)


def test_popular_station_is_like_the_others_where_a_second_table_would_be_empty():
    proposal = propose(20, rounds=3, popular=[2])

    assert (proposal.tables, proposal.plain) == ((1, 1, 1, 1), (2,))


def test_where_all_come_everywhere_popular_stations_need_nothing():
    assert propose(24, popular=[0, 1]) == propose(24)


@settings(max_examples=80)
@given(st.integers(1, 200), st.sampled_from([3, 4]), st.data())
def test_proposal_keeps_every_promise_or_says_why_not(people, stations, data):
    rounds = data.draw(st.integers(1, 5))
    popular = data.draw(st.sets(st.integers(0, stations - 1)))

    proposal = propose(people, stations, rounds, popular)

    if isinstance(proposal, Proposal):
        sizes = [size for round_ in proposal.rotation.sizes for size in round_]
        assert 4 <= min(sizes) <= max(sizes) <= 8
        # The tables alone lead to the same rotation later on.
        assert arrange(people, proposal.tables, rounds) == proposal.rotation
    else:
        assert (
            people < 4 * stations
            or rounds > stations
            or len(popular) >= rounds < stations
        )
        assert explain(proposal, TITLES)


@pytest.mark.parametrize(
    ("obstacle", "text"),
    [
        (
            propose(10),
            "Mit 10 Personen und 4 Stationen säßen nur 2 bis 3 an einem Tisch; gut sind "
            "4 bis 8. Laden Sie mindestens 16 Personen ein.",
        ),
        (
            propose(14),
            "Mit 14 Personen und 4 Stationen säßen nur 3 bis 4 an einem Tisch; gut sind "
            "4 bis 8. Wählen Sie 3 Stationen, oder laden Sie mindestens 16 Personen ein.",
        ),
        (
            propose(1, 3),
            "Mit einer Person und 3 Stationen bleiben Tische leer. Laden Sie mindestens "
            "12 Personen ein.",
        ),
        (
            propose(30, 3, rounds=4),
            "Bei 4 Runden und 3 Stationen säße jemand zweimal an derselben Station. "
            "Planen Sie höchstens 3 Runden.",
        ),
        (
            propose(30, 4, rounds=3, popular=[0, 1, 2]),
            "In 3 Runden können höchstens 2 Stationen von allen besucht werden, sonst "
            "bleiben andere leer. Markieren Sie weniger Stationen, oder planen Sie 4 "
            "Runden: Dann kommen alle überall vorbei.",
        ),
        (
            propose(30, 3, rounds=2, popular=[0, 1]),
            "In 2 Runden kann höchstens eine Station von allen besucht werden, sonst "
            "bleiben andere leer. Markieren Sie weniger Stationen, oder planen Sie 3 "
            "Runden: Dann kommen alle überall vorbei.",
        ),
        (
            propose(30, 3, rounds=1, popular=[0]),
            "In einer einzigen Runde können nicht alle an derselben Station sitzen. "
            "Nehmen Sie die Markierung weg, oder planen Sie 3 Runden.",
        ),
        (
            arrange(20, [2, 1, 1, 1], 3),
            "Mit 20 Personen säßen an den 2 Tischen zu „Wohnen“ nur je 3 bis 4; gut sind "
            "4 bis 8. Nehmen Sie dort oder anderswo einen Tisch weg, oder laden Sie "
            "mindestens 24 Personen ein.",
        ),
        (
            arrange(8, [1, 1, 1], 3),
            "Mit 8 Personen säßen am Tisch zu „Wohnen“ nur 2 bis 3; gut sind 4 bis 8. "
            "Nehmen Sie dort oder anderswo einen Tisch weg, oder laden Sie mindestens "
            "12 Personen ein.",
        ),
        (
            arrange(34, [2, 1, 1, 1], 4),
            "Mit 34 Personen säßen am Tisch zu „Arbeitsmarkt“ bis zu 9; mehr als 8 "
            "kommen kaum zu Wort. Stellen Sie dort einen weiteren Tisch auf, oder laden "
            "Sie höchstens 32 Personen ein.",
        ),
        (
            arrange(60, [2, 2, 2], 3),
            "Mit 60 Personen säßen an den 2 Tischen zu „Wohnen“ bis zu je 10; mehr als 8 "
            "kommen kaum zu Wort. Stellen Sie dort einen weiteren Tisch auf, oder laden "
            "Sie höchstens 48 Personen ein.",
        ),
        (
            arrange(0, [1, 1, 1], 3),
            "Zum Verteilen braucht es erwartete Personen, Tische und mindestens eine "
            "Runde.",
        ),
    ],
    ids=lambda value: "" if isinstance(value, str) else type(value).__name__,
)
def test_obstacle_says_what_to_change(obstacle, text):
    assert explain(obstacle, TITLES) == text


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (propose(10), TooFewPeople),
        (propose(30, 3, rounds=4), TooManyRounds),
        (propose(30, 4, rounds=3, popular=[0, 1, 2]), TooManyPopular),
        (arrange(20, [2, 1, 1, 1], 3), EmptyTables),
        (arrange(34, [2, 1, 1, 1], 4), CrowdedTables),
        (arrange(30, [1, 1, 1], 4), TooManyRounds),
        (arrange(30, [], 1), NothingToSeat),
        (arrange(30, [1, 1, 1], 0), NothingToSeat),
    ],
)
def test_outcome_tells_what_is_in_the_way(outcome, kind):
    assert type(outcome) is kind
