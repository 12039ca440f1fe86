"""The wall in a browser: its clock, its signs, its sound, and a network that fails."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.accessibility import check_page
from tests.worldcafe.clocks import clock, is_right, runs_down
from worldcafe.models import Cafe, Mark, Round, Sitting
from worldcafe.services.closing import close_cafe
from worldcafe.services.notes import change_note, mark_note
from worldcafe.services.rounds import (
    extend_round,
    show_harvest,
    start_round,
    stop_round,
)

pytestmark = pytest.mark.browser

PICKED_UP = 5000  # milliseconds, as promised
# What a tone would do, written down instead of heard.
LISTENING = """
window.heard = [];
const create = AudioContext.prototype.createOscillator;
AudioContext.prototype.createOscillator = function () {
  window.heard.push(performance.now());
  return create.call(this);
};
"""


@pytest.fixture
def wall(live_server, cafe):
    return live_server.url + reverse("worldcafe:projector", args=[cafe.code])


@pytest.fixture
def rounds(cafe):
    return list(Round.objects.select_related("cafe").order_by("number"))


def begin_with(round_, *, seconds_left):
    start_round(round_)
    begun = timezone.now() + timedelta(seconds=seconds_left) - timedelta(minutes=25)
    Round.objects.filter(pk=round_.pk).update(started_at=begun)


def heading(page, text):
    page.get_by_role("heading", name=text, level=1).wait_for(timeout=PICKED_UP)


def test_wall_follows_the_moderator_within_five_seconds(page, wall, cafe, rounds):
    page.goto(wall)
    heading(page, "Herzlich willkommen")

    start_round(rounds[0])
    heading(page, "Runde 1 von 2")
    is_right(page, rounds[0])
    extend_round(rounds[0], minutes=5)
    expect(clock(page)).to_have_text(re.compile("^(29|30):"), timeout=PICKED_UP)
    stop_round(rounds[0])
    heading(page, "Wechsel")
    show_harvest(cafe, is_shown=True)
    heading(page, "Unsere Ernte")
    close_cafe(cafe)
    heading(page, "Vielen Dank!")


@pytest.mark.parametrize(
    ("seconds_left", "words", "frame"),
    [
        (600, "^$", "none"),
        (290, "bald Schluss", "dotted"),
        (100, "zum Schluss", "dashed"),
        (-5, "Zeit ist um", "double"),
    ],
)
def test_sign_is_made_of_words_and_a_frame(
    page, wall, rounds, seconds_left, words, frame
):
    begin_with(rounds[0], seconds_left=seconds_left)

    page.goto(wall)

    shown = page.locator("[data-sign]")
    expect(shown).to_have_text(re.compile(words))
    expect(shown).to_have_css("border-top-style", frame)


@pytest.mark.parametrize(("minutes", "tones"), [(5, 1), (2, 2), (0, 3)])
def test_signs_are_heard_once_the_sound_is_on(page, wall, rounds, minutes, tones):
    page.add_init_script(LISTENING)
    page.goto(wall)
    expect(page.get_by_text("Der Ton ist aus.")).to_be_visible()

    page.get_by_role("button", name="Ton an").click()
    page.get_by_text("Der Ton ist an").wait_for()
    sample = page.evaluate("window.heard.length")
    begin_with(rounds[0], seconds_left=60 * minutes + 7)
    page.wait_for_function("before => window.heard.length > before", arg=sample)

    assert sample == 1
    assert page.evaluate("window.heard.length") == sample + tones
    words = f"Noch {minutes} Minuten" if minutes else "Die Runde ist zu Ende."
    expect(page.locator("[data-announce]")).to_have_text(words)
    page.get_by_role("button", name="Ton aus").click()
    page.get_by_text("Der Ton ist aus.").wait_for()


def test_without_sound_there_are_signs_only(page, wall, rounds):
    begin_with(rounds[0], seconds_left=125)
    page.add_init_script(LISTENING)
    page.goto(wall)

    page.get_by_text("Bitte zum Schluss kommen").wait_for()

    assert page.evaluate("window.heard.length") == 0


def test_clock_goes_on_without_network_and_says_so(page, wall, rounds):
    start_round(rounds[0])
    page.goto(wall)
    page.context.set_offline(True)
    page.get_by_text("Keine Verbindung. Die Uhr läuft weiter.").wait_for()

    runs_down(page)

    stop_round(rounds[0])
    page.context.set_offline(False)
    heading(page, "Wechsel")
    expect(page.locator("[data-network]")).to_be_empty()


def test_what_has_not_changed_is_not_drawn_again(page, wall, cafe):
    page.goto(wall)
    shown = page.locator("[data-follow]")
    shown.evaluate("part => { part.dataset.held = 'yes'; }")

    for _ in range(2):  # the second question follows what the first one brought
        with page.expect_request("**/leinwand/stand/"):
            pass

    expect(shown).to_have_attribute("data-held", "yes")


def test_wrong_time_of_the_device_plays_no_part(browser, wall, rounds):
    start_round(rounds[0])
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("Date.now = () => 0")

    page.goto(wall)

    is_right(page, rounds[0])
    context.close()


def test_without_script_the_wall_says_until_when(page_without_script, wall, rounds):
    start_round(rounds[0])

    page_without_script.goto(wall)

    expect(clock(page_without_script)).to_have_text(re.compile("^bis "))
    expect(page_without_script.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize(
    "size",
    [(1024, 768), (1920, 1080), (390, 844)],
    ids=["small projector", "large projector", "phone"],
)
def test_wall_is_accessible_in_every_phase_and_fits(
    page, wall, cafe, rounds, table, write, size
):
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    card = change_note(write("Zu wenig Wohnungen"), version=1, weighting_dots=5)
    later = Sitting.objects.get(table=table, round__number=2)
    mark_note(card, sitting=later, kind=Mark.Kind.CONTRADICTED)

    def check(text):
        page.goto(wall)
        heading(page, text)
        overflow = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        )
        assert overflow[0] <= width
        assert width == 390 or overflow[1] <= height
        check_page(page)

    check("Herzlich willkommen")
    begin_with(rounds[0], seconds_left=290)
    check("Runde 1 von 2")
    Round.objects.update(started_at=timezone.now() - timedelta(hours=1))
    Round.objects.filter(number=2).update(started_at=None)
    check("Runde 1 von 2")
    stop_round(rounds[0])
    check("Wechsel")
    start_round(rounds[1])
    stop_round(rounds[1])
    check("Alle Runden sind vorbei")
    show_harvest(cafe, is_shown=True)
    check("Unsere Ernte")
    Cafe.objects.update(state=Cafe.State.CLOSED)
    check("Vielen Dank!")
