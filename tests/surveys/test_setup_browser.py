"""The set-up of the questionnaire in a browser."""

import pytest

from surveys.models import Attribute
from tests.accessibility import check_page
from tests.factories import (
    AttributeFactory,
    ChannelFactory,
    QuestionnaireFactory,
    ResponseFactory,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def current(questionnaire):
    questionnaire.process.is_current = True
    questionnaire.process.save()
    return questionnaire


def test_empty_overview_is_accessible(visit):
    QuestionnaireFactory(process__is_current=True)

    check_page(visit("overview"))


def test_filled_overview_is_accessible(visit, current):
    edition = current.editions.get()
    edition.is_default_wording = True
    edition.save()
    AttributeFactory(edition=edition)
    ChannelFactory(questionnaire=current, revoked_on="2026-03-02")
    check_page(visit("overview"))
    ResponseFactory(channel__questionnaire=current, edition=edition)

    check_page(visit("overview"))


@pytest.mark.parametrize("name", ["edit", "question-add", "attribute-add"])
def test_forms_are_accessible(visit, current, name):
    page = visit(name)
    check_page(page)
    for field in page.locator("main input[type=text], main input[type=date]").all():
        field.fill("")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("alert").wait_for()

    check_page(page)


def test_form_of_an_option_is_accessible(visit, current):
    check_page(visit("option-add", Attribute.objects.get().pk))


def test_draft_and_what_is_asked_before_are_accessible(visit, current):
    edition = current.editions.get()
    ResponseFactory(channel__questionnaire=current, edition=edition)
    page = visit("overview")
    page.get_by_role("button", name="Neue Fassung beginnen").click()
    page.get_by_text("Das ist ein Entwurf").wait_for()
    check_page(page)
    copy = current.editions.draft().questions.first()

    for name, *args in (
        ("question", copy.pk),
        ("question-delete", copy.pk),
        ("edition-release",),
        ("edition-discard",),
    ):
        check_page(visit(name, *args))


def test_channel_is_accessible_with_its_link_and_without(visit, current, channel):
    page = visit("channel", channel.pk)
    check_page(page)

    page.get_by_role("button", name="Link sperren").click()

    page.get_by_role("button", name="Link wieder öffnen").wait_for()
    check_page(page)


def test_new_channel_is_accessible_with_what_is_wrong(visit, current, channel):
    page = visit("channel-add")
    check_page(page)
    page.get_by_label("Name").fill(channel.name)
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("gibt es schon").first.wait_for()

    check_page(page)


def test_first_channel_is_ready_to_hand_out(visit, current):
    page = visit("overview")
    page.get_by_role("link", name="Ausgabestelle anlegen").click()
    page.get_by_label("Name").fill("Volkshochschule")
    page.get_by_label("Art").select_option(label="Bildungsträger")
    page.get_by_role("button", name="Speichern").click()
    picture = page.get_by_role("img", name="QR-Code zum Fragebogen")
    picture.wait_for()

    assert picture.evaluate(
        "image => image.decode().then(() => image.naturalWidth > 100)"
    )
    page.locator(".qr-card__link a").click()
    page.get_by_role("link", name="Ich antworte allein").wait_for()
