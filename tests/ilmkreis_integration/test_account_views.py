import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.urls import reverse

from ilmkreis_integration.access import Role
from tests.conftest import logged_in
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

ACTIONS = [
    "account",
    "account-password",
    "account-deactivate",
    "account-reactivate",
]


@pytest.fixture
def account():
    return UserFactory(username="anna.muster", role=Role.READING)


def url_of(account, action="account"):
    return reverse(f"setup:{action}", args=[account.pk])


def add(client, **entries):
    values = {"username": "neu.hier", "role": Role.EVALUATION}
    return client.post(reverse("setup:account-add"), values | entries)


def roles_of(account):
    return list(account.groups.values_list("name", flat=True))


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_list_shows_who_may_log_in_and_what_they_may(manager_client, account):
    UserFactory(username="wartung", is_superuser=True)

    page = manager_client.get(reverse("setup:accounts")).content.decode()

    assert "anna.muster" in page
    assert "Leseberechtigt" in page
    assert url_of(account) in page
    assert "Wird nur auf dem Server geändert." in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_needs_the_same_number_of_queries(
    manager_client, count, django_assert_num_queries
):
    for _ in range(count):
        UserFactory(role=Role.READING)

    with django_assert_num_queries(6):  # session, user, role, process, accounts, roles
        manager_client.get(reverse("setup:accounts"))


def test_new_account_can_log_in_with_the_password_shown(client, manager_client):
    response = add(manager_client)

    password = response.context["password"]
    assert password in response.content.decode()
    assert client.login(username="neu.hier", password=password)
    assert roles_of(User.objects.get(username="neu.hier")) == ["Auswertung"]


def test_new_password_is_kept_nowhere(manager_client):
    response = add(manager_client)

    password = response.context["password"]
    assert response["Cache-Control"] == "no-store"
    assert said(response) == []
    assert all(password not in str(s.get_decoded()) for s in Session.objects.all())


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"username": ""}, "Dieses Feld ist zwingend erforderlich."),
        ({"username": "Anna.Muster"}, "Diesen Namen gibt es schon."),
        ({"username": "anna muster"}, "Möglich sind Buchstaben, Ziffern"),
        ({"username": "x" * 101}, "höchstens 100 Zeichen"),
        ({"role": ""}, "Dieses Feld ist zwingend erforderlich."),
        ({"role": "Landrat"}, "Landrat"),
    ],
)
def test_wrong_account_is_not_stored(manager_client, account, entries, message):
    before = User.objects.count()

    response = add(manager_client, **entries)

    assert response.status_code == 200
    assert message in response.content.decode()
    assert User.objects.count() == before


def test_role_is_changed(manager_client, account):
    page = manager_client.get(url_of(account))
    assert page.context["form"]["role"].value() == Role.READING

    response = manager_client.post(url_of(account), {"role": Role.MANAGEMENT})

    assert response.url == reverse("setup:accounts")
    assert said(response) == ["Gespeichert."]
    assert roles_of(account) == ["Integrationsmanagement"]


def test_account_without_role_may_read_unless_told(manager_client, stranger):
    form = manager_client.get(url_of(stranger)).context["form"]

    assert form["role"].value() == Role.READING


def test_unknown_role_changes_nothing(manager_client, account):
    response = manager_client.post(url_of(account), {"role": "Landrat"})

    assert response.status_code == 200
    assert roles_of(account) == ["Leseberechtigt"]


def test_new_password_is_asked_for_before_the_old_one_goes(
    client, manager_client, account
):
    url = url_of(account, "account-password")

    page = manager_client.get(url)
    assert "Neues Passwort für „anna.muster“?" in page.content.decode()
    assert client.login(username="anna.muster", password=PASSWORD)
    password = manager_client.post(url).context["password"]

    assert client.login(username="anna.muster", password=password)
    assert not client.login(username="anna.muster", password=PASSWORD)


def test_closed_account_is_out_at_once_and_can_come_back(
    client, manager_client, account
):
    theirs = logged_in(account)
    assert theirs.get(reverse("process:dashboard")).status_code == 200

    response = manager_client.post(url_of(account, "account-deactivate"))

    assert said(response) == ["Das Konto „anna.muster“ ist abgeschaltet."]
    assert theirs.get(reverse("process:dashboard")).status_code == 302
    assert not client.login(username="anna.muster", password=PASSWORD)
    response = manager_client.post(url_of(account, "account-reactivate"))
    assert said(response)[-1] == "Das Konto „anna.muster“ ist wieder offen."
    assert client.login(username="anna.muster", password=PASSWORD)


@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_locks_themselves_out(manager_client, manager, action):
    response = manager_client.post(url_of(manager, action), {"role": Role.READING})

    assert response.status_code == 404
    manager.refresh_from_db()
    assert manager.is_active
    assert manager.check_password(PASSWORD)
    assert roles_of(manager) == ["Integrationsmanagement"]


@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_gets_at_the_account_of_the_server(manager_client, action):
    root = UserFactory(is_superuser=True)

    response = manager_client.post(url_of(root, action), {"role": Role.READING})

    assert response.status_code == 404
    root.refresh_from_db()
    assert root.is_active
    assert root.check_password(PASSWORD)
    assert roles_of(root) == []
