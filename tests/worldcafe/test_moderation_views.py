"""Access and methods are tested for all set-up pages in tests/test_setup_access.py."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from tests.factories import NoteFactory
from worldcafe.models import Cafe, Note, Round, Sitting
from worldcafe.services.closing import close_cafe
from worldcafe.services.merging import merge_notes
from worldcafe.services.notes import change_note, read_note, write_note
from worldcafe.services.rounds import start_round

pytestmark = pytest.mark.django_db


def url(name, cafe, *args):
    route = f"worldcafe-setup:moderation{name and '-'}{name}"
    return reverse(route, args=[cafe.pk, *args])


def said(response):
    """The newest message: those of before wait for a page to show them."""
    return [str(message) for message in get_messages(response.wsgi_request)][-1:]


@pytest.fixture
def rounds(cafe):
    return list(Round.objects.select_related("cafe").order_by("number"))


@pytest.fixture
def steer(manager_client, cafe):
    def steer(name, *args, **sent):
        response = manager_client.post(url(name, cafe, *args), sent)
        assert response.url == url("", cafe)
        return said(response)

    return steer


def running():
    return list(
        Round.objects.filter(started_at__isnull=False, stopped_at=None).values_list(
            "number", flat=True
        )
    )


# --- The page


def test_page_offers_what_can_be_done_now(manager_client, cafe, rounds, steer):
    def offered():
        page = manager_client.get(url("", cafe)).content.decode()
        labels = [
            "Runde 1 beginnen",
            "Runde 1 beenden",
            "Gleich Runde 2 beginnen",
            "1 Minute länger",
            "Runde 1 weiter: 5 Minuten",
            "Runde 1 neu beginnen",
            "Ernte auf der Leinwand zeigen",
            "Ernte ausblenden",
        ]
        return [label for label in labels if f">{label}<" in page]

    assert offered() == ["Runde 1 beginnen", "Ernte auf der Leinwand zeigen"]
    steer("begin", 1)
    assert offered() == [
        "Runde 1 beenden",
        "Gleich Runde 2 beginnen",
        "1 Minute länger",
        "Runde 1 neu beginnen",
        "Ernte auf der Leinwand zeigen",
    ]
    steer("end", 1)
    steer("harvest", zeigen="1")
    assert offered() == [
        "Runde 1 weiter: 5 Minuten",
        "Runde 1 neu beginnen",
        "Ernte ausblenden",
    ]
    close_cafe(cafe)
    assert offered() == []


def test_page_shows_tables_and_what_does_not_add_up(
    manager_client, cafe, rounds, write
):
    start_round(rounds[0])
    write("Zu wenig")
    Sitting.objects.filter(round=rounds[0]).update(people=9, participation_dots=9)

    page = manager_client.get(url("", cafe)).content.decode()

    assert '<td class="number">9</td>' in page
    assert "Es saßen mehr Personen da als die üblichen 4 bis 8." in page
    assert "noch nie" in page
    assert "Hier war noch niemand" not in page


def test_state_is_sent_only_when_it_reads_otherwise(
    manager_client, cafe, table, rounds, write
):
    address = url("state", cafe)
    etag = manager_client.get(address)["ETag"]

    def ask():
        return manager_client.get(address, headers={"If-None-Match": etag})

    assert ask().status_code == 304
    for change in (
        lambda: start_round(rounds[0]),
        lambda: write("Eine Notiz mehr"),
        lambda: cafe.tables.update(seen_at=timezone.now()),
        lambda: cafe.tables.update(seen_at=timezone.now() - timedelta(minutes=5)),
    ):
        change()
        answer = ask()
        assert answer.status_code == 200
        etag = answer["ETag"]
    assert ask().status_code == 304


@pytest.mark.parametrize("name", ["", "state", "duplicates"])
@pytest.mark.parametrize("count", [1, 3])
def test_pages_need_the_same_number_of_queries(
    manager_client, cafe, write, name, count, django_assert_num_queries
):
    for number in range(count):
        write(f"{number}")

    # session, user, role, process, café; the room in six, the menu's process on whole
    # pages; or fields, notes and marks
    expected = {"": 12, "state": 11, "duplicates": 9}[name]
    with django_assert_num_queries(expected):
        manager_client.get(url(name, cafe))


# --- The clock


def test_rounds_are_led_for_all_tables_at_once(steer, cafe):
    assert steer("begin", 1) == ["Runde 1 läuft."]
    assert running() == [1]
    assert steer("begin", 2) == ["Runde 2 läuft."]
    assert running() == [2]
    assert steer("end", 2) == ["Runde 2 ist beendet."]
    assert running() == []


def test_round_is_prolonged_and_the_new_end_told(steer, rounds):
    start_round(rounds[0])

    (text,) = steer("prolong", 1, minuten="5")

    ends_at = timezone.localtime(
        Round.objects.select_related("cafe").get(number=1).ends_at
    )
    assert text == f"Runde 1 läuft weiter, bis {ends_at:%H:%M} Uhr."
    assert Round.objects.get(number=1).extra_minutes == 5


@pytest.mark.parametrize("minutes", ["", "2", "-5", "fünf", "9999999999"])
def test_other_extensions_are_not_found(manager_client, cafe, rounds, minutes):
    start_round(rounds[0])

    response = manager_client.post(url("prolong", cafe, 1), {"minuten": minutes})

    assert response.status_code == 404
    assert Round.objects.get(number=1).extra_minutes == 0


@pytest.mark.parametrize("name", ["begin", "end", "prolong"])
def test_unknown_round_is_not_found(manager_client, cafe, name):
    response = manager_client.post(url(name, cafe, 9), {"minuten": "1"})

    assert response.status_code == 404


def test_round_that_has_not_begun_is_left_alone(steer, cafe):
    assert steer("end", 1) == ["Diese Runde hat noch nicht begonnen."]
    assert steer("prolong", 1, minuten="1") == ["Diese Runde hat noch nicht begonnen."]
    assert not Round.objects.exclude(started_at=None).exists()


def test_harvest_is_shown_and_hidden(steer, cafe):
    assert steer("harvest", zeigen="1") == ["Die Ernte ist auf der Leinwand."]
    assert Cafe.objects.get().is_harvest_shown
    assert steer("harvest", zeigen="0") == [
        "Die Ernte ist nicht mehr auf der Leinwand."
    ]
    assert not Cafe.objects.get().is_harvest_shown


def test_closed_cafe_is_led_no_more(steer, cafe, rounds):
    start_round(rounds[0])
    close_cafe(cafe)
    before = list(Round.objects.values())

    for send in (
        lambda: steer("begin", 2),
        lambda: steer("end", 1),
        lambda: steer("prolong", 1, minuten="1"),
        lambda: steer("harvest", zeigen="1"),
    ):
        assert send() == ["Dieses World Café ist inzwischen abgeschlossen."]
    assert list(Round.objects.values()) == before
    assert not Cafe.objects.get().is_harvest_shown


# --- Merging


@pytest.fixture
def notes(write):
    return [read_note(write(text).pk) for text in ("Eins", "Zwei", "Drei")]


def test_list_shows_the_notes_of_one_field(manager_client, cafe, notes, question):
    other = Sitting.objects.select_related("table", "round").get(
        table__number=2, round__number=1
    )
    write_note(other, note_id=uuid4(), guiding_question=question, text="Andere Sache")
    gone = change_note(notes[2], version=1, is_deleted=True)

    first = manager_client.get(url("duplicates", cafe)).content.decode()
    second = manager_client.get(url("duplicates", cafe) + "?feld=arbeit")

    assert ("Eins" in first, "Andere Sache" in first) == (True, False)
    assert gone.contribution.text not in first
    assert "Andere Sache" in second.content.decode()


def test_notes_that_may_say_the_same_are_offered(manager_client, cafe, write):
    one, two = write("Zu wenig Wohnungen"), write("Viel zu wenig Wohnungen")
    write("Busse am Abend")

    response = manager_client.get(url("duplicates", cafe))

    page = response.content.decode()
    assert response.context["alike"] == [(one, two)]
    assert f"{url('merge', cafe)}?notiz={one.pk}&amp;notiz={two.pk}" in page
    close_cafe(cafe)
    assert (
        "Vielleicht dasselbe"
        not in manager_client.get(url("duplicates", cafe)).content.decode()
    )


def test_list_of_a_cafe_without_notes(manager_client, cafe):
    page = manager_client.get(url("duplicates", cafe)).content.decode()

    assert "Hier gibt es noch keine Notiz." in page


def test_whose_wording_stays_is_asked_first(manager_client, cafe, notes):
    one, two, _ = notes
    change_note(two, version=1, weighting_dots=3)

    page = manager_client.get(
        url("merge", cafe), {"notiz": [one.pk, two.pk]}
    ).content.decode()

    assert "Eine von 2 Notizen steht dann für alle" in page
    assert f'value="{two.pk}" id="bleibt-{two.pk}" checked' in page
    assert not Note.objects.exclude(merged_into=None).exists()


def test_notes_are_merged_and_separated(manager_client, cafe, notes):
    one, two, _ = notes
    back = url("duplicates", cafe) + "?feld=wohnen"

    response = manager_client.post(
        url("merge", cafe), {"notiz": [one.pk, two.pk], "bleibt": two.pk}
    )

    assert response.url == f"{back}#notiz-{two.pk}"
    assert said(response) == ["W1-T1-R1-02 steht jetzt für alle gewählten Notizen."]
    assert Note.objects.get(pk=one.pk).merged_into_id == two.pk
    assert "Steht auch für:" in manager_client.get(back).content.decode()

    response = manager_client.post(url("separate", cafe, one.pk))

    assert response.url == f"{back}#notiz-{one.pk}"
    assert said(response) == ["Die Notizen stehen wieder für sich."]
    assert Note.objects.get(pk=one.pk).merged_into_id is None


def test_refusal_is_told_and_nothing_written(manager_client, cafe, notes):
    one, two, three = notes
    merge_notes([one], into=two)

    response = manager_client.post(
        url("merge", cafe), {"notiz": [two.pk, three.pk], "bleibt": three.pk}
    )

    (text,) = said(response)
    assert text.startswith("W1-T1-R1-02 steht schon für andere Notizen.")
    assert Note.objects.get(pk=two.pk).merged_into_id is None


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_notes_lead_back(manager_client, cafe, notes, count):
    response = manager_client.get(
        url("merge", cafe), {"notiz": [note.pk for note in notes[:count]]}
    )

    assert response.url.startswith(url("duplicates", cafe))
    assert said(response) == ["Bitte wählen Sie mindestens zwei Notizen."]


@pytest.mark.parametrize("sent", [{"notiz": "keine-id"}, {"bleibt": "keine-id"}])
def test_nonsense_is_not_found(manager_client, cafe, notes, sent):
    valid = {"notiz": [note.pk for note in notes[:2]], "bleibt": notes[0].pk}

    response = manager_client.post(url("merge", cafe), valid | sent)

    assert response.status_code == 404
    assert not Note.objects.exclude(merged_into=None).exists()


def test_notes_of_another_cafe_are_not_found(manager_client, cafe, notes):
    foreign = NoteFactory()

    merged = manager_client.post(
        url("merge", cafe), {"notiz": [notes[0].pk, foreign.pk], "bleibt": foreign.pk}
    )
    separated = manager_client.post(url("separate", cafe, foreign.pk))

    assert (merged.status_code, separated.status_code) == (404, 404)


def test_closed_cafe_shows_its_notes_and_merges_nothing(manager_client, cafe, notes):
    merge_notes(notes[:2], into=notes[0])
    close_cafe(cafe)

    page = manager_client.get(url("duplicates", cafe)).content.decode()
    merged = manager_client.post(
        url("merge", cafe),
        {"notiz": [notes[0].pk, notes[2].pk], "bleibt": notes[0].pk},
    )
    separated = manager_client.post(url("separate", cafe, notes[1].pk))

    assert ("Zwei" in page, "Wieder trennen" in page, "checkbox" in page) == (
        True,
        False,
        False,
    )
    for response in (merged, separated):
        assert said(response) == ["Dieses World Café ist inzwischen abgeschlossen."]
    assert Note.objects.filter(merged_into=notes[0].pk).count() == 1
