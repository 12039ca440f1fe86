"""The frame, the settings and the accounts in a browser."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.urls import reverse
from playwright.sync_api import expect

from ilmkreis_integration import views
from ilmkreis_integration.access import Role
from tests.accessibility import check_page
from tests.factories import (
    PASSWORD,
    ActionFieldFactory,
    ProcessFactory,
    ReachReviewFactory,
    StageFactory,
    UserFactory,
)

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 780}
TYPED = "main input:visible:not([type=radio], [type=checkbox]), main textarea:visible"


@pytest.fixture
def process(db):
    return ProcessFactory(
        is_current=True,
        is_example=True,
        mission="Alle sollen mitwirken.",
        contact_name="Anna Muster",
        contact_email="integration@example.org",
        address="Ritterstraße 14\n99310 Arnstadt",
    )


@pytest.fixture
def filled(process):
    """A process with two steps, two fields and a question that was answered."""
    stages = [StageFactory(process=process, starts_on="2026-03-02") for _ in range(2)]
    ReachReviewFactory(after_stage=stages[0])
    for _ in range(2):
        ActionFieldFactory(process=process, description="Worum es geht.")
    ProcessFactory()
    return process


@pytest.fixture
def visit(page, live_server):
    """Go to a route: `visit("setup:stage", stage.pk)`."""

    def go(name, *args):
        page.goto(live_server.url + reverse(name, args=args))
        return page

    return go


def press(page, name):
    page.get_by_role("button", name=name).click()


def check_form(page):
    """Check a form as it comes, and with what is wrong in it."""
    check_page(page)
    for field in page.locator(TYPED).all():
        field.fill("")
    press(page, "Speichern")
    page.get_by_role("alert").wait_for()
    check_page(page)


# --- Accessibility of every page


def test_empty_settings_are_accessible(visit, log_in, manager):
    ProcessFactory(is_current=True)
    log_in(manager)

    check_page(visit("setup:overview"))


def test_filled_settings_are_accessible(visit, log_in, manager, filled):
    log_in(manager)
    page = visit("setup:overview")
    check_page(page)

    press(page, "Zu diesem Verfahren wechseln")

    page.get_by_text("Alle Seiten zeigen jetzt").wait_for()
    check_page(page)


@pytest.mark.parametrize("name", ["process", "stage-add", "field-add"])
def test_forms_of_the_settings_are_accessible(visit, log_in, manager, filled, name):
    log_in(manager)

    check_form(visit(f"setup:{name}"))


def test_question_before_deleting_is_accessible(visit, log_in, manager, filled):
    used, unused = filled.stages.all()
    log_in(manager)

    check_page(visit("setup:stage-delete", unused.pk))
    check_page(visit("setup:stage-delete", used.pk))


def test_accounts_are_accessible(visit, log_in, manager, process):
    UserFactory(username="aus", is_active=False)
    UserFactory(username="wartung", is_superuser=True)
    other = UserFactory(username="anna.muster", role=Role.READING)
    log_in(manager)

    check_page(visit("setup:accounts"))
    check_page(visit("setup:account", other.pk))
    check_page(visit("setup:account-password", other.pk))
    page = visit("setup:account-add")
    check_form(page)
    page.get_by_label("Benutzername").fill("neu.hier")
    press(page, "Speichern")
    page.get_by_text("Dieses Passwort wird nur jetzt gezeigt.").wait_for()
    check_page(page)


def test_login_is_accessible(visit, process):
    page = visit("login")
    check_page(page)

    press(page, "Anmelden")

    page.get_by_role("alert").wait_for()
    check_page(page)


def test_own_password_is_accessible(visit, log_in, stranger, process):
    log_in(stranger)
    page = visit("password_change")
    check_form(page)
    for label, text in (
        ("Altes Passwort", PASSWORD),
        ("Neues Passwort", "noch ein langes Testpasswort"),
        ("Neues Passwort bestätigen", "noch ein langes Testpasswort"),
    ):
        page.get_by_label(label, exact=True).fill(text)
    press(page, "Speichern")

    page.get_by_role("heading", name="Ihr Passwort ist geändert").wait_for()
    check_page(page)


@pytest.mark.parametrize(
    "name", ["home", "privacy", "accessibility", "imprint", "licences"]
)
def test_public_pages_are_accessible(visit, db, name):
    check_page(visit(name))
    ProcessFactory(is_current=True, mission="Alle sollen mitwirken.", address="Markt 1")

    check_page(visit(name))


@pytest.mark.parametrize(
    ("error", "heading"),
    [
        (PermissionDenied, "Das dürfen Sie nicht sehen"),
        (SuspiciousOperation, "Das hat nicht geklappt"),
        (RuntimeError, "Etwas ist schiefgegangen"),
    ],
)
def test_error_pages_are_accessible(visit, db, monkeypatch, error, heading):
    def fail(*args):
        raise error

    monkeypatch.setattr(views, "render", fail)
    page = visit("home")

    expect(page.locator("h1")).to_have_text(heading)
    check_page(page)


def test_unknown_address_is_accessible(page, live_server, db):
    page.goto(f"{live_server.url}/gibt-es-nicht/")

    check_page(page)


def test_form_that_was_open_too_long_is_accessible(visit, process):
    page = visit("login")
    page.context.clear_cookies()
    press(page, "Anmelden")

    expect(page.locator("h1")).to_have_text("Bitte noch einmal")
    check_page(page)


# --- The menu


def test_menu_of_a_phone_opens_on_demand(visit, page, log_in, manager, process):
    page.set_viewport_size(PHONE)
    log_in(manager)
    visit("process:dashboard")
    button = page.get_by_role("button", name="Menü")
    settings = page.get_by_role("link", name="Einstellungen")
    expect(button).to_be_visible()
    expect(settings).to_be_hidden()

    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    check_page(page)
    page.set_viewport_size(PHONE)
    settings.click()

    page.get_by_role("heading", name="Einstellungen").wait_for()
    page.wait_for_load_state()
    button.click()
    expect(settings).to_be_visible()
    button.click()
    expect(settings).to_be_hidden()


def test_menu_of_a_wide_window_is_always_there(visit, page, log_in, manager, process):
    log_in(manager)
    visit("process:dashboard")

    expect(page.get_by_role("link", name="Einstellungen")).to_be_visible()
    expect(page.get_by_role("button", name="Menü")).to_be_hidden()


# --- Lists

FIELDS = "section[aria-labelledby=felder] h3"


def test_keyboard_goes_on_from_the_row_just_moved(visit, log_in, manager, filled):
    first = filled.action_fields.first()
    log_in(manager)
    page = visit("setup:overview")

    page.get_by_role("button", name=f"{first} nach unten").press("Enter")
    page.wait_for_url(f"**#actionfield-{first.pk}")
    page.keyboard.press("Tab")

    expect(page.locator(f"#actionfield-{first.pk} :focus")).to_be_visible()
    expect(page.locator(FIELDS).nth(1)).to_have_text(first.title)
    check_page(page)


# --- Without JavaScript


def test_everything_works_without_script(
    page_without_script, live_server, manager, filled
):
    page = page_without_script
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + reverse("setup:overview"))
    page.get_by_label("Benutzername").fill(manager.username)
    page.get_by_label("Passwort").fill(PASSWORD)
    press(page, "Anmelden")
    expect(page.get_by_role("link", name="Einstellungen")).to_be_visible()

    page.get_by_role("link", name="Handlungsfeld ergänzen").click()
    page.get_by_label("Titel").fill("Ehrenamt")
    press(page, "Speichern")
    press(page, "Ehrenamt nach oben")
    expect(page.locator(FIELDS).nth(1)).to_have_text("Ehrenamt")
    row = page.locator(".row", has_text="Ehrenamt")
    row.get_by_role("link", name="Löschen").click()
    press(page, "Ja, löschen")

    page.get_by_text("„Ehrenamt“ ist gelöscht.").wait_for()
