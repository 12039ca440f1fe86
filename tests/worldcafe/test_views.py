from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from ilmkreis_integration.models import Contribution
from tests.factories import RoundFactory, SittingFactory, SubgroupFactory
from worldcafe.models import Mark, Note, Round, Sitting, Table
from worldcafe.services.closing import close_cafe
from worldcafe.services.notes import write_note
from worldcafe.services.rounds import start_round

pytestmark = pytest.mark.django_db


def url_of(table, name="table", *rest):
    return reverse(f"worldcafe:{name}", args=[table.code, *rest])


def add(client, table, text="Zu wenig", question="probleme", runde=1, note_id=None):
    return client.post(
        url_of(table, "note-add", runde),
        {"id": str(note_id or uuid4()), "question": question, "text": text},
    )


def edit(client, table, note, **changes):
    entries = {"version": 1, "text": "Zu wenig", "question": "probleme", "dots": 0}
    return client.post(url_of(table, "note", note.pk), entries | changes)


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
    assert [card.id for card in board.sections[0].earlier] == [note.pk]


@pytest.mark.parametrize(
    ("query", "number"), [("?runde=2", 2), ("?runde=9", 1), ("?runde=x", 1), ("", 1)]
)
def test_round_can_be_chosen(client, table, query, number):
    board = client.get(url_of(table) + query).context["board"]

    assert board.sitting.round.number == number


def all_posts(client, table, note):
    """Statuses of everything that can be sent to a table."""
    yield add(client, table, text="Noch etwas")
    yield edit(client, table, note, text="Anders")
    for name in ("note-delete", "note-restore"):
        yield client.post(url_of(table, name, note.pk))
    yield client.post(url_of(table, "attendance", 1), {"people": "5"})
    yield client.post(url_of(table, "read-back", 1))
    yield client.post(url_of(table, "mark", 2, note.pk), {"kind": "confirmed"})


def nothing_was_written(table):
    return (
        [c.text for c in Contribution.objects.all()] == ["Zu wenig"]
        and not Mark.objects.exists()
        and set(Sitting.objects.values_list("people", "read_back_at")) == {(None, None)}
    )


def test_unknown_table_is_404(client, db):
    assert client.get(reverse("worldcafe:table", args=["NIE"])).status_code == 404


def test_revoked_table_is_404_and_says_so(client, table, note):
    Table.objects.update(revoked_on=date(2026, 3, 5))

    page = client.get(url_of(table))

    assert page.status_code == 404
    assert "Dieser Link ist gesperrt" in page.content.decode()
    assert {r.status_code for r in all_posts(client, table, note)} == {404}
    assert nothing_was_written(table)


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
    [({"question": "gibt-es-nicht"}, 404), ({"runde": 9}, 404)],
)
def test_add_note_needs_a_question_and_a_round(client, table, changes, status):
    assert add(client, table, **changes).status_code == status
    assert not Contribution.objects.exists()


def test_edit_note_changes_wording_place_and_dots(client, table, note):
    page = client.get(url_of(table, "note", note.pk))
    assert "Zu wenig" in page.content.decode()

    response = edit(client, table, note, text="Viel zu wenig", question="gut", dots=4)

    assert response.status_code == 302
    note.refresh_from_db()
    assert Contribution.objects.get().text == "Viel zu wenig"
    assert (note.guiding_question.slug, note.weighting_dots) == ("gut", 4)
    assert note.version == 2


def test_edit_note_leaves_alone_what_only_somebody_else_changed(client, table, note):
    edit(client, table, note, question="gut")

    response = edit(client, table, note, text="Viel zu wenig")

    assert response.status_code == 302
    note.refresh_from_db()
    assert Contribution.objects.get().text == "Viel zu wenig"
    assert note.guiding_question.slug == "gut"


def test_edit_note_shows_both_wordings_after_somebody_else_changed_it(
    client, table, note
):
    edit(client, table, note, text="Fassung A")

    response = edit(client, table, note, text="Fassung B", dots=2)

    content = response.content.decode()
    assert response.status_code == 409
    assert "Fassung A" in content
    assert "Fassung B" in content
    assert 'name="version" value="2"' in content
    assert Contribution.objects.get().text == "Fassung A"


