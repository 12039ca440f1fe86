from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from ilmkreis_integration.models import Contribution
from worldcafe.models import Note, Round, Sitting, Table
from worldcafe.services.closing import close_cafe
from worldcafe.services.notes import write_note
from worldcafe.services.rounds import start_round

pytestmark = pytest.mark.django_db


def url_of(table, name="table", *rest):
    return reverse(f"worldcafe:{name}", args=[table.code, *rest])


def add(client, table, text="Zu wenig", frage="probleme", runde=1, note_id=None):
    return client.post(
        url_of(table, "note-add", runde),
        {"id": str(note_id or uuid4()), "frage": frage, "text": text},
    )


@pytest.fixture
def note(sitting, question):
    return write_note(
        sitting, note_id=uuid4(), guiding_question=question, text="Zu wenig"
    )


def test_table_page_shows_questions_and_notes(client, table, note, cafe):
    response = client.get(url_of(table))

    content = response.content.decode()
    assert response.status_code == 200
    assert "Wohnen" in content
    assert all(q.text in content for q in cafe.process.guiding_questions.all())
    assert "Zu wenig" in content
    assert not response.cookies


def test_next_round_keeps_earlier_notes_in_sight(client, table, note):
    start_round(Round.objects.select_related("cafe").get(number=2))

    board = client.get(url_of(table)).context["board"]

    assert board.sitting.round.number == 2
    assert board.sections[0].notes == ()
    assert board.sections[0].earlier == (note,)


@pytest.mark.parametrize(
    ("query", "number"), [("?runde=2", 2), ("?runde=9", 1), ("?runde=x", 1), ("", 1)]
)
def test_round_can_be_chosen(client, table, query, number):
    board = client.get(url_of(table) + query).context["board"]

    assert board.sitting.round.number == number


def test_unknown_or_revoked_table_is_404(client, table, note):
    assert client.get(reverse("worldcafe:table", args=["NIE"])).status_code == 404
    Table.objects.update(revoked_on=date(2026, 3, 5))

    assert client.get(url_of(table)).status_code == 404
    assert add(client, table).status_code == 404
    for name in ("note", "note-delete", "note-restore"):
        assert client.post(url_of(table, name, note.pk)).status_code == 404
    assert Contribution.objects.count() == 1


def test_add_note_stores_and_returns_to_the_round(client, table):
    response = add(client, table, text=" Zu\r\nteuer ", runde=2)

    assert response.status_code == 302
    assert response.url == f"{url_of(table)}?runde=2&gespeichert=1"
    contribution = Contribution.objects.get()
    assert (contribution.text, contribution.code) == ("Zu\nteuer", "W1-T1-R2-01")


@pytest.mark.parametrize(
    ("text", "message"),
    [("  ", "Bitte schreiben Sie etwas auf."), ("x" * 5001, "Er hat 5.001 Zeichen")],
)
def test_add_note_says_what_is_wrong_and_keeps_the_text(client, table, text, message):
    response = add(client, table, text=text)

    content = response.content.decode()
    assert message in content
    assert text.strip() in content
    assert not Contribution.objects.exists()


def test_add_note_twice_stores_once(client, table):
    note_id = uuid4()

    for _ in range(2):
        assert add(client, table, note_id=note_id).status_code == 302

    assert Note.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"frage": "gibt-es-nicht"}, 404), ({"runde": 9}, 404)],
)
def test_add_note_needs_a_question_and_a_round(client, table, changes, status):
    assert add(client, table, **changes).status_code == status
    assert not Contribution.objects.exists()


def test_edit_note_changes_the_wording(client, table, note):
    page = client.get(url_of(table, "note", note.pk))
    assert "Zu wenig" in page.content.decode()

    response = client.post(
        url_of(table, "note", note.pk), {"version": 1, "text": "Viel zu wenig"}
    )

    assert response.status_code == 302
    assert Contribution.objects.get().text == "Viel zu wenig"


def test_edit_note_shows_both_wordings_after_somebody_else_changed_it(
    client, table, note
):
    url = url_of(table, "note", note.pk)
    client.post(url, {"version": 1, "text": "Fassung A"})

    response = client.post(url, {"version": 1, "text": "Fassung B"})

    content = response.content.decode()
    assert response.status_code == 409
    assert "Fassung A" in content
    assert "Fassung B" in content
    assert 'name="version" value="2"' in content
    assert Contribution.objects.get().text == "Fassung A"


