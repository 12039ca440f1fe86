import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.accessibility import check_page
from worldcafe.models import Cafe, Round, Sitting
from worldcafe.services.rounds import start_round

pytestmark = pytest.mark.browser


def test_cafe_is_closed_reopened_and_every_page_is_accessible(
    page, log_in, manager, live_server, cafe, write
):
    log_in(manager)
    write("Zu wenig")
    start_round(Round.objects.select_related("cafe").get(number=1))
    Sitting.objects.update(people=12, participation_dots=30)
    page.goto(live_server.url + reverse("worldcafe-setup:close", args=[cafe.pk]))
    check_page(page)

    page.get_by_role("button", name="Ja, abschließen").click()
    page.get_by_text("Das World Café ist abgeschlossen.").wait_for()
    check_page(page)
    page.get_by_role("link", name="Wieder öffnen").click()
    page.get_by_label("Warum wird es wieder geöffnet?").wait_for()
    check_page(page)
    page.get_by_role("button", name="Wieder öffnen").click()
    page.get_by_role("alert").wait_for()
    check_page(page)
    page.get_by_label("Warum wird es wieder geöffnet?").fill("Tisch 2 fehlt noch.")
    page.get_by_role("button", name="Wieder öffnen").click()
    page.get_by_text("Das World Café ist wieder offen.").wait_for()
    check_page(page)

    expect(page.get_by_text("„Tisch 2 fehlt noch.“")).to_be_visible()
    assert Cafe.objects.get().is_open
