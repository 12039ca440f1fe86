"""Getting things to print as the manager does it, in a real browser."""

import pytest
from django.urls import reverse

from tests.accessibility import check_page
from tests.factories import ChannelFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def current(questionnaire):
    questionnaire.process.is_current = True
    questionnaire.process.save()


def download(page, button):
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return waiting.value.suggested_filename


def test_form_comes_in_the_language_that_was_chosen(
    page, live_server, log_in, manager, channel
):
    log_in(manager)
    page.goto(live_server.url + reverse("surveys-setup:channel", args=[channel.pk]))
    check_page(page)

    page.get_by_label("Hilfe auf dem Papierbogen").select_option("ti")

    name = channel.name.replace(" ", "-")
    assert download(page, "Einzelbogen") == (
        f"Fragebogen-Einzelbogen-Deutsch-Tigrinya-{name}.pdf"
    )
    assert download(page, "Gruppenbogen") == (
        f"Fragebogen-Gruppenbogen-Deutsch-Tigrinya-{name}.pdf"
    )


def test_pages_are_accessible_empty_and_filled(
    page, live_server, log_in, manager, questionnaire
):
    log_in(manager)
    printed = live_server.url + reverse("surveys-setup:printed")
    page.goto(printed)
    check_page(page)

    ChannelFactory(questionnaire=questionnaire)
    page.goto(printed)
    check_page(page)

    page.get_by_role("link", name="Anleitung ansehen").click()
    page.get_by_role("heading", name="So geht’s: den Fragebogen ausgeben").wait_for()
    check_page(page)
