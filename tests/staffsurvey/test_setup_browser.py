"""The set-up of the staff survey in a browser."""

import pytest
from django.urls import reverse

from tests.accessibility import check_page
from tests.factories import (
    FocusAreaFactory,
    OpinionFactory,
    PartyFactory,
    StaffSurveyFactory,
    TopicFactory,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(page, live_server, log_in, manager):
    """Go to a route as manager: `visit("topic", topic.pk)`."""
    log_in(manager)

    def go(name, *args):
        page.goto(live_server.url + reverse(f"staffsurvey-setup:{name}", args=args))
        return page

    return go


def test_empty_overview_is_accessible(visit):
    StaffSurveyFactory(process__is_current=True)

    check_page(visit("overview"))


def test_filled_overview_is_accessible(visit, draft):
    FocusAreaFactory(topic=draft.topics.first(), is_default_wording=True)
    TopicFactory(survey=draft, description="Was dazu gehört.")

    page = visit("overview")

    check_page(page)
    picture = page.get_by_role("img", name="QR-Code")
    assert picture.evaluate("image => image.naturalWidth > 100")


@pytest.mark.parametrize("name", ["edit", "topic-add"])
def test_forms_are_accessible(page, visit, survey, name):
    visit(name)
    check_page(page)
    page.get_by_label("Titel").fill("")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("alert").wait_for()

    check_page(page)


def test_form_of_a_focus_area_is_accessible(visit, draft):
    check_page(visit("focus-area-add", draft.topics.first().pk))


def test_question_before_deleting_is_accessible(visit, draft):
    check_page(visit("topic-delete", draft.topics.first().pk))


def test_pages_before_the_start_are_accessible(page, visit, draft, manager):
    check_page(visit("versions"))
    visit("version-present")
    check_page(page)
    page.get_by_role("button", name="Ja, vorlegen").click()
    OpinionFactory(
        version=draft.versions.get(),
        party=PartyFactory(survey=draft),
        verdict="objected",
        remark="Zu lang.",
    )
    page.reload()
    check_page(page)
    for name in ("slips", "start"):
        check_page(visit(name))
    page.get_by_role("button", name="Befragung starten").click()
    page.get_by_role("alert").first.wait_for()
    check_page(page)
