import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ilmkreis_integration.models import Contribution
from surveys.models import OptionCount, Questionnaire, Response
from tests.accessibility import check_page

pytestmark = pytest.mark.browser


@pytest.fixture
def url_of(live_server, channel):
    def build(name="single"):
        return live_server.url + reverse(f"surveys:{name}", args=[channel.code])

    return build


def forward(page):
    page.locator("section.step:visible button[value=weiter]").click()


def back(page):
    page.locator("section.step:visible button[value=zurueck]").click()


def fill_in_single(page):
    page.get_by_label("jung").check()
    forward(page)
    page.locator("textarea:visible").fill("Die Leute sind nett.")
    forward(page)
    forward(page)


@pytest.mark.parametrize("fixture", ["page", "page_without_script"])
def test_single_form_from_start_to_thanks(request, fixture, url_of):
    page = request.getfixturevalue(fixture)
    page.goto(url_of("start"))
    page.get_by_role("link", name="Ich antworte allein").click()
    page.get_by_text("Schritt 1 von 4").wait_for()

    fill_in_single(page)
    expect(page.get_by_text("Schritt 4 von 4")).to_be_visible()
    check = page.locator("section.step:visible")
    expect(check.get_by_text("Die Leute sind nett.")).to_be_visible()
    expect(check.get_by_text("jung")).to_be_visible()
    check.get_by_role("button", name="Absenden").click()

    page.wait_for_url("**/danke/")
    assert Contribution.objects.get().text == "Die Leute sind nett."
    assert OptionCount.objects.get().option.label == "jung"
    assert page.context.cookies() == []


@pytest.mark.parametrize("fixture", ["page", "page_without_script"])
def test_going_back_keeps_what_was_typed(request, fixture, url_of):
    page = request.getfixturevalue(fixture)
    page.goto(url_of())
    page.get_by_label("alt", exact=True).check()
    forward(page)
    page.locator("textarea:visible").fill("Wald und Berge")

    back(page)
    expect(page.get_by_label("alt", exact=True)).to_be_checked()
    forward(page)

    expect(page.locator("textarea:visible")).to_have_value("Wald und Berge")


def test_group_form_counts_with_buttons(page, url_of):
    page.goto(url_of("group"))
    for _ in range(3):
        page.get_by_role("button", name="Anzahl: +1").click()
    forward(page)
    page.get_by_role("button", name="jung: +1").click()
    expect(page.get_by_text("Zusammen: 1 von 3")).to_be_visible()
    forward(page)
    page.locator("textarea:visible").fill("Wir kochen zusammen.")
    for _ in range(3):
        forward(page)
    page.get_by_role("button", name="Absenden").click()

    page.wait_for_url("**/danke/")
    response = Response.objects.get()
    assert (response.people, response.people_is_lower_bound) == (3, False)


def test_form_can_be_filled_in_by_keyboard_alone(page, url_of):
    page.goto(url_of())
    page.get_by_label("jung").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("textarea:visible").focus()
    page.keyboard.type("Alles gut")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("section.step:visible button[value=absenden]").focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/danke/")
    assert Contribution.objects.get().text == "Alles gut"


def test_next_step_begins_at_its_top_at_once(page, url_of):
    page.set_viewport_size({"width": 390, "height": 480})
    page.goto(url_of("single"))
    weiter = page.locator("section:visible button[value=weiter]")
    weiter.scroll_into_view_if_needed()

    weiter.evaluate("button => button.click()")

    assert page.evaluate("scrollY") == 0


def test_double_click_stores_once(page, url_of):
    page.goto(url_of())
    fill_in_single(page)
    page.get_by_role("button", name="Absenden").dblclick()

    page.wait_for_url("**/danke/")
    assert Response.objects.count() == 1


def test_back_button_after_thanks_shows_an_empty_form(page, url_of):
    page.goto(url_of())
    fill_in_single(page)
    page.get_by_role("button", name="Absenden").click()
    page.wait_for_url("**/danke/")

    page.go_back()

    expect(page.get_by_text("Schritt 1 von 4")).to_be_visible()
    expect(page.locator("textarea").first).to_have_value("")
    page.wait_for_function(
        "() => !document.documentElement.outerHTML.includes('Die Leute sind nett.')"
    )


def test_every_state_is_accessible(page, url_of):
    page.goto(url_of("start"))
    check_page(page)
    page.goto(url_of())
    check_page(page)
    forward(page)
    check_page(page)
    forward(page)
    forward(page)
    check_page(page)
    page.get_by_role("button", name="Absenden").click()
    page.get_by_role("alert").wait_for()
    check_page(page)
    page.goto(url_of("thanks"))
    check_page(page)


def test_group_form_is_accessible(page, url_of):
    page.goto(url_of("group"))
    check_page(page)
    page.get_by_label("Anzahl", exact=True).fill("2")
    forward(page)
    page.get_by_label("jung", exact=True).fill("7")
    check_page(page)
    for _ in range(4):
        forward(page)
    page.get_by_role("button", name="Absenden").click()
    page.get_by_role("alert").wait_for()
    check_page(page)


def test_closed_page_is_accessible(page, url_of):
    Questionnaire.objects.update(closes_on="2017-07-31")

    page.goto(url_of("start"))

    check_page(page)
