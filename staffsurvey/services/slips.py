"""Issuing codes. What is kept tells neither which slip is which nor who drew it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from staffsurvey.codes import digest_of
from staffsurvey.models import BallotBox, Code, Event, SlipPrint
from staffsurvey.services.preparing import HasStartedError
from staffsurvey.services.recording import record

_ROWS_AT_ONCE = 500


@transaction.atomic
def issue_codes(box: BallotBox, codes: Iterable[str]) -> SlipPrint:
    """Let each of `codes` count for one answer.

    They are stored in the order of their digests: no row tells its place in the print.
    """
    box = BallotBox.objects.select_for_update().get(pk=box.pk)
    digests = sorted(digest_of(code) for code in codes)
    Code.objects.bulk_create(
        (Code(digest=digest, box=box) for digest in digests), batch_size=_ROWS_AT_ONCE
    )
    return SlipPrint.objects.create(
        survey_id=box.survey_id,
        slips=len(digests),
        printed_on=timezone.localdate(),
        is_extra=box.started_on is not None,
    )


@transaction.atomic
def discard_codes(box: BallotBox, *, by: User) -> int:
    """Make all slips printed so far worthless; return how many. Raises `HasStartedError`."""
    box = BallotBox.objects.select_for_update().get(pk=box.pk)
    if box.started_on is not None:
        raise HasStartedError
    discarded, _by_model = box.codes.all().delete()
    box.survey.slip_prints.all().delete()
    if discarded:
        record(box.survey, Event.Kind.DISCARDED, by=by, detail=str(discarded))
    return discarded
