"""The pages around the return, the languages and the tablets in a browser."""

from datetime import date

import pytest
from playwright.sync_api import expect

from surveys.translating import key_of
from tests.accessibility import check_page
from tests.factories import (
    ChannelFactory,
    DeviceFactory,
    ReferenceCountFactory,
    ReferenceFactory,
    ResponseFactory,
    TranslationFactory,
)

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def current(questionnaire):
    questionnaire.process.is_current = True
    questionnaire.process.save()


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def is_told_what_is_wrong(page):
    page.get_by_role("alert").first.wait_for()


# --- Return


def test_return_is_accessible_empty_and_filled(visit, channel):
    check_page(visit("returns"))
    ChannelFactory(questionnaire=channel.questionnaire, name="Still", contact="Frau M.")
    for day in (1, 2):
        for _ in range(6):
            ResponseFactory(
                channel=channel,
                edition=channel.questionnaire.editions.get(),
                received_on=date(2026, 3, day),
            )
    reference = ReferenceFactory(
        questionnaire=channel.questionnaire, dimension="attribute-alter"
    )
    ReferenceCountFactory(reference=reference)

    page = visit("returns")

    page.get_by_text("Still").first.wait_for()
    check_page(page)


@pytest.mark.parametrize(
    ("name", "args"), [("reference", ["attribute-alter"]), ("extend", [])]
)
def test_forms_of_the_return_are_accessible(visit, channel, name, args):
    page = visit(name, *args)
    check_page(page)

    press(page, "Speichern")

    is_told_what_is_wrong(page)
    check_page(page)


# --- Languages


def test_languages_are_accessible(visit, questionnaire):
    TranslationFactory(language="ar", german="Weiter", text="التالي")

    for name, *args in (("languages",), ("language", "ar"), ("language", "ti")):
        check_page(visit(name, *args))


def test_translation_is_accessible_and_keeps_what_is_wrong(visit, questionnaire):
    TranslationFactory(language="ar", german="Weiter", text="التالي")
    page = visit("translation", "ar", key_of("Weiter"))
    check_page(page)

    page.get_by_label("Übersetzung").fill("التالي {n}")
    press(page, "Speichern")

    is_told_what_is_wrong(page)
    expect(page.get_by_label("Übersetzung")).to_have_value("التالي {n}")
    check_page(page)


# --- Tablets


def test_adding_a_tablet_is_accessible_from_empty_to_its_code(visit, channel):
    page = visit("device-add", channel.pk)
    check_page(page)
    press(page, "Speichern")
    is_told_what_is_wrong(page)
    check_page(page)

    page.get_by_label("Name").fill("Empfang")
    press(page, "Speichern")

    page.get_by_role("img", name="QR-Code zum Einrichten").wait_for()
    check_page(page)


def test_channel_with_tablets_is_accessible(visit, channel):
    DeviceFactory(channel=channel, name="Empfang")
    DeviceFactory(channel=channel, name="Büro", revoked_on="2026-03-02")

    check_page(visit("channel", channel.pk))


def test_saved_forms_are_accessible_empty_and_with_a_wrong_file(visit, channel):
    page = visit("saved-forms")
    check_page(page)

    page.locator("input[type=file]").set_input_files(
        {"name": "falsch.json", "mimeType": "application/json", "buffer": b"{}"}
    )
    page.get_by_role("main").get_by_role("button").last.click()

    is_told_what_is_wrong(page)
    check_page(page)
