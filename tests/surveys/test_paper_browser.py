import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ilmkreis_integration.models import Contribution
from surveys.definition import mark_changed
from surveys.models import OptionCount, Response
from tests.accessibility import check_page
from tests.factories import EditionFactory, QuestionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sheet(page, live_server, log_in, evaluator, channel):
    channel.questionnaire.process.is_current = True
    channel.questionnaire.process.save()
    log_in(evaluator)

    def open_sheet(kind="single"):
        path = reverse(f"surveys-setup:paper-{kind}", args=[channel.pk])
        page.goto(live_server.url + path)
        return page

    return open_sheet


def number_is_next(page, number):
    field = page.get_by_label("Bogennummer auf dem Papier")
    expect(field).to_have_value(number)
    expect(field).to_be_focused()


def test_two_sheets_by_keyboard_alone(sheet):
    page = sheet()
    press = page.keyboard.press
    number_is_next(page, "")
    page.keyboard.type("A-9")
    press("Enter")
    press("2")
    page.keyboard.type("Die Leute")
    press("Control+Enter")
    page.wait_for_url("**?bogen-nr=A-10")
    number_is_next(page, "A-10")
    press("Enter")
    press("1")
    page.keyboard.type("Die Busse")
    press("Control+Enter")
    page.wait_for_url("**?bogen-nr=A-11")

    assert list(Response.objects.values_list("sheet", "number")) == [
        ("A-9", 1),
        ("A-10", 2),
    ]
    chosen = OptionCount.objects.order_by("response__number")
    assert list(chosen.values_list("option__slug", flat=True)) == ["alt", "jung"]
    assert list(Contribution.objects.values_list("text", flat=True)) == [
        "Die Leute",
        "Die Busse",
    ]


def test_enter_sends_no_half_sheet_before_the_script_is_there(sheet, page):
    page.route("**/paper-entry*.js", lambda route: route.abort())
    requests = []
    page.on("request", lambda request: requests.append(request.method))
    sheet()
    number_is_next(page, "")

    page.keyboard.type("A-")
    page.keyboard.press("Enter")
    page.keyboard.type("9")
    page.get_by_role("button", name="Speichern").click()

    page.get_by_text("mindestens zu einer Frage").wait_for()
    number_is_next(page, "A-9")
    assert requests.count("POST") == 1


@pytest.mark.parametrize("kind", ["single", "group"])
def test_sheets_are_accessible_empty_and_wrong(sheet, kind):
    page = sheet(kind)
    check_page(page)
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("mindestens zu einer Frage").wait_for()
    check_page(page)


def test_overview_and_comparison_are_accessible(sheet, live_server):
    page = sheet()
    page.locator("textarea").first.fill("Ruhe")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("ist gespeichert").wait_for()
    page.goto(live_server.url + reverse("surveys-setup:paper"))
    check_page(page)
    page.get_by_role("link", name="F-0001").click()
    page.get_by_role("heading", name="Zweite Eingabe").wait_for()
    check_page(page)
    page.locator("textarea").first.fill("Lärm")
    page.get_by_role("button", name="Vergleichen").click()
    page.get_by_text("verschieden").first.wait_for()
    check_page(page)


def test_edition_on_the_paper_is_chosen_and_stays(sheet, channel):
    newer = EditionFactory(questionnaire=channel.questionnaire, number=2)
    QuestionFactory(edition=newer, text="Nur in der neuen Fassung?")
    mark_changed(channel.questionnaire)
    page = sheet()
    check_page(page)

    page.get_by_role("link", name="Fassung 1").click()
    page.wait_for_url("**?fassung=1")
    page.get_by_label("Bogennummer auf dem Papier").fill("A-1")
    page.get_by_role("textbox").nth(1).fill("Die Leute")
    page.keyboard.press("Control+Enter")

    page.wait_for_url("**?fassung=1&bogen-nr=A-2")
    check_page(page)
    assert Response.objects.get().edition.number == 1
