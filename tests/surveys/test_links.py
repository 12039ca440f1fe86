import pytest
from django.http import Http404
from django.utils import timezone

from surveys.links import usable_channel
from tests.factories import ChannelFactory

pytestmark = pytest.mark.django_db


def test_link_leads_to_channel_with_questionnaire_and_process(
    channel, django_assert_num_queries
):
    ChannelFactory()
    usable_channel(channel.code)

    with django_assert_num_queries(1):
        found = usable_channel(channel.code)
        process = found.questionnaire.process

    assert found == channel
    assert found.questionnaire == channel.questionnaire
    assert process == channel.questionnaire.process


def test_unknown_link_leads_nowhere(channel):
    with pytest.raises(Http404):
        usable_channel("gibtesnicht")


def test_revoked_link_leads_nowhere_at_once(channel):
    usable_channel(channel.code)
    channel.revoked_on = timezone.localdate()
    channel.save()

    with pytest.raises(Http404):
        usable_channel(channel.code)


def test_changed_questionnaire_is_seen_at_once(channel):
    usable_channel(channel.code)
    channel.questionnaire.title = "Neuer Titel"
    channel.questionnaire.save()

    assert usable_channel(channel.code).questionnaire.title == "Neuer Titel"


def test_changed_process_is_seen_at_once(channel):
    usable_channel(channel.code)
    process = channel.questionnaire.process
    process.authority = "Neues Amt"
    process.save()

    assert usable_channel(channel.code).questionnaire.process.authority == "Neues Amt"
