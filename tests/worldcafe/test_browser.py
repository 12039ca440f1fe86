from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ilmkreis_integration.models import Contribution
from tests.accessibility import check_page
from tests.factories import SubgroupFactory
from worldcafe.models import Mark, Note, Round, Sitting, Table
from worldcafe.services.closing import close_cafe
from worldcafe.services.notes import change_note
from worldcafe.services.rounds import start_round
from worldcafe.services.sittings import record_attendance

pytestmark = pytest.mark.browser


@pytest.fixture
def table_url(live_server, table):
    return live_server.url + reverse("worldcafe:table", args=[table.code])


def texts():
    return list(Contribution.objects.order_by("code").values_list("text", flat=True))


# --- Writing


def test_notes_are_written_with_enter_and_the_field_keeps_the_focus(host):
    for text in ("Zu wenig Wohnungen", "Zu teuer"):
        host.write(text)

    host.wait_until_stored()
    host.sees("Alles gespeichert")
    expect(host.field()).to_have_value("")
    expect(host.field()).to_be_focused()
    assert texts() == ["Zu wenig Wohnungen", "Zu teuer"]


def test_shift_and_enter_begin_a_line(host):
    host.type("Zu wenig")
    host.field().press("Shift+Enter")
    host.page.keyboard.type("und zu teuer")
    host.field().press("Enter")

    host.wait_until_stored()
    assert texts() == ["Zu wenig\nund zu teuer"]


def test_note_gets_its_code_once_it_is_stored(host):
    host.write("Zu wenig")

    host.note("W1-T1-R1-01").wait_for()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("und zu teuer", "Zu wenig\nund zu teuer", id="typed"),
        pytest.param("Zu wenig", "Zu wenig", id="brought back by the browser"),
    ],
)
def test_what_stands_there_before_the_script_follows_what_was_begun(host, typed, kept):
    host.type("Zu wenig")
    waiting = []
    host.page.context.route(
        "**/cafe/new-notes*.js", lambda route: waiting.append(route)
    )
    with host.page.context.expect_event("request", lambda r: "new-notes" in r.url):
        host.page.reload(wait_until="commit")
    host.type(typed)

    waiting[0].continue_()

    host.page.wait_for_load_state()
    expect(host.field()).to_have_value(kept)
    host.page.context.unroute_all()
    host.page.reload()
    expect(host.field()).to_have_value(kept)


def test_empty_field_is_not_noted(host):
    host.field().press("Enter")

    host.sees("Bitte schreiben Sie etwas auf.")
    assert host.waiting() == []


def test_note_is_changed_moved_and_weighed_in_one_dialog(host):
    host.write("Zu wenig")
    host.note("Zu wenig").get_by_role("link", name="Ändern").click()
    host.page.locator("#bearbeiten-text").fill("Genug")
    host.page.locator("#bearbeiten-frage").select_option("gut")
    host.page.locator("#bearbeiten-punkte").fill("4")

    host.press("Speichern")

    host.page.locator("#notizen-gut .note", has_text="Genug").wait_for()
    host.wait_until_stored()
    note = Note.objects.get()
    assert (note.guiding_question.slug, note.weighting_dots) == ("gut", 4)
    assert texts() == ["Genug"]


def test_note_is_deleted_and_brought_back(host):
    host.write("Zu wenig")

    host.press("Löschen")
    host.sees("Notiz gelöscht.")
    expect(host.note("Zu wenig")).to_have_count(0)
    host.press("Rückgängig")

    host.sees_note("Zu wenig")
    host.wait_until_stored()
    assert Note.objects.kept().count() == 1


def test_weighting_dots_are_counted_by_tapping(host):
    host.write("Zu wenig")
    host.press("Gewichtungspunkte zählen")
    more = host.note("Zu wenig").get_by_role("button", name="ein Punkt mehr")

    for _ in range(5):
        more.click()
    host.note("Zu wenig").get_by_role("button", name="ein Punkt weniger").click()

    host.wait_until_stored()
    assert Note.objects.get().weighting_dots == 4


# --- Who sits here


def test_people_are_counted_by_tapping(host, sitting):
    more = host.page.locator("#mehr_people")
    for _ in range(9):
        more.click()
    host.page.locator("#mehr_participation_dots").click()

    host.wait_until_stored()
    sitting.refresh_from_db()
    assert (sitting.people, sitting.participation_dots) == (9, 1)
    host.sees("Üblich sind 4 bis 8 Personen")


