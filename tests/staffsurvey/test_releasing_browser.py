"""Reading and releasing in a browser."""

import pytest
from playwright.sync_api import expect

from staffsurvey.models import Comment, FocusArea, HeldComment
from tests.accessibility import check_page
from tests.conftest import logged_in
from tests.factories import CommentFactory, HeldCommentFactory

pytestmark = pytest.mark.browser

QUEUE = "/kommentare/freigabe/"
TEXT = "Die mit den roten Haaren aus Zimmer 214 hilft Anna Muster immer."


@pytest.fixture
def area(survey):
    return FocusArea.objects.get(slug="wohnen")


@pytest.fixture
def visit(page, live_server, log_in, releaser):
    log_in(releaser)

    def go(path=QUEUE):
        page.goto(live_server.url + path)
        return page

    return go


@pytest.fixture
def held(area):
    return HeldCommentFactory(focus_area=area, text=TEXT)


def test_queue_is_accessible(visit, survey, area, held):
    HeldCommentFactory(focus_area=area, text="Der Bus fährt selten.")
    page = visit()
    check_page(page)
    page.goto(f"{page.url}?zeige=mit-hinweisen")
    check_page(page)


def test_proposal_of_somebody_else_is_accessible(visit, survey, held, manager):
    survey.needs_two_readers = True
    survey.save()
    HeldComment.objects.update(proposal="release", proposed_by=manager)

    check_page(visit())


def test_empty_queues_are_accessible(visit, area):
    check_page(visit())
    CommentFactory(focus_area=area)
    check_page(visit())


def test_wrong_passage_is_accessible(visit, held):
    page = visit()
    page.get_by_text("Andere Stelle unkenntlich machen").click()
    page.get_by_label("Welche Stelle?").fill("steht nicht da")
    page.get_by_role("button", name="Diese Stelle").click()
    page.get_by_text("So steht das nicht im Kommentar.").wait_for()

    check_page(page)


def test_withheld_comments_are_accessible(visit, held):
    check_page(visit("/kommentare/freigabe/zurueckgehalten/"))
    HeldComment.objects.update(is_withheld=True)
    page = visit("/kommentare/freigabe/zurueckgehalten/")
    check_page(page)
    page.get_by_role("link", name="Endgültig löschen").click()
    check_page(page)


def test_proposals_for_what_is_withheld_are_accessible(visit, survey, held, manager):
    survey.needs_two_readers = True
    survey.save()
    HeldComment.objects.update(
        is_withheld=True, proposal="destroy", proposed_by=manager
    )

    page = visit("/kommentare/freigabe/zurueckgehalten/")
    check_page(page)
    page.get_by_role("link", name="Endgültig löschen").click()
    check_page(page)


def test_comment_is_masked_by_mouse_and_released_by_keyboard(visit, area, held):
    page = visit()
    page.get_by_role("button", name="Zimmer 214").click()
    original = page.locator("[data-original]")
    expect(original).to_contain_text("[Zimmer]")
    page.wait_for_load_state()  # a script takes over what is selected
    original.evaluate(
        """element => {
          const text = element.firstChild;
          getSelection().setBaseAndExtent(text, 8, text, 24);
        }"""
    )
    page.get_by_label("Was steht stattdessen da?").select_option("[Person]")
    page.get_by_role("button", name="Diese Stelle").click()
    expect(original).to_contain_text("Die mit [Person] aus [Zimmer]")
    page.wait_for_load_state()  # and listens to the keys
    page.keyboard.press("w")
    page.keyboard.press("f")
    page.get_by_text("Alles gelesen.").wait_for()

    comment = Comment.objects.get()
    assert comment.contribution.text.startswith("Die mit [Person] aus [Zimmer] hilft")
    assert comment.may_be_quoted


def test_keys_do_nothing_while_somebody_writes(visit, held):
    page = visit()
    page.keyboard.press("s")
    page.keyboard.type("fz")

    expect(page.get_by_label("Welche Stelle?")).to_have_value("fz")
    assert HeldComment.objects.waiting().count() == 1


def test_everything_works_without_script(
    page_without_script, live_server, releaser, held
):
    session = logged_in(releaser).cookies["sessionid"].value
    page = page_without_script
    page.context.add_cookies(
        [{"name": "sessionid", "value": session, "url": live_server.url}]
    )
    page.goto(live_server.url + QUEUE)
    page.get_by_text("Andere Stelle unkenntlich machen").click()
    page.get_by_label("Welche Stelle?").fill("Anna Muster")
    page.get_by_role("button", name="Diese Stelle").click()
    page.get_by_text("hilft [Name] immer").wait_for()
    page.get_by_role("button", name="Zurückhalten").click()
    page.get_by_text("Der Kommentar ist zurückgehalten.").wait_for()

    assert HeldComment.objects.get().is_withheld
