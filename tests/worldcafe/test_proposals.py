"""Seating at the tables of a café, and how it is put."""

import pytest

from tests.factories import TableFactory
from worldcafe.proposals import say_how_people_mix, seat_cafe
from worldcafe.rotation import Meetings

pytestmark = pytest.mark.django_db


def tables_of(cafe):
    return list(cafe.tables.select_related("action_field"))


def test_tables_of_a_station_belong_together_whatever_their_numbers(cafe):
    living = cafe.tables.get(number=1).action_field
    TableFactory(cafe=cafe, number=3, action_field=living)
    cafe.expected_people = 16

    seating = seat_cafe(cafe, tables_of(cafe), 2)

    assert [place.number for place, _groups in seating.groups] == [1, 2, 3]
    for route in seating.routes:
        assert sum(place.action_field == living for place in route) == 1
    for place, groups in seating.groups:
        for round_, people in enumerate(groups):
            assert all(seating.routes[n - 1][round_] == place for n in people)


def test_everybody_is_seated_once_in_each_round(cafe):
    cafe.expected_people = 13

    seating = seat_cafe(cafe, tables_of(cafe), 2)

    assert seating.rounds == (1, 2)
    for round_ in (0, 1):
        people = [n for _place, groups in seating.groups for n in groups[round_]]
        assert sorted(people) == list(range(1, 14))


def test_obstacle_names_the_station(cafe):
    cafe.expected_people = 30

    assert "am Tisch zu „Wohnen“ bis zu 15" in seat_cafe(cafe, tables_of(cafe), 2)


@pytest.mark.parametrize(
    ("meetings", "text"),
    [
        (
            Meetings(14, 14, 2),
            "Jede Person trifft 14 andere Menschen, dieselben höchstens 2-mal.",
        ),
        (
            Meetings(20, 24, 1),
            "Jede Person trifft 20 bis 24 andere Menschen und niemanden zweimal.",
        ),
    ],
)
def test_mixing_is_put_in_one_sentence(meetings, text):
    assert say_how_people_mix(meetings) == text
