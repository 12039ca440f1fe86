"""Writing texts in the browser: advice and preview while typing, and without script."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from surveys.models import Question, Response
from tests.accessibility import check_page
from tests.conftest import PATIENCE, logged_in
from tests.factories import TranslationFactory

pytestmark = pytest.mark.browser

HARD = "Was würde geändert werden?"
PLAIN = "Was ist gut?"


@pytest.fixture(autouse=True)
def current(questionnaire):
    questionnaire.process.is_current = True
    questionnaire.process.save()


@pytest.fixture
def question(questionnaire):
    question = Question.objects.get(slug="gut")
    question.text = PLAIN
    question.save()
    return question


@pytest.fixture
def url_of(live_server):
    def build(name, *args):
        return live_server.url + reverse(f"surveys-setup:{name}", args=args)

    return build


@pytest.fixture
def page_without_script(browser, live_server, manager):
    context = browser.new_context(locale="de-DE", java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    session = logged_in(manager).cookies["sessionid"].value
    cookie = {"name": "sessionid", "value": session, "url": live_server.url}
    context.add_cookies([cookie])
    yield context.new_page()
    context.close()


def preview(page):
    return page.frame_locator("iframe[title=Vorschau]:not([inert])")


def shown_in_preview(page, text):
    preview(page).get_by_role("heading", name=text, exact=True).wait_for()


def advice_under(page, label):
    wording = page.locator("[data-wording]")
    return wording.filter(has=page.get_by_label(label)).locator("[data-advice]")


def test_advice_and_preview_follow_what_is_typed(
    page, log_in, manager, url_of, question
):
    log_in(manager)
    page.goto(url_of("question", question.pk))
    shown_in_preview(page, PLAIN)
    history = page.evaluate("history.length")

    page.get_by_label("Frage", exact=True).fill(HARD)

    page.get_by_text("Bitte ändern: Konjunktiv").wait_for()
    shown_in_preview(page, HARD)
    expect(page.get_by_role("status")).to_have_text("Frage: 2 Hinweise zum Wortlaut")
    assert page.evaluate("history.length") == history
    question.refresh_from_db()
    assert question.text == PLAIN


def test_text_for_groups_shows_the_form_of_groups(
    page, log_in, manager, url_of, question
):
    log_in(manager)
    page.goto(url_of("question", question.pk))

    page.get_by_label("Frage an Gruppen").fill("Was findet ihr gut?")

    shown_in_preview(page, "Was findet ihr gut?")
    group = page.get_by_role("button", name="Gruppe")
    expect(group).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Eine Person").click()
    shown_in_preview(page, PLAIN)


def test_preview_keeps_language_and_unsaved_text(
    page, log_in, manager, url_of, question
):
    TranslationFactory(language="uk", german="Weiter", text="Далі")
    log_in(manager)
    page.goto(url_of("question", question.pk))
    page.get_by_label("Frage", exact=True).fill("Und nun?")
    shown_in_preview(page, "Und nun?")

    preview(page).locator("summary").click()
    preview(page).get_by_role("button", name="Українська").click()
    further = preview(page).locator("button:visible", has_text="Далі")
    further.wait_for()

    shown_in_preview(page, "Und nun?")
    page.get_by_label("Frage", exact=True).fill("Und jetzt?")
    shown_in_preview(page, "Und jetzt?")
    expect(further).to_be_visible()


def test_opened_list_of_languages_stays_open(page, log_in, manager, url_of, question):
    log_in(manager)
    page.goto(url_of("question", question.pk))
    advice = advice_under(page, "Hilfe unter der Frage")
    page.get_by_label("Hilfe unter der Frage").fill("Nennen Sie drei Wünsche.")
    advice.get_by_text("‚drei‘").wait_for()
    advice.locator("summary").click()

    page.get_by_label("Hilfe unter der Frage").fill("Nennen Sie vier Wünsche.")

    advice.get_by_text("‚vier‘").wait_for()
    expect(advice.get_by_text("Ukrainisch")).to_be_visible()


def test_advice_stays_where_the_server_cannot_be_reached(
    page, log_in, manager, url_of, question
):
    log_in(manager)
    page.goto(url_of("question", question.pk))
    page.route("**/verstaendlich/", lambda route: route.abort())
    advice = advice_under(page, "Frage an Gruppen")
    before = advice.inner_text()

    with page.expect_event("requestfailed"):
        page.get_by_label("Frage an Gruppen").fill(HARD)

    shown_in_preview(page, HARD)
    expect(advice).to_have_text(before, use_inner_text=True)


def test_everything_works_without_script(page_without_script, url_of, question):
    page = page_without_script
    page.goto(url_of("question", question.pk))
    shown_in_preview(page, PLAIN)
    page.get_by_label("Frage", exact=True).fill(HARD)

    page.get_by_role("button", name="Eine Person").click()
    shown_in_preview(page, HARD)
    preview(page).get_by_role("button", name="Weiter").last.click()
    shown_in_preview(page, Question.objects.get(slug="schwer").text)
    preview(page).get_by_role("button", name="Zurück").last.click()
    shown_in_preview(page, HARD)
    page.get_by_role("button", name="Nur prüfen").click()

    page.get_by_text("Bitte ändern: Konjunktiv").wait_for()
    expect(page.get_by_text("Noch nicht gespeichert.")).to_be_visible()
    question.refresh_from_db()
    assert question.text == PLAIN
    page.get_by_role("button", name="Speichern").click()
    page.wait_for_url(url_of("overview"))
    question.refresh_from_db()
    assert question.text == HARD


def test_preview_can_be_filled_in_and_stores_nothing(page, log_in, manager, url_of):
    log_in(manager)
    page.goto(url_of("preview"))
    page.get_by_role("link", name="Ich antworte allein").click()
    page.get_by_label("jung").check()
    further = page.locator("section.step:visible button[value=weiter]")
    further.click()
    for _ in range(2):
        page.locator("textarea:visible").fill("Nur zum Ausprobieren")
        further.click()
    page.get_by_role("button", name="Absenden").click()

    page.get_by_role("heading", name="Danke!").wait_for()
    expect(page.get_by_text("Es wird nichts gespeichert")).to_be_visible()
    assert not Response.objects.exists()


def test_pages_of_the_editor_are_accessible(page, log_in, manager, url_of, question):
    log_in(manager)
    page.goto(url_of("question", question.pk))
    check_page(page)
    page.get_by_label("Frage", exact=True).fill(HARD)
    page.get_by_text("Bitte ändern: Konjunktiv").wait_for()
    shown_in_preview(page, HARD)
    check_page(page)
    page.get_by_label("Frage", exact=True).fill("")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("alert").wait_for()
    check_page(page)
    page.goto(url_of("texts"))
    check_page(page)


def test_preview_is_accessible(page, log_in, manager, url_of):
    log_in(manager)
    for name in ("preview", "preview-single", "preview-group", "preview-thanks"):
        page.goto(url_of(name))
        check_page(page)


def test_remarks_are_accessible(page, log_in, manager, url_of, question):
    log_in(manager)
    page.goto(url_of("plain"))
    check_page(page)
    Question.objects.filter(pk=question.pk).update(text=HARD)
    page.goto(url_of("plain"))
    page.get_by_text("Bitte ändern: Konjunktiv").wait_for()
    check_page(page)
