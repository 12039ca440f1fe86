"""Starting the survey, prolonging it, and ending it early."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from staffsurvey.agreeing import locked_version
from staffsurvey.models import BallotBox, EventKind, Phase, StaffSurvey
from staffsurvey.preflight import Finding, blocking
from staffsurvey.services.recording import hold, record
from staffsurvey.versions import snapshot


class Obstacle(Enum):
    """What is still missing before the survey can start."""

    NO_VERSION = "version"
    CHANGED = "changed"
    NO_KEY = "key"
    UNTRIED = "untried"
    NO_SLIPS = "slips"
    OVER = "over"
    UNSAFE = "unsafe"


class CannotStartError(Exception):
    """There is an obstacle, or it has started already."""


class NotRunningError(Exception):
    """The survey has not begun or is over."""


class NotLaterError(Exception):
    """The new last day is not after the old one."""


def obstacles(
    survey: StaffSurvey, *, on: date, findings: list[Finding]
) -> list[Obstacle]:
    """`findings` is what the examination of the server says."""
    return list(_obstacles(survey, on, findings))


def _obstacles(
    survey: StaffSurvey, on: date, findings: list[Finding]
) -> Iterator[Obstacle]:
    version = locked_version(survey)
    box = BallotBox.objects.filter(survey=survey).first()
    if version is None:
        yield Obstacle.NO_VERSION
    elif version.content != snapshot(survey):
        yield Obstacle.CHANGED
    if box is None:
        yield Obstacle.NO_KEY
    elif box.tried_on is None:
        yield Obstacle.UNTRIED
    if survey.with_codes and not (box and box.codes.exists()):
        yield Obstacle.NO_SLIPS
    if on > survey.closes_on:
        yield Obstacle.OVER
    if blocking(findings):
        yield Obstacle.UNSAFE


@transaction.atomic
def start(
    survey: StaffSurvey, *, backups: str, findings: list[Finding], by: User
) -> None:
    """From its first day on, the survey takes answers. Raises `CannotStartError`.

    `backups` says where backups of the database lie and for how long, `findings` what the
    examination of the server says.
    """
    survey, today = hold(survey), timezone.localdate()
    if survey.phase(on=today) != Phase.PREPARING:
        raise CannotStartError
    if obstacles(survey, on=today, findings=findings):
        raise CannotStartError
    box = BallotBox.objects.select_for_update().get(survey=survey)
    box.started_on = today
    box.save(update_fields=["started_on"])
    record(survey, EventKind.STARTED, by=by, detail=backups)


@transaction.atomic
def prolong(
    survey: StaffSurvey, *, until: date, results_on: date | None, by: User
) -> None:
    """Move the last day of a survey that is not over. Raises `NotLaterError` and
    `NotRunningError`."""
    survey = _running(survey)
    before = survey.closes_on
    if until <= before:
        raise NotLaterError
    survey.closes_on, survey.results_on = until, results_on
    survey.save(update_fields=["closes_on", "results_on"])
    detail = _("vom {} auf den {}").format(
        date_format(before, "j. F Y"), date_format(until, "j. F Y")
    )
    record(survey, EventKind.PROLONGED, by=by, detail=detail)


@transaction.atomic
def end(survey: StaffSurvey, *, by: User) -> None:
    """Take no more answers from now on; there is no way back. Raises `NotRunningError`."""
    survey = _running(survey)
    box = BallotBox.objects.select_for_update().get(survey=survey)
    box.ended_on = timezone.localdate()
    box.save(update_fields=["ended_on"])
    record(survey, EventKind.ENDED, by=by)


def _running(survey: StaffSurvey) -> StaffSurvey:
    """Raises `NotRunningError`."""
    survey = hold(survey)
    if survey.phase(on=timezone.localdate()) not in (Phase.WAITING, Phase.RUNNING):
        raise NotRunningError
    return survey
