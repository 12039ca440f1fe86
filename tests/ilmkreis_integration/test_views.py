import pytest
from django.test import Client
from django.urls import reverse
from django.views.defaults import bad_request, server_error

from ilmkreis_integration.access import Role
from tests.factories import ProcessFactory, UserFactory

PUBLIC = ["home", "privacy", "accessibility", "imprint", "licences"]


@pytest.fixture
def process(db):
    return ProcessFactory(
        is_current=True,
        title="Integrationskonzept",
        mission="Alle sollen mitwirken.",
        contact_name="Anna Muster",
        contact_phone="03628 738-0",
        contact_email="integration@example.org",
        address="Ritterstraße 14\n99310 Arnstadt",
        data_protection_contact="dsb@example.org",
    )


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_open_without_account_and_cookie(client, process, name):
    response = client.get(reverse(name))

    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_open_before_anything_is_loaded(client, db, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", [*PUBLIC, "healthz"])
def test_public_pages_take_no_post(client, db, name):
    assert client.post(reverse(name)).status_code == 405


@pytest.mark.parametrize("name", PUBLIC)
def test_public_page_reads_the_process_once(
    client, process, name, django_assert_num_queries
):
    with django_assert_num_queries(1):
        client.get(reverse(name))


def test_home_shows_the_mission_and_the_way_in(client, process):
    page = client.get("/").content.decode()

    assert "Alle sollen mitwirken." in page
    assert reverse("staffsurvey:survey") in page
    assert reverse("login") in page


def test_home_leads_somebody_logged_in_to_the_process(reader_client, process):
    page = reader_client.get("/").content.decode()

    assert f'href="{reverse("process:dashboard")}"' in page
    assert "Weiter zu: Verfahren" in page
    assert reverse("login") not in page


def test_home_leads_others_to_their_own_pages(client, process):
    client.force_login(UserFactory(role=Role.RELEASING))

    page = client.get("/").content.decode()

    assert reverse("process:dashboard") not in page
    assert "Weiter zu: Freigabe" in page


@pytest.mark.parametrize("name", ["privacy", "imprint"])
def test_who_is_responsible_is_named(client, process, name):
    page = client.get(reverse(name)).content.decode()

    for part in (
        "Landratsamt Ilm-Kreis",
        "99310 Arnstadt",
        "Anna Muster",
        "03628 738-0",
        "mailto:integration@example.org",
    ):
        assert part in page


def test_imprint_says_what_is_missing(client, db):
    ProcessFactory(is_current=True)

    page = client.get(reverse("imprint")).content.decode()

    assert "noch nicht eingetragen" in page


def test_barriers_are_reported_to_the_contact(client, process):
    page = client.get(reverse("accessibility")).content.decode()

    assert "mailto:integration@example.org" in page
    assert "oder rufen Sie an: 03628 738-0" in page


def test_healthz_answers_without_a_database(client):
    # No fixture opens the database here: a query would raise.
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


# --- When something goes wrong


def test_unknown_address_is_explained(client, db):
    response = client.get("/gibt-es-nicht/")

    assert response.status_code == 404
    assert "Diese Seite gibt es nicht" in response.content.decode()


def test_page_for_others_is_explained(stranger_client):
    response = stranger_client.get(reverse("process:dashboard"))

    assert response.status_code == 403
    assert "Ihr Konto hat für diese Seite keine Berechtigung" in (
        response.content.decode()
    )


def test_form_that_was_open_too_long_is_explained(db):
    response = Client(enforce_csrf_checks=True).post(reverse("login"))

    assert response.status_code == 403
    assert "Die Seite war zu lange offen." in response.content.decode()


@pytest.mark.parametrize(
    ("answer", "status", "sentence"),
    [
        pytest.param(server_error, 500, "Das liegt nicht an Ihnen.", id="500"),
        pytest.param(
            lambda request: bad_request(request, ValueError()),
            400,
            "Die Anfrage war nicht verständlich.",
            id="400",
        ),
    ],
)
def test_failures_are_explained_without_a_database(rf, answer, status, sentence):
    response = answer(rf.get("/"))

    assert response.status_code == status
    assert sentence in response.content.decode()
