import time

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from playwright.sync_api import expect

from staffsurvey.models import Envelope, StaffSurvey
from tests.accessibility import check_page

pytestmark = pytest.mark.browser

TEXT = "Wir brauchen eine Wohnungsbörse."


@pytest.fixture
def url(live_server, survey):
    return f"{live_server.url}/mitarbeiterbefragung/"


@pytest.fixture(params=["page", "page_without_script"])
def any_page(request):
    """With JavaScript and without."""
    return request.getfixturevalue(request.param)


def press(page, button):
    page.locator(f"section.step:visible button[value={button}]").click()


def sees_percent(page, percent):
    shown = page.locator("label[for=fortschritt]")
    expect(shown).to_have_text(f"{percent} % ausgefüllt")


def sees_heading(page, text):
    expect(page.locator("h1:visible")).to_have_text(text)


def sees_fault(page, text):
    """The last one in the summary of what is wrong."""
    faults = page.get_by_role("alert").get_by_role("listitem")
    expect(faults.last).to_have_text(text)


def sees_on_check_page(page, text):
    expect(page.locator("section.step:visible").get_by_text(text)).to_be_visible()


def choose_topics(page, *titles):
    press(page, "weiter")
    for title in titles:
        page.get_by_label(title, exact=True).check()
    press(page, "weiter")


def write(page, title, text):
    page.get_by_label(title, exact=True).check()
    page.get_by_label(f"Ihr Text zu „{title}“").fill(text)


@pytest.fixture
def concept(survey):
    return survey.topics.get(slug="konzept").title


@pytest.fixture
def poverty(survey):
    return survey.topics.get(slug="armut").title


def test_from_welcome_to_thanks(any_page, url, concept, answers):
    page = any_page
    page.goto(url)
    sees_percent(page, 0)
    choose_topics(page, concept)
    sees_percent(page, 50)
    write(page, "Wohnen", TEXT)
    press(page, "weiter")
    sees_percent(page, 75)
    sees_on_check_page(page, TEXT)
    cookies = page.context.cookies()
    press(page, "absenden")

    page.wait_for_url(f"{url}danke/")
    sees_percent(page, 100)
    assert answers() == [{"konzept/wohnen": TEXT}]
    assert [*cookies, *page.context.cookies()] == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_every_chosen_topic_has_its_page(any_page, url, concept, poverty):
    page = any_page
    page.goto(url)
    choose_topics(page, concept, poverty)
    sees_heading(page, concept)
    press(page, "weiter")
    sees_heading(page, poverty)
    write(page, "Kinder", "Mittagessen")
    press(page, "weiter")

    sees_percent(page, 80)
    expect(page.get_by_role("heading", name=poverty)).to_be_visible()
    expect(page.get_by_role("heading", name=concept)).to_be_hidden()


def test_going_back_and_forth_keeps_everything(any_page, url, concept, poverty):
    page = any_page
    page.goto(url)
    choose_topics(page, concept, poverty)
    write(page, "Wohnen", TEXT)
    press(page, "weiter")
    write(page, "Kinder", "Mittagessen")

    for _ in range(3):
        press(page, "zurueck")
    sees_percent(page, 0)
    press(page, "weiter")
    expect(page.get_by_label(concept, exact=True)).to_be_checked()
    press(page, "weiter")
    expect(page.get_by_label("Wohnen", exact=True)).to_be_checked()
    expect(page.get_by_label("Ihr Text zu „Wohnen“")).to_have_value(TEXT)
    press(page, "weiter")

    expect(page.get_by_label("Ihr Text zu „Kinder“")).to_have_value("Mittagessen")


def test_without_a_topic_there_is_no_way_on(any_page, url, concept):
    page = any_page
    page.goto(url)
    press(page, "weiter")
    press(page, "weiter")

    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label(concept, exact=True).check()
    press(page, "weiter")

    sees_heading(page, concept)
    expect(page.get_by_role("alert")).to_be_hidden()


def test_without_a_text_nothing_is_sent(any_page, url, concept):
    page = any_page
    page.goto(url)
    choose_topics(page, concept)
    press(page, "weiter")
    expect(page.get_by_text("Sie haben noch nichts geschrieben.")).to_be_visible()
    press(page, "absenden")

    sees_fault(page, "Bitte schreiben Sie mindestens zu einem Schwerpunkt einen Text.")
    assert not Envelope.objects.exists()


def test_what_was_written_stays_in_sight_when_the_tick_goes(page, url, concept):
    page.goto(url)
    choose_topics(page, concept)
    text = page.get_by_label("Ihr Text zu „Wohnen“")
    sees_heading(page, concept)
    expect(text).to_be_hidden()
    write(page, "Wohnen", TEXT)
    page.get_by_label("Wohnen", exact=True).uncheck()

    expect(text).to_be_visible()
    press(page, "weiter")
    sees_on_check_page(page, TEXT)
    press(page, "zurueck")
    text.fill("")
    press(page, "weiter")

    expect(page.get_by_text("Sie haben noch nichts geschrieben.")).to_be_visible()
    expect(text).to_be_hidden()


