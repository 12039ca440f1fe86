from uuid import uuid4

import pytest
from django.urls import reverse

from ilmkreis_integration.models import Contribution
from tests.accessibility import check_page
from worldcafe.models import Note, Round, Sitting
from worldcafe.services.closing import close_cafe
from worldcafe.services.notes import write_note
from worldcafe.services.rounds import start_round

pytestmark = pytest.mark.browser


@pytest.fixture
def table_url(live_server, table):
    return live_server.url + reverse("worldcafe:table", args=[table.code])


def first_field(page):
    return page.locator("textarea").first


def test_notes_are_written_with_enter_and_the_field_keeps_the_focus(page, table_url):
    page.goto(table_url)
    field = first_field(page)

    for text in ("Zu wenig Wohnungen", "Zu teuer"):
        field.fill(text)
        field.press("Enter")
        page.locator(".note", has_text=text).wait_for()

    assert field.input_value() == ""
    assert field.evaluate("field => field === document.activeElement")
    assert page.get_by_text("Gespeichert").is_visible()
    assert list(
        Contribution.objects.order_by("code").values_list("text", flat=True)
    ) == [
        "Zu wenig Wohnungen",
        "Zu teuer",
    ]


def test_without_network_the_text_stays_and_is_stored_once_afterwards(page, table_url):
    page.goto(table_url)
    field = first_field(page)
    field.fill("Im Funkloch geschrieben")

    page.context.set_offline(True)
    field.press("Enter")
    page.get_by_text("Nicht gespeichert – kein Netz.").wait_for()
    assert field.input_value() == "Im Funkloch geschrieben"
    page.context.set_offline(False)
    field.press("Enter")

    page.locator(".note", has_text="Im Funkloch").wait_for()
    assert Note.objects.count() == 1


def test_note_is_deleted_and_brought_back(page, table_url):
    page.goto(table_url)
    first_field(page).fill("Zu wenig")
    first_field(page).press("Enter")
    page.locator(".note").wait_for()

    page.get_by_role("button", name="Löschen").click()
    page.get_by_text("Notiz gelöscht.").wait_for()
    assert page.locator(".note").count() == 0
    page.get_by_role("button", name="Rückgängig").click()

    page.locator(".note", has_text="Zu wenig").wait_for()


def test_everything_works_without_script(page_without_script, table_url):
    page = page_without_script
    page.goto(table_url)
    first_field(page).fill("Zu wenig")
    page.get_by_role("button", name="Notieren").first.click()
    page.locator(".note", has_text="Zu wenig").wait_for()

    page.get_by_role("link", name="Ändern").click()
    page.get_by_label("Text").fill("Viel zu wenig")
    page.get_by_role("button", name="Speichern").click()
    page.locator(".note", has_text="Viel zu wenig").wait_for()
    page.get_by_label("Personen am Tisch").fill("9")
    page.get_by_role("button", name="Merken").click()

    page.get_by_text("Üblich sind 4 bis 8 Personen").wait_for()
    assert Sitting.objects.filter(people=9).count() == 1
    assert Contribution.objects.get().text == "Viel zu wenig"


def test_two_hosts_see_each_others_notes(page, browser, table_url, sitting, question):
    page.goto(table_url)
    write_note(
        sitting, note_id=uuid4(), guiding_question=question, text="Vom anderen Gerät"
    )

    page.locator(".note", has_text="Vom anderen Gerät").wait_for(timeout=6000)


def test_table_page_is_accessible_in_every_state(page, table_url, sitting, question):
    page.goto(table_url)
    check_page(page)
    note = write_note(
        sitting, note_id=uuid4(), guiding_question=question, text="Zu wenig"
    )
    Sitting.objects.update(people=12)
    start_round(Round.objects.select_related("cafe").get(number=1))
    page.goto(table_url)
    check_page(page)
    page.goto(f"{table_url}?runde=2")
    check_page(page)
    first_field(page).fill("")
    page.get_by_role("button", name="Notieren").first.click()
    page.get_by_text("Bitte schreiben Sie etwas auf.").wait_for()
    check_page(page)
    page.goto(f"{table_url}notiz/{note.pk}/")
    check_page(page)
    Note.objects.update(version=2)
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Nichts ist verloren.").wait_for()
    check_page(page)


def test_closed_table_is_accessible(page, table_url, cafe):
    close_cafe(cafe)

    page.goto(table_url)

    check_page(page)
