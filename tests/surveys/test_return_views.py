from datetime import date

import pytest
from django.urls import reverse

from surveys.models import Extension, Reference, ReferenceCount
from surveys.return_page import return_page
from tests.factories import (
    AttributeFactory,
    ChannelFactory,
    OptionCountFactory,
    OptionFactory,
    ReferenceCountFactory,
    ReferenceFactory,
    ResponseFactory,
)

pytestmark = pytest.mark.django_db
RETURNS = reverse("surveys-setup:returns")
AGE = reverse("surveys-setup:reference", args=["attribute-alter"])
EXTEND = reverse("surveys-setup:extend")


@pytest.fixture(autouse=True)
def questionnaire(questionnaire):
    questionnaire.process.is_current = True
    questionnaire.process.save()
    return questionnaire


def forms(channel, number, **values):
    edition = channel.questionnaire.editions.get()
    return [
        ResponseFactory(channel=channel, edition=edition, **values)
        for _ in range(number)
    ]


def page(client):
    return client.get(RETURNS).context["page"]


def test_page_counts_by_channel_language_form_and_day(manager_client, channel):
    forms(channel, 6, language="uk", received_on=date(2026, 3, 2))
    forms(channel, 7, language="de", received_on=date(2026, 3, 3))

    shown = page(manager_client)

    assert shown.forms == 13
    assert [(line.forms, line.people) for line in shown.channels] == [(13, 13)]
    assert [(line.label, line.forms) for line in shown.languages] == [
        ("Deutsch", 7),
        ("Ukrainisch", 6),
    ]
    assert shown.days == ((date(2026, 3, 2), 6), (date(2026, 3, 3), 7))


def test_small_counts_are_hidden_everywhere(manager_client, channel):
    forms(channel, 9, language="de", received_on=date(2026, 3, 2))
    forms(channel, 2, language="uk", received_on=date(2026, 3, 3), entry="paper")

    shown = page(manager_client)

    # One small count hides another one, so that the sum does not tell it.
    for lines in (shown.languages, shown.ways):
        assert [line.forms for line in lines] == [None, None]
    assert [forms for _day, forms in shown.days] == [None, None]


@pytest.mark.parametrize("count", [1, 3])
def test_comparisons_need_the_same_number_of_queries(
    questionnaire, count, django_assert_num_queries
):
    for _ in range(count):
        asked = AttributeFactory(edition=questionnaire.editions.get())
        option = OptionFactory(attribute=asked)
        reference = ReferenceFactory(
            questionnaire=questionnaire, dimension=f"attribute-{asked.slug}"
        )
        ReferenceCountFactory(reference=reference, group=option.slug)

    with django_assert_num_queries(11):
        comparisons = return_page(questionnaire).comparisons

    assert [len(lines) for _reference, _title, lines in comparisons] == [1] * count


def test_quiet_channels_can_be_reminded(manager_client, channel):
    forms(channel, 8)
    quiet = ChannelFactory(questionnaire=channel.questionnaire, contact="Frau Muster")
    ChannelFactory(questionnaire=channel.questionnaire, revoked_on="2026-03-02")

    response = manager_client.get(RETURNS)

    # The one with eight is hidden too: alone it would tell how little the others sent.
    assert quiet in response.context["page"].quiet
    content = response.content.decode()
    assert "Frau Muster" in content
    assert "Der letzte Tag ist der 1. Januar 2100." in content


def test_empty_page_says_so(manager_client):
    content = manager_client.get(RETURNS).content.decode()

    assert "Noch sind keine oder zu wenige Bögen da." in content


def age_entries(**values):
    entered = {"source": "AZR", "as_of": "2026-01-01", "people-0": "300"}
    return entered | {"people-1": "100"} | values


def test_reference_is_stored_with_its_source_and_changed(manager_client):
    manager_client.post(AGE, age_entries())
    manager_client.post(AGE, age_entries(**{"people-1": "200", "source": "Land"}))

    reference = Reference.objects.get()
    assert (reference.source, reference.as_of) == ("Land", date(2026, 1, 1))
    assert set(ReferenceCount.objects.values_list("group", "people")) == {
        ("jung", 300),
        ("alt", 200),
    }


def test_return_is_compared_with_the_reference(manager_client, channel, option):
    manager_client.post(AGE, age_entries())
    for response in forms(channel, 8):
        OptionCountFactory(response=response, option=option("jung"))
    for response in forms(channel, 8):
        OptionCountFactory(response=response, option=option("alt"))

    [(_reference, title, lines)] = page(manager_client).comparisons

    assert title.startswith("Merkmal")
    assert [(line.label, line.people, line.gap.value) for line in lines] == [
        ("jung", 8, "fewer"),
        ("alt", 8, "more"),
    ]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"source": ""}, "Dieses Feld ist zwingend erforderlich."),
        ({"people-0": "-1"}, "größer oder gleich 0"),
        ({"people-0": "viele"}, "Bitte eine ganze Zahl eingeben."),
        ({"people-0": "", "people-1": ""}, "mindestens eine Zahl"),
    ],
)
def test_wrong_reference_is_refused(manager_client, values, message):
    response = manager_client.post(AGE, age_entries(**values))

    assert message in response.content.decode()
    assert not Reference.objects.exists()


def test_reference_to_something_unknown_is_404(manager_client):
    url = reverse("surveys-setup:reference", args=["attribute-nie"])

    assert manager_client.get(url).status_code == 404


def test_reference_is_deleted(manager_client):
    manager_client.post(AGE, age_entries())
    url = reverse("surveys-setup:reference-delete", args=[Reference.objects.get().pk])

    manager_client.post(url)

    assert not Reference.objects.exists()


def test_extension_is_recorded_and_holds(manager_client, manager, questionnaire):
    before = questionnaire.closes_on

    manager_client.post(EXTEND, {"closes_on": "2101-02-03", "reason": "Ferien"})

    questionnaire.refresh_from_db()
    assert questionnaire.closes_on == date(2101, 2, 3)
    extension = Extension.objects.get()
    assert (extension.closes_before, extension.reason) == (before, "Ferien")
    assert extension.decided_by == manager
    assert "Ferien" in manager_client.get(RETURNS).content.decode()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"closes_on": "2100-01-01"}, "derselbe wie bisher"),
        ({"closes_on": "1999-01-01"}, "vor dem ersten"),
        ({"reason": ""}, "zwingend erforderlich"),
        ({"closes_on": "nie"}, "gültiges Datum"),
    ],
)
def test_wrong_extension_is_refused(manager_client, questionnaire, values, message):
    response = manager_client.post(
        EXTEND, {"closes_on": "2101-02-03", "reason": "Ferien"} | values
    )

    assert message in response.content.decode()
    assert not Extension.objects.exists()
    questionnaire.refresh_from_db()
    assert questionnaire.closes_on == date(2100, 1, 1)


@pytest.mark.parametrize("url", [RETURNS, AGE, EXTEND])
def test_returns_are_for_the_management(client, evaluator_client, url):
    assert client.get(url).status_code == 302
    assert evaluator_client.get(url).status_code == 403
