"""Tablets of the channels: setting them up, and taking in what they send."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from surveys.definition import definition_of_edition
from surveys.forms.filling import GroupForm, SheetForm, SingleForm
from surveys.models import Channel, Device, Edition, Questionnaire, Response, SealingKey
from surveys.sealing import Envelope, new_private_key, public_half, unseal
from surveys.services import Arrival, submit_response

_FORMS: dict[str, type[SingleForm] | type[GroupForm]] = {
    Response.Form.SINGLE: SingleForm,
    Response.Form.GROUP: GroupForm,
}


class NotAFormError(Exception):
    """What was in the envelope is no form of this questionnaire."""


def set_up_device(channel: Channel, *, name: str) -> tuple[Device, str]:
    """Make a tablet of `channel`; return it with its token, which is kept nowhere."""
    token = secrets.token_urlsafe(24)
    device = Device.objects.create(
        channel=channel,
        name=name,
        token_digest=_digest(token),
        set_up_on=timezone.localdate(),
    )
    return device, token


def device_with(token: str) -> Device | None:
    """The usable tablet that shows this token."""
    devices = Device.objects.usable().select_related("channel__questionnaire__process")
    return devices.filter(token_digest=_digest(token)).first()


def public_key_of(questionnaire: Questionnaire) -> str:
    key, _created = SealingKey.objects.get_or_create(
        questionnaire=questionnaire, defaults={"private_key": new_private_key()}
    )
    return public_half(bytes(key.private_key))


def take_in(envelope: Envelope, channel: Channel, device: Device | None) -> Response:
    """Open an envelope and store its form exactly once.

    Also after the last day: it may have waited on the tablet since. Raises `SealError`,
    `NotAFormError` and `ResponseConflictError`.
    """
    key = SealingKey.objects.get(questionnaire=channel.questionnaire)
    value = unseal(envelope, bytes(key.private_key))
    form, edition = _read(value, envelope, channel.questionnaire)
    if not form.is_valid():
        raise NotAFormError("; ".join(form.errors))
    return submit_response(
        form.filled(),
        response_id=envelope.id,
        edition=edition,
        arrival=Arrival(
            channel,
            entry=Response.Entry.TABLET,
            device=device,
            sheet=str(value.get("sheet", "")).strip()[:50],
        ),
    )


def _read(
    value: Any, envelope: Envelope, questionnaire: Questionnaire
) -> tuple[SheetForm, Edition]:
    """The form as it was filled in, under the edition that the tablet had."""
    try:
        edition = questionnaire.editions.select_related("questionnaire").get(
            pk=int(value["edition"])
        )
        form_class = _FORMS[value["form"]]
        data = QueryDict(mutable=True)
        for name, entered in value["fields"]:
            data.appendlist(str(name), str(entered))
    except (KeyError, TypeError, ValueError, Edition.DoesNotExist) as error:
        raise NotAFormError(type(error).__name__) from error
    data["id"] = str(envelope.id)
    return form_class(data, definition=definition_of_edition(edition)), edition


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
