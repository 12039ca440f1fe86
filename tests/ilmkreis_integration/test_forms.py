"""Logging in and out, and changing one's own password."""

import pytest
from django.test import Client
from django.urls import reverse

from ilmkreis_integration import forms
from ilmkreis_integration.access import Role
from tests.factories import PASSWORD, ProcessFactory, UserFactory

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "noch ein langes Testpasswort"


def log_in(client, password=PASSWORD, **entries):
    return client.post(
        reverse("login"), {"username": "verwaltung", "password": password} | entries
    )


def is_logged_in(client):
    return "_auth_user_id" in client.session


def test_login_leads_to_the_process(client, manager):
    response = log_in(client)

    assert response.url == reverse("process:dashboard")
    assert is_logged_in(client)


@pytest.mark.parametrize(
    ("role", "start"),
    [
        (None, "process:dashboard"),
        (Role.READING, "process:dashboard"),
        (Role.EVALUATION, "process:dashboard"),
        (Role.RELEASING, "staffsurvey-reading:queue"),
        (Role.TOPIC, "staffsurvey-topics:topics"),
    ],
)
def test_login_leads_to_what_the_role_works_with(client, role, start):
    ProcessFactory(is_current=True)
    UserFactory(username="verwaltung", role=role)

    response = log_in(client)

    assert response.url == reverse(start)
    assert client.get(response.url).status_code == (200 if role else 403)


def test_login_leads_to_the_page_that_was_wanted(client, manager):
    wanted = reverse("setup:overview")
    page = client.get(client.get(wanted).url).content.decode()

    assert f'name="next" value="{wanted}"' in page
    assert log_in(client, next=wanted).url == wanted


def test_login_leads_to_no_other_site(client, manager):
    response = log_in(client, next="https://example.org/")

    assert response.url == reverse("process:dashboard")


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"password": "falsch"}, "Der Name oder das Passwort stimmt nicht."),
        ({"username": "niemand"}, "Der Name oder das Passwort stimmt nicht."),
        ({"username": "", "password": ""}, "Dieses Feld ist zwingend erforderlich."),
    ],
)
def test_wrong_login_is_explained(client, manager, entries, message):
    response = log_in(client, **entries)

    assert response.status_code == 200
    assert message in response.content.decode()
    assert "<title>Fehler: Anmelden" in response.content.decode()
    assert not is_logged_in(client)


def test_closed_account_cannot_log_in(client):
    UserFactory(username="verwaltung", is_active=False)

    response = log_in(client)

    assert response.status_code == 200
    assert not is_logged_in(client)


@pytest.fixture
def forgotten():
    """Nobody has failed yet, and nobody has afterwards."""
    forget_failures()
    yield
    forget_failures()


def forget_failures():
    forms._failed_for_name.forget()
    forms._failed_from_address.forget()


def test_who_fails_too_often_waits_and_others_do_not(client, manager, forgotten):
    for _ in range(10):
        log_in(client, password="falsch")

    refused = log_in(client)
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")

    assert "Das waren zu viele Versuche." in refused.content.decode()
    assert not is_logged_in(client)
    assert log_in(elsewhere).status_code == 302


def test_trying_many_names_is_slowed_too(client, manager, forgotten):
    for number in range(50):
        log_in(client, username=f"person-{number}")

    assert "Das waren zu viele Versuche." in log_in(client).content.decode()


def test_logout_takes_a_button_not_a_link(manager_client):
    assert manager_client.get(reverse("logout")).status_code == 405
    assert is_logged_in(manager_client)
    response = manager_client.post(reverse("logout"))

    assert response.url == reverse("home")
    assert not is_logged_in(manager_client)


def change_password(client, **entries):
    values = {
        "old_password": PASSWORD,
        "new_password1": NEW_PASSWORD,
        "new_password2": NEW_PASSWORD,
    }
    return client.post(reverse("password_change"), values | entries)


def test_everybody_changes_their_own_password(stranger_client, stranger):
    response = change_password(stranger_client)

    assert response.url == reverse("password_change_done")
    stranger.refresh_from_db()
    assert stranger.check_password(NEW_PASSWORD)
    assert stranger_client.get(response.url).status_code == 200


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param({"old_password": "falsch"}, id="old one wrong"),
        pytest.param({"new_password2": "vertippt"}, id="not the same twice"),
        pytest.param(
            dict.fromkeys(["new_password1", "new_password2"], "kurz"), id="short"
        ),
        pytest.param(
            dict.fromkeys(["new_password1", "new_password2"], "qwerty123456"),
            id="known to everybody",
        ),
    ],
)
def test_wrong_new_password_is_explained(stranger_client, stranger, entries):
    response = change_password(stranger_client, **entries)

    assert response.status_code == 200
    assert "<title>Fehler: " in response.content.decode()
    stranger.refresh_from_db()
    assert stranger.check_password(PASSWORD)


@pytest.mark.parametrize("name", ["password_change", "password_change_done"])
def test_password_pages_need_a_login(client, name):
    ProcessFactory(is_current=True)

    response = client.get(reverse(name))

    assert response.url == f"{reverse('login')}?next={reverse(name)}"
