"""Keeping on record what the management does with a survey."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils import timezone

from staffsurvey.models import Event, EventKind, StaffSurvey


def record(
    survey: StaffSurvey, kind: EventKind, *, by: User, detail: str = ""
) -> Event:
    return Event.objects.create(
        survey=survey,
        kind=kind,
        happened_on=timezone.localdate(),
        done_by=by.get_username(),
        detail=detail,
    )


def name_of(user: User) -> str:
    """As it stands in a protocol and beside a decision."""
    return user.get_full_name() or user.get_username()


def hold(survey: StaffSurvey) -> StaffSurvey:
    """The survey as it is now; whoever changes it at the same time waits."""
    return StaffSurvey.objects.select_for_update().get(pk=survey.pk)
