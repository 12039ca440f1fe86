"""Pages of the coding desk in a real browser: accessible in every state, usable without
script, and the page where contributions are split."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ilmkreis_integration.models import Kind, Source
from reports.models import Statement
from tests.accessibility import check_page
from tests.conftest import PATIENCE
from tests.factories import (
    ActionFieldFactory,
    ContributionFactory,
    DismissalFactory,
    MeasureFactory,
    ProcessFactory,
    StatementFactory,
    ThemeFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "Die Busse fahren selten. Der Kurs ist gut. Danke!"


@pytest.fixture
def field():
    return ActionFieldFactory(
        process=ProcessFactory(is_current=True), slug="wohnen", title="Wohnen"
    )


@pytest.fixture
def theme(field):
    return ThemeFactory(action_field=field, title="Miete", description="Preise")


@pytest.fixture
def contribution(field):
    return ContributionFactory(
        process=field.process, code="F-0001-1", text=TEXT, received_on=date(2026, 3, 1)
    )


@pytest.fixture
def foreign(field):
    """A contribution in Arabic with its translation."""
    return ContributionFactory(
        process=field.process,
        code="F-0002-1",
        text="أبحث عن شقة",
        language="ar",
        translation="Ich suche eine Wohnung.",
        kind=Kind.NEED,
        received_on=date(2026, 3, 2),
    )


@pytest.fixture
def coded(field, theme, evaluator):
    """What a coder, an origin and a dismissal left behind, some of it evidence."""
    split = ContributionFactory(process=field.process, code="F-0003-1", text=TEXT)
    about = {"theme": theme, "coded_by": evaluator, "coded_on": date(2026, 3, 5)}
    first = StatementFactory(contribution=split, end=24, is_grave=True, **about)
    StatementFactory(contribution=split, start=25, number=1, **about)
    MeasureFactory(goal__action_field=field, statements=[first])
    StatementFactory(
        contribution=ContributionFactory(
            action_field=field, source=Source.WORLD_CAFE, code="W1-T1-R1-01"
        )
    )
    DismissalFactory(contribution__process=field.process, dismissed_by=evaluator)
    return split


@pytest.fixture
def visit(page, live_server, log_in, evaluator):
    log_in(evaluator)

    def open_page(name, *args, **query):
        path = reverse(f"evaluation:{name}", args=args, query=query)
        page.goto(live_server.url + path)
        return page

    return open_page


# --- Accessible in every state


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("coding-desk", {}),
        ("coding-desk", {"suche": "nichts dergleichen"}),
        ("coded", {}),
        ("coded", {"suche": "nichts dergleichen"}),
        ("theme-overview", {}),
    ],
)
def test_empty_pages(visit, field, name, query):
    check_page(visit(name, **query))


@pytest.mark.parametrize("name", ["coding-desk", "coded", "theme-overview"])
def test_filled_pages(visit, contribution, foreign, coded, name):
    check_page(visit(name))


def test_a_desk_with_something_to_take_back(visit, contribution, foreign, coded):
    check_page(visit("coding-desk", zuletzt=coded.pk))


def test_the_help_for_the_keys(visit, contribution):
    page = visit("coding-desk")
    page.keyboard.press("?")

    page.get_by_role("dialog", name="Tastenkürzel").wait_for()
    check_page(page)


def test_a_desk_with_mistakes(visit, contribution, foreign):
    page = visit("coding-desk")
    page.get_by_role("button", name="Zuordnen").first.click()
    page.get_by_text("Bitte wählen Sie die Art der Aussage.").wait_for()

    check_page(page)


def test_the_page_for_splitting(visit, contribution, foreign):
    check_page(visit("coding-split", contribution.pk))
    check_page(visit("coding-split", foreign.pk))


def test_the_page_for_splitting_with_mistakes(visit, contribution):
    page = visit("coding-split", contribution.pk)
    page.get_by_role("textbox").fill("Etwas anderes")
    page.get_by_role("button", name="Weiter zu den Teilen").click()
    page.get_by_text("Er weicht hier ab").first.wait_for()

    check_page(page)


def test_parts(visit, contribution, foreign, coded):
    check_page(visit("coding-parts", contribution.pk, schnitte="25,43"))
    check_page(visit("coding-parts", foreign.pk))
    check_page(visit("coding-parts", coded.pk))


def test_parts_with_mistakes(visit, contribution):
    page = visit("coding-parts", contribution.pk, schnitte="25,43")
    page.get_by_label("Enthält keine Aussage").first.check()
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Bitte prüfen Sie Ihre Angaben").wait_for()

    check_page(page)


def test_parts_that_are_all_left_out(visit, contribution):
    page = visit("coding-parts", contribution.pk, schnitte="25")
    for box in page.get_by_label("Enthält keine Aussage").all():
        box.check()
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Bitte ordnen Sie mindestens einen Teil zu.").wait_for()

    check_page(page)


@pytest.mark.parametrize("name", ["edit-theme", "merge-theme", "delete-theme"])
def test_pages_of_a_theme(visit, theme, field, name):
    ThemeFactory(action_field=field)

    check_page(visit(name, "wohnen", theme.pk))


@pytest.mark.parametrize(
    ("name", "button"),
    [
        ("edit-theme", "Thema speichern"),
        ("merge-theme", "Themen zusammenlegen"),
    ],
)
def test_pages_of_a_theme_with_mistakes(visit, theme, field, name, button):
    page = visit(name, "wohnen", theme.pk)
    for box in page.get_by_role("textbox").all():
        box.fill("")
    page.get_by_role("button", name=button).click()
    page.get_by_text("Bitte prüfen Sie Ihre Angaben").wait_for()

    check_page(page)


# --- Splitting


def has_marked(page, text):
    expect(page.get_by_role("textbox")).to_have_value(text)


def test_sentences_are_cut_apart_by_clicks(visit, contribution, field):
    page = visit("coding-split", contribution.pk)
    page.get_by_role("button", name="Hier trennen: Der Kurs ist gut.").click()
    page.get_by_role("button", name="Hier trennen: Danke!").click()
    page.get_by_role("button", name="Hier trennen: Danke!").click()

    has_marked(page, "Die Busse fahren selten. | Der Kurs ist gut. Danke!")

    page.get_by_role("button", name="Weiter zu den Teilen").click()
    page.wait_for_url("**schnitte=25")
    quotes = page.locator(".entry blockquote")
    expect(quotes).to_have_text(
        ["Die Busse fahren selten.", "Der Kurs ist gut. Danke!"]
    )


def test_clicks_keep_marks_within_sentences(visit, contribution):
    page = visit("coding-split", contribution.pk)
    cut = page.get_by_role("button", name="Hier trennen: Der Kurs ist gut.")
    page.get_by_role("textbox").fill(
        "Die Busse | fahren selten.\n\nDer Kurs ist gut. Danke!"
    )
    expect(cut).to_have_attribute("aria-pressed", "true")

    page.get_by_role("button", name="Hier trennen: Danke!").click()
    cut.click()

    expect(cut).to_have_attribute("aria-pressed", "false")
    has_marked(page, "Die Busse | fahren selten. Der Kurs ist gut. | Danke!")


def test_a_mark_is_put_where_the_cursor_is(visit, contribution):
    page = visit("coding-split", contribution.pk)
    page.get_by_role("textbox").evaluate("area => area.setSelectionRange(9, 9)")

    page.get_by_role("button", name="Trennstrich an der Schreibmarke").click()
    page.get_by_role("button", name="Weiter zu den Teilen").click()

    page.wait_for_url("**schnitte=10")


def test_parts_are_coded_without_the_mouse(visit, contribution, foreign, field):
    page = visit("coding-parts", contribution.pk, schnitte="25,43")
    for key in ["1", "p", "Enter", "1", "l", "j", "x", "Enter"]:
        page.keyboard.press(key)
    page.locator(".entry:focus", has_text="F-0002-1").wait_for()

    assert [(s.code, s.text, s.kind) for s in contribution.statements.all()] == [
        ("F-0001-1.1", "Die Busse fahren selten.", Kind.PROBLEM),
        ("F-0001-1.2", "Der Kurs ist gut.", Kind.STRENGTH),
    ]


# --- Without script


@pytest.fixture
def without_script(browser, live_server, page, log_in, evaluator):
    """Open a page as `visit` does, in a browser that runs no script."""
    log_in(evaluator)
    context = browser.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state()
    )
    context.set_default_timeout(PATIENCE)
    plain = context.new_page()

    def open_page(name, *args):
        plain.goto(live_server.url + reverse(f"evaluation:{name}", args=args))
        return plain

    yield open_page
    context.close()


def test_coding_and_taking_back(without_script, contribution, foreign):
    page = without_script("coding-desk")
    entry = page.locator(".entry", has_text="F-0001-1")
    expect(entry).to_be_visible()
    expect(page.locator("kbd:visible, .keys:visible")).to_have_count(0)

    entry.get_by_role("button", name="Zuordnen").click()
    entry.get_by_text("Bitte wählen Sie die Art der Aussage.").wait_for()
    page.wait_for_url(f"**#c-{contribution.pk}")
    entry.get_by_label("Wohnen").check()
    entry.get_by_label("Läuft gut").check()
    entry.get_by_role("button", name="Zuordnen").click()
    page.get_by_text("Läuft gut in Wohnen").wait_for()
    page.wait_for_url(f"**#b-{foreign.pk}")
    assert Statement.objects.get().contribution == contribution

    page.get_by_role("button", name="Rückgängig").click()
    entry.wait_for()
    assert Statement.objects.count() == 0


def test_splitting_by_marks(without_script, contribution):
    page = without_script("coding-split", contribution.pk)
    page.get_by_role("textbox").fill(
        "Die Busse fahren selten.\n\nDer Kurs ist gut. | Danke!"
    )
    page.get_by_role("button", name="Weiter zu den Teilen").click()
    page.wait_for_url("**schnitte=25%2C43")
    for number, part in enumerate(page.locator("section.entry").all()):
        if number == 2:
            part.get_by_label("Enthält keine Aussage").check()
        else:
            part.get_by_label("Wohnen").check()
            part.get_by_label("Bedarf").check()
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Rückgängig").wait_for()

    assert [s.text for s in contribution.statements.all()] == [
        "Die Busse fahren selten.",
        "Der Kurs ist gut.",
    ]
