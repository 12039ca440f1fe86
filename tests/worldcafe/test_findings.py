import pytest

from worldcafe.dots import Fault, Finding
from worldcafe.findings import in_words, read_findings
from worldcafe.models import Cafe, Round, Sitting
from worldcafe.services.notes import change_note
from worldcafe.services.rounds import start_round, stop_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cafe):
    """The first round is over."""
    first = Round.objects.select_related("cafe").get(number=1)
    start_round(first)
    stop_round(first)


def seat(people, *, dots, round=1, **at):  # noqa: A002 -- as in the filter
    Sitting.objects.filter(round__number=round, **at).update(
        people=people, participation_dots=dots
    )


def test_cafe_that_has_not_begun_has_no_findings(cafe):
    assert read_findings(cafe) == []


def test_round_that_is_over_should_be_counted(cafe, held):
    assert read_findings(cafe) == [
        "Runde 1: Die Personen sind an keinem Tisch gezählt."
    ]


def test_running_round_is_counted_later(cafe):
    start_round(Round.objects.select_related("cafe").get(number=1))

    assert read_findings(cafe) == []


def test_round_that_was_held_on_paper_only_is_checked_as_well(cafe, write):
    write("Von einem Blatt")

    assert read_findings(cafe) == [
        "Runde 1: Die Personen sind an keinem Tisch gezählt."
    ]


def test_deleted_notes_count_as_nothing(cafe, write):
    change_note(write("Weg"), version=1, is_deleted=True, weighting_dots=9)

    assert read_findings(cafe) == []


def test_small_numbers_of_people_are_told_in_words(cafe, held):
    seat(3, dots=4, table__number=1)

    assert read_findings(cafe) == [
        "Tisch 1, Runde 1: Es saßen weniger Personen da als die üblichen 4 bis 8.",
        "Tisch 1, Runde 1: Es sind mehr Teilnahmepunkte als Personen gezählt. "
        "Jede Person klebt an jedem Tisch nur einen.",
        "Es sind mehr Teilnahmepunkte gezählt, als alle Personen in allen Runden "
        "kleben konnten.",
    ]


def test_weighting_dots_are_checked_against_people_and_dots_per_person(
    cafe, held, write
):
    seat(6, dots=6)
    change_note(write("Zu wenig"), version=1, weighting_dots=37)

    assert read_findings(cafe) == [
        "Es sind mehr Gewichtungspunkte gezählt, als die Personen bekommen haben. "
        "Gezählt sind 37, möglich sind höchstens 36."
    ]


def test_possible_weighting_dots_of_few_people_are_not_told(cafe, held, write):
    """Divided by the dots of each, they would tell how few the people are."""
    seat(4, dots=4, table__number=1)
    change_note(write("Zu wenig"), version=1, weighting_dots=13)

    assert read_findings(cafe) == [
        "Es sind mehr Gewichtungspunkte gezählt, als die Personen bekommen haben."
    ]


def test_the_two_kinds_of_dots_are_not_added(cafe, held, write):
    """Together they would be too many for either limit."""
    seat(6, dots=6)
    change_note(write("Zu wenig"), version=1, weighting_dots=36)

    assert read_findings(cafe) == []


def test_weighting_dots_that_nobody_got(cafe, held, write):
    Cafe.objects.update(weighting_dots_per_person=0)
    cafe.refresh_from_db()
    seat(6, dots=6)
    change_note(write("Zu wenig"), version=1, weighting_dots=1)

    (finding,) = read_findings(cafe)

    assert "sind keine vorgesehen" in finding


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_words(fault):
    finding = Finding(fault, table=1, round=2, found=1234, most=1000)

    text = in_words(finding, tells_numbers=True)

    assert text.startswith("Tisch 1, Runde 2: ")
    assert text.endswith("Gezählt sind 1.234, möglich sind höchstens 1.000.")
    assert "{" not in text


@pytest.mark.parametrize("count", [1, 3])
def test_findings_need_the_same_number_of_queries(
    cafe, write, count, django_assert_num_queries
):
    for number in range(count):
        write(f"{number}")

    with django_assert_num_queries(3):  # rounds, sittings, weighting dots
        read_findings(cafe)
