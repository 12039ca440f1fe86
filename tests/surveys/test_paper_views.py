from uuid import uuid4

import pytest
from django.urls import reverse

from ilmkreis_integration.models import Contribution
from surveys.definition import mark_changed
from surveys.models import OptionCount, Response, SecondEntry
from tests.factories import (
    ChannelFactory,
    EditionFactory,
    QuestionFactory,
    ResponseFactory,
)

pytestmark = pytest.mark.django_db
OVERVIEW = reverse("surveys-setup:paper")


@pytest.fixture
def channel(channel):
    channel.questionnaire.process.is_current = True
    channel.questionnaire.process.save()
    return channel


def sheet_url(channel, kind="single"):
    return reverse(f"surveys-setup:paper-{kind}", args=[channel.pk])


def check_url(response):
    return reverse("surveys-setup:paper-check", args=[response.pk])


def entries(**values):
    return {"id": str(uuid4()), "bogen-nr": "A-9", "frage-gut": "Ruhe"} | values


def test_sheet_is_stored_and_the_next_one_opens(evaluator_client, channel):
    answer = evaluator_client.post(
        sheet_url(channel), entries(**{"merkmal-alter": "alt"})
    )

    assert answer.url == sheet_url(channel) + "?bogen-nr=A-10"
    response = Response.objects.get()
    assert (response.entry, response.sheet, response.channel) == (
        "paper",
        "A-9",
        channel,
    )
    assert OptionCount.objects.get().option.slug == "alt"
    assert Contribution.objects.get().text == "Ruhe"
    assert 'value="A-10"' in evaluator_client.get(answer.url).content.decode()


def test_group_sheet_is_stored(evaluator_client, channel):
    evaluator_client.post(
        sheet_url(channel, "group"),
        entries(people_count="6", **{"anzahl-alter-jung": "4"}),
    )

    response = Response.objects.get()
    assert (response.form, response.people) == ("group", 6)


def test_after_the_last_day_paper_is_still_typed_in(evaluator_client, channel):
    channel.questionnaire.closes_on = "2000-01-02"
    channel.questionnaire.save()

    evaluator_client.post(sheet_url(channel), entries())

    assert Response.objects.count() == 1


@pytest.fixture
def newer(channel):
    """A second edition, handed out now; the first one is still on paper."""
    edition = EditionFactory(questionnaire=channel.questionnaire, number=2)
    QuestionFactory(edition=edition, slug="neu", text="Nur in der neuen Fassung?")
    mark_changed(channel.questionnaire)
    return edition


def test_paper_of_an_older_edition_is_stored_under_it(evaluator_client, channel, newer):
    first = channel.questionnaire.editions.get(number=1)

    answer = evaluator_client.post(sheet_url(channel) + "?fassung=1", entries())

    assert Response.objects.get().edition == first
    assert answer.url == sheet_url(channel) + "?fassung=1&bogen-nr=A-10"


def test_mask_asks_for_the_edition_where_there_are_several(
    evaluator_client, channel, newer
):
    now = evaluator_client.get(sheet_url(channel)).content.decode()
    before = evaluator_client.get(sheet_url(channel) + "?fassung=1").content.decode()

    assert 'href="?fassung=2" aria-current="true"' in now
    assert "Nur in der neuen Fassung?" in now
    assert 'href="?fassung=1" aria-current="true"' in before
    assert "Nur in der neuen Fassung?" not in before


def test_mask_asks_for_no_edition_where_there_is_one(evaluator_client, channel):
    page = evaluator_client.get(sheet_url(channel)).content.decode()

    assert "Welche Fassung" not in page


@pytest.mark.parametrize("number", [3, 9, 10**30])
def test_edition_that_was_never_handed_out_is_not_found(
    evaluator_client, channel, newer, number
):
    EditionFactory(questionnaire=channel.questionnaire, number=3, released_on=None)
    url = f"{sheet_url(channel)}?fassung={number}"

    assert evaluator_client.get(url).status_code == 404
    assert evaluator_client.post(url, entries()).status_code == 404
    assert not Response.objects.exists()


def test_number_that_is_used_is_refused_and_nothing_lost(evaluator_client, channel):
    evaluator_client.post(sheet_url(channel), entries())

    answer = evaluator_client.post(
        sheet_url(channel), entries(**{"frage-gut": "Busse"})
    )

    content = answer.content.decode()
    assert "Diese Nummer ist für die Ausgabestelle schon erfasst." in content
    assert "Busse" in content
    assert Response.objects.count() == 1


def test_same_sheet_sent_twice_is_stored_once(evaluator_client, channel):
    values = entries()
    for _ in range(2):
        evaluator_client.post(sheet_url(channel), values)

    assert Response.objects.count() == 1


def test_empty_sheet_is_refused(evaluator_client, channel):
    answer = evaluator_client.post(sheet_url(channel), entries(**{"frage-gut": " "}))

    assert "mindestens zu einer Frage" in answer.content.decode()
    assert not Response.objects.exists()


def test_second_entry_shows_only_what_differs(evaluator_client, channel):
    evaluator_client.post(sheet_url(channel), entries(**{"merkmal-alter": "alt"}))
    response = Response.objects.get()

    content = evaluator_client.post(
        check_url(response),
        {"id": str(uuid4()), "frage-gut": "Rühe", "merkmal-alter": "alt"},
    ).content.decode()

    assert "Rühe" in content
    assert "1 von 7 Feldern ist verschieden." in content
    assert "alt</th>" not in content
    assert SecondEntry.objects.get().differing == 1


def test_first_entry_is_not_shown_while_typing_again(evaluator_client, channel):
    evaluator_client.post(sheet_url(channel), entries(**{"frage-gut": "Geheimnis"}))

    content = evaluator_client.get(check_url(Response.objects.get())).content.decode()

    assert "Geheimnis" not in content


def test_overview_offers_channels_and_sample(evaluator_client, channel):
    evaluator_client.post(sheet_url(channel), entries())

    content = evaluator_client.get(OVERVIEW).content.decode()

    assert sheet_url(channel) in content
    assert check_url(Response.objects.get()) in content


def test_foreign_and_online_forms_are_404(evaluator_client, channel):
    online = ResponseFactory(
        channel=channel, edition=channel.questionnaire.editions.get()
    )
    foreign = ChannelFactory()

    assert evaluator_client.get(check_url(online)).status_code == 404
    assert evaluator_client.get(sheet_url(foreign)).status_code == 404


def test_paper_is_typed_in_by_the_evaluation(client, reader_client, channel):
    for url in (OVERVIEW, sheet_url(channel)):
        assert client.get(url).status_code == 302
        assert reader_client.get(url).status_code == 403
    reader_client.post(sheet_url(channel), entries())
    assert not Response.objects.exists()
