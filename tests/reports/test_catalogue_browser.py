"""Leitbild, catalogue and reports in a real browser: accessible in every state."""

import pytest
from django.urls import reverse

from reports.models import Measure
from tests.accessibility import check_page
from tests.factories import (
    ActionFieldFactory,
    GoalFactory,
    MeasureFactory,
    PrincipleFactory,
    ProcessFactory,
    StatementFactory,
    StatusChangeFactory,
    ThemeFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def process():
    return ProcessFactory(is_current=True)


@pytest.fixture
def measure(process):
    field = ActionFieldFactory(process=process, position=1, title="Wohnen")
    theme = ThemeFactory(action_field=field, title="Wohnungssuche")
    statement = StatementFactory(
        theme=theme,
        contribution__text="أبحث عن شقة",
        contribution__language="ar",
        contribution__translation="Ich suche eine Wohnung.",
    )
    StatementFactory(theme=theme)
    evidence = {"themes": [theme], "statements": [statement]}
    PrincipleFactory(process=process, **evidence)
    PrincipleFactory(process=process)
    goal = GoalFactory(action_field=field, position=1, description="Gut.", **evidence)
    measure = MeasureFactory(
        goal=goal, mark="quick_win", description="Suchen helfen.", **evidence
    )
    StatusChangeFactory(measure=measure)
    MeasureFactory(goal=goal, is_published=True)
    return measure


@pytest.fixture
def visit(page, live_server, evaluator_client):
    """Open a page of the evaluation as somebody who may edit."""
    session = evaluator_client.cookies["sessionid"].value
    page.context.add_cookies(
        [{"name": "sessionid", "value": session, "url": live_server.url}]
    )

    def open_page(name, *args):
        page.goto(live_server.url + reverse(f"evaluation:{name}", args=args))
        return page

    return open_page


@pytest.mark.parametrize("name", ["principles", "catalogue", "downloads"])
def test_empty_pages_are_accessible(visit, process, name):
    check_page(visit(name))


@pytest.mark.parametrize("name", ["principles", "catalogue", "downloads"])
def test_filled_pages_are_accessible(visit, measure, name):
    check_page(visit(name))


@pytest.mark.parametrize(
    "name",
    [
        "measure",
        "edit-measure",
        "delete-measure",
        "measure-evidence",
        "publish-measure",
        "measure-status",
    ],
)
def test_pages_of_a_measure_are_accessible(visit, measure, name):
    check_page(visit(name, measure.pk))


def test_a_filter_that_fits_nothing_is_accessible(visit, measure):
    page = visit("catalogue")

    page.get_by_label("Kennzeichen").select_option(label="Schwerpunkt")
    page.get_by_role("button", name="Anzeigen").click()

    page.get_by_text("Keine Maßnahme passt zu dieser Auswahl.").wait_for()
    check_page(page)


@pytest.mark.parametrize(
    ("name", "button"),
    [
        ("edit-measure", "Maßnahme speichern"),
        ("measure-status", "Stand eintragen"),
    ],
)
def test_errors_are_accessible(visit, measure, name, button):
    page = visit(name, measure.pk)

    page.locator("input[type=text], input[type=date]").first.fill("")
    page.get_by_role("button", name=button).click()

    page.get_by_text("Bitte prüfen Sie Ihre Angaben").wait_for()
    check_page(page)


def test_evidence_is_found_chosen_and_published(visit, measure):
    """The whole way by mouse: search, tick, save, publish."""
    measure.themes.clear()
    measure.statements.clear()
    page = visit("measure-evidence", measure.pk)

    page.get_by_label("Suche im Wortlaut").fill("Wohnungssuche")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_label("Wohnungssuche Wohnen").check()
    page.get_by_role("button", name="Auswahl speichern").first.click()
    page.get_by_role("link", name="Veröffentlichen").click()
    page.get_by_role("button", name="Maßnahme veröffentlichen").click()

    page.get_by_text("Die Maßnahme ist veröffentlicht.").wait_for()
    assert Measure.objects.get(pk=measure.pk).is_published
