"""The moderator's page in a browser, with and without JavaScript."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.accessibility import check_page
from tests.conftest import logged_in
from tests.worldcafe.clocks import clock, runs_down
from worldcafe.models import Cafe, Note, Round, Sitting
from worldcafe.services.closing import close_cafe
from worldcafe.services.rounds import start_round

pytestmark = pytest.mark.browser

PICKED_UP = 6000  # milliseconds


@pytest.fixture
def moderation(live_server, cafe):
    return live_server.url + reverse("worldcafe-setup:moderation", args=[cafe.pk])


@pytest.fixture
def moderator(log_in, manager, page, moderation):
    log_in(manager)
    page.goto(moderation)
    return page


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_rounds_are_led_from_beginning_to_harvest(moderator, cafe):
    page = moderator
    press(page, "Runde 1 beginnen")
    page.get_by_role("heading", name="Runde 1 von 2 läuft").wait_for()
    expect(clock(page)).to_have_text(re.compile("^(24|25):"))
    press(page, "5 Minuten länger")
    expect(clock(page)).to_have_text(re.compile("^(29|30):"))
    press(page, "Runde 1 beenden")
    page.get_by_role("heading", name="Runde 1 ist beendet").wait_for()
    expect(clock(page)).to_have_count(0)
    press(page, "Runde 2 beginnen")
    page.get_by_role("heading", name="Runde 2 von 2 läuft").wait_for()
    press(page, "Ernte auf der Leinwand zeigen")
    page.get_by_text("Die Ernte ist auf der Leinwand", exact=True).wait_for()

    assert Cafe.objects.get().is_harvest_shown
    assert Round.objects.get(number=1).stopped_at


def test_tables_are_shown_anew_without_losing_the_place(moderator, cafe, write):
    page = moderator
    start_round(Round.objects.select_related("cafe").get(number=1))
    button = page.get_by_role("button", name="Runde 1 neu beginnen")
    button.wait_for(timeout=PICKED_UP)
    button.focus()

    write("Zu wenig")
    Sitting.objects.filter(round__number=1).update(people=7)
    cafe.tables.update(seen_at=timezone.now())

    row = page.get_by_role("row", name="Tisch 1 Wohnen 7 1 noch nicht gerade eben")
    row.wait_for(timeout=PICKED_UP)
    expect(button).to_be_focused()


def test_lost_network_is_told_and_the_clock_goes_on(moderator, moderation, cafe):
    page = moderator
    start_round(Round.objects.select_related("cafe").get(number=1))
    page.goto(moderation)

    page.context.set_offline(True)
    page.get_by_text("Keine Verbindung.").wait_for()

    runs_down(page)
    page.context.set_offline(False)
    page.locator("[data-network]:empty").wait_for(
        state="attached", timeout=2 * PICKED_UP
    )


def test_duplicates_are_merged_and_separated_by_keyboard(moderator, write):
    page = moderator
    for text in ("Zu wenig Wohnungen", "Wohnungen fehlen", "Busse"):
        write(text)
    page.get_by_role("link", name="Doppelte Notizen zusammenlegen").press("Enter")
    page.get_by_label("Zu wenig Wohnungen").press("Space")
    page.get_by_label("Wohnungen fehlen").press("Space")
    page.get_by_role("button", name="Gewählte zusammenlegen").press("Enter")
    page.get_by_role("heading", name="Welcher Wortlaut bleibt?").wait_for()
    page.get_by_label("Wohnungen fehlen").press("Space")
    page.get_by_role("button", name="Zusammenlegen").press("Enter")

    page.get_by_text("W1-T1-R1-02 steht jetzt für alle").wait_for()
    expect(page.get_by_text("Steht auch für:")).to_be_visible()
    page.get_by_role("button", name="Wieder trennen").press("Enter")
    page.get_by_text("Die Notizen stehen wieder für sich.").wait_for()
    assert not Note.objects.exclude(merged_into=None).exists()


def test_everything_works_without_script(
    browser, live_server, manager, moderation, write
):
    write("Eins")
    write("Zwei")
    context = browser.new_context(locale="de-DE", java_script_enabled=False)
    session = logged_in(manager).cookies["sessionid"].value
    context.add_cookies(
        [{"name": "sessionid", "value": session, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(moderation)

    press(page, "Runde 1 beginnen")
    expect(clock(page)).to_have_text(re.compile("^bis "))
    before = clock(page).inner_text()
    press(page, "1 Minute länger")
    expect(clock(page)).not_to_have_text(before)
    press(page, "Runde 1 beenden")
    page.get_by_role("heading", name="Runde 1 ist beendet").wait_for()
    page.get_by_role("link", name="Doppelte Notizen zusammenlegen").click()
    page.get_by_label("Eins").check()
    page.get_by_label("Zwei").check()
    press(page, "Gewählte zusammenlegen …")
    press(page, "Zusammenlegen")

    page.get_by_text("steht jetzt für alle").wait_for()
    assert Note.objects.exclude(merged_into=None).count() == 1
    assert Round.objects.get(number=1).extra_minutes == 1
    context.close()


def test_pages_are_accessible_in_every_state(moderator, moderation, cafe, write):
    page = moderator
    duplicates = moderation + "doppelte/"

    def check(address):
        page.goto(address)
        check_page(page)

    check(moderation)
    check(duplicates)
    one, two, three = write("Wohnungen " * 30), write("Wohnungen"), write("Busse")
    Sitting.objects.update(people=12, participation_dots=30)
    start_round(Round.objects.select_related("cafe").get(number=1))
    check(moderation)
    Round.objects.filter(number=1).update(started_at=timezone.now().replace(year=2020))
    check(moderation)
    page.get_by_text("Die Zeit ist um.").wait_for()
    press(page, "Runde 1 beenden")
    page.get_by_role("heading", name="Runde 1 ist beendet").wait_for()
    check_page(page)
    check(duplicates)
    check(f"{moderation}zusammenlegen/?notiz={one.pk}&notiz={two.pk}&notiz={three.pk}")
    press(page, "Zusammenlegen")
    page.get_by_text("steht jetzt für alle").wait_for()
    check_page(page)
    close_cafe(cafe)
    check(moderation)
    check(duplicates)
