"""The set-up of the staff survey in a browser."""

import pytest
from django.urls import reverse

from ilmkreis_integration.access import Role
from staffsurvey.models import Code
from tests.accessibility import check_page
from tests.factories import (
    CodeFactory,
    EnvelopeFactory,
    FocusAreaFactory,
    OpeningFactory,
    OpinionFactory,
    PartyFactory,
    SlipPrintFactory,
    StaffSurveyFactory,
    TopicFactory,
    UserFactory,
    VersionDocumentFactory,
)
from tests.pdf import page_texts

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
def test_forms_are_accessible(page, visit, draft, name):
    visit(name)
    check_page(page)
    page.get_by_label("Titel").fill("")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("alert").wait_for()

    check_page(page)


def test_form_of_a_focus_area_is_accessible(visit, draft):
    check_page(visit("focus-area-add", draft.topics.first().pk))


def test_owners_of_a_topic_are_chosen_by_name_of_the_topic(page, visit, draft):
    topic = draft.topics.first()
    check_page(visit("topic-owners", topic.pk))
    person = UserFactory(username="thema", role=Role.TOPIC)
    visit("topic-owners", topic.pk)
    page.get_by_role("heading", name=f"Verantwortliche für „{topic}“").wait_for()
    check_page(page)
    page.get_by_label("thema").check()
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Gespeichert.", exact=True).wait_for()

    assert list(topic.owners.all()) == [person]


def test_question_before_deleting_is_accessible(visit, draft):
    check_page(visit("topic-delete", draft.topics.first().pk))


def test_pages_before_the_start_are_accessible(page, visit, draft, manager):
    check_page(visit("versions"))
    visit("version-present")
    check_page(page)
    page.get_by_role("button", name="Ja, vorlegen").click()
    page.get_by_text("liegt vor.").wait_for()
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


@pytest.mark.parametrize(
    ("label", "typed", "sheets"),
    [
        ("Ein Öffnungs-Passwort", {"Öffnungs-Passwort": "falsch"}, 2),
        ("Zwei Hälften", {"Erste Hälfte": "falsch", "Zweite Hälfte": "falsch"}, 4),
    ],
)
def test_key_is_made_printed_and_tried(page, visit, draft, label, typed, sheets):
    check_page(visit("key"))
    page.get_by_label(label).check()
    page.get_by_role("button", name="Schlüssel erzeugen").click()
    page.get_by_role("heading", name="Öffnungs-Passwort: jetzt drucken").wait_for()
    check_page(page)
    assert len(page_texts(page.pdf(prefer_css_page_size=True))) == sheets
    words = [
        " ".join(t.split("\n"))
        for t in page.locator("ol.sheet__words").all_inner_texts()
    ]
    right = dict(zip(typed, dict.fromkeys(words), strict=True))

    check_page(visit("key"))
    page.get_by_role("link", name="Probeumschlag öffnen").click()
    check_page(page)
    for entries in ({}, typed):
        for field, value in entries.items():
            page.get_by_label(field).fill(value)
        page.get_by_role("button", name="Probeumschlag öffnen").click()
        page.get_by_role("alert").first.wait_for()
        check_page(page)
    for field, value in right.items():
        page.get_by_label(field).fill(value)
    page.get_by_role("button", name="Probeumschlag öffnen").click()
    page.get_by_text("Der Probeumschlag ist offen").wait_for()
    check_page(page)
    assert draft.box.tried_on


def test_slips_are_accessible(page, visit, coded):
    SlipPrintFactory(survey=coded, slips=700)
    check_page(visit("slips"))
    page.get_by_role("button", name="PDF mit Zetteln erzeugen").click()
    page.get_by_role("alert").first.wait_for()
    check_page(page)
    with page.expect_download() as download:
        page.get_by_label("Anzahl der Zettel").fill("10")
        page.get_by_role("button", name="PDF mit Zetteln erzeugen").click()

    assert download.value.suggested_filename == "zettel-mitarbeiterbefragung.pdf"
    assert Code.objects.filter(box=coded.box).count() == 10


def test_survey_starts_from_the_list_of_what_is_missing(page, visit, coded):
    check_page(visit("start"))
    SlipPrintFactory(survey=coded)
    CodeFactory(box=coded.box)
    check_page(visit("start"))
    page.get_by_role("button", name="Befragung starten").click()
    page.get_by_role("alert").first.wait_for()
    check_page(page)

    page.get_by_label("Der Webserver").check()
    page.get_by_label("Die Zettel werden gezogen").check()
    page.get_by_label("Sicherungen der Datenbank").fill("keine")
    page.get_by_role("button", name="Befragung starten").click()
    page.get_by_text("Die Befragung ist gestartet.").wait_for()
    for name in ("overview", "key", "slips", "prolong", "end"):
        check_page(visit(name))


def test_page_of_a_binding_version_is_accessible(visit, locked):
    VersionDocumentFactory(version=locked, kind="signed")

    check_page(visit("version", locked.pk))
    check_page(visit("version-signed-upload", locked.pk))


def test_overview_is_accessible_to_the_end(visit, closed):
    EnvelopeFactory.create_batch(10, box=closed.box)
    check_page(visit("overview"))
    closed.box.delete()
    OpeningFactory(survey=closed)

    check_page(visit("overview"))


def test_running_overview_without_codes_is_accessible(visit, survey):
    check_page(visit("overview"))


def test_error_of_a_box_has_the_width_of_the_form(page, visit, ready):
    visit("start")
    page.get_by_role("button", name="Befragung starten").click()
    error = page.get_by_text("Bitte lassen Sie sich das von der IT bestätigen.").last
    error.wait_for()
    page.wait_for_load_state()

    assert error.bounding_box()["height"] < 60  # at most two lines