def test_people_of_subgroups_are_typed_and_tapped(host, cafe, sitting):
    schools = SubgroupFactory(target_group=cafe.target_group, title="Schulen")
    host.open()
    host.page.get_by_label("Personen am Tisch: Schulen").fill("6")
    host.page.get_by_role("button", name="mehr: Teilnahmepunkte Schulen").click()

    host.wait_until_stored()
    counted = sitting.subgroup_counts.get()
    assert (counted.subgroup, counted.people, counted.participation_dots) == (
        schools,
        6,
        1,
    )


# --- Later rounds, reading back


def test_later_round_marks_a_note_and_takes_it_back(host, write):
    write("Zu wenig")
    host.open(2)

    host.press("ergänzt")
    host.wait_until_stored()
    assert Mark.objects.get().kind == Mark.Kind.SUPPLEMENTED
    host.page.locator("[aria-pressed=true]", has_text="ergänzt").click()
    host.wait_until_stored()

    assert not Mark.objects.exists()


def test_round_that_begins_is_told_and_takes_no_field_away(host):
    host.type("Mitten im Satz")

    start_round(Round.objects.select_related("cafe").get(number=2))
    host.sees("Runde 2 hat begonnen.")

    expect(host.field()).to_have_value("Mitten im Satz")
    expect(host.field()).to_be_focused()
    host.page.get_by_role("link", name="Zu Runde 2").click()
    host.page.wait_for_url("**?runde=2")


def test_notes_are_read_back_one_by_one_changed_and_confirmed(host, sitting):
    for text in ("Zu wenig", "Zu teuer"):
        host.write(text)
    host.page.get_by_role("link", name="Vorlesen und bestätigen").click()
    dialog = host.page.locator("#vorlesen")

    dialog.get_by_text("Notiz 1 von 2").wait_for()
    host.page.keyboard.press("Enter")
    dialog.get_by_text("Zu teuer").wait_for()
    host.press("Ändern", within=dialog)
    host.page.locator("#bearbeiten-text").fill("Viel zu teuer")
    host.press("Speichern")
    dialog.get_by_text("Viel zu teuer").wait_for()
    host.press("Stimmt so, weiter", within=dialog)
    host.press("Bestätigen", within=dialog)

    host.sees("Vorgelesen und bestätigt")
    host.wait_until_stored()
    sitting.refresh_from_db()
    assert sitting.read_back_at is not None
    assert texts() == ["Zu wenig", "Viel zu teuer"]


# --- Others


def test_two_hosts_see_each_others_notes_within_three_seconds(host, arrive):
    other = arrive()
    host.type("Ich schreibe gerade")

    other.write("Vom anderen Gerät")

    host.note("Vom anderen Gerät").wait_for(timeout=3000)
    expect(host.field()).to_have_value("Ich schreibe gerade")
    expect(host.field()).to_be_focused()


def test_everything_works_without_script(page_without_script, table_url, write):
    page = page_without_script
    page.goto(table_url)
    page.locator("#neu-probleme").fill("Zu wenig")
    page.get_by_role("button", name="Notieren").first.click()
    page.locator(".note", has_text="Zu wenig").wait_for()

    page.get_by_role("link", name="Ändern").click()
    page.get_by_label("Text").fill("Viel zu wenig")
    page.get_by_label("Gewichtungspunkte").fill("3")
    page.get_by_role("button", name="Speichern").click()
    page.locator(".note", has_text="Viel zu wenig").wait_for()
    page.get_by_label("Personen am Tisch", exact=True).fill("8")
    page.get_by_role("button", name="mehr: Personen am Tisch").click()
    page.get_by_text("Üblich sind 4 bis 8 Personen").wait_for()
    page.get_by_role("link", name="Vorlesen und bestätigen").click()
    page.get_by_role("button", name="Alles stimmt so").click()
    page.get_by_text("Vorgelesen und bestätigt um").wait_for()
    page.get_by_role("link", name="Runde 2").click()
    page.get_by_role("button", name="bestätigt", exact=True).click()
    page.locator("[aria-pressed=true]", has_text="bestätigt").wait_for()
    page.get_by_role("link", name="Runde 1").click()
    page.get_by_role("button", name="Löschen").click()
    page.get_by_role("button", name="Rückgängig").click()

    page.locator(".note", has_text="Viel zu wenig").wait_for()
    note = Note.objects.get()
    assert (note.contribution.text, note.weighting_dots) == ("Viel zu wenig", 3)
    assert note.marks.get().kind == Mark.Kind.CONFIRMED
    assert Sitting.objects.filter(people=9).count() == 1


