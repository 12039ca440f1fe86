"""Importing filled-in forms in a browser."""

import pytest
from django.urls import reverse

from surveys.models import Response
from tests.accessibility import check_page
from tests.conftest import logged_in
from tests.factories import ImportFactory
from tests.surveys.importing.tables import filled

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(page, live_server, log_in, manager, questionnaire):
    questionnaire.process.is_current = True
    questionnaire.process.save()
    log_in(manager)

    def go(name="imports", *args):
        page.goto(live_server.url + reverse(f"surveys-setup:{name}", args=args))
        return page

    return go


def choose(page, table):
    content = {"name": "boegen.xlsx", "mimeType": "", "buffer": table}
    page.get_by_label("Ausgefüllte Tabelle").set_input_files(content)
    page.get_by_label("Ausgabestelle").select_option(index=1)
    page.get_by_role("button", name="Hochladen und prüfen").click()


def test_pages_are_accessible_from_upload_to_undo(visit, questionnaire, channel):
    page = visit()
    check_page(page)
    single = {"merkmal-alter": "jung", "frage-gut": "الهدوء والغابة"}
    group = {"personen": 12, "anzahl-alter-alt": 4, "frage-schwer": "die Busse"}
    choose(page, filled(questionnaire, single=[single], group=[group]))
    page.get_by_text("2 Bögen sind neu.").wait_for()
    check_page(page)

    page.get_by_role("button", name="2 Bögen speichern").click()
    page.get_by_text("2 Bögen sind eingelesen.").wait_for()
    check_page(page)
    page.get_by_role("link", name="Zurücknehmen").click()
    page.get_by_role("button", name="Ja, zurücknehmen").wait_for()
    check_page(page)

    page.get_by_role("button", name="Ja, zurücknehmen").click()
    page.get_by_text("Der Import ist zurückgenommen.").wait_for()
    assert Response.objects.count() == 0


def test_pages_with_problems_are_accessible(visit, questionnaire, channel):
    page = visit()
    page.get_by_role("button", name="Hochladen und prüfen").click()
    page.get_by_role("alert").wait_for()
    check_page(page)

    rows = [{"frage-gut": "Ruhe", "merkmal-alter": "uralt"}, {"frage-gut": "Wald"}]
    choose(page, filled(questionnaire, single=rows))
    page.get_by_text("1 Fehler in der Tabelle").wait_for()
    check_page(page)


def test_pages_without_anything_are_accessible(visit, questionnaire, channel):
    page = visit()
    choose(page, filled(questionnaire))
    page.get_by_text("In der Tabelle steht kein Bogen").wait_for()
    check_page(page)
    page.get_by_role("button", name="Tabelle verwerfen").click()
    page.get_by_text("Noch ist keine Tabelle eingelesen.").wait_for()
    channel.delete()

    check_page(visit())


def test_list_of_waiting_tables_is_accessible(visit, channel, manager):
    ImportFactory(channel=channel, uploaded_by=manager)

    check_page(visit())


def test_import_works_without_javascript(
    page_without_script, live_server, manager, questionnaire, channel
):
    questionnaire.process.is_current = True
    questionnaire.process.save()
    page = page_without_script
    session = logged_in(manager).cookies["sessionid"].value
    cookie = {"name": "sessionid", "value": session, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto(live_server.url + reverse("surveys-setup:imports"))

    choose(page, filled(questionnaire, single=[{"frage-gut": "Ruhe"}]))
    page.get_by_role("button", name="1 Bogen speichern").click()
    page.get_by_text("1 Bogen ist eingelesen.").wait_for()

    assert Response.objects.count() == 1
