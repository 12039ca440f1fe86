"""The synthesis in a real browser: accessible, and every code leads to its words."""

import pytest
from playwright.sync_api import expect

from ilmkreis_integration.models import Kind
from tests.accessibility import check_page
from tests.conftest import logged_in
from tests.factories import (
    ActionFieldFactory,
    ContributionFactory,
    NoteFactory,
    ProcessFactory,
    SittingFactory,
    StatementFactory,
    TargetGroupFactory,
    ThemeFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OVERVIEW = "/auswertung/handlungsfelder/"
FIELD = "/auswertung/handlungsfelder/wohnen/"
# As on the laptop of an office, on a tablet and on a phone.
WIDTHS = [1440, 820, 390]


@pytest.fixture
def process():
    return ProcessFactory(is_current=True)


@pytest.fixture
def field(process):
    return ActionFieldFactory(
        process=process,
        slug="wohnen",
        title="Wohnen",
        description="Wohnungen und Nachbarschaft.",
    )


@pytest.fixture
def filled(field):
    """Two themes on all channels that contradict, something grave, and a rest."""
    process = field.process
    groups = [
        TargetGroupFactory(process=process, title=title)
        for title in (
            "Ehrenamt",
            "Hauptamt der Verwaltung",
            "Freie Träger und Bildungsträger",
            "Migrantenorganisationen",
        )
    ]
    titles = "Gemeinschaftsunterkünfte", "Wohnungssuche und Wohnungsmangel"
    for title, group in zip(titles, groups, strict=False):
        theme = ThemeFactory(
            action_field=field,
            title=title,
            description="Was gesucht wird.",
            handling="partly",
            handling_reason="Der Kreis baut nicht selbst.",
        )
        for _ in range(8):
            statement(theme, kind=Kind.PROBLEM)
        statement(theme, kind=Kind.STRENGTH, source="staffsurvey")
        sitting = SittingFactory(
            table__cafe__process=process,
            table__cafe__target_group=group,
            table__cafe__state="closed",
            table__action_field=field,
            participation_dots=12,
        )
        note = NoteFactory(sitting=sitting)
        StatementFactory(
            contribution=note.contribution, theme=theme, kind=Kind.STRENGTH
        )
    statement(
        theme,
        text="أبحث عن شقة",
        language="ar",
        translation="Ich suche eine Wohnung.",
        is_grave=True,
    )
    loose = ContributionFactory(action_field=field)
    StatementFactory(contribution=loose)
    for _ in range(6):
        ContributionFactory(action_field=field)


def statement(theme, kind=Kind.NEED, is_grave=False, **contribution):
    return StatementFactory(
        theme=theme,
        kind=kind,
        is_grave=is_grave,
        contribution=ContributionFactory(
            action_field=theme.action_field, **contribution
        ),
    )


@pytest.fixture
def visit(page, live_server, log_in):
    def visit(user, url):
        log_in(user)
        page.goto(live_server.url + url)
        return page

    return visit


@pytest.fixture(params=["reader", "evaluator"])
def user(request):
    return request.getfixturevalue(request.param)


def test_overview_without_fields_is_accessible(visit, user, process):
    check_page(visit(user, OVERVIEW))


@pytest.mark.parametrize("url", [OVERVIEW, FIELD])
def test_empty_pages_are_accessible(visit, user, field, url):
    check_page(visit(user, url))


def test_filled_overview_is_accessible(visit, user, filled):
    check_page(visit(user, OVERVIEW))


def test_filled_field_is_accessible(visit, user, filled):
    page = visit(user, FIELD)
    check_page(page)

    for summary in page.locator("summary").all():
        summary.click()
    check_page(page)


@pytest.mark.parametrize("url", [OVERVIEW, FIELD])
@pytest.mark.parametrize("width", WIDTHS)
def test_first_column_stays_in_sight_and_the_page_never_scrolls_sideways(
    visit, reader, filled, url, width
):
    page = visit(reader, url)
    page.set_viewport_size({"width": width, "height": 900})

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    region = page.locator(".table-region").first
    region.evaluate("region => region.scrollTo(region.scrollWidth, 0)")
    first = region.locator("tbody th").first.bounding_box()
    assert first["x"] == pytest.approx(region.bounding_box()["x"], abs=1)


@pytest.mark.parametrize("url", [OVERVIEW, FIELD])
def test_the_whole_table_is_seen_on_a_laptop(visit, reader, filled, url):
    page = visit(reader, url)
    page.set_viewport_size({"width": 1440, "height": 900})

    hidden = page.locator(".table-region").evaluate_all(
        "regions => regions.map(region => region.scrollWidth - region.clientWidth)"
    )

    assert set(hidden) == {0}


def test_a_code_opens_the_theme_that_has_its_words(visit, evaluator, filled):
    page = visit(evaluator, FIELD)
    words = page.locator(".theme blockquote").first
    expect(words).to_be_hidden()

    link = page.locator(".sides a").first
    link.click()

    item = page.locator(f"[id='{link.get_attribute('href')[1:]}']")
    expect(item.locator("blockquote")).to_be_visible()
    expect(item.get_by_text(link.inner_text(), exact=True)).to_be_visible()


def test_everything_is_there_without_javascript(browser, live_server, reader, filled):
    session = logged_in(reader).cookies["sessionid"].value
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(
        [{"name": "sessionid", "value": session, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(f"{live_server.url}{FIELD}")

    page.locator(".matrix tbody a").first.click()

    page.locator(".theme[open] blockquote").first.wait_for()
    context.close()
