from datetime import date
from uuid import uuid4

import pytest

from ilmkreis_integration.models import Contribution, Kind, Source
from surveys.definition import definition_of
from surveys.models import Answer, OptionCount, Response
from surveys.services import (
    Arrival,
    FilledForm,
    ResponseConflictError,
    submit_response,
)
from tests.factories import ChannelFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 5)


def submit(channel, *, texts, response_id=None, form="single", **values):
    definition = definition_of(channel.questionnaire)
    return submit_response(
        FilledForm(
            form=Response.Form(form),
            answers=dict(zip(definition.questions, texts, strict=False)),
            **values,
        ),
        response_id=response_id or uuid4(),
        edition=definition.edition,
        arrival=Arrival(channel),
        received_on=DAY,
    )


def test_submit_response_stores_a_single_form(channel, option):
    response = submit(
        channel, texts=["Die Leute", "Die Busse"], option_counts={option("jung"): 1}
    )

    assert (response.number, response.people) == (1, 1)
    assert list(OptionCount.objects.values_list("option__slug", "count")) == [
        ("jung", 1)
    ]
    assert list(
        Contribution.objects.values_list(
            "code", "text", "kind", "people", "received_on", "source", "action_field"
        )
    ) == [
        (
            "F-0001-1",
            "Die Leute",
            Kind.STRENGTH,
            1,
            DAY,
            Source.QUESTIONNAIRE,
            None,
        ),
        ("F-0001-2", "Die Busse", Kind.PROBLEM, 1, DAY, Source.QUESTIONNAIRE, None),
    ]
    assert set(Answer.objects.values_list("contribution__code", "question__slug")) == {
        ("F-0001-1", "gut"),
        ("F-0001-2", "schwer"),
    }


def test_submit_response_stores_a_group_as_one_form_for_many(channel, option):
    submit(
        channel,
        form="group",
        texts=["Alles"],
        people=12,
        people_is_lower_bound=True,
        option_counts={option("jung"): 7, option("alt"): 2},
    )

    response = Response.objects.get()
    assert (response.people, response.people_is_lower_bound) == (12, True)
    assert set(OptionCount.objects.values_list("option__slug", "count")) == {
        ("jung", 7),
        ("alt", 2),
    }
    contribution = Contribution.objects.get()
    assert (contribution.people, contribution.people_is_lower_bound) == (12, True)


def test_submit_response_numbers_the_forms_of_a_questionnaire(channel):
    other = ChannelFactory(questionnaire=channel.questionnaire)

    numbers = [submit(c, texts=["x"]).number for c in (channel, other, channel)]

    assert numbers == [1, 2, 3]


def test_submit_response_sent_twice_is_stored_once(channel):
    response_id = uuid4()

    first = submit(channel, texts=["Ruhe"], response_id=response_id)
    second = submit(channel, texts=["Ruhe"], response_id=response_id)

    assert second == first
    assert Response.objects.get().number == 1
    channel.questionnaire.refresh_from_db()
    assert channel.questionnaire.last_number == 1
    assert Contribution.objects.count() == 1


def test_submit_response_refuses_other_content_under_the_same_id(channel):
    response_id = uuid4()
    submit(channel, texts=["Ruhe"], response_id=response_id)

    with pytest.raises(ResponseConflictError):
        submit(channel, texts=["Lärm"], response_id=response_id)

    assert Contribution.objects.get().text == "Ruhe"
