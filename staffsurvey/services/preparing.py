"""Putting versions before the parties, and making the one they agreed to binding."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from staffsurvey.agreeing import locked_version, read_agreement
from staffsurvey.models import EventKind, Opinion, StaffSurvey, Version
from staffsurvey.services.recording import hold, record
from staffsurvey.versions import snapshot


class CannotLockError(Exception):
    """Somebody has not agreed, or the survey is no longer what the version says."""


class TakesNoOpinionsError(Exception):
    """The version is binding, or there is a newer one."""


class HasStartedError(Exception):
    """What was agreed holds until the survey is over."""


@transaction.atomic
def present_version(survey: StaffSurvey, *, by: User) -> Version | None:
    """Take a snapshot; None where the latest version says the same already."""
    survey = hold(survey)
    content = snapshot(survey)
    latest = survey.versions.last()
    if latest is not None and latest.content == content and not latest.was_locked:
        return None
    version = Version.objects.create(
        survey=survey,
        number=latest.number + 1 if latest else 1,
        made_on=timezone.localdate(),
        content=content,
    )
    record(survey, EventKind.PRESENTED, by=by, detail=str(version))
    return version


@transaction.atomic
def record_opinion(opinion: Opinion) -> None:
    """Store what a party says. Raises `TakesNoOpinionsError`."""
    _hold_open(opinion.version)
    opinion.save()


@transaction.atomic
def remove_opinion(opinion: Opinion, *, by: User) -> None:
    """Raises `TakesNoOpinionsError`."""
    version = _hold_open(opinion.version)
    deleted, _by_model = Opinion.objects.filter(pk=opinion.pk).delete()
    if deleted:
        detail = f"{version}, {opinion}"
        record(version.survey, EventKind.WITHDRAWN, by=by, detail=detail)


def _hold_open(version: Version) -> Version:
    """Whoever makes the version binding at the same time waits, or we do."""
    version.survey = hold(version.survey)
    version.refresh_from_db(fields=["locked_on", "unlocked_on"])
    if not read_agreement(version).takes_opinions:
        raise TakesNoOpinionsError
    return version


@transaction.atomic
def lock_version(version: Version, *, by: User) -> None:
    """Raises `CannotLockError`."""
    version.survey = hold(version.survey)
    version.refresh_from_db(fields=["locked_on", "unlocked_on"])
    if not read_agreement(version).can_be_locked:
        raise CannotLockError
    version.locked_on = timezone.localdate()
    version.save(update_fields=["locked_on"])
    record(version.survey, EventKind.LOCKED, by=by, detail=str(version))


@transaction.atomic
def begin_anew(survey: StaffSurvey, *, by: User) -> None:
    """Let the survey change again; what was agreed stays on record as it was signed.

    Raises `HasStartedError`.
    """
    survey = hold(survey)
    if survey.has_started:
        raise HasStartedError
    version = locked_version(survey)
    if version is None:
        return
    version.unlocked_on = timezone.localdate()
    version.save(update_fields=["unlocked_on"])
    record(survey, EventKind.UNLOCKED, by=by, detail=str(version))
