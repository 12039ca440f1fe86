import pytest
from playwright.sync_api import expect

from staffsurvey.models import Opening
from tests.accessibility import check_page
from tests.conftest import logged_in
from tests.factories import PASSPHRASE, EnvelopeFactory, OpeningFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visit(page, live_server, log_in, manager):
    def visit():
        log_in(manager)
        page.goto(f"{live_server.url}/verfahren/mitarbeiterbefragung/oeffnung/")

    return visit


@pytest.fixture
def full(closed):
    EnvelopeFactory.create_batch(
        25, box=closed.box, answer={"konzept/wohnen": "Zu teuer"}
    )
    return closed


def test_box_is_opened_in_front_of_everybody(page, visit, full):
    visit()
    check_page(page)
    page.get_by_label("Öffnungs-Passwort").fill("sechs falsche worte")
    page.get_by_label("Wer ist dabei?").fill("A. Muster (Personalrat)")
    page.get_by_role("button", name="Wahlurne öffnen").click()
    page.get_by_text("Damit öffnet sich die Wahlurne nicht.").first.wait_for()
    check_page(page)
    expect(page.get_by_label("Wer ist dabei?")).to_have_value("A. Muster (Personalrat)")

    page.get_by_label("Öffnungs-Passwort").fill(PASSPHRASE)
    page.get_by_role("button", name="Wahlurne öffnen").click()

    page.get_by_text("Fertig:").wait_for()
    check_page(page)
    assert Opening.objects.get().received == 25
    page.get_by_role("link", name="Zur Seite „Öffnung der Wahlurne“").click()
    page.get_by_text("Eingegangene Umschläge").wait_for()
    check_page(page)


def test_it_works_without_script(page_without_script, live_server, manager, full):
    page = page_without_script
    session = logged_in(manager).cookies["sessionid"].value
    page.context.add_cookies(
        [{"name": "sessionid", "value": session, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}/verfahren/mitarbeiterbefragung/oeffnung/")
    page.get_by_label("Öffnungs-Passwort").fill(PASSPHRASE)
    page.get_by_label("Wer ist dabei?").fill("A. Muster (Personalrat)")
    page.get_by_role("button", name="Wahlurne öffnen").click()
    page.get_by_text("Fertig:").wait_for()

    assert Opening.objects.get().received == 25


def test_before_the_end_and_long_after(page, visit, survey):
    visit()
    page.get_by_text("es gibt keine Zwischenergebnisse").wait_for()
    check_page(page)

    OpeningFactory(survey=survey)
    visit()
    page.get_by_text("Öffnungsprotokoll als PDF").wait_for()
    check_page(page)
