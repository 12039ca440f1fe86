"""A table when things go wrong: nothing is lost, nothing doubled, nobody is overwritten."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from ilmkreis_integration.models import Contribution
from tests.accessibility import check_page
from tests.chromium import CHROMIUM_FLAGS, chromium_path
from tests.waiting import wait_until
from tests.worldcafe.hosts import Host
from worldcafe.importing.plan import Plan
from worldcafe.importing.reading import read_table
from worldcafe.models import Note, Round, Sitting, Table
from worldcafe.services.closing import close_cafe
from worldcafe.services.notes import change_note, read_note
from worldcafe.services.rounds import start_round
from worldcafe.services.sittings import record_attendance

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFLINE = "kein Netz. Schreiben Sie ruhig weiter."
CLOSED = "Das World Café ist beendet. Nicht alles ist angekommen."
REVOKED = "Dieser Link ist gesperrt. Nicht alles ist angekommen."
IS_FORGOTTEN = """async (name) => !(await caches.keys()).length
  && !(await indexedDB.databases()).some((database) => database.name === name)"""
REFUSE_TO_KEEP = """() => {
  IDBObjectStore.prototype.put = function () {
    this.transaction.abort();
    throw new DOMException("full", "QuotaExceededError");
  };
}"""


def texts():
    return sorted(Contribution.objects.values_list("text", flat=True))


def begin_round(cafe, number):
    start_round(Round.objects.select_related("cafe").get(cafe=cafe, number=number))


# --- Without network


def test_everything_goes_on_without_network_and_is_stored_once_afterwards(
    host, sitting, write
):
    write("Von vorher")
    host.sees_note("Von vorher")
    host.go_offline()
    host.write("Eins")
    host.write("Zwei")
    host.edit("Eins", "Eins, geändert")
    host.edit("Von vorher", "Von vorher, geändert")
    host.note("Zwei").get_by_role("button", name="Löschen").click()
    host.press("Rückgängig")
    host.page.locator("#mehr_people").click()
    host.sees(OFFLINE)
    host.note("Eins, geändert").get_by_text("wartet auf Netz").wait_for()

    host.go_online()

    host.wait_until_stored()
    host.sees("Alles gespeichert")
    assert texts() == ["Eins, geändert", "Von vorher, geändert", "Zwei"]
    assert Note.objects.kept().count() == 3
    sitting.refresh_from_db()
    assert sitting.people == 1


def test_reload_without_network_keeps_notes_that_wait_and_what_is_being_typed(host):
    host.write("Schon gespeichert")
    host.wait_until_stored()
    host.note("W1-T1-R1-01").wait_for()
    host.go_offline()
    host.write("Wartet noch")
    host.type("Mitten im")

    host.page.reload()

    host.sees_note("Schon gespeichert")
    host.sees_note("Wartet noch")
    host.sees("1 Änderung wartet – " + OFFLINE)
    expect(host.field()).to_have_value("Mitten im")
    host.page.keyboard.press("End")
    host.go_online()
    host.wait_until_stored()
    assert texts() == ["Schon gespeichert", "Wartet noch"]


def test_whole_event_without_network_after_the_first_visit(host, write):
    write("Von vorher")
    host.sees_note("Von vorher")
    host.go_offline()

    host.write("Runde eins")
    host.page.get_by_role("link", name="Runde 2").click()
    host.page.wait_for_url("**?runde=2")
    host.page.locator(".note--earlier", has_text="Runde eins").wait_for()
    host.page.locator(".note--earlier", has_text="Von vorher").wait_for()
    host.write("Runde zwei")
    host.press("bestätigt", within=host.note("Runde eins"))
    host.page.get_by_role("link", name="Runde 1").click()
    host.page.locator("#notizen-probleme .note", has_text="Runde eins").wait_for()
    host.go_online()

    host.wait_until_stored()
    assert {
        (note.sitting.round.number, note.contribution.text)
        for note in Note.objects.select_related("sitting__round", "contribution")
    } == {(1, "Von vorher"), (1, "Runde eins"), (2, "Runde zwei")}
    marked = Note.objects.get(marks__isnull=False)
    assert marked.contribution.text == "Runde eins"


def test_forty_minutes_without_network(host, cafe):
    begin_round(cafe, 1)
    host.page.clock.install()
    host.open()
    host.go_offline()
    for minute in range(4):
        host.write(f"Notiz {minute}")
        host.page.clock.run_for(timedelta(minutes=10).total_seconds() * 1000)
    host.sees("Zeit ist um")
    assert len(host.waiting()) == 4

    host.go_online()
    host.page.clock.run_for(30_000)

    host.page.clock.resume()
    host.wait_until_stored()
    assert texts() == [f"Notiz {minute}" for minute in range(4)]


@pytest.fixture
def boot(browser, tmp_path):
    """Start the same device (one profile on disk) as often as it is called."""
    contexts = []

    def boot():
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "profile",
            executable_path=chromium_path(),
            args=CHROMIUM_FLAGS,
            locale="de-DE",
        )
        contexts.append(context)
        return context

    yield boot
    for context in contexts:
        context.close()


def test_page_that_was_closed_opens_again_without_network(boot, live_server, table):
    context = boot()
    before = Host(context.pages[0], live_server.url, table).open()
    before.go_offline()
    before.write("Übersteht alles")
    before.type("Auch das hier")
    before.page.wait_for_timeout(
        2000
    )  # the browser itself writes to its disk at leisure
    context.close()

    context = boot()
    after = Host(context.pages[0], live_server.url, table)
    after.go_offline()
    after.page.goto(after.address)

    after.sees_note("Übersteht alles")
    expect(after.field()).to_have_value("Auch das hier")
    after.go_online()
    after.wait_until_stored()
    assert texts() == ["Übersteht alles"]


# --- Server and network that misbehave


def test_lost_receipt_sends_again_and_stores_once(host):
    answers = []

    def lose_first_answer(route):
        answers.append(route.fetch().status)
        route.abort() if len(answers) == 1 else route.continue_()

    host.page.route(host.change_address, lose_first_answer)
    host.write("Einmal ist genug.")

    host.wait_until_stored()

    assert answers[0] == 200
    assert len(answers) > 1
    assert texts() == ["Einmal ist genug."]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"status": 500, "body": "Fehler"}, id="server fails"),
        pytest.param({"status": 503}, id="server is restarted"),
        pytest.param(
            {"status": 200, "content_type": "text/html", "body": "<h1>WLAN</h1>"},
            id="captive portal",
        ),
        pytest.param(
            {"status": 200, "content_type": "application/json", "body": "{}"},
            id="captive portal with JSON",
        ),
        pytest.param({"status": 404, "body": "<h1>WLAN</h1>"}, id="page not found"),
        pytest.param(
            {"status": 302, "headers": {"location": "/anmeldung-im-wlan/"}},
            id="captive portal that leads elsewhere",
        ),
    ],
)
def test_only_a_receipt_ends_the_waiting(host, answer):
    for address in (host.change_address, host.live_address):
        host.page.route(address, lambda route: route.fulfill(**answer))
    host.write("Noch nicht da")
    host.sees("1 Änderung wartet – " + OFFLINE)
    assert len(host.waiting()) == 1
    assert texts() == []

    host.page.unroute_all()

    host.wait_until_stored()
    host.sees_note("Noch nicht da")
    assert texts() == ["Noch nicht da"]


def test_full_device_sends_at_once_and_says_so_where_that_fails(host):
    host.page.evaluate(REFUSE_TO_KEEP)
    host.write_unseen("Kein Platz")
    host.sees_note("Kein Platz")
    host.go_offline()

    host.write_unseen("Kein Platz und kein Netz")

    host.sees("Nicht gespeichert: Auf diesem Gerät ist kein Platz")
    expect(host.field()).to_have_value("Kein Platz und kein Netz")
    assert texts() == ["Kein Platz"]


def test_deleting_is_told_only_where_it_is_safe(host, write):
    write("Zu wenig")
    host.sees_note("Zu wenig")
    host.page.evaluate(REFUSE_TO_KEEP)
    host.go_offline()

    host.press("Löschen")

    host.sees("Nicht gespeichert: Auf diesem Gerät ist kein Platz")
    expect(host.page.get_by_text("Notiz gelöscht.")).to_have_count(0)
    expect(host.note("Zu wenig")).to_be_visible()


def test_what_the_server_never_takes_is_kept_and_shown(host, cafe):
    host.go_offline()
    host.write("Zu einer Frage, die es bald nicht mehr gibt", question="gut")
    cafe.process.guiding_questions.filter(slug="gut").delete()

    host.go_online()

    host.sees("Das konnte nicht gespeichert werden.")
    host.sees("Diese Leitfrage gibt es nicht mehr.")
    assert [change["state"] for change in host.waiting()] == ["refused"]
    check_page(host.page, network_failed=True)
    host.press("Von diesem Gerät entfernen")
    host.press("Wirklich entfernen?")
    host.page.locator("[data-left-behind]").wait_for(state="hidden")
    assert host.waiting() == []


# --- Two tabs, two people


def test_two_tabs_of_one_device_store_each_note_once(host):
    other = Host(host.page.context.new_page(), "", host.table)
    other.page.goto(host.address)
    host.go_offline()
    host.write("Aus dem ersten")
    other.sees_note("Aus dem ersten")
    other.write("Aus dem zweiten")

    host.go_online()

    host.wait_until_stored()
    assert texts() == ["Aus dem ersten", "Aus dem zweiten"]
    host.page.bring_to_front()
    host.sees_note("Aus dem zweiten")


CHOICES = [
    ("Meine nehmen", ["Meine Fassung"]),
    ("So lassen", ["Die andere Fassung"]),
    ("Beide behalten", ["Die andere Fassung", "Meine Fassung"]),
]


@pytest.mark.parametrize(("choice", "left"), CHOICES)
def test_conflict_shows_both_wordings_and_asks(host, write, choice, left):
    note = write("Zu wenig")
    host.sees_note("Zu wenig")
    host.go_offline()
    host.edit("Zu wenig", "Meine Fassung")
    change_note(note, version=1, text="Die andere Fassung")

    host.go_online()

    host.sees("Jemand anderes hat diese Notiz gerade geändert")
    dialog = host.page.locator("#zwei-fassungen")
    expect(dialog.locator("[data-theirs]")).to_have_text("Die andere Fassung")
    expect(dialog.locator("[data-mine]")).to_have_text("Meine Fassung")
    check_page(host.page, network_failed=True)
    host.press(choice, within=dialog)
    host.wait_until_stored()
    assert texts() == left
    for text in left:
        host.sees_note(text)


def test_conflict_does_not_disturb_whoever_is_writing(host, write):
    note = write("Zu wenig")
    host.sees_note("Zu wenig")
    host.go_offline()
    host.edit("Zu wenig", "Meine Fassung")
    host.type("Ich schreibe gerade")
    change_note(note, version=1, text="Die andere Fassung")

    host.go_online()

    host.sees("Zu einer Notiz gibt es zwei Fassungen.")
    expect(host.page.locator("#zwei-fassungen")).to_be_hidden()
    expect(host.field()).to_have_value("Ich schreibe gerade")
    check_page(host.page, network_failed=True)
    host.press("Ansehen und wählen")
    host.press("Später entscheiden")
    host.page.reload()
    host.sees("Jemand anderes hat diese Notiz gerade geändert")
    assert [change["state"] for change in host.waiting()] == ["conflict"]


def test_my_wording_brings_a_note_back_that_somebody_deleted(host, write):
    note = write("Zu wenig")
    host.sees_note("Zu wenig")
    host.go_offline()
    host.edit("Zu wenig", "Meine Fassung")
    change_note(note, version=1, is_deleted=True)

    host.go_online()

    host.sees("Die Notiz ist gelöscht.")
    host.press("Meine nehmen")
    host.wait_until_stored()
    host.sees_note("Meine Fassung")
    note = read_note(note.pk)
    assert (note.is_deleted, note.contribution.text) == (False, "Meine Fassung")


def test_changes_of_different_things_need_no_question(host, write):
    note = write("Zu wenig")
    host.sees_note("Zu wenig")
    host.go_offline()
    host.edit("Zu wenig", "Einmal")
    host.edit("Einmal", "Zweimal geändert")
    change_note(note, version=1, weighting_dots=3)

    host.go_online()

    host.wait_until_stored()
    note = read_note(note.pk)
    assert (note.contribution.text, note.weighting_dots) == ("Zweimal geändert", 3)


def test_what_others_counted_does_not_disturb_whoever_types(host, sitting):
    field = host.page.locator("#id_people")
    field.fill("7")
    record_attendance(sitting, people=5, participation_dots=5)
    host.wait_until_drawn()

    expect(field).to_have_value("7")
    field.press("Enter")

    host.wait_until_stored()
    sitting.refresh_from_db()
    assert sitting.people == 7


# --- Rounds and clocks


def test_note_lands_in_the_round_in_which_it_was_begun(host, cafe):
    begin_round(cafe, 1)
    host.type("In Runde eins begonnen")
    begin_round(cafe, 2)
    host.sees("Runde 2 hat begonnen.")
    host.page.get_by_role("link", name="Zu Runde 2").click()
    host.page.wait_for_url("**?runde=2")

    host.sees("Begonnen in Runde 1; die Notiz kommt dorthin.")
    check_page(host.page, network_failed=True)
    host.field().press("Enter")
    host.page.locator(".note--earlier", has_text="begonnen").wait_for()
    host.write("In Runde zwei begonnen")

    host.wait_until_stored()
    assert set(
        Note.objects.values_list("sitting__round__number", "contribution__text")
    ) == {(1, "In Runde eins begonnen"), (2, "In Runde zwei begonnen")}


@pytest.mark.parametrize("year", [1999, 2080])
def test_wrong_clock_of_the_device_changes_nothing(host, cafe, year):
    begin_round(cafe, 1)
    host.page.clock.install(time=f"{year}-12-31T23:59:00")
    host.open()

    host.page.clock.run_for(5000)
    host.sees("noch 25 Minuten")
    host.page.clock.resume()
    host.write("Falsche Uhr")

    host.wait_until_stored()
    assert Contribution.objects.get().received_on == cafe.held_on
    assert Note.objects.get().revisions.get().written_at.year == timezone.now().year


# --- Long and many


def test_pasted_list_of_50_lines_becomes_50_notes(host):
    lines = [f"Zeile {number:02}" for number in range(1, 51)]
    host.paste("\n".join(f"- {line}" for line in lines) + "\n\n")
    host.sees("50 Zeilen eingefügt.")

    host.press("50 Notizen daraus machen")

    host.sees_note("Zeile 50")
    host.wait_until_stored()
    assert texts() == lines
    expect(host.field()).to_have_value("")
    numbers = Note.objects.order_by("number").values_list(
        "contribution__text", flat=True
    )
    assert list(numbers) == lines


def test_pasted_list_may_stay_one_note(host):
    host.paste("Eins\nZwei")

    host.press("Eine Notiz daraus machen")

    host.wait_until_stored()
    assert texts() == ["Eins\nZwei"]


def test_note_that_is_too_long_is_told_at_once_and_stays(host):
    host.type("Lärm " * 1001)

    host.sees("Er hat 5.004 Zeichen. Möglich sind 5.000 Zeichen.")
    host.field().press("Enter")
    expect(host.field()).to_have_value("Lärm " * 1001)
    assert host.waiting() == []
    host.type("x" * 5000)
    host.field().press("Enter")
    host.wait_until_stored()
    assert texts() == ["x" * 5000]


# --- The end, while something waits


def end(cafe, how):
    if how == "closed":
        close_cafe(cafe)
    else:
        Table.objects.update(revoked_on=date(2026, 3, 5))


@pytest.mark.parametrize(("how", "message"), [("closed", CLOSED), ("revoked", REVOKED)])
def test_what_waits_at_the_end_is_kept_shown_and_taken_along(
    host, cafe, question, how, message
):
    host.go_offline()
    host.write('Sagt: "zu wenig"; und\nzu teuer')
    host.write("Noch eine")
    end(cafe, how)

    host.go_online()

    host.sees(message)
    box = host.page.get_by_label("Nicht angekommene Texte")
    left = 'Sagt: "zu wenig"; und\nzu teuer\n\nNoch eine'
    expect(box).to_have_value(left)
    check_page(host.page, network_failed=True)
    with host.page.expect_download() as download:
        host.press("Als Datei sichern")
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    ids = [change["id"] for change in host.waiting()]
    assert rows == [
        ["Kennung", "Tisch", "Runde", "Leitfrage", "Notiz"],
        [ids[0], "1", "1", question.text, 'Sagt: "zu wenig"; und\nzu teuer'],
        [ids[1], "1", "1", question.text, "Noch eine"],
    ]
    assert texts() == []
    reading = read_table(io.BytesIO(content), Plan.of(cafe))
    assert [[str(row.id), row.text] for row in reading.notes] == [
        [ids[0], 'Sagt: "zu wenig"; und\nzu teuer'],
        [ids[1], "Noch eine"],
    ]

    host.page.goto(host.address)  # now the page of the server, which keeps them, too
    host.sees(message)
    expect(box).to_have_value(left)
    assert len(host.waiting()) == 2
    check_page(host.page, network_failed=True)


def test_what_was_only_begun_is_shown_after_the_end_and_forgotten_when_asked(
    host, cafe
):
    host.type("Nur begonnen")
    close_cafe(cafe)
    host.page.goto(host.address)

    host.sees(CLOSED)
    box = host.page.get_by_label("Nicht angekommene Texte")
    expect(box).to_have_value("Nur begonnen")
    host.press("Von diesem Gerät entfernen")
    host.press("Wirklich entfernen?")

    box.wait_for(state="hidden")
    assert host.page.evaluate("localStorage.length") == 0


def test_link_that_is_opened_again_takes_what_waited(host):
    host.go_offline()
    host.write("Wartet geduldig")
    Table.objects.update(revoked_on=date(2026, 3, 5))
    host.go_online()
    host.sees(REVOKED)

    Table.objects.update(revoked_on=None)

    host.wait_until_stored()
    assert texts() == ["Wartet geduldig"]


def test_device_forgets_the_table_once_nothing_waits(host, cafe):
    host.write("Angekommen")
    host.wait_until_stored()

    close_cafe(cafe)

    host.sees("Vielen Dank fürs Mitschreiben!")
    wait_until(host.page, IS_FORGOTTEN, f"cafe-{host.table.code}")


def test_what_is_done_to_a_note_while_it_waits_is_done_in_that_order(host):
    host.go_offline()
    host.write("Eins")
    host.edit("Eins", "Zwei")
    host.note("Zwei").get_by_role("button", name="Löschen").click()
    host.press("Rückgängig")
    host.edit("Zwei", "Drei")
    assert [change["type"] for change in host.waiting()] == [
        "write",
        "revise",
        "delete",
        "restore",
        "revise",
    ]

    host.go_online()

    host.wait_until_stored()
    note = Note.objects.get()
    assert [r.text for r in note.revisions.order_by("version")] == [
        "Eins",
        "Zwei",
        "Zwei",
        "Zwei",
        "Drei",
    ]
    assert Sitting.objects.get(last_note_number=1).round.number == 1
