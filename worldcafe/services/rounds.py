"""What the moderator does for all tables at once: the clock, and the harvest."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.utils import timezone

from worldcafe.models import Cafe, Round
from worldcafe.services.holding import hold_cafe_open


class RoundNotBegunError(Exception):
    """A round that has not begun cannot be stopped or extended."""


@transaction.atomic
def start_round(round_: Round) -> None:
    """Begin a round at all tables now; the one that runs ends.

    Beginning it again sets the clock anew.
    """
    hold_cafe_open(round_.cafe)
    now = timezone.now()
    _hold_only(round_, now)
    round_.started_at = now
    round_.stopped_at = None
    round_.extra_minutes = 0
    round_.save(update_fields=["started_at", "stopped_at", "extra_minutes"])


@transaction.atomic
def stop_round(round_: Round) -> None:
    """End a round at all tables now."""
    hold_cafe_open(round_.cafe)
    _begin_and_end(round_)
    if round_.stopped_at is None:
        round_.stopped_at = timezone.now()
        round_.save(update_fields=["stopped_at"])


@transaction.atomic
def extend_round(round_: Round, *, minutes: int) -> None:
    """Give a round some more minutes; if its time is up, from now on.

    A round that was ended goes on with the time it had left, or with these minutes. Any
    other one that runs ends.
    """
    hold_cafe_open(round_.cafe)
    begun, end = _begin_and_end(round_)
    now = timezone.now()
    _hold_only(round_, now)
    until = max(now, end) + timedelta(minutes=minutes)
    length = ceil((until - begun) / timedelta(minutes=1))
    round_.extra_minutes = max(0, length - round_.cafe.minutes_per_round)
    round_.stopped_at = None
    round_.save(update_fields=["extra_minutes", "stopped_at"])


@transaction.atomic
def show_harvest(cafe: Cafe, *, is_shown: bool) -> None:
    """Show the strongest notes of each field on the wall, or take them away."""
    hold_cafe_open(cafe)
    cafe.is_harvest_shown = is_shown
    cafe.save(update_fields=["is_harvest_shown"])


def _hold_only(round_: Round, now: datetime) -> None:
    """Whatever else was going on is over."""
    Cafe.objects.filter(pk=round_.cafe_id).update(is_harvest_shown=False)
    others = Round.objects.filter(cafe=round_.cafe).exclude(pk=round_.pk)
    others.filter(started_at__isnull=False, stopped_at=None).update(stopped_at=now)


def _begin_and_end(round_: Round) -> tuple[datetime, datetime]:
    """As they are now: somebody else may have steered since the page was drawn."""
    round_.refresh_from_db(from_queryset=Round.objects.select_related("cafe"))
    if round_.started_at is None or round_.ends_at is None:
        raise RoundNotBegunError(str(round_))
    return round_.started_at, round_.ends_at
