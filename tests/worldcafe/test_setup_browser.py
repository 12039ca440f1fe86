"""Preparing and running a café in a browser."""

import pytest
from django.urls import reverse

from tests.accessibility import check_page
from tests.factories import ActionFieldFactory, NoteFactory, TargetGroupFactory
from worldcafe.models import Table
from worldcafe.services.closing import close_cafe

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(page, live_server, log_in, manager):
    """Go to a route as manager: `visit("cafe", cafe.pk)`."""
    log_in(manager)

    def go(name, *args):
        page.goto(live_server.url + reverse(f"worldcafe-setup:{name}", args=args))
        return page

    return go


def test_empty_overview_is_accessible(visit, process):
    check_page(visit("overview"))


def test_filled_overview_is_accessible(visit, cafe):
    check_page(visit("overview"))


def test_cafe_is_planned_and_accessible_with_what_is_wrong(page, visit, process):
    TargetGroupFactory(process=process, title="Ehrenamt")
    fields = [ActionFieldFactory(process=process) for _ in range(6)]
    visit("cafe-add")
    check_page(page)
    page.get_by_label("Zielgruppe").select_option(label="Ehrenamt")
    page.get_by_label("Datum").fill("2026-03-05")
    for field in fields[:2]:
        page.get_by_label(field.title).check()
    page.get_by_role("button", name="World Café anlegen").click()
    page.get_by_text("Sie haben 2 Stationen gewählt.").first.wait_for()
    check_page(page)
    page.get_by_label(fields[2].title).check()
    page.get_by_role("button", name="World Café anlegen").click()

    page.get_by_text("Das World Café ist angelegt.").wait_for()
    pictures = page.get_by_role("img", name="QR-Code für Tisch")
    assert pictures.count() == 3
    assert pictures.first.evaluate("image => image.naturalWidth > 100")


def test_page_of_a_cafe_is_accessible_in_every_state(page, visit, cafe, sitting):
    Table.objects.filter(number=2).update(revoked_on="2026-03-05")
    NoteFactory(sitting=sitting)
    visit("cafe", cafe.pk)
    check_page(page)
    page.get_by_role("link", name="Moderation öffnen").click()
    page.get_by_role("button", name="Runde 1 beginnen").click()
    page.get_by_role("heading", name="Runde 1 von 2 läuft").wait_for()
    page.get_by_role("link", name="Zurück zum World Café").click()
    check_page(page)
    close_cafe(cafe)
    visit("cafe", cafe.pk)

    check_page(page)


@pytest.mark.parametrize("name", ["cafe-edit", "cafe-delete", "close", "links"])
def test_pages_around_a_cafe_are_accessible(visit, cafe, name):
    check_page(visit(name, cafe.pk))


@pytest.mark.parametrize("name", ["target-group-add", "guiding-question-add"])
def test_forms_are_accessible(page, visit, process, name):
    visit(name)
    check_page(page)
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("alert").wait_for()

    check_page(page)
