"""Many send at the same time, as when a class fills in the form together."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from ilmkreis_integration.models import Contribution
from surveys.definition import definition_of
from surveys.models import Answer, OptionCount, Response
from surveys.services import (
    Arrival,
    FilledForm,
    ResponseConflictError,
    submit_response,
)
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 8


@pytest.fixture
def send(channel, option):
    """Send a form with two answers and one option, under an id."""
    definition = definition_of(channel.questionnaire)
    counts = {option("jung"): 1}

    def send(response_id, text="Ruhe"):
        filled = FilledForm(
            form=Response.Form.SINGLE,
            answers=dict.fromkeys(definition.questions, text),
            option_counts=counts,
        )
        return submit_response(
            filled,
            response_id=response_id,
            edition=definition.edition,
            arrival=Arrival(channel),
        )

    return send


def test_one_form_sent_many_times_at_once_is_stored_once(channel, send):
    response_id = uuid4()

    results = at_once(PEOPLE, lambda _n: send(response_id))

    stored = Response.objects.get()
    assert results == [stored] * PEOPLE
    assert stored.number == 1
    assert Contribution.objects.count() == Answer.objects.count() == 2
    assert OptionCount.objects.count() == 1
    channel.questionnaire.refresh_from_db()
    assert channel.questionnaire.last_number == 1


def test_of_different_forms_under_one_id_one_is_stored(send):
    response_id = uuid4()

    results = at_once(PEOPLE, lambda n: send(response_id, text=f"Antwort {n}"))

    stored = Response.objects.get()
    refused = [r for r in results if isinstance(r, ResponseConflictError)]
    assert results.count(stored) == 1
    assert len(refused) == PEOPLE - 1
    assert Contribution.objects.values("text").distinct().count() == 1


def test_different_forms_sent_at_once_get_numbers_without_gaps(channel, send):
    results = at_once(PEOPLE, lambda _n: send(uuid4()))

    assert sorted(response.number for response in results) == list(range(1, PEOPLE + 1))
    assert list(Response.objects.values_list("number", flat=True)) == list(
        range(1, PEOPLE + 1)
    )
    assert set(Contribution.objects.values_list("code", flat=True)) == {
        f"F-{number:04}-{position}"
        for number in range(1, PEOPLE + 1)
        for position in (1, 2)
    }


def test_forms_posted_at_once_are_all_thanked_for(channel):
    url = reverse("surveys:single", args=[channel.code])

    def post(_number):
        entries = {"id": str(uuid4()), "gehe": "absenden", "frage-gut": "Ruhe"}
        return Client().post(url, entries).status_code

    assert at_once(PEOPLE, post) == [302] * PEOPLE
    assert Response.objects.count() == PEOPLE
