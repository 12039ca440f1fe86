from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import TableFactory
from worldcafe.models import Round, Sitting, Table
from worldcafe.moderation import ago, read_room
from worldcafe.services.notes import change_note
from worldcafe.services.rounds import start_round
from worldcafe.services.sittings import confirm_read_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(cafe):
    return Round.objects.select_related("cafe").get(number=1)


def room(cafe):
    return read_room(cafe, now=timezone.now())


def seat(*people):
    """Count people at the tables of the first round, in their order."""
    sittings = Sitting.objects.filter(round__number=1).order_by("table__number")
    for sitting, number in zip(sittings, people, strict=True):
        Sitting.objects.filter(pk=sitting.pk).update(people=number)


def test_before_the_first_round_nothing_is_held(cafe):
    seat(6, 6)

    shown = room(cafe)

    assert [(s.table.number, s.people, s.notes) for s in shown.tables] == [
        (1, None, 0),
        (2, None, 0),
    ]
    assert (shown.people, shown.unvisited) == (None, ())


def test_tables_are_shown_in_the_round_that_is_held(cafe, first, sitting, write):
    write("Eins")
    change_note(write("Gelöscht"), version=1, is_deleted=True)
    seat(6, 7)
    confirm_read_back(sitting)
    start_round(first)

    one, two = room(cafe).tables

    assert (one.notes, one.people, one.is_read_back) == (1, 6, True)
    assert (two.notes, two.people, two.is_read_back) == (0, 7, False)
    assert room(cafe).people == 13

    start_round(Round.objects.select_related("cafe").get(number=2))

    assert [(s.notes, s.is_counted) for s in room(cafe).tables] == [(0, False)] * 2


@pytest.mark.parametrize(
    ("people", "shown", "together"),
    [
        pytest.param((4, 4), [None, None], 8, id="both small"),
        pytest.param((4, 6), [None, None], 10, id="one would tell the other"),
        pytest.param((1, 2), [None, None], None, id="the sum as well"),
        pytest.param((5, 6), [5, 6], 11, id="none small"),
    ],
)
def test_small_numbers_of_people_stay_hidden(cafe, first, people, shown, together):
    start_round(first)
    seat(*people)

    seen = room(cafe)

    assert [state.people for state in seen.tables] == shown
    assert [state.is_counted for state in seen.tables] == [True, True]
    assert seen.people == together


def test_fields_that_nobody_visited_are_named(cafe, first, write):
    start_round(first)
    assert [str(field) for field in room(cafe).unvisited] == ["Wohnen", "Arbeit"]

    write("Am ersten Tisch")
    assert [str(field) for field in room(cafe).unvisited] == ["Arbeit"]

    seat(None, 6)
    assert room(cafe).unvisited == ()


def test_field_is_visited_if_one_of_its_two_tables_was(cafe, first, table, write):
    TableFactory(cafe=cafe, number=3, action_field=table.action_field)
    start_round(first)
    write("Am ersten Tisch")

    assert [str(field) for field in room(cafe).unvisited] == ["Arbeit"]


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (None, "noch nie"),
        (timedelta(seconds=-3), "gerade eben"),
        (timedelta(seconds=89), "gerade eben"),
        (timedelta(seconds=90), "vor 2 Minuten"),
        (timedelta(minutes=4), "vor 4 Minuten"),
        (timedelta(minutes=60), "vor einer Stunde"),
        (timedelta(hours=3), "vor 3 Stunden"),
        (timedelta(days=2), "vor mehr als einem Tag"),
    ],
)
def test_sign_of_life_in_words(since, words):
    assert ago(since) == words


def test_sign_of_life_is_that_of_the_table(cafe):
    minutes_ago = timezone.now() - timedelta(minutes=4)
    Table.objects.filter(number=1).update(seen_at=minutes_ago)

    assert [s.seen for s in room(cafe).tables] == ["vor 4 Minuten", "noch nie"]


@pytest.mark.parametrize("count", [1, 3])
def test_room_needs_the_same_number_of_queries(
    cafe, first, write, count, django_assert_num_queries
):
    start_round(first)
    for number in range(count):
        write(f"{number}")

    # rounds, tables, sittings; findings: rounds, sittings, weighting dots
    with django_assert_num_queries(6):
        room(cafe)
