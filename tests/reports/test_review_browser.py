"""The question in a real browser: accessible in every state, ticks with and without
script."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ilmkreis_integration.models import ReachReview
from tests.accessibility import check_page
from tests.factories import (
    ChannelFactory,
    ProcessFactory,
    QuestionnaireFactory,
    ReferenceCountFactory,
    ReferenceFactory,
    ResponseFactory,
    StageFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def process():
    process = ProcessFactory(is_current=True)
    StageFactory(process=process, title="Bögen", starts_on="2026-01-01")
    return process


@pytest.fixture
def filled(process):
    questionnaire = QuestionnaireFactory(process=process)
    for name in ("Amt", "Verein"):
        ChannelFactory(questionnaire=questionnaire, name=name)
    busy = questionnaire.channels.get(name="Amt")
    ResponseFactory.create_batch(8, channel=busy, language="uk")
    reference = ReferenceFactory(questionnaire=questionnaire, dimension="language")
    for group in ("uk", "ar"):
        ReferenceCountFactory(reference=reference, group=group, people=500)


@pytest.fixture
def visit(page, live_server, log_in, manager):
    log_in(manager)

    def open_page(browser_page=page):
        browser_page.goto(live_server.url + reverse("process:review-add"))
        return browser_page

    return open_page


def test_question_without_figures_and_with_mistakes(visit, process):
    page = visit()
    check_page(page)
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Bitte nennen Sie, wer noch fehlt.").first.wait_for()

    check_page(page)


def test_question_beside_figures(visit, filled):
    check_page(visit())


def test_ticks_are_carried_over_to_be_edited(visit, filled):
    page = visit()
    text = page.get_by_label("Wer fehlt?")
    text.fill("Frauen")
    page.get_by_label("Arabisch (Sprache)").check()
    page.get_by_label("Verein (Ausgabestelle)").check()
    expect(text).to_have_value("Frauen\nArabisch (Sprache)\nVerein (Ausgabestelle)")
    page.get_by_label("Verein (Ausgabestelle)").uncheck()
    expect(text).to_have_value("Frauen\nArabisch (Sprache)")

    text.fill("Frauen, die Arabisch sprechen")
    page.get_by_label("Begründung").fill("Zu wenige.")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Es fehlten: Frauen, die Arabisch sprechen").wait_for()

    assert ReachReview.objects.get().missing == "Frauen, die Arabisch sprechen"
    check_page(page)


def test_ticks_without_script(visit, page, page_without_script, filled):
    page_without_script.context.add_cookies(page.context.cookies())
    plain = visit(page_without_script)
    plain.get_by_label("Arabisch (Sprache)").check()
    plain.get_by_label("Begründung").fill("Zu wenige.")
    plain.get_by_role("button", name="Speichern").click()
    plain.get_by_text("Es fehlten: Arabisch (Sprache)").wait_for()

    assert ReachReview.objects.get().missing == "Arabisch (Sprache)"
