"""The comparison of the cafés in a real browser: accessible at every width."""

import pytest

from tests.accessibility import check_page
from tests.factories import (
    ActionFieldFactory,
    GuidingQuestionFactory,
    ProcessFactory,
    ThemeFactory,
)
from tests.reports.cafes import hold_cafe, note_down, seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATHS = ["/auswertung/world-cafes/", "/auswertung/world-cafes/wohnen/"]


@pytest.fixture
def field(db):
    process = ProcessFactory(is_current=True)
    return ActionFieldFactory(process=process, slug="wohnen", title="Wohnen")


@pytest.mark.parametrize("path", PATHS)
def test_empty_pages_are_accessible(page, live_server, log_in, field, reader, path):
    log_in(reader)
    page.goto(live_server.url + path)

    check_page(page)


@pytest.mark.parametrize("width", [1440, 820, 390])
@pytest.mark.parametrize("path", PATHS)
def test_filled_pages_are_accessible(
    page, live_server, log_in, field, reader, path, width
):
    question = GuidingQuestionFactory(process=field.process)
    theme = ThemeFactory(action_field=field)
    for title in ("Ehrenamt", "Hauptamt der Verwaltung", "Migrantenorganisationen"):
        sitting = seat(hold_cafe(field.process, title), field, dots=9)
        for _ in range(12):
            note_down(sitting, question, theme=theme, dots=1)
    log_in(reader)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url + path)

    check_page(page)
