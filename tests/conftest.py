"""The cast (an account for each role, and one without) and the browser."""

import os

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import settings as hypothesis
from playwright.sync_api import expect, sync_playwright

from ilmkreis_integration.access import Role
from tests.accessibility import watch_console
from tests.chromium import CHROMIUM_FLAGS, chromium_path
from tests.factories import UserFactory
from tests.slow_server import slow_down
from tests.weights import served_as_in_production

PATIENCE = 30_000  # milliseconds; long enough for a busy machine
# How long an example takes depends on what else the machine is doing.
hypothesis.register_profile("patient", deadline=None)
hypothesis.load_profile("patient")
expect.set_options(timeout=PATIENCE)


def pytest_addoption(parser):
    parser.addoption(
        "--slow-server",
        action="store_true",
        help="let the server answer late: finds browser tests that do not wait",
    )


@pytest.fixture
def manager(db):
    return UserFactory(username="verwaltung", role=Role.MANAGEMENT)


@pytest.fixture
def evaluator(db):
    return UserFactory(username="auswertung", role=Role.EVALUATION)


@pytest.fixture
def reader(db):
    return UserFactory(username="lesend", role=Role.READING)


@pytest.fixture
def stranger(db):
    """Somebody with an account and no role."""
    return UserFactory(username="fremd")


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def manager_client(manager):
    return logged_in(manager)


@pytest.fixture
def evaluator_client(evaluator):
    return logged_in(evaluator)


@pytest.fixture
def reader_client(reader):
    return logged_in(reader)


@pytest.fixture
def stranger_client(stranger):
    return logged_in(stranger)


@pytest.fixture(scope="session")
def static_files(tmp_path_factory):
    """Where they are, hashed and compressed as in production; to be read only."""
    directory = tmp_path_factory.mktemp("static")
    with served_as_in_production(directory):
        call_command("collectstatic", interactive=False, verbosity=0)
    return directory


@pytest.fixture(scope="session")
def browser(pytestconfig):
    path = chromium_path()
    if path is None:
        pytest.fail("Chromium fehlt. Bitte installieren: apt-get install chromium")
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop in this thread; Django takes that for async.
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        if pytestconfig.getoption("slow_server"):
            slow_down(patch)
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    """An empty page; use it together with `live_server`."""
    context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    watch_console(page)
    yield page
    context.close()


@pytest.fixture
def page_without_script(browser):
    context = browser.new_context(locale="de-DE", java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def log_in(page, live_server):
    """Log the browser in as an account: `log_in(manager)`."""

    def log_in(user):
        session = logged_in(user).cookies["sessionid"].value
        page.context.add_cookies(
            [{"name": "sessionid", "value": session, "url": live_server.url}]
        )

    return log_in
