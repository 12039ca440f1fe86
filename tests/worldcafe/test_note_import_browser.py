"""Sheets that come as a table, in a browser."""

import pytest
from django.urls import reverse

from tests.accessibility import check_page
from tests.worldcafe.importing.tables import filled
from worldcafe.models import Note, Table
from worldcafe.services.closing import close_cafe

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(page, live_server, log_in, manager, cafe):
    log_in(manager)

    def visit():
        address = reverse("worldcafe-setup:note-imports", args=[cafe.pk])
        page.goto(live_server.url + address)
        return page

    return visit


def choose(page, table):
    content = {"name": "tische.xlsx", "mimeType": "", "buffer": table}
    page.get_by_label("Ausgefüllte Tabelle").set_input_files(content)
    page.get_by_role("button", name="Hochladen und prüfen").click()


def test_pages_are_accessible_from_upload_to_undo(visit, cafe):
    page = visit()
    check_page(page)
    choose(page, filled(cafe, [{}, {"Notiz": "الهدوء"}], [{"Personen": 6}]))
    page.get_by_text("2 Notizen sind neu.").wait_for()
    check_page(page)
    page.get_by_role("link", name="Zurück zur Nacherfassung").click()
    page.get_by_role("heading", name="Noch nicht gespeichert").wait_for()
    check_page(page)
    page.get_by_role("link", name="Ansehen").click()

    page.get_by_role("button", name="2 Notizen speichern").click()
    page.get_by_text("2 Notizen sind eingelesen.").wait_for()
    check_page(page)
    page.get_by_role("link", name="Zurücknehmen").click()
    page.get_by_role("button", name="Ja, zurücknehmen").wait_for()
    check_page(page)

    page.get_by_role("button", name="Ja, zurücknehmen").click()
    page.get_by_text("Der Import ist zurückgenommen.").wait_for()
    assert not Note.objects.exists()


def test_file_that_a_table_saved_comes_in(page, live_server, log_in, manager, table):
    """What waits at a table whose link is revoked is saved there and read in here."""
    address = live_server.url + reverse("worldcafe:table", args=[table.code])
    page.goto(address)
    page.context.set_offline(True)
    field = page.locator("[data-new-note] textarea").first
    for text in ("Unterwegs; getippt", "„Zu teuer“\nund zu weit"):
        field.fill(text)
        page.get_by_role("button", name="Notieren").first.click()
        page.locator(".note", has_text=text[:5]).wait_for()
    Table.objects.update(revoked_on=table.cafe.held_on)
    page.context.set_offline(False)
    page.goto(address)
    with page.expect_download() as download:
        page.get_by_role("button", name="Als Datei sichern").click()

    log_in(manager)
    imports = reverse("worldcafe-setup:note-imports", args=[table.cafe.pk])
    page.goto(live_server.url + imports)
    page.get_by_label("Ausgefüllte Tabelle").set_input_files(download.value.path())
    page.get_by_role("button", name="Hochladen und prüfen").click()
    page.get_by_role("button", name="2 Notizen speichern").click()
    page.get_by_text("2 Notizen sind eingelesen.").wait_for()

    texts = Note.objects.order_by("number").values_list("contribution__text", flat=True)
    assert list(texts) == ["Unterwegs; getippt", "„Zu teuer“\nund zu weit"]


def test_pages_with_problems_are_accessible(visit, cafe):
    page = visit()
    page.get_by_role("button", name="Hochladen und prüfen").click()
    page.get_by_role("alert").wait_for()
    check_page(page)
    choose(page, filled(cafe, [{"Tisch": "9"}, {"Notiz": ""}]))
    page.get_by_text("2 Fehler in der Tabelle").wait_for()
    check_page(page)
    close_cafe(cafe)
    page = visit()
    page.get_by_text("Es nimmt keine Notizen mehr auf.").wait_for()
    check_page(page)
