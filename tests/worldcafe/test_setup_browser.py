"""Preparing and running a café in a browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.accessibility import check_page
from tests.factories import (
    ActionFieldFactory,
    NoteFactory,
    SubgroupFactory,
    TargetGroupFactory,
)
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
    for _ in range(2):
        SubgroupFactory(target_group=cafe.target_group)

    check_page(visit("overview"))


def test_cafe_is_planned_and_accessible_with_what_is_wrong(page, visit, process):
    TargetGroupFactory(process=process, title="Ehrenamt")
    fields = [ActionFieldFactory(process=process) for _ in range(6)]
    visit("cafe-add")
    check_page(page)
    page.get_by_label("Zielgruppe").select_option(label="Ehrenamt")
    page.get_by_label("Datum").fill("2026-03-05")
    stations = page.get_by_role("group", name="Stationen")
    for field in fields[:2]:
        stations.get_by_label(field.title).check()
    page.get_by_role("button", name="Vorschlag ansehen").click()
    page.get_by_text("Sie haben 2 Stationen gewählt.").first.wait_for()
    check_page(page)
    for field in fields[2:4]:
        stations.get_by_label(field.title).check()
    page.get_by_label("Erwartete Personen").fill("10")
    page.get_by_role("button", name="Vorschlag ansehen").click()
    page.get_by_text("So geht es nicht auf").wait_for()
    check_page(page)
    page.get_by_role("button", name="Angaben ändern").click()
    page.get_by_label("Erwartete Personen").fill("30")
    page.get_by_label("Runden").fill("3")
    popular = page.get_by_role("group", name="Wo sollen alle vorbeikommen?")
    popular.get_by_label(fields[0].title).check()
    page.get_by_role("button", name="Vorschlag ansehen").click()
    page.get_by_text("30 Personen an 5 Tischen in 3 Runden.").wait_for()
    check_page(page)
    page.get_by_role("button", name="Übernehmen").click()

    page.get_by_text("Das World Café ist angelegt.").wait_for()
    pictures = page.get_by_role("img", name="QR-Code für Tisch")
    expect(pictures).to_have_count(5)
    first = pictures.first.element_handle()
    page.wait_for_function("image => image.naturalWidth > 100", arg=first)
    page.get_by_text("Jede Person trifft").wait_for()
    check_page(page)


def test_tables_are_changed_after_planning(page, visit, cafe):
    visit("cafe", cafe.pk)
    page.get_by_role("link", name="Tisch ergänzen").click()
    page.get_by_label("Station").select_option(label="Wohnen")
    check_page(page)
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("heading", name="Tisch 3: Wohnen").wait_for()
    card = page.locator(".qr-card", has_text="Tisch 3")
    card.get_by_role("link", name="Löschen").click()
    page.get_by_role("button", name="Ja, löschen").wait_for()
    check_page(page)
    page.get_by_role("button", name="Ja, löschen").click()
    page.get_by_text("„Tisch 3“ ist gelöscht.").wait_for()
    page.get_by_role("link", name="Tische neu vorschlagen").click()
    page.get_by_label("Erwartete Personen").wait_for()
    check_page(page)
    page.get_by_label("Erwartete Personen").fill("12")
    page.get_by_role("button", name="Vorschlag ansehen").click()
    page.get_by_role("button", name="Übernehmen").click()
    page.get_by_text("Die Tische sind neu eingeteilt.").wait_for()
    page.get_by_role("button", name="Runde ergänzen").click()

    page.get_by_text("Bei 3 Runden und 2 Stationen säße jemand").wait_for()
    check_page(page)


def test_everything_to_print_is_offered_and_comes(page, visit, cafe):
    visit("printed", cafe.pk)
    check_page(page)
    page.get_by_role("link", name="Personen eintragen").click()
    page.get_by_label("Erwartete Personen").fill("12")
    page.get_by_role("button", name="Vorschlag ansehen").click()
    page.get_by_role("button", name="Übernehmen").click()
    page.get_by_role("link", name="Zum Ausdrucken").click()
    page.get_by_role("heading", name="Zum Ausdrucken").wait_for()
    check_page(page)

    for link, name in (
        ("Tischschilder (PDF)", "World-Cafe-1-Tischschilder.pdf"),
        ("Laufkarten (PDF)", "World-Cafe-1-Laufkarten.pdf"),
    ):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=link).click()
        assert waiting.value.suggested_filename == name


def test_page_of_a_cafe_is_accessible_in_every_state(page, visit, cafe, sitting):
    Table.objects.filter(number=2).update(revoked_on="2026-03-05")
    NoteFactory(sitting=sitting)
    visit("cafe", cafe.pk)
    check_page(page)
    page.get_by_role("link", name="Moderation öffnen").click()
    page.get_by_role("button", name="Runde 1 beginnen").click()
    page.get_by_role("heading", name="Runde 1 von 2 läuft").wait_for()
    page.get_by_role("link", name="Zurück zum World Café").click()
    page.get_by_role("link", name="Moderation öffnen").wait_for()
    check_page(page)
    close_cafe(cafe)
    visit("cafe", cafe.pk)

    check_page(page)


@pytest.mark.parametrize("name", ["cafe-edit", "cafe-delete", "close"])
def test_pages_around_a_cafe_are_accessible(visit, cafe, name):
    check_page(visit(name, cafe.pk))


def test_form_of_a_subgroup_is_accessible(page, visit, cafe):
    there = SubgroupFactory(target_group=cafe.target_group)
    visit("subgroup-add", cafe.target_group_id)
    page.get_by_label("Bezeichnung").fill(there.title)
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Diese Untergruppe gibt es schon.").first.wait_for()

    check_page(page)


@pytest.mark.parametrize("name", ["target-group-add", "guiding-question-add"])
def test_forms_are_accessible(page, visit, process, name):
    visit(name)
    check_page(page)
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("alert").wait_for()

    check_page(page)
