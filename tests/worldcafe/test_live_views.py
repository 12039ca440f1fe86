"""What the script of a table page is told, and what it may change."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ilmkreis_integration.models import Contribution
from tests.factories import SubgroupFactory
from worldcafe.models import Mark, Note, NoteRevision, Round, Sitting, Table
from worldcafe.services.closing import close_cafe
from worldcafe.services.notes import change_note
from worldcafe.services.rounds import start_round
from worldcafe.views.live import FILES, SIGN_OF_LIFE
from worldcafe.views.photos import PHOTO_FILES

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(client, table):
    """Ask for the table as it is; `etag` is what the page has seen."""
    url = reverse("worldcafe:live", args=[table.code])

    def ask(query="?runde=1", etag=None):
        headers = {"if-none-match": etag} if etag else {}
        return client.get(url + query, headers=headers)

    return ask


@pytest.fixture
def send(client, table):
    """Send a change of this table (or of another one) as the script does."""

    def send(kind, /, to=table, **more):
        body = {"id": str(uuid4()), "type": kind} | more
        return client.post(
            reverse("worldcafe:change", args=[to.code]),
            json.dumps(body, default=str),
            content_type="application/json",
        )

    return send


@pytest.fixture
def note(write):
    return write("Zu wenig")


def text():
    return Contribution.objects.get().text


# --- The table as it is


def test_live_part_is_a_fragment_with_the_notes(live, note):
    response = live()

    content = response.content.decode()
    assert response.status_code == 200
    assert content.lstrip().startswith("<div data-table-code=")
    assert "Zu wenig" in content
    assert "<textarea" not in content
    assert not response.cookies


def test_live_part_tells_that_another_note_stands_for_one(live, write, note):
    main = write("Viel zu wenig")
    change_note(note, version=1, merged_into_id=main.pk)
    assert live().content.decode().count("zusammengelegt") == 1

    change_note(main, version=1, is_deleted=True)

    assert "zusammengelegt" not in live().content.decode()


def test_live_part_that_was_seen_is_not_drawn_again(live, write):
    write("Zu wenig")
    seen = live()["ETag"]
    assert live(etag=seen).status_code == 304

    write("Zu teuer")
    assert live(etag=seen).status_code == 200
    assert live("?runde=2", etag=live()["ETag"]).status_code == 200


@pytest.mark.parametrize("by", ["a tag made weak by compression", "another round"])
def test_live_part_notices_what_the_moderator_does(live, by):
    seen = live()["ETag"]
    if by.startswith("a tag"):
        assert live(etag=f"W/{seen}").status_code == 304

    start_round(Round.objects.select_related("cafe").get(number=2))

    answer = live(etag=seen)
    assert answer.status_code == 200
    assert "Runde 2 hat begonnen." in answer.content.decode()


def test_live_part_shows_what_was_set_up_meanwhile(live, cafe):
    assert "Schulen" not in live().content.decode()

    SubgroupFactory(target_group=cafe.target_group, title="Schulen")

    assert "Schulen" in live().content.decode()


def test_live_part_that_was_seen_takes_one_query(live, django_assert_num_queries):
    seen = live()["ETag"]

    with django_assert_num_queries(1):
        live(etag=seen)


@pytest.mark.parametrize("note_count", [1, 3])
def test_live_part_takes_the_same_number_of_queries(
    live, write, note_count, django_assert_num_queries
):
    live()  # gives a sign of life
    for number in range(note_count):
        write(f"{number}")

    # state, table, rounds, sitting, marks, notes, questions, subgroups, their counts
    with django_assert_num_queries(9):
        live()


def test_sign_of_life_is_written_down_now_and_then(live, table):
    live()
    table.refresh_from_db()
    first = table.seen_at
    assert first is not None

    live()
    table.refresh_from_db()
    assert table.seen_at == first

    Table.objects.update(seen_at=timezone.now() - SIGN_OF_LIFE - timedelta(seconds=1))
    live()
    table.refresh_from_db()
    assert table.seen_at > first


def test_live_part_of_unknown_revoked_or_closed_tables(client, live, cafe):
    unknown = client.get(reverse("worldcafe:live", args=["NIE"]))
    assert (unknown.status_code, unknown.json()) == (404, {"reason": "unknown"})

    close_cafe(cafe)
    assert (live().status_code, live().json()) == (410, {"reason": "closed"})
    Table.objects.update(revoked_on=date(2026, 3, 5))
    assert (live().status_code, live().json()) == (410, {"reason": "revoked"})
    assert set(Table.objects.values_list("seen_at", flat=True)) == {None}


# --- Changes


def test_write_is_received(send, table):
    note_id = uuid4()

    answer = send(
        "write", id=note_id, round=1, question="probleme", text=" Zu\r\nviel "
    )

    table.refresh_from_db()
    assert answer.status_code == 200
    assert answer.json() == {
        "receipt": str(note_id),
        "version": 1,
        "tableVersion": table.version,
    }
    note = Note.objects.get()
    assert (note.pk, note.contribution.text) == (note_id, "Zu\nviel")
    assert note.sitting.round.number == 1


def test_write_goes_into_the_round_in_which_it_was_begun(send):
    start_round(Round.objects.select_related("cafe").get(number=2))

    send("write", round=1, question="gut", text="Noch von vorhin")

    note = Note.objects.get()
    assert (note.sitting.round.number, note.guiding_question.slug) == (1, "gut")


def test_note_is_revised_moved_weighed_deleted_and_restored(send, note):
    changes = [
        ("revise", {"text": "Viel zu wenig"}),
        ("move", {"question": "gut"}),
        ("weigh", {"dots": 7}),
        ("delete", {}),
        ("restore", {}),
    ]
    versions = [
        send(kind, note=note.pk, version=before, **more).json()["version"]
        for before, (kind, more) in enumerate(changes, start=1)
    ]

    assert versions == [2, 3, 4, 5, 6]
    note = Note.objects.get()
    assert (text(), note.guiding_question.slug) == ("Viel zu wenig", "gut")
    assert (note.weighting_dots, note.is_deleted) == (7, False)
    assert list(note.revisions.values_list("is_deleted", flat=True)) == [
        *[False] * 4,
        True,
        False,
    ]


def test_mark_is_made_and_taken_back(send, note):
    assert send("mark", note=note.pk, round=2, kind="confirmed").status_code == 200
    assert Mark.objects.get().kind == Mark.Kind.CONFIRMED

    assert send("mark", note=note.pk, round=2, kind=None).status_code == 200
    assert not Mark.objects.exists()


def test_people_are_counted_and_reading_back_is_confirmed(send, sitting):
    send("attend", round=1, people=6, participation_dots=5)
    send("read_back", round=1)

    sitting.refresh_from_db()
    assert (sitting.people, sitting.participation_dots) == (6, 5)
    assert sitting.read_back_at is not None


def test_people_are_counted_by_subgroup(send, sitting, cafe):
    schools = SubgroupFactory(target_group=cafe.target_group, title="Schulen")

    send(
        "attend",
        round=1,
        **{f"people-{schools.pk}": 3, f"participation_dots-{schools.pk}": 2},
    )

    counted = sitting.subgroup_counts.get()
    assert (counted.people, counted.participation_dots) == (3, 2)
    sitting.refresh_from_db()
    assert sitting.people == 3


def test_two_who_count_different_people_do_not_overwrite_each_other(
    send, sitting, cafe
):
    schools, advice = [
        SubgroupFactory(target_group=cafe.target_group, title=title)
        for title in ("Schulen", "Beratung")
    ]

    send("attend", round=1, **{f"people-{schools.pk}": 3})
    send("attend", round=1, **{f"participation_dots-{schools.pk}": 2})
    send("attend", round=1, **{f"people-{advice.pk}": 4})

    sitting.refresh_from_db()
    assert (sitting.people, sitting.participation_dots) == (7, 2)
    assert set(sitting.subgroup_counts.values_list("subgroup__title", "people")) == {
        ("Schulen", 3),
        ("Beratung", 4),
    }
    send("attend", round=1, **{f"people-{advice.pk}": ""})
    sitting.refresh_from_db()
    assert sitting.people == 3


@pytest.mark.parametrize("again", [2, 3])
def test_change_that_comes_again_is_made_once(send, note, again):
    change = {"id": uuid4(), "note": note.pk, "version": 1, "text": "Viel zu wenig"}
    answers = [send("revise", **change).json() for _ in range(again)]
    change_note(note, version=2, text="Doch genug")
    answers.append(send("revise", **change).json())

    assert {(answer["receipt"], answer["version"]) for answer in answers} == {
        (str(change["id"]), 2)
    }
    assert text() == "Doch genug"
    assert NoteRevision.objects.count() == 3


@pytest.mark.parametrize("ending", ["closed", "revoked"])
def test_receipt_that_was_lost_is_given_even_after_the_end(send, cafe, ending):
    note = {"id": uuid4(), "round": 1, "question": "probleme", "text": "Zu wenig"}
    send("write", **note)
    if ending == "closed":
        close_cafe(cafe)
    else:
        Table.objects.update(revoked_on=date(2026, 3, 5))

    assert send("write", **note).json()["receipt"] == str(note["id"])
    other = send("write", **note | {"text": "Zu viel"})
    assert (other.status_code, other.json()) == (410, {"reason": ending})
    assert text() == "Zu wenig"


def test_conflict_comes_with_the_note_as_it_is(send, note):
    change_note(note, version=1, text="Fassung A", weighting_dots=2)

    answer = send("revise", note=note.pk, version=1, text="Fassung B")

    assert answer.status_code == 409
    assert answer.json() == {
        "note": {
            "id": str(note.pk),
            "version": 2,
            "text": "Fassung A",
            "question": "probleme",
            "dots": 2,
            "isDeleted": False,
            "code": "W1-T1-R1-01",
            "round": 1,
        }
    }
    assert text() == "Fassung A"


def test_another_note_under_the_same_id_is_a_conflict(send, note):
    answer = send("write", id=note.pk, round=1, question="probleme", text="Anderes")

    assert answer.status_code == 409
    assert answer.json()["note"]["text"] == "Zu wenig"


def test_id_that_is_known_changes_no_other_note(send, write, note):
    other = write("Zu teuer")
    change = uuid4()
    send("revise", id=change, note=note.pk, version=1, text="Anders")

    answer = send("revise", id=change, note=other.pk, version=1, text="Anders")

    other.refresh_from_db()
    # Known by its id, and the other note is left alone.
    assert (answer.status_code, other.version) == (200, 1)


WRONG = [
    pytest.param("write", {"text": "  "}, "Bitte schreiben Sie etwas auf.", id="empty"),
    pytest.param("write", {"text": "x" * 5001}, "Er hat 5.001 Zeichen", id="long"),
    pytest.param("write", {"round": 9}, "Diese Runde gibt es nicht.", id="round"),
    pytest.param(
        "write",
        {"question": "nie"},
        "Diese Leitfrage gibt es nicht mehr.",
        id="question",
    ),
    pytest.param("write", {"id": "x"}, "Bitte laden Sie die Seite neu.", id="id"),
    pytest.param("revise", {"text": ""}, "können Sie löschen", id="no wording"),
    pytest.param("revise", {"version": 0}, "laden Sie die Seite neu", id="version"),
    pytest.param("revise", {"version": 10**30}, "laden Sie die Seite neu", id="huge"),
    pytest.param(
        "revise", {"note": uuid4()}, "gibt es an diesem Tisch nicht", id="note"
    ),
    pytest.param(
        "move", {"question": ""}, "Leitfrage gibt es nicht mehr", id="nowhere"
    ),
    pytest.param("weigh", {"dots": -1}, "Bitte geben Sie eine Zahl ein.", id="dots"),
    pytest.param("weigh", {"dots": True}, "Bitte geben Sie eine Zahl ein.", id="true"),
    pytest.param("mark", {"round": 1}, "Nur eine spätere Runde", id="same round"),
    pytest.param("mark", {"kind": "geliebt"}, "", id="kind"),
    pytest.param(
        "attend", {"people": "viele"}, "Bitte geben Sie eine Zahl", id="people"
    ),
    pytest.param("tanzen", {}, "keine Änderung dieser Seite", id="type"),
    pytest.param("write", {"text": ["a"]}, "keine Änderung dieser Seite", id="list"),
]


@pytest.mark.parametrize(("kind", "changes", "message"), WRONG)
def test_wrong_change_writes_nothing_and_says_why(send, note, kind, changes, message):
    entries = {
        "note": note.pk,
        "version": 1,
        "round": 2 if kind == "mark" else 1,
        "question": "probleme",
        "text": "Anders",
        "dots": 1,
        "kind": "confirmed",
        "people": 5,
    }

    answer = send(kind, **entries | changes)

    assert answer.status_code == 422
    assert message in answer.json()["message"]
    note.refresh_from_db()
    assert (note.version, text()) == (1, "Zu wenig")
    assert not Mark.objects.exists()
    assert not Sitting.objects.filter(people__isnull=False).exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_change_is_refused(client, table, body):
    url = reverse("worldcafe:change", args=[table.code])

    answer = client.post(url, body, content_type="application/json")

    assert answer.status_code == 422


def test_change_of_a_foreign_note_is_refused(send, cafe, note):
    other = cafe.tables.get(number=2)

    answer = send("revise", to=other, note=note.pk, version=1, text="Anders")

    assert answer.status_code == 422
    assert text() == "Zu wenig"


def test_changes_to_unknown_revoked_or_closed_tables_are_refused(send, cafe, note):
    change = {"note": note.pk, "version": 1, "text": "Anders"}
    unknown = send("revise", to=Table(code="NIE"), **change)
    assert (unknown.status_code, unknown.json()) == (404, {"reason": "unknown"})

    close_cafe(cafe)
    closed = send("revise", **change)
    assert (closed.status_code, closed.json()) == (410, {"reason": "closed"})
    Table.objects.update(revoked_on=date(2026, 3, 5))
    revoked = send("revise", **change)
    assert (revoked.status_code, revoked.json()) == (410, {"reason": "revoked"})
    assert text() == "Zu wenig"


def test_changes_from_other_sites_are_refused(client, table):
    answer = client.post(
        reverse("worldcafe:change", args=[table.code]),
        json.dumps({"id": str(uuid4()), "type": "read_back", "round": 1}),
        content_type="application/json",
        headers={"sec-fetch-site": "cross-site"},
    )

    assert answer.status_code == 403
    assert not Sitting.objects.filter(read_back_at__isnull=False).exists()


def test_wrong_methods_are_refused(client, table):
    for name, ask in (
        ("live", client.post),
        ("change", client.get),
        ("worker", client.post),
    ):
        assert ask(reverse(f"worldcafe:{name}", args=[table.code])).status_code == 405


# --- What works without network


def test_worker_keeps_the_page_of_every_round_and_its_files(client, table):
    response = client.get(reverse("worldcafe:worker", args=[table.code]))

    settings = json.loads(response.content.decode().split(";\n")[0].partition("= ")[2])
    assert response["Content-Type"] == "text/javascript"
    assert response["Cache-Control"] == "no-cache"
    page = f"/cafe/{table.code}/"
    rounds = [f"{page}?runde=1", f"{page}?runde=2"]
    assert settings["pages"] == [page, *rounds, f"{page}fotos/"]
    assert settings["files"] == [f"/static/{file}" for file in [*FILES, *PHOTO_FILES]]


def test_worker_of_an_unknown_table_is_404(client, db):
    assert client.get(reverse("worldcafe:worker", args=["NIE"])).status_code == 404