def test_everything_is_done_by_keyboard_alone(host):
    keyboard = host.page.keyboard
    host.field().focus()
    keyboard.type("Zu wenig")
    keyboard.press("Enter")
    host.sees_note("Zu wenig")

    keyboard.press("Shift+Tab")  # back to the note: delete, change
    keyboard.press("Shift+Tab")
    keyboard.press("Enter")
    host.page.locator("dialog[open] #bearbeiten-text").wait_for()
    keyboard.press("End")
    keyboard.type(" Wohnungen")
    for _ in range(3):
        keyboard.press("Tab")
    keyboard.press("Enter")

    host.sees_note("Zu wenig Wohnungen")
    change = host.note("Zu wenig Wohnungen").get_by_role("link", name="Ändern")
    expect(change).to_be_focused()
    host.wait_until_stored()
    assert texts() == ["Zu wenig Wohnungen"]


def test_button_is_not_replaced_under_the_finger(host, write, sitting):
    write("Zu wenig")
    host.sees_note("Zu wenig")
    button = host.page.locator("#mehr_people")
    button.hover()
    host.page.mouse.down()
    host.page.evaluate("document.querySelector('#mehr_people').dataset.held = 'yes'")
    write("Zu teuer")
    record_attendance(sitting, people=None, participation_dots=2)
    host.wait_until_drawn()

    expect(button).to_have_attribute("data-held", "yes")
    host.page.mouse.up()

    host.sees_note("Zu teuer")
    host.wait_until_stored()
    sitting.refresh_from_db()
    assert (sitting.people, sitting.participation_dots) == (1, 2)


# --- The gate


def test_table_page_is_accessible_in_every_state(host, write, cafe, table_url):
    page = host.page
    check_page(page)
    write("Zu wenig")
    SubgroupFactory(target_group=cafe.target_group, title="Schulen")
    Sitting.objects.update(people=12)
    start_round(Round.objects.select_related("cafe").get(number=1))
    host.open()
    check_page(page)
    host.press("Gewichtungspunkte zählen")
    check_page(page)
    start_round(Round.objects.select_related("cafe").get(number=2))
    host.open(1)
    host.sees("Runde 2 hat begonnen.")
    check_page(page)
    host.open(2)
    host.press("bestätigt")
    host.wait_until_stored()
    check_page(page)


def test_page_with_errors_and_offers_is_accessible(host):
    host.paste("Eins\nZwei")
    host.sees("2 Zeilen eingefügt.")
    check_page(host.page)
    host.type("")
    host.field().press("Enter")
    host.sees("Bitte schreiben Sie etwas auf.")
    check_page(host.page)


@pytest.mark.parametrize("dialog", ["bearbeiten", "vorlesen"])
def test_dialogs_are_accessible(host, write, dialog):
    write("Zu wenig")
    host.sees_note("Zu wenig")
    name = {"bearbeiten": "Ändern", "vorlesen": "Vorlesen und bestätigen"}[dialog]
    host.page.get_by_role("link", name=name).click()
    host.page.locator(f"#{dialog}[open]").wait_for()

    check_page(host.page)


def test_pages_without_script_are_accessible(page, table_url, write):
    note = write("Zu wenig")
    page.goto(f"{table_url}runde/1/vorlesen/")
    check_page(page)
    page.goto(f"{table_url}notiz/{note.pk}/")
    check_page(page)
    page.get_by_label("Text").fill("")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Eine Notiz ohne Text können Sie löschen.").wait_for()
    check_page(page)
    change_note(note, version=1, text="Anders")
    page.get_by_label("Text").fill("Ganz anders")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Nichts ist verloren.").wait_for()
    check_page(page)


def test_page_of_a_revoked_link_is_accessible(page, table_url):
    Table.objects.update(revoked_on=date(2026, 3, 5))

    page.goto(table_url)

    check_page(page)


def test_closed_table_is_accessible(page, table_url, cafe):
    close_cafe(cafe)

    page.goto(table_url)

    check_page(page)
