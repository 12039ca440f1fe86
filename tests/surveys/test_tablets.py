from uuid import uuid4

import pytest
from django.urls import reverse

from ilmkreis_integration.models import Contribution
from surveys.models import Device, Response
from surveys.sealing import new_private_key, public_half, seal
from surveys.tablets import device_with, public_key_of, set_up_device
from tests.factories import EditionFactory, QuestionFactory

pytestmark = pytest.mark.django_db
INBOX = reverse("surveys:inbox")


@pytest.fixture
def device_and_token(channel):
    return set_up_device(channel, name="Empfang")


@pytest.fixture
def token(device_and_token):
    return device_and_token[1]


def envelope(channel, *, fields=(("frage-gut", "Ruhe"),), form_id=None, **value):
    edition = channel.questionnaire.editions.current()
    content = {"edition": edition.pk, "form": "single", "fields": fields}
    return seal(
        content | value,
        form_id=form_id or uuid4(),
        public_key=public_key_of(channel.questionnaire),
    )


def send(client, content, token):
    return client.post(
        INBOX,
        content,
        content_type="application/json",
        headers={"X-Device-Token": token},
    )


def test_set_up_device_keeps_no_token(device_and_token):
    device, token = device_and_token

    assert device_with(token) == device
    assert token not in str(Device.objects.values())


@pytest.mark.parametrize("token", ["", "falsch", "\ud800", "x" * 10_000])
def test_device_with_unknown_token_is_none(device_and_token, token):
    assert device_with(token) is None


@pytest.mark.parametrize("revoked", ["device", "channel"])
def test_device_with_revoked_token_is_none(device_and_token, channel, revoked):
    device, token = device_and_token
    row = {"device": device, "channel": channel}[revoked]
    row.revoked_on = "2026-03-02"
    row.save()

    assert device_with(token) is None


def test_public_key_stays_the_same(questionnaire):
    assert public_key_of(questionnaire) == public_key_of(questionnaire)


def test_inbox_stores_a_form_and_gives_its_receipt(client, channel, token):
    form_id = uuid4()
    content = envelope(channel, form_id=form_id, sheet=" A-7 ")

    answer = send(client, content, token)

    assert (answer.status_code, answer.json()) == (200, {"receipt": str(form_id)})
    response = Response.objects.get()
    assert (response.pk, response.entry, response.sheet) == (form_id, "tablet", "A-7")
    assert response.device.name == "Empfang"
    assert Contribution.objects.get().text == "Ruhe"


def test_inbox_takes_a_repeated_sending_once(client, channel, token):
    content = envelope(channel)

    answers = [send(client, content, token) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert Response.objects.count() == 1


def test_inbox_refuses_other_content_under_the_same_id(client, channel, token):
    form_id = uuid4()
    send(client, envelope(channel, form_id=form_id), token)

    answer = send(
        client,
        envelope(channel, form_id=form_id, fields=[("frage-gut", "Lärm")]),
        token,
    )

    assert (answer.status_code, answer.json()) == (409, {"refused": "conflict"})
    assert Contribution.objects.get().text == "Ruhe"


def test_inbox_takes_what_waited_until_after_the_last_day(client, channel, token):
    channel.questionnaire.closes_on = "2000-01-02"
    channel.questionnaire.save()

    assert send(client, envelope(channel), token).status_code == 200


def test_inbox_reads_a_form_by_its_own_edition(client, channel, token):
    content = envelope(channel)
    newer = EditionFactory(questionnaire=channel.questionnaire, number=2)
    QuestionFactory(edition=newer, slug="anders", position=1)

    assert send(client, content, token).status_code == 200
    assert Response.objects.get().edition.number == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"edition": 0}, "form", id="unknown edition"),
        pytest.param({"edition": None}, "form", id="no edition"),
        pytest.param({"form": "triple"}, "form", id="unknown form"),
        pytest.param({"fields": [["frage-gut"]]}, "form", id="half a field"),
        pytest.param({"fields": 7}, "form", id="no list"),
        pytest.param({"fields": []}, "form", id="empty"),
        pytest.param({"fields": [["frage-gut", "x" * 5001]]}, "form", id="too long"),
    ],
)
def test_inbox_refuses_what_is_no_form(client, channel, token, change, reason):
    answer = send(client, envelope(channel, **change), token)

    assert (answer.status_code, answer.json()) == (422, {"refused": reason})
    assert not Response.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"{}", b"\xff"])
def test_inbox_refuses_what_is_no_envelope(client, token, body):
    answer = send(client, body, token)

    assert (answer.status_code, answer.json()) == (422, {"refused": "envelope"})


def test_inbox_refuses_an_envelope_for_another_key(client, channel, token):
    public_key_of(channel.questionnaire)
    content = seal({}, form_id=uuid4(), public_key=public_half(new_private_key()))

    assert send(client, content, token).status_code == 422


def test_inbox_wants_a_usable_tablet(client, channel):
    answer = send(client, envelope(channel), "falsch")

    assert (answer.status_code, answer.json()) == (401, {"refused": "device"})
    assert not Response.objects.exists()


def test_inbox_refuses_other_methods_and_other_sites(client, channel, token):
    assert client.get(INBOX).status_code == 405
    foreign = client.post(
        INBOX,
        envelope(channel),
        content_type="application/json",
        headers={"X-Device-Token": token, "Sec-Fetch-Site": "cross-site"},
    )
    assert foreign.status_code == 403
    assert not Response.objects.exists()


def test_settings_tell_a_tablet_what_to_keep(client, channel, token):
    url = reverse("surveys:device-settings")

    settings = client.get(url, headers={"X-Device-Token": token}).json()

    assert settings["channel"] == channel.name
    assert settings["edition"] == channel.questionnaire.editions.current().pk
    assert settings["publicKey"] == public_key_of(channel.questionnaire)
    assert [language["code"] for language in settings["languages"]][:3] == [
        "de",
        "uk",
        "ru",
    ]
    assert client.get(url).status_code == 401


def test_settings_have_another_version_when_a_question_changes(client, channel, token):
    url, headers = reverse("surveys:device-settings"), {"X-Device-Token": token}
    before = client.get(url, headers=headers).json()["version"]
    channel.questionnaire.save()

    assert client.get(url, headers=headers).json()["version"] != before


@pytest.mark.parametrize("name", ["tablet", "manifest", "worker"])
def test_files_of_the_tablet_are_open_and_set_no_cookie(client, db, name):
    response = client.get(reverse(f"surveys:{name}"))

    assert response.status_code == 200
    assert not response.cookies
