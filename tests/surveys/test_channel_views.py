import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from ilmkreis_integration.qr_codes import qr_response
from surveys.models import Channel
from tests.factories import ChannelFactory, ResponseFactory

pytestmark = pytest.mark.django_db

OVERVIEW = "/verfahren/fragebogen/"
ENTRIES = {"name": "Volkshochschule", "type": "education", "place": "Ilmenau"}


@pytest.fixture(autouse=True)
def current(questionnaire):
    questionnaire.process.is_current = True
    questionnaire.process.save()


def url(name, *args):
    return reverse(f"surveys-setup:{name}", args=args)


def link_of(channel):
    return f"http://testserver/fragebogen/{channel.code}/"


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_new_channel_shows_its_link(manager_client, questionnaire):
    response = manager_client.post(url("channel-add"), ENTRIES)

    channel = Channel.objects.get()
    assert response.url == url("channel", channel.pk)
    assert {name: getattr(channel, name) for name in ENTRIES} == ENTRIES
    assert channel.questionnaire == questionnaire
    page = manager_client.get(response.url).content.decode()
    assert link_of(channel) in page
    assert url("channel-qr", channel.pk) in page


def test_qr_code_holds_the_link(manager_client, channel):
    response = manager_client.get(url("channel-qr", channel.pk))

    assert response["Content-Type"] == "image/svg+xml"
    assert response.content == qr_response(link_of(channel)).content


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Dieses Feld ist zwingend erforderlich."),
        ({"type": "landkreis"}, "landkreis"),
        ({"name": "Gibt es"}, "Eine Ausgabestelle mit diesem Namen gibt es schon."),
    ],
)
def test_wrong_channel_is_not_stored(manager_client, questionnaire, changes, message):
    ChannelFactory(questionnaire=questionnaire, name="Gibt es")

    response = manager_client.post(url("channel-add"), ENTRIES | changes)

    assert response.status_code == 200
    assert message in response.content.decode()
    assert Channel.objects.count() == 1


def test_channel_is_changed_and_keeps_its_link(manager_client, channel):
    response = manager_client.post(url("channel-edit", channel.pk), ENTRIES)

    assert response.url == url("channel", channel.pk)
    changed = Channel.objects.get()
    assert (changed.name, changed.code) == ("Volkshochschule", channel.code)


def test_revoked_link_opens_nothing_until_it_is_open_again(
    client, manager_client, channel
):
    response = manager_client.post(url("channel-revoke", channel.pk))

    assert response.url == url("channel", channel.pk)
    assert said(response) == ["Der Link ist gesperrt."]
    assert Channel.objects.get().revoked_on == timezone.localdate()
    assert client.get(link_of(channel)).status_code == 404
    page = manager_client.get(response.url).content.decode()
    assert "Der Link ist gesperrt" in page
    assert url("channel-qr", channel.pk) not in page

    response = manager_client.post(url("channel-reopen", channel.pk))
    assert said(response) == ["Der Link ist wieder offen."]
    assert client.get(link_of(channel)).status_code == 200


def test_unused_channel_is_deleted_after_asking(manager_client, channel):
    page = manager_client.get(url("channel-delete", channel.pk)).content.decode()
    assert f"„{channel.name}“ löschen?" in page
    assert Channel.objects.exists()

    response = manager_client.post(url("channel-delete", channel.pk))

    assert response.url == OVERVIEW
    assert not Channel.objects.exists()


def test_channel_with_forms_is_closed_instead_of_deleted(manager_client, channel):
    ResponseFactory(channel=channel)

    page = manager_client.get(url("channel-delete", channel.pk)).content.decode()
    response = manager_client.post(url("channel-delete", channel.pk))

    assert "sperren Sie ihren Link" in page
    assert "Ja, löschen" not in page
    assert said(response)[0].startswith("Über sie sind schon Bögen gekommen.")
    assert Channel.objects.get() == channel
