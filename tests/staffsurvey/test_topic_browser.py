"""Reading the comments on a topic, and passing one on, in a browser."""

import pytest
from playwright.sync_api import expect

from staffsurvey.models import FocusArea
from tests.accessibility import check_page
from tests.factories import CommentFactory, TopicFactory

pytestmark = pytest.mark.browser

TOPICS = "/kommentare/themen/"


@pytest.fixture
def comment(survey):
    area = FocusArea.objects.get(slug="wohnen")
    return CommentFactory(
        focus_area=area,
        contribution__text="Es fehlen Wohnungen.",
        is_masked=True,
        may_be_quoted=True,
    )


@pytest.fixture
def visit(page, live_server, log_in, owner):
    log_in(owner)

    def go(path=TOPICS):
        page.goto(live_server.url + path)
        return page

    return go


def test_empty_pages_are_accessible(visit, survey, owner):
    check_page(visit())
    survey.topics.get(slug="konzept").owners.remove(owner)
    check_page(visit())


def test_list_of_topics_is_accessible(visit, survey, owner, comment):
    TopicFactory(survey=survey).owners.add(owner)

    check_page(visit())


def test_comment_is_found_passed_on_and_taken_back(visit, comment):
    page = visit()
    check_page(page)
    page.get_by_label("Wörter oder Beleg-Nr.").fill("Bus")
    page.keyboard.press("Enter")
    page.get_by_text("0 Kommentare mit „Bus“").wait_for()
    check_page(page)
    page.get_by_role("link", name="Alle zeigen").click()

    page.get_by_role("link", name=f"Weitergeben {comment.contribution.code}").click()
    check_page(page)
    page.get_by_role("button", name="Weitergeben").click()
    page.get_by_text("Dieses Feld ist zwingend erforderlich.").first.wait_for()
    check_page(page)
    page.get_by_label("Wohin gehört der Kommentar?").select_option(index=1)
    page.get_by_label("Grund").fill("Es geht um Kinder.")
    page.get_by_role("button", name="Weitergeben").click()
    page.get_by_role("heading", name="An andere Themen weitergegeben").wait_for()
    check_page(page)

    page.get_by_role("link", name="Zurückholen").click()
    check_page(page)
    page.get_by_role("button", name="Ja, rückgängig machen").click()
    page.get_by_text("Der Kommentar steht wieder bei").wait_for()
    check_page(page)


def test_everything_works_without_javascript(
    page_without_script, live_server, page, log_in, owner, comment
):
    log_in(owner)
    page_without_script.context.add_cookies(page.context.cookies())
    page_without_script.goto(live_server.url + TOPICS)

    page_without_script.get_by_role("link", name="Weitergeben").click()
    page_without_script.get_by_label("Wohin").select_option(index=1)
    page_without_script.get_by_label("Grund").fill("Es geht um Kinder.")
    page_without_script.get_by_role("button", name="Weitergeben").click()

    page_without_script.get_by_text("Weitergegeben an").wait_for()


def test_paper_shows_the_comments_only(visit, comment):
    page = visit()
    page.emulate_media(media="print")

    expect(page.get_by_text("Es fehlen Wohnungen.")).to_be_visible()
    expect(page.get_by_label("Wörter oder Beleg-Nr.")).to_be_hidden()
    expect(page.get_by_role("link", name="Weitergeben")).to_be_hidden()
