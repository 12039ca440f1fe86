import pytest

from worldcafe.models import Round
from worldcafe.phases import Phase, read_clock
from worldcafe.services.closing import close_cafe
from worldcafe.services.rounds import show_harvest, start_round, stop_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def rounds(cafe):
    return list(Round.objects.select_related("cafe").order_by("number"))


def clock(cafe):
    cafe.refresh_from_db()
    return read_clock(cafe)


def test_cafe_goes_through_its_phases(cafe, rounds):
    first, second = rounds
    seen = []

    def look():
        now = clock(cafe)
        seen.append((now.phase, now.running, now.next))

    look()
    start_round(first)
    look()
    stop_round(first)
    look()
    start_round(second)
    look()
    stop_round(second)
    look()
    show_harvest(cafe, is_shown=True)
    look()
    close_cafe(cafe)
    look()

    assert seen == [
        (Phase.WELCOME, None, first),
        (Phase.ROUND, first, second),
        (Phase.CHANGE, None, second),
        (Phase.ROUND, second, None),
        (Phase.CHANGE, None, None),
        (Phase.HARVEST, None, None),
        (Phase.THANKS, None, None),
    ]


def test_the_round_begun_last_is_held_also_if_it_is_an_earlier_one(cafe, rounds):
    first, second = rounds
    start_round(second)
    start_round(first)

    assert clock(cafe).held == first
    assert clock(cafe).ends_at == first.ends_at


def test_clock_needs_one_query(cafe, django_assert_num_queries):
    with django_assert_num_queries(1):
        read_clock(cafe).ends_at  # noqa: B018 -- asks for the minutes of the café