def test_edit_note_refuses_an_empty_text(client, table, note):
    response = client.post(url_of(table, "note", note.pk), {"version": 1, "text": ""})

    assert "Eine Notiz ohne Text können Sie löschen." in response.content.decode()
    assert Contribution.objects.get().text == "Zu wenig"


def test_deleted_note_offers_undo(client, table, note):
    response = client.post(url_of(table, "note-delete", note.pk), follow=True)

    assert "Notiz gelöscht." in response.content.decode()
    assert not Note.objects.kept().exists()
    client.post(url_of(table, "note-restore", note.pk))
    assert Note.objects.kept().exists()


def test_notes_of_another_table_are_404(client, cafe, note):
    other = cafe.tables.get(number=2)

    for name in ("note", "note-delete", "note-restore"):
        assert client.post(url_of(other, name, note.pk)).status_code == 404
    assert Note.objects.kept().exists()


@pytest.mark.parametrize(
    ("entered", "stored"),
    [
        ({"people": "6", "participation_dots": "5"}, (6, 5)),
        ({"people": "", "participation_dots": ""}, (None, 0)),
        ({"people": "12", "participation_dots": "0"}, (12, 0)),
    ],
)
def test_attendance_is_recorded(client, table, entered, stored):
    response = client.post(url_of(table, "attendance", 1), entered, follow=True)

    sitting = Sitting.objects.get(table=table, round__number=1)
    assert (sitting.people, sitting.participation_dots) == stored
    assert ("Üblich sind 4 bis 8" in response.content.decode()) == (stored[0] == 12)


@pytest.mark.parametrize("entered", [{"people": "viele"}, {"people": "-1"}])
def test_wrong_attendance_is_not_stored(client, table, entered):
    response = client.post(url_of(table, "attendance", 1), entered)

    assert "Bitte geben Sie eine Zahl ein." in response.content.decode()
    assert Sitting.objects.filter(people=None).count() == 4


def test_closed_cafe_shows_thanks_and_the_text_that_came_too_late(
    client, cafe, table, note
):
    close_cafe(cafe)

    page = client.get(url_of(table))
    late = add(client, table, text="Zu spät gekommen")

    assert (page.status_code, late.status_code) == (410, 410)
    assert "Vielen Dank" in page.content.decode()
    assert "Zu spät gekommen" in late.content.decode()
    assert Contribution.objects.count() == 1


def test_posts_from_other_sites_are_refused(client, table):
    response = client.post(
        url_of(table, "note-add", 1),
        {"id": str(uuid4()), "frage": "probleme", "text": "x"},
        headers={"sec-fetch-site": "cross-site"},
    )

    assert response.status_code == 403
    assert not Contribution.objects.exists()


def test_wrong_methods_are_refused(client, table, note):
    assert client.post(url_of(table)).status_code == 405
    assert client.get(url_of(table, "note-add", 1)).status_code == 405
    assert client.get(url_of(table, "note-delete", note.pk)).status_code == 405
    assert client.get(url_of(table, "attendance", 1)).status_code == 405


@pytest.mark.parametrize("note_count", [1, 3])
def test_table_page_needs_the_same_number_of_queries(
    client, table, sitting, question, note_count, django_assert_num_queries
):
    for number in range(note_count):
        write_note(
            sitting, note_id=uuid4(), guiding_question=question, text=f"{number}"
        )

    with django_assert_num_queries(5):  # table, rounds, sitting, notes, questions
        client.get(url_of(table))


def test_projector_follows_the_cafe(client, cafe):
    url = reverse("worldcafe:projector", args=[cafe.code])
    state = reverse("worldcafe:state", args=[cafe.code])
    welcome = client.get(url).content.decode()
    keys = [client.get(state).json()["key"]]

    start_round(Round.objects.select_related("cafe").get(number=1))
    running = client.get(url).content.decode()
    keys.append(client.get(state).json()["key"])
    close_cafe(cafe)
    closed = client.get(url).content.decode()
    keys.append(client.get(state).json()["key"])

    assert "Herzlich willkommen" in welcome
    assert "Runde 1 von 2" in running
    assert "data-ends-at" in running
    assert "Vielen Dank!" in closed
    assert len(set(keys)) == 3


def test_projector_of_unknown_cafe_is_404(client, db):
    assert client.get(reverse("worldcafe:projector", args=["NIE"])).status_code == 404
    assert client.get(reverse("worldcafe:state", args=["NIE"])).status_code == 404


def test_table_code_opens_no_projector(client, table):
    url = reverse("worldcafe:projector", args=[table.code])

    assert client.get(url).status_code == 404
