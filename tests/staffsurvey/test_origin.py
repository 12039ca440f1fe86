"""Whatever is answered below the survey leaves no trace at the browser."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from ilmkreis_integration.printing import PrintingError
from staffsurvey.views import anonymity

pytestmark = pytest.mark.django_db

URL = "/mitarbeiterbefragung/"
ANSWER = {"gehe": "absenden", "themen": "konzept", "text-konzept-wohnen": "Ja"}


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def failing(execute, sql, params, many, context):
    raise DatabaseError


def fail(client):
    with connection.execute_wrapper(failing):
        return client.get(URL)


def fail_to_print(client):
    def refuse(survey):
        raise PrintingError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(anonymity, "print_description", refuse)
        return client.get(reverse("staffsurvey:anonymity-pdf"))


ANSWERS = {
    200: lambda client: client.get(URL),
    301: lambda client: client.get(URL.rstrip("/")),
    302: lambda client: client.post(URL, ANSWER),
    400: lambda client: client.post(URL, ANSWER | {"text": "x" * (2 << 20)}),
    403: lambda client: client.post(URL, headers={"Sec-Fetch-Site": "cross-site"}),
    404: lambda client: client.get(URL + "gibt-es-nicht/"),
    405: lambda client: client.put(URL),
    500: fail,
    503: fail_to_print,
}


@pytest.mark.parametrize("status", ANSWERS)
def test_every_answer_is_discreet(client, survey, status):
    response = ANSWERS[status](client)

    assert response.status_code == status
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