def test_double_click_stores_once(page, url, concept):
    page.goto(url)
    choose_topics(page, concept)
    write(page, "Wohnen", TEXT)
    press(page, "weiter")
    page.get_by_role("button", name="Absenden").dblclick()

    page.wait_for_url("**/danke/")
    assert Envelope.objects.count() == 1


def test_back_button_after_thanks_shows_an_empty_form(page, url, concept):
    page.goto(url)
    choose_topics(page, concept)
    write(page, "Wohnen", TEXT)
    press(page, "weiter")
    press(page, "absenden")
    page.wait_for_url("**/danke/")

    page.go_back()

    sees_percent(page, 0)
    expect(page.get_by_label("Ihr Text zu „Wohnen“")).to_have_value("")
    html = page.content()
    assert TEXT not in html


def test_survey_can_be_filled_in_by_keyboard_alone(page, url, concept, answers):
    page.goto(url)
    page.locator("section.step:visible button[value=weiter]").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type(TEXT)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("section.step:visible button[value=absenden]").focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/danke/")
    assert answers() == [{"konzept/wohnen": TEXT}]


def test_every_state_is_accessible(page, url, survey, concept):
    StaffSurvey.objects.update(
        contact_name="Alex Muster",
        contact_phone="4711",
        contact_email="befragung@example.org",
    )
    page.goto(url)
    check_page(page)
    press(page, "weiter")
    check_page(page)
    press(page, "weiter")
    page.get_by_role("alert").wait_for()
    check_page(page)
    page.get_by_label(concept, exact=True).check()
    press(page, "weiter")
    check_page(page)
    write(page, "Wohnen", "x" * 5001)
    check_page(page)
    press(page, "weiter")
    page.get_by_text("Er hat 5.001 Zeichen.").first.wait_for()
    check_page(page)
    write(page, "Wohnen", TEXT)
    press(page, "weiter")
    check_page(page)


def test_every_state_without_script_is_accessible(page, url, code, concept):
    """The pages as the server draws them with what is wrong in them."""
    page.route("**/staff-form.js", lambda route: route.abort())
    page.goto(url)
    press(page, "weiter")
    sees_fault(page, "Bitte geben Sie den Code von Ihrem Zettel ein.")
    check_page(page, network_failed=True)
    page.get_by_label("Ihr Code vom Zettel").fill(code)
    press(page, "weiter")
    press(page, "weiter")
    sees_fault(page, "Bitte wählen Sie mindestens ein Thema.")
    check_page(page, network_failed=True)
    page.get_by_label(concept, exact=True).check()
    press(page, "weiter")
    write(page, "Wohnen", "x" * 5001)
    press(page, "weiter")
    page.get_by_text("Er hat 5.001 Zeichen.").first.wait_for()
    check_page(page, network_failed=True)


def test_empty_check_page_is_accessible(page, url, concept):
    page.goto(url)
    choose_topics(page, concept)
    press(page, "weiter")
    check_page(page)
    press(page, "absenden")
    page.get_by_role("alert").wait_for()

    check_page(page)


def test_thanks_and_closed_pages_are_accessible(page, url, concept):
    page.goto(f"{url}danke/")
    check_page(page)
    page.goto(url)
    choose_topics(page, concept)
    write(page, "Wohnen", TEXT)
    press(page, "weiter")
    StaffSurvey.objects.update(closes_on="2017-11-05")
    press(page, "absenden")
    page.get_by_text("Die Befragung ist beendet.").first.wait_for()
    check_page(page)
    page.goto(url)
    check_page(page)
    StaffSurvey.objects.update(opens_on="2099-12-01", closes_on="2100-01-01")
    page.goto(url)

    check_page(page)


def test_nobody_goes_on_before_all_of_the_form_is_there(
    page_without_script, url, concept, poverty, monkeypatch
):
    """Without script the later steps would be lost."""
    page = page_without_script
    page.goto(url)
    choose_topics(page, concept, poverty)
    press(page, "weiter")
    write(page, "Kinder", "Mittagessen")
    answer = StaticFilesHandler.__call__

    def answer_slowly(handler, environ, start_response):
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        response = answer(handler, environ, start_response)
        content = b"".join(response)
        response.close()
        before, later, after = content.partition(b'data-step="thema-armut"')
        yield before
        if later:
            time.sleep(1)
        yield later + after

    monkeypatch.setattr(StaticFilesHandler, "__call__", answer_slowly)
    press(page, "zurueck")
    press(page, "weiter")

    expect(page.get_by_label("Ihr Text zu „Kinder“")).to_have_value("Mittagessen")
