"""Making the key of a ballot box, and the trial of the passphrase on the paper."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from ilmkreis_integration.sealing import new_key, public_point
from staffsurvey import keys
from staffsurvey.envelopes import close_envelope, open_envelope
from staffsurvey.models import BallotBox, EventKind, StaffSurvey
from staffsurvey.services.preparing import HasStartedError
from staffsurvey.services.recording import hold, record

_TRIAL = {"probe/probe": "Probeumschlag"}


class AlreadyMadeError(Exception):
    """Another key was made since the page was opened."""


def fingerprint(survey: StaffSurvey) -> str:
    """Tells the key of a survey from an earlier one; empty without a key."""
    box = BallotBox.objects.filter(survey=survey).first()
    return bytes(box.public_key).hex()[:16] if box else ""


@sensitive_variables("key", "passphrase")
@transaction.atomic
def make_key(
    survey: StaffSurvey, *, in_two_halves: bool, instead_of: str, by: User
) -> list[str]:
    """Give the survey a key; return the passphrase, which is kept nowhere.

    `instead_of` is the fingerprint that the page showed: a page that is sent twice must
    not throw away the key whose passphrase was printed. Codes stay. Raises
    `AlreadyMadeError` and `HasStartedError`.
    """
    survey = hold(survey)
    if survey.has_started:
        raise HasStartedError
    if fingerprint(survey) != instead_of:
        raise AlreadyMadeError
    key, passphrase = new_key(), keys.new_passphrase(parts=2 if in_two_halves else 1)
    BallotBox.objects.update_or_create(
        survey=survey,
        defaults={
            "public_key": public_point(key),
            "locked_key": keys.lock(key, passphrase),
            "has_two_halves": in_two_halves,
            "tried_on": None,
        },
    )
    record(survey, EventKind.KEY_MADE, by=by)
    return passphrase


@sensitive_variables("passphrase", "key")
@transaction.atomic
def try_key(box: BallotBox, *, passphrase: list[str], by: User) -> None:
    """Seal an envelope for the box and open it with what was typed from the paper.

    Raises `WrongPassphraseError`, and `SealError` for a key that does not fit the box.
    """
    box = BallotBox.objects.select_for_update().get(pk=box.pk)
    key = keys.unlock(box.locked_key, passphrase)
    trial = uuid4()
    content = close_envelope(
        _TRIAL, envelope_id=trial, public_key=bytes(box.public_key)
    )
    open_envelope(content, envelope_id=trial, key=key)
    if box.tried_on is None:
        box.tried_on = timezone.localdate()
        box.save(update_fields=["tried_on"])
    record(box.survey, EventKind.KEY_TRIED, by=by)