def test_conflict_page_takes_mine_or_keeps_both(client, table, note):
    edit(client, table, note, text="Fassung A")
    page = edit(client, table, note, text="Fassung B").context

    both = {"id": str(page["new_id"]), "question": "probleme", "text": page["mine"]}
    client.post(url_of(table, "note-add", 1), both)
    client.post(url_of(table, "note", note.pk), {**page["wanted"], "version": 2})

    assert [
        (note.contribution.text, note.number)
        for note in Note.objects.order_by("number")
    ] == [("Fassung B", 1), ("Fassung B", 2)]


def test_deleting_a_note_that_was_reworded_asks_first(client, table, note):
    edit(client, table, note, text="Fassung A")
    url = url_of(table, "note-delete", note.pk)

    response = client.post(url, {"version": 1})

    assert response.status_code == 409
    assert "Fassung A" in response.content.decode()
    assert Note.objects.kept().exists()
    assert client.post(url, {"version": 2}).status_code == 302
    assert not Note.objects.kept().exists()


def test_new_wording_brings_a_deleted_note_back(client, table, note):
    client.post(url_of(table, "note-delete", note.pk))
    assert edit(client, table, note, text="Doch nicht").status_code == 409

    edit(client, table, note, text="Doch nicht", version=2)

    assert Note.objects.kept().get().contribution.text == "Doch nicht"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"text": ""}, "Eine Notiz ohne Text können Sie löschen."),
        ({"question": "nie"}, "Diese Leitfrage gibt es nicht mehr."),
        ({"dots": "viele"}, "Bitte geben Sie eine Zahl ein."),
        ({"dots": "1000"}, "Es sind höchstens 999 Punkte möglich."),
        ({"version": "x"}, "Bitte laden Sie die Seite neu."),
    ],
)
def test_edit_note_says_what_is_wrong_and_changes_nothing(
    client, table, note, wrong, message
):
    response = edit(client, table, note, **wrong)

    assert message in response.content.decode()
    note.refresh_from_db()
    assert (note.version, note.contribution.text) == (1, "Zu wenig")


def test_deleted_note_offers_undo(client, table, note):
    response = client.post(url_of(table, "note-delete", note.pk), follow=True)

    assert "Notiz gelöscht." in response.content.decode()
    assert not Note.objects.kept().exists()
    client.post(url_of(table, "note-restore", note.pk))
    assert Note.objects.kept().exists()


def test_notes_of_another_table_are_404(client, cafe, note):
    other = cafe.tables.get(number=2)

    assert edit(client, other, note, text="Anders").status_code == 404
    for name in ("note-delete", "note-restore"):
        assert client.post(url_of(other, name, note.pk)).status_code == 404
    url = url_of(other, "mark", 2, note.pk)
    assert client.post(url, {"kind": "confirmed"}).status_code == 404
    assert nothing_was_written(other)


# --- What later rounds say


def test_later_round_marks_a_note_and_takes_it_back(client, table, note):
    url = url_of(table, "mark", 2, note.pk)

    response = client.post(url, {"kind": "supplemented"}, follow=True)

    assert Mark.objects.get().kind == Mark.Kind.SUPPLEMENTED
    earlier = response.context["board"].sections[0].earlier[0]
    assert [value for value, _name, is_chosen in earlier.choices if is_chosen] == [
        "supplemented"
    ]
    client.post(url, {"kind": ""})
    assert not Mark.objects.exists()


@pytest.mark.parametrize(("runde", "kind"), [(1, "confirmed"), (2, "geliebt")])
def test_wrong_mark_is_not_stored(client, table, note, runde, kind):
    response = client.post(url_of(table, "mark", runde, note.pk), {"kind": kind})

    assert response.status_code == 400
    assert not Mark.objects.exists()


def test_third_round_sees_what_the_second_one_said(client, cafe, table, note):
    third = RoundFactory(cafe=cafe, number=3)
    SittingFactory(table=table, round=third)
    client.post(url_of(table, "mark", 2, note.pk), {"kind": "confirmed"})

    content = client.get(url_of(table) + "?runde=3").content.decode()

    assert "Runde 2: bestätigt" in content


# --- Who sits here


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


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [("", "1", 1), ("4", "1", 5), ("4", "-1", 3), ("0", "-1", 0)],
)
def test_people_are_counted_by_tapping(client, table, before, step, after):
    entries = {"people": before, "participation_dots": "2", "step": f"people:{step}"}

    client.post(url_of(table, "attendance", 1), entries)

    sitting = Sitting.objects.get(table=table, round__number=1)
    assert (sitting.people, sitting.participation_dots) == (after, 2)


