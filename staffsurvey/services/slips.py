"""Issuing codes. What is kept tells neither which slip is which nor who drew it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from staffsurvey.codes import digest_of
from staffsurvey.models import BallotBox, Code, EventKind, SlipPrint, StaffSurvey
from staffsurvey.services.preparing import HasStartedError
from staffsurvey.services.recording import hold, record
from staffsurvey.way import can_print, read_standing

_ROWS_AT_ONCE = 500


class CannotPrintError(Exception):
    """The survey is over, takes no codes, or its box is gone."""


@transaction.atomic
def issue_codes(survey: StaffSurvey, codes: Iterable[str], *, by: User) -> SlipPrint:
    """Let each of `codes` count for one answer. Raises `CannotPrintError`.

    They are stored in the order of their digests: no row tells its place in the print.
    """
    survey, today = hold(survey), timezone.localdate()
    box = BallotBox.objects.select_for_update().filter(survey=survey).first()
    can_be_used = survey.with_codes and can_print(read_standing(survey, on=today))
    if box is None or not can_be_used:
        raise CannotPrintError
    digests = sorted(digest_of(code) for code in codes)
    Code.objects.bulk_create(
        (Code(digest=digest, box=box) for digest in digests), batch_size=_ROWS_AT_ONCE
    )
    record(survey, EventKind.PRINTED, by=by, detail=str(len(digests)))
    return SlipPrint.objects.create(
        survey=survey,
        slips=len(digests),
        printed_on=today,
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
        record(box.survey, EventKind.DISCARDED, by=by, detail=str(discarded))
    return discarded
