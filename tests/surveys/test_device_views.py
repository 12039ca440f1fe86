import json
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from surveys.models import Device, Response
from surveys.sealing import seal
from surveys.tablets import device_with, public_key_of
from tests.factories import ChannelFactory, DeviceFactory, ProcessFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel(channel):
    channel.questionnaire.process.is_current = True
    channel.questionnaire.process.save()
    return channel


@pytest.fixture
def device(channel):
    return DeviceFactory(channel=channel, name="Empfang")


def add_url(channel):
    return reverse("surveys-setup:device-add", args=[channel.pk])


def test_add_device_shows_its_link_once(manager_client, channel):
    response = manager_client.post(add_url(channel), {"name": "Empfang"})

    content = response.content.decode()
    token = re.search(r"/fragebogen/tablet/#([\w-]+)", content)[1]
    assert device_with(token) == Device.objects.get(name="Empfang", channel=channel)
    assert "data:image/svg+xml" in content


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "Dieses Feld ist zwingend erforderlich."),
        ("Empfang", "Ein Tablet mit diesem Namen gibt es hier schon."),
    ],
)
def test_add_device_refuses(manager_client, device, name, message):
    response = manager_client.post(add_url(device.channel), {"name": name})

    assert message in response.content.decode()
    assert Device.objects.count() == 1


def test_add_device_needs_an_own_and_usable_channel(manager_client, channel):
    foreign = ChannelFactory()
    revoked = ChannelFactory(
        questionnaire=channel.questionnaire, revoked_on="2026-03-02"
    )

    assert manager_client.get(add_url(foreign)).status_code == 404
    assert manager_client.get(add_url(revoked)).status_code == 404


def test_device_is_revoked_and_opened_again(manager_client, device):
    manager_client.post(reverse("surveys-setup:device-revoke", args=[device.pk]))
    device.refresh_from_db()
    assert device.revoked_on is not None

    manager_client.post(reverse("surveys-setup:device-reopen", args=[device.pk]))
    device.refresh_from_db()
    assert device.revoked_on is None


@pytest.mark.parametrize("name", ["device-revoke", "device-reopen"])
def test_device_of_another_process_stays(manager_client, channel, name):
    foreign = DeviceFactory()

    response = manager_client.post(reverse(f"surveys-setup:{name}", args=[foreign.pk]))

    assert response.status_code == 404


@pytest.mark.parametrize("route", ["device-add", "device-revoke", "device-reopen"])
def test_tablets_are_set_up_by_the_management_only(
    client, evaluator_client, device, route
):
    pk = device.channel.pk if route == "device-add" else device.pk
    url = reverse(f"surveys-setup:{route}", args=[pk])

    assert client.post(url).status_code == 302
    assert evaluator_client.post(url).status_code == 403
    assert Device.objects.get().revoked_on is None


SAVED = reverse("surveys-setup:saved-forms")


def saved_file(*envelopes, kind="sealed-questionnaires"):
    content = json.dumps({"kind": kind, "envelopes": list(envelopes)})
    return SimpleUploadedFile("wartende-boegen.json", content.encode())


def envelope(channel, text="Ruhe", changes=None):
    value = {
        "edition": channel.questionnaire.editions.current().pk,
        "form": "single",
        "fields": [["frage-gut", text]],
    }
    key = public_key_of(channel.questionnaire)
    sealed = seal(value, form_id=uuid4(), public_key=key)
    return sealed | {"channel": channel.code} | (changes or {})


def test_saved_forms_are_taken_in_exactly_once(manager_client, channel):
    envelopes = [envelope(channel, text) for text in ("Ruhe", "Busse")]

    first = manager_client.post(SAVED, {"file": saved_file(*envelopes)})
    second = manager_client.post(SAVED, {"file": saved_file(*envelopes)})

    assert "Neu: 2. Schon da: 0." in first.content.decode()
    assert "Neu: 0. Schon da: 2." in second.content.decode()
    assert Response.objects.count() == 2


def test_saved_forms_that_cannot_be_read_are_counted(manager_client, channel):
    foreign = ChannelFactory(questionnaire__process=ProcessFactory())
    envelopes = [
        envelope(channel),
        envelope(channel, changes={"content": "AAAA"}),
        envelope(channel, changes={"channel": foreign.code}),
        "Unsinn",
    ]

    response = manager_client.post(SAVED, {"file": saved_file(*envelopes)})

    assert "Neu: 1. Schon da: 0. Nicht lesbar: 3." in response.content.decode()
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    ("file", "message"),
    [
        pytest.param(None, "Bitte wählen Sie die Datei.", id="none"),
        pytest.param(b"\xff\xfe", "keine Datei, die ein Tablet", id="binary"),
        pytest.param(b"[]", "keine Datei, die ein Tablet", id="list"),
        pytest.param(b'{"kind": "x"}', "keine Datei, die ein Tablet", id="kind"),
        pytest.param(
            b'{"kind": "sealed-questionnaires", "envelopes": []}',
            "In der Datei ist kein Bogen.",
            id="empty",
        ),
    ],
)
def test_other_files_are_refused(manager_client, channel, file, message):
    data = {} if file is None else {"file": SimpleUploadedFile("x.json", file)}

    response = manager_client.post(SAVED, data)

    assert message in response.content.decode()
    assert not Response.objects.exists()


def test_saved_forms_are_for_the_management(client, evaluator_client, channel):
    assert client.get(SAVED).status_code == 302
    assert evaluator_client.get(SAVED).status_code == 403
