"""Taking over comments in a browser."""

import pytest
from django.urls import reverse

from staffsurvey.models import HeldComment
from tests.accessibility import check_page
from tests.staffsurvey.importing.exports import SCRIPT, some_interviews

pytestmark = pytest.mark.browser


@pytest.fixture
def imports(page, live_server, log_in, manager, draft):
    log_in(manager)
    page.goto(live_server.url + reverse("staffsurvey-setup:imports"))
    return page


def choose(page, table):
    for label, content in (("Daten aus SoSci", table), ("Import-Skript", SCRIPT)):
        file = {"name": "datei.csv", "mimeType": "", "buffer": content}
        page.get_by_label(label).set_input_files(file)
    page.get_by_role("button", name="Hochladen").click()


def test_from_upload_to_the_release_queue(imports):
    page = imports
    check_page(page)
    choose(page, some_interviews(12))
    page.get_by_role("heading", name="Spalten zuordnen").wait_for()
    check_page(page)
    page.get_by_label("KI01_01: Schwerpunkte: Kinder").select_option("-")
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("heading", name="12 Texte übernehmen?").wait_for()
    check_page(page)
    page.get_by_role("button", name="Übernehmen").click()
    page.get_by_text("12 Texte warten jetzt auf die Freigabe.").wait_for()
    check_page(page)

    assert HeldComment.objects.count() == 12


def test_errors_and_waiting_files_are_accessible(imports):
    page = imports
    choose(page, b"a;b\n1;2\n")
    page.get_by_role("alert").wait_for()
    check_page(page)
    choose(page, some_interviews(3))
    page.get_by_role("heading", name="Spalten zuordnen").wait_for()
    page.wait_for_load_state()
    for select in page.locator("select").all():
        select.select_option("-")
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("alert").wait_for()
    check_page(page)
    page.get_by_role("link", name="Zurück zum Hochladen").click()
    page.get_by_role("heading", name="Noch nicht übernommen").wait_for()
    check_page(page)
    page.get_by_role("link", name="Hochgeladene Texte löschen").click()
    page.get_by_role("heading", name="Hochgeladene Texte löschen?").wait_for()
    check_page(page)
    page.get_by_role("button", name="Ja, löschen").click()
    page.get_by_text("Es wurde nichts übernommen.").wait_for()
