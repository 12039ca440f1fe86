import pytest
from django.urls import reverse

from tests.factories import CafeFactory, GuidingQuestionFactory, TableFactory
from worldcafe.models import Cafe, Mark, Round, Sitting
from worldcafe.services.closing import close_cafe
from worldcafe.services.notes import change_note, mark_note
from worldcafe.services.rounds import (
    extend_round,
    show_harvest,
    start_round,
    stop_round,
)

pytestmark = pytest.mark.django_db


def address(cafe):
    return reverse("worldcafe:projector", args=[cafe.code])


def state_address(cafe):
    return reverse("worldcafe:state", args=[cafe.code])


@pytest.fixture
def shown(client, cafe):
    """What the wall shows now."""

    def shown():
        return client.get(address(cafe)).content.decode()

    return shown


@pytest.fixture
def rounds(cafe):
    return list(Round.objects.select_related("cafe").order_by("number"))


def test_welcome_shows_tables_questions_and_rules(shown, question):
    page = shown()

    assert "Herzlich willkommen" in page
    assert "Tisch 1</span> Wohnen" in page
    assert question.text in page
    assert "ohne Namen" in page
    assert "data-ends-at" not in page


def test_running_round_shows_until_when(shown, rounds, question):
    start_round(rounds[0])

    page = shown()

    assert "Runde 1 von 2" in page
    assert f'data-ends-at="{rounds[0].ends_at:%Y-%m-%dT}' in page
    assert question.text in page
    assert "Tisch 2</span> Arbeit" in page


def test_between_rounds_it_says_where_to_go(shown, rounds):
    start_round(rounds[0])
    stop_round(rounds[0])

    page = shown()

    assert "Wechsel</h1>" in page
    assert "Gleich beginnt Runde 2 von 2." in page
    assert "Tisch 2</span> Arbeit" in page


def test_after_the_last_round_it_asks_for_dots(shown, rounds):
    for round_ in rounds:
        start_round(round_)
    stop_round(rounds[1])

    page = shown()

    assert "Alle Runden sind vorbei" in page
    assert "Jede Person hat 3 Punkte." in page


def test_cafe_without_weighting_dots_names_none(shown, rounds):
    Cafe.objects.update(weighting_dots_per_person=0)
    for round_ in rounds:
        start_round(round_)
    stop_round(rounds[1])

    page = shown()

    assert "Jede Person hat" not in page
    assert "Gewichtungspunkte" not in page


def test_harvest_shows_dots_marks_and_merged_notes(shown, cafe, table, write):
    one, two = write("Zu wenig Wohnungen"), write("Wohnungen fehlen")
    for note, dots in ((one, 3), (two, 2)):
        change_note(note, version=1, weighting_dots=dots)
    change_note(two, version=2, merged_into_id=one.pk)
    later = Sitting.objects.get(table=table, round__number=2)
    mark_note(one, sitting=later, kind=Mark.Kind.CONFIRMED)
    show_harvest(cafe, is_shown=True)

    page = shown()

    assert "<strong>5</strong> Punkte" in page
    assert "1 × bestätigt" in page
    assert "aus 2 Notizen" in page
    assert "Zu wenig Wohnungen" in page
    assert "Wohnungen fehlen" not in page
    assert "Hier klebt noch kein Punkt." in page  # at "Arbeit"


def test_closed_cafe_says_thanks_and_shows_no_note(shown, cafe, write):
    change_note(write("Zu wenig"), version=1, weighting_dots=3)
    show_harvest(cafe, is_shown=True)
    close_cafe(cafe)

    page = shown()

    assert "Vielen Dank!" in page
    assert "Zu wenig" not in page


def test_state_is_sent_only_when_there_is_something_else_to_show(
    client, cafe, rounds, write
):
    def ask(etag=""):
        return client.get(state_address(cafe), headers={"If-None-Match": etag})

    first = ask()
    assert "Herzlich willkommen" in first.content.decode()
    assert ask(first["ETag"]).status_code == 304
    write("Ändert an der Wand nichts")
    assert ask(first["ETag"]).status_code == 304

    seen = [first["ETag"]]
    for change in (
        lambda: start_round(rounds[0]),
        lambda: extend_round(rounds[0], minutes=1),
        lambda: stop_round(rounds[0]),
        lambda: show_harvest(cafe, is_shown=True),
        lambda: write("Steht vielleicht in der Ernte"),
        lambda: close_cafe(cafe),
    ):
        change()
        answer = ask(seen[-1])
        assert answer.status_code == 200
        seen.append(answer["ETag"])
    assert len(set(seen)) == len(seen)


def test_unchanged_state_needs_one_query(client, cafe, django_assert_num_queries):
    etag = client.get(state_address(cafe))["ETag"]

    with django_assert_num_queries(1):
        client.get(state_address(cafe), headers={"If-None-Match": etag})


@pytest.mark.parametrize("count", [1, 3])
def test_page_needs_the_same_number_of_queries(
    client, cafe, count, django_assert_num_queries
):
    for number in range(count):
        TableFactory(cafe=cafe, number=10 + number)
        GuidingQuestionFactory(process=cafe.process)

    with django_assert_num_queries(4):  # café, rounds, tables, questions
        client.get(address(cafe))


def test_wall_is_open_to_everybody_and_sets_no_cookie(
    client, stranger_client, manager_client, cafe
):
    for visitor in (client, stranger_client, manager_client):
        assert visitor.get(address(cafe)).status_code == 200
        assert visitor.get(state_address(cafe)).status_code == 200
    assert not client.cookies


def test_unknown_cafe_is_404(client, db):
    assert client.get(reverse("worldcafe:projector", args=["NIE"])).status_code == 404
    assert client.get(reverse("worldcafe:state", args=["NIE"])).status_code == 404


def test_code_of_a_table_opens_no_wall(client, table):
    url = reverse("worldcafe:projector", args=[table.code])

    assert client.get(url).status_code == 404


def test_wall_shows_only_its_own_cafe(client, cafe, write):
    other = CafeFactory(process=cafe.process, number=2)
    change_note(write("Zu wenig"), version=1, weighting_dots=3)
    show_harvest(other, is_shown=True)

    assert "Zu wenig" not in client.get(address(other)).content.decode()


def test_wall_takes_nothing(client, cafe):
    assert client.post(address(cafe)).status_code == 405
    assert client.post(state_address(cafe)).status_code == 405
