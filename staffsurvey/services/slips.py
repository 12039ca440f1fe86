"""Issuing codes. What is kept tells neither which slip is which nor who drew it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from staffsurvey.codes import digest_of
from staffsurvey.models import (
    BallotBox,
    Code,
    EventKind,
    Phase,
    SlipPrint,
    StaffSurvey,
)
from staffsurvey.services.preparing import HasStartedError
from staffsurvey.services.recording import hold, record

_ROWS_AT_ONCE = 500


class CannotPrintError(Exception):
    """The survey is over, takes no codes, or its box is gone."""


def can_print(survey: StaffSurvey, *, on: date) -> bool:
    """The slips name the last day, which must be binding, and their codes need a box."""
    box: BallotBox | None = getattr(survey, "box", None)
    if not survey.with_codes or box is None or box.tried_on is None:
        return False
    phase = survey.phase(on=on)
    if phase == Phase.PREPARING:
        return survey.versions.locked().exists()
    return phase in (Phase.WAITING, Phase.RUNNING)


@transaction.atomic
def issue_codes(survey: StaffSurvey, codes: Iterable[str], *, by: User) -> SlipPrint:
    """Let each of `codes` count for one answer. Raises `CannotPrintError`.

    They are stored in the order of their digests: no row tells its place in the print.
    """
    survey, today = hold(survey), timezone.localdate()
    if not can_print(survey, on=today):
        raise CannotPrintError
    box = BallotBox.objects.select_for_update().get(survey=survey)
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
