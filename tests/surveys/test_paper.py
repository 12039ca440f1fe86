from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.definition import definition_of
from surveys.models import Response, SecondEntry
from surveys.paper import (
    Difference,
    compare_entries,
    enter_again,
    error_rate,
    next_sheet,
    sample,
    stored_entry,
)
from surveys.services import (
    Arrival,
    FilledForm,
    SheetTakenError,
    submit_response,
)
from tests.factories import ResponseFactory

PAPER = Response.Entry.PAPER


@pytest.mark.parametrize(
    ("sheet", "following"),
    [
        ("1", "2"),
        ("A-9", "A-10"),
        ("A-09", "A-10"),
        ("B 099", "B 100"),
        ("A", ""),
        ("", ""),
        ("7b", ""),
    ],
)
def test_next_sheet(sheet, following):
    assert next_sheet(sheet) == following


@given(st.integers(0, 10**6), st.sampled_from(["", "A-", "Stapel 3 / "]))
def test_next_sheet_counts_on(number, prefix):
    assert next_sheet(f"{prefix}{number}") == f"{prefix}{number + 1}"


@pytest.fixture
def filled(channel, option):
    """Make a filled form of the questionnaire."""
    definition = definition_of(channel.questionnaire)

    def fill(*texts, counts=None, **values):
        return FilledForm(
            form=Response.Form(values.pop("form", "single")),
            answers=dict(zip(definition.questions, texts, strict=False)),
            option_counts={option(slug): n for slug, n in (counts or {}).items()},
            **values,
        )

    return fill


def enter(channel, filled, sheet="A-1"):
    return submit_response(
        filled,
        response_id=uuid4(),
        edition=definition_of(channel.questionnaire).edition,
        arrival=Arrival(channel, entry=PAPER, sheet=sheet),
    )


def test_equal_entries_do_not_differ(channel, filled):
    definition = definition_of(channel.questionnaire)
    one = filled("Viel  Ruhe\n", counts={"jung": 1})
    other = filled("Viel Ruhe", counts={"jung": 1})

    comparison = compare_entries(one, other, definition)

    # Size, three options, two questions, helper.
    assert (comparison.fields, comparison.differences) == (7, ())


def test_every_difference_is_named(channel, filled):
    definition = definition_of(channel.questionnaire)
    one = filled("Ruhe", counts={"jung": 1})
    other = filled("Ruhe", "Busse", counts={"alt": 1})

    comparison = compare_entries(one, other, definition)

    title = definition.attributes[0].attribute.title
    assert comparison.differences == (
        Difference(f"{title}: jung", "1", ""),
        Difference(f"{title}: alt", "", "1"),
        Difference(definition.questions[1].text, "", "Busse"),
    )


def test_second_entry_keeps_how_much_differs(channel, filled, manager):
    response = enter(channel, filled("Ruhe", counts={"jung": 1}))

    enter_again(response, second=filled("Lärm", counts={"jung": 1}), by=manager)

    stored = SecondEntry.objects.get()
    assert (stored.fields, stored.differing, stored.entered_by) == (7, 1, manager)
    rate = error_rate(channel.questionnaire)
    assert (rate.forms, rate.fields, rate.differing) == (1, 7, 1)
    assert rate.share == pytest.approx(1 / 7)


def test_stored_entry_is_what_was_typed(channel, filled):
    first = filled("Ruhe", "Busse", form="group", people=7, counts={"jung": 4})
    response = enter(channel, first)

    assert stored_entry(response) == first


def test_sheet_number_is_used_once_per_channel(channel, filled):
    enter(channel, filled("Ruhe"), sheet="A-1")

    with pytest.raises(SheetTakenError):
        enter(channel, filled("Busse"), sheet="A-1")

    assert Response.objects.count() == 1
    enter(channel, filled("Busse"), sheet="")
    enter(channel, filled("Busse"), sheet="")


def test_no_error_rate_without_second_entries(channel):
    assert error_rate(channel.questionnaire).share is None


def test_sample_is_every_tenth_until_it_is_done(channel, manager, filled):
    edition = definition_of(channel.questionnaire).edition
    responses = [
        ResponseFactory(channel=channel, edition=edition, entry=PAPER, number=n)
        for n in range(1, 22)
    ]
    ResponseFactory(channel=channel, edition=edition, number=100)
    assert sample(channel) == [responses[0], responses[10], responses[20]]

    enter_again(responses[10], second=filled("x"), by=manager)

    assert sample(channel) == [responses[0], responses[20]]
