import logging

import pytest
from django.test import Client
from django.urls import path

from ilmkreis_integration import urls

pytestmark = pytest.mark.django_db


def fail(request, code):
    raise ValueError("Das ging schief")


fail.login_required = False
urlpatterns = [*urls.urlpatterns, path("kaputt/<str:code>/", fail)]


@pytest.fixture
def written(caplog):
    """What the console got to see."""

    def written():
        console = next(
            handler for handler in logging.getLogger().handlers if handler.filters
        )
        return [console.format(line) for line in caplog.records if console.filter(line)]

    return written


@pytest.mark.parametrize("address", ["/cafe/GEHEIM/", "/gibt-es-nicht/"])
def test_missing_pages_are_not_written_down(client, written, address):
    assert client.get(address).status_code == 404

    assert written() == []


def test_refused_form_is_not_written_down(written):
    client = Client(enforce_csrf_checks=True)

    assert client.post("/anmelden/").status_code == 403

    assert written() == []


def test_unknown_host_is_one_line_without_the_path(client, written):
    assert client.get("/cafe/GEHEIM/", headers={"host": "fremd"}).status_code == 400

    [line] = written()
    assert line.startswith("Invalid HTTP_HOST header: 'fremd'.")
    assert "\n" not in line


@pytest.mark.urls(__name__)
def test_error_is_told_with_its_place_but_without_the_path(written):
    client = Client(raise_request_exception=False)

    assert client.get("/kaputt/GEHEIM/").status_code == 500

    [line] = written()
    assert "ValueError: Das ging schief" in line
    assert "GEHEIM" not in line


def test_other_warnings_stay(written):
    logging.getLogger("reports").warning("Der Bericht ist leer")

    assert written() == ["Der Bericht ist leer"]
