"""Assigning the columns of another program's table in a browser."""

import pytest
from django.urls import reverse

from surveys.models import Response
from tests.accessibility import check_page
from tests.surveys.importing.exports import SOSCI_LABELS, interview, sosci

pytestmark = pytest.mark.browser
ROWS = [
    interview(1, AB01=1, AB02_01="die Ruhe", AB05="blau"),
    interview(2, AB01=-1, AB03_01="die Busse", AB05="rot"),
]


@pytest.fixture
def upload_page(page, live_server, log_in, manager, questionnaire, channel):
    questionnaire.process.is_current = True
    questionnaire.process.save()
    log_in(manager)
    page.goto(live_server.url + reverse("surveys-setup:imports"))
    return page


def choose(page, table, labels):
    page.get_by_label("SoSci Survey").check()
    for label, content in (("Ausgefüllte Tabelle", table), ("Beschriftungen", labels)):
        file = {"name": "datei.csv", "mimeType": "", "buffer": content}
        page.get_by_label(label).set_input_files(file)
    page.get_by_label("Ausgabestelle").select_option(index=1)
    page.get_by_role("button", name="Hochladen und prüfen").click()


def test_columns_and_values_are_assigned(upload_page):
    page = upload_page
    script = SOSCI_LABELS + b'comment(ds$AB77) = "Fehlt"\n'
    choose(page, sosci(*ROWS), script)
    page.get_by_role("heading", name="Spalten zuordnen").wait_for()
    check_page(page)

    page.get_by_label("AB01").select_option("merkmal-alter")
    page.get_by_label("AB05").select_option("merkmal-alter")
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("alert").wait_for()
    check_page(page)

    page.get_by_label("AB02_01").select_option("frage-gut")
    page.get_by_label("AB05").select_option("-")
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("heading", name="Antworten zuordnen").wait_for()
    check_page(page)

    page.get_by_role("button", name="Weiter").click()
    page.get_by_text("1 Bogen ist neu.").wait_for()
    check_page(page)
    page.get_by_role("button", name="1 Bogen speichern").click()
    page.get_by_text("1 Bogen ist eingelesen.").wait_for()
    assert Response.objects.count() == 1


def test_file_of_something_else_is_explained(upload_page):
    choose(upload_page, b"a;b\n1;2\n", b"print(1)")
    upload_page.get_by_role("alert").wait_for()

    check_page(upload_page)
