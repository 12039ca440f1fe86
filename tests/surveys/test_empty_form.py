import re
from uuid import UUID

import pytest
from django.urls import reverse

from surveys.definition import mark_changed
from surveys.models import Question

pytestmark = pytest.mark.django_db

ID = re.compile(r'name="id" value="([^"]+)" data-new-id')


def page(client, channel, name="single", **query):
    url = reverse(f"surveys:{name}", args=[channel.code])
    return client.get(url, query).content.decode()


def test_every_visitor_gets_an_id_of_their_own(client, channel):
    ids = [ID.findall(page(client, channel)) for _ in range(3)]

    assert all(len(found) == 1 and UUID(found[0]).version == 4 for found in ids)
    assert len({found[0] for found in ids}) == 3


def test_visitors_see_the_same_but_for_the_id(client, channel):
    first, second = (ID.sub("", page(client, channel)) for _ in range(2))

    assert first == second


def test_forms_languages_and_channels_are_kept_apart(client, channel):
    pages = [
        page(client, channel),
        page(client, channel, "group"),
        page(client, channel, sprache="ar"),
    ]

    assert len({ID.sub("", text) for text in pages}) == 3
    assert 'value="ar" lang="ar" dir="rtl" aria-current="true"' in pages[2]


def test_edited_question_is_shown_at_once(client, channel):
    page(client, channel)
    question = Question.objects.filter(
        edition__questionnaire=channel.questionnaire
    ).first()
    Question.objects.filter(pk=question.pk).update(text="Was ist neu?")
    mark_changed(channel.questionnaire)

    assert "Was ist neu?" in page(client, channel)


def test_edited_name_of_the_authority_is_shown_at_once(client, channel):
    page(client, channel)
    process = channel.questionnaire.process
    process.authority = "Neues Amt"
    process.save()

    assert "Neues Amt" in page(client, channel)


def test_nothing_of_the_first_visitor_gets_into_the_page_of_all(
    client, manager_client, channel
):
    """A manager comes first, with a message that waits to be shown."""
    for name in ("channel-revoke", "channel-reopen"):
        manager_client.post(reverse(f"surveys-setup:{name}", args=[channel.pk]))

    shown_to_manager = page(manager_client, channel)
    shown_to_others = page(client, channel)

    assert ID.sub("", shown_to_manager) == ID.sub("", shown_to_others)
    assert "Der Link ist wieder offen." not in shown_to_others
