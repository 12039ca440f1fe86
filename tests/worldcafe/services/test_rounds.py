from datetime import timedelta

import pytest
from django.utils import timezone

from worldcafe.models import Cafe, Round
from worldcafe.services.closing import close_cafe
from worldcafe.services.holding import CafeClosedError
from worldcafe.services.rounds import (
    RoundNotBegunError,
    extend_round,
    show_harvest,
    start_round,
    stop_round,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(cafe):
    return Round.objects.select_related("cafe").get(number=1)


@pytest.fixture
def second(cafe):
    return Round.objects.select_related("cafe").get(number=2)


def begin_ago(round_, **past):
    """Begin a round so long ago."""
    Round.objects.filter(pk=round_.pk).update(
        started_at=timezone.now() - timedelta(**past)
    )


def minutes_left(round_):
    now = timezone.now()
    ends_at = Round.objects.select_related("cafe").get(pk=round_.pk).ends_at
    return (ends_at - now) / timedelta(minutes=1)


def running():
    return list(Round.objects.filter(started_at__isnull=False, stopped_at=None))


def version():
    return Cafe.objects.get().version


def test_round_begins_for_its_minutes(first):
    start_round(first)

    assert minutes_left(first) == pytest.approx(25, abs=0.1)
    assert version() == 1


def test_beginning_the_next_round_ends_the_running_one(first, second):
    start_round(first)
    start_round(second)

    assert running() == [second]
    first.refresh_from_db()
    assert first.stopped_at == second.started_at


def test_beginning_a_round_leaves_the_end_of_an_ended_one(first, second):
    start_round(first)
    stop_round(first)
    ended_at = first.stopped_at

    start_round(second)

    first.refresh_from_db()
    assert first.stopped_at == ended_at


def test_round_begins_anew_with_its_whole_time(first):
    begin_ago(first, minutes=20)
    extend_round(first, minutes=5)
    stop_round(first)

    start_round(first)

    first.refresh_from_db()
    assert (first.extra_minutes, first.stopped_at) == (0, None)
    assert minutes_left(first) == pytest.approx(25, abs=0.1)


def test_round_ends_at_once_and_only_once(first):
    start_round(first)
    stop_round(first)
    ended_at = first.stopped_at

    stop_round(first)

    assert first.stopped_at == ended_at
    assert version() == 3


@pytest.mark.parametrize(
    ("begun", "minutes", "left"),
    [
        pytest.param(10, 5, 20, id="while it runs"),
        pytest.param(24, 1, 2, id="shortly before its end"),
        pytest.param(40, 5, 5, id="when its time is up"),
    ],
)
def test_round_is_extended(first, begun, minutes, left):
    begin_ago(first, minutes=begun)

    extend_round(first, minutes=minutes)

    # Whole minutes only: it is never less than was promised.
    assert left - 0.1 <= minutes_left(first) <= left + 1.1


def test_round_that_was_ended_too_early_goes_on(first, second):
    begin_ago(first, minutes=10)
    stop_round(first)

    extend_round(first, minutes=1)

    assert running() == [first]
    assert minutes_left(first) == pytest.approx(15, abs=0.1)


def test_extending_a_former_round_ends_the_running_one(first, second):
    start_round(first)
    start_round(second)

    extend_round(first, minutes=5)

    assert running() == [first]


@pytest.mark.parametrize(
    "steer",
    [
        pytest.param(stop_round, id="stop"),
        pytest.param(lambda round_: extend_round(round_, minutes=1), id="extend"),
    ],
)
def test_round_that_has_not_begun_is_neither_ended_nor_extended(first, steer):
    with pytest.raises(RoundNotBegunError):
        steer(first)

    assert version() == 0


def test_harvest_is_shown_until_a_round_goes_on(cafe, first):
    show_harvest(cafe, is_shown=True)
    assert Cafe.objects.get().is_harvest_shown
    show_harvest(cafe, is_shown=False)
    assert not Cafe.objects.get().is_harvest_shown
    show_harvest(cafe, is_shown=True)

    start_round(first)

    assert not Cafe.objects.get().is_harvest_shown
    assert version() == 4


@pytest.mark.parametrize(
    "steer",
    [
        pytest.param(start_round, id="start"),
        pytest.param(stop_round, id="stop"),
        pytest.param(lambda round_: extend_round(round_, minutes=1), id="extend"),
        pytest.param(
            lambda round_: show_harvest(round_.cafe, is_shown=True), id="harvest"
        ),
    ],
)
def test_closed_cafe_is_steered_no_more(cafe, first, steer):
    start_round(first)
    close_cafe(cafe)
    before = Round.objects.values().get(number=1)

    with pytest.raises(CafeClosedError):
        steer(first)

    assert Round.objects.values().get(number=1) == before
    assert not Cafe.objects.get().is_harvest_shown
