"""Translating in a real browser: accessible in every state, usable without script."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ilmkreis_integration.models import ContributionTranslation
from tests.accessibility import check_page
from tests.factories import SOME_DAY, ContributionFactory, ProcessFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def process():
    return ProcessFactory(is_current=True)


@pytest.fixture
def arabic(process):
    return ContributionFactory(
        process=process, code="F-0001-1", language="ar", text="أبحث عن شقة"
    )


@pytest.fixture
def translated(process):
    """One unchecked by a machine, and one checked."""
    ContributionFactory(
        process=process,
        code="F-0002-1",
        language="tr",
        text="Ev arıyorum",
        translation="Ich suche eine Wohnung.",
        translation__kind="machine",
    )
    return ContributionFactory(
        process=process,
        code="F-0003-1",
        language="uk",
        text="Дякую",
        translation="Danke",
        translation__checked_by="Olena K.",
        translation__checked_on=SOME_DAY,
    )


@pytest.fixture
def visit(page, live_server, log_in, evaluator):
    log_in(evaluator)

    def open_page(name, *args, **query):
        path = reverse(f"evaluation:{name}", args=args, query=query)
        page.goto(live_server.url + path)
        return page

    return open_page


@pytest.mark.parametrize("query", [{}, {"suche": "nichts dergleichen"}])
def test_an_empty_list(visit, process, query):
    check_page(visit("translations", **query))


@pytest.mark.parametrize("name", ["translations", "coding-desk"])
def test_filled_lists(visit, arabic, translated, name):
    check_page(visit(name))


def test_an_empty_form(visit, arabic):
    check_page(visit("translate", arabic.pk))


def test_a_form_with_a_check_to_withdraw(visit, translated):
    check_page(visit("translate", translated.pk))


def test_a_form_with_mistakes(visit, translated):
    page = visit("translate", translated.pk)
    page.get_by_label("Sprache des Beitrags").select_option("Deutsch")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Ein deutscher Beitrag hat keine Übersetzung.").first.wait_for()

    check_page(page)


def test_a_key_leads_from_the_desk_to_the_translation_and_saving_leads_back(
    visit, arabic
):
    page = visit("coding-desk")
    page.keyboard.press("d")
    page.get_by_label("Übersetzung ins Deutsche").fill("Ich suche eine Wohnung.")
    page.get_by_label("eine Maschine").check()
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("F-0001-1 ist gespeichert.").wait_for()

    page.wait_for_url(f"**/auswertung/aussagen/#b-{arabic.pk}")
    entry = page.locator(".entry", has_text="F-0001-1")
    label = "Maschinelle Übersetzung aus dem Arabischen, ungeprüft:"
    expect(entry).to_contain_text(label)
    original = entry.locator("blockquote")
    expect(original).to_have_attribute("lang", "ar")
    expect(original).to_have_css("direction", "rtl")
    assert ContributionTranslation.objects.get().translated_by == "auswertung"


def test_translating_without_script(
    page_without_script, page, live_server, log_in, evaluator, arabic
):
    log_in(evaluator)
    plain = page_without_script
    plain.context.add_cookies(page.context.cookies())
    plain.goto(live_server.url + reverse("evaluation:translate", args=[arabic.pk]))
    plain.get_by_label("Übersetzung ins Deutsche").fill("Ich suche eine Wohnung.")
    plain.get_by_label("Geprüft von").fill("Amal")
    plain.get_by_role("button", name="Speichern").click()
    plain.get_by_text("geprüft von Amal").wait_for()

    assert ContributionTranslation.objects.get().is_checked
    plain.get_by_role("link", name="Übersetzung ändern").click()
    plain.get_by_role("button", name="Rückgängig machen").click()
    plain.get_by_text("F-0001-1 ist wieder, wie es vorher war.").wait_for()
    assert not ContributionTranslation.objects.exists()


def test_a_form_with_a_change_to_undo(visit, translated):
    page = visit("translate", translated.pk)
    page.get_by_label("Übersetzung ins Deutsche").fill("Vielen Dank")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("F-0003-1 ist gespeichert.").wait_for()

    check_page(visit("translate", translated.pk))