@pytest.mark.parametrize("step", ["people", "people:10", "people:x", ":1", "nie:1"])
def test_taps_on_buttons_that_do_not_exist_change_nothing(client, table, step):
    entries = {"people": "4", "participation_dots": "2", "step": step}

    client.post(url_of(table, "attendance", 1), entries)

    sitting = Sitting.objects.get(table=table, round__number=1)
    assert (sitting.people, sitting.participation_dots) == (4, 2)


def test_subgroups_are_counted_apart(client, cafe, table):
    schools, advice = [
        SubgroupFactory(target_group=cafe.target_group, title=title)
        for title in ("Schulen", "Beratung")
    ]
    entries = {
        f"people-{schools.pk}": "3",
        f"participation_dots-{schools.pk}": "2",
        f"people-{advice.pk}": "2",
        "step": f"people-{advice.pk}:1",
    }

    page = client.post(url_of(table, "attendance", 1), entries, follow=True)

    sitting = Sitting.objects.get(table=table, round__number=1)
    assert (sitting.people, sitting.participation_dots) == (6, 2)
    assert [
        (str(count.subgroup), count.people, count.participation_dots)
        for count in page.context["board"].counts
    ] == [("Schulen", 3, 2), ("Beratung", 3, 0)]
    assert "Schulen" in page.content.decode()


# --- Reading back


def test_read_back_shows_the_notes_of_the_round_and_confirms(client, table, note):
    url = url_of(table, "read-back", 1)
    assert "Zu wenig" in client.get(url).content.decode()
    assert not Sitting.objects.filter(read_back_at__isnull=False).exists()

    response = client.post(url, follow=True)

    assert "Vorgelesen und bestätigt um" in response.content.decode()
    assert Sitting.objects.get(read_back_at__isnull=False).round.number == 1


def test_read_back_of_an_empty_round_says_so(client, table):
    content = client.get(url_of(table, "read-back", 2)).content.decode()

    assert "In dieser Runde ist noch nichts notiert." in content
    assert "Alles stimmt so" not in content
    assert client.get(url_of(table, "read-back", 9)).status_code == 404


# --- When it is over


def test_closed_cafe_shows_thanks_and_the_text_that_came_too_late(
    client, cafe, table, note
):
    close_cafe(cafe)

    page = client.get(url_of(table))
    late = add(client, table, text="Zu spät gekommen")

    assert page.status_code == 410
    assert "Vielen Dank" in page.content.decode()
    assert "Zu spät gekommen" in late.content.decode()
    assert client.get(url_of(table, "read-back", 1)).status_code == 410
    assert client.get(url_of(table, "note", note.pk)).status_code == 410
    assert {r.status_code for r in all_posts(client, table, note)} == {410}
    assert nothing_was_written(table)


def test_posts_from_other_sites_are_refused(client, table):
    response = client.post(
        url_of(table, "note-add", 1),
        {"id": str(uuid4()), "question": "probleme", "text": "x"},
        headers={"sec-fetch-site": "cross-site"},
    )

    assert response.status_code == 403
    assert not Contribution.objects.exists()


def test_wrong_methods_are_refused(client, table, note):
    assert client.post(url_of(table)).status_code == 405
    for name, *rest in (
        ("note-add", 1),
        ("note-delete", note.pk),
        ("note-restore", note.pk),
        ("attendance", 1),
        ("mark", 2, note.pk),
    ):
        assert client.get(url_of(table, name, *rest)).status_code == 405
    assert client.put(url_of(table, "note", note.pk)).status_code == 405
    assert client.put(url_of(table, "read-back", 1)).status_code == 405


@pytest.mark.parametrize("note_count", [1, 3])
def test_table_page_needs_the_same_number_of_queries(
    client, table, sitting, question, note_count, django_assert_num_queries
):
    for number in range(note_count):
        write_note(
            sitting, note_id=uuid4(), guiding_question=question, text=f"{number}"
        )

    # table, rounds, sitting, marks, notes, questions, subgroups, their counts
    with django_assert_num_queries(8):
        client.get(url_of(table))
