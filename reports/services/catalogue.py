"""Writing the Leitbild and the Ziel- und Maßnahmenkatalog."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Literal

from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone

from ilmkreis_integration.domain.texts import clean_text
from reports.models import Goal, Measure, Principle, Statement, StatusChange, Theme

Item = Principle | Goal | Measure
Direction = Literal["up", "down"]

# Positions start at 1; an item waits here while two others change places.
_PARKED = 0


class EvidenceMissingError(Exception):
    """A published measure would rest neither on evidence nor on a written reason."""


class ReasonMissingError(Exception):
    """A measure is postponed or dropped without saying why."""


class StillPublishedError(Exception):
    """A measure has to be withdrawn before it can be deleted."""


class GoalHasMeasuresError(Exception):
    """A goal has to be empty before it can be deleted."""


@transaction.atomic
def append(item: Item) -> None:
    """Store a new item after all others of its list."""
    _lock_list(item)
    last = _list_of(item).aggregate(last=Max("position"))["last"]
    item.position = (last or 0) + 1
    item.save()


@transaction.atomic
def move(item: Item, direction: Direction) -> None:
    """Let `item` change places with its neighbour; at the end of the list it stays."""
    _lock_list(item)
    if direction == "up":
        before = _list_of(item).filter(position__lt=item.position)
        neighbour = before.order_by("-position").first()
    else:
        after = _list_of(item).filter(position__gt=item.position)
        neighbour = after.order_by("position").first()
    if neighbour is None:
        return
    here, there = item.position, neighbour.position
    for moved, position in ((neighbour, _PARKED), (item, there), (neighbour, here)):
        moved.position = position
        moved.save(update_fields=["position"])


@transaction.atomic
def delete(item: Item) -> None:
    """Delete `item` and close the gap in the numbers."""
    _lock_list(item)
    if isinstance(item, Measure) and item.is_published:
        raise StillPublishedError(item.number)
    if isinstance(item, Goal) and item.measures.exists():
        raise GoalHasMeasuresError(item.number)
    following = list(_list_of(item).filter(position__gt=item.position))
    item.delete()
    for later in sorted(following, key=lambda later: later.position):
        later.position -= 1
        later.save(update_fields=["position"])


@transaction.atomic
def set_evidence(
    item: Item, *, statements: Collection[Statement], themes: Collection[Theme]
) -> None:
    """Make these the only evidence of `item`."""
    item.statements.set(_still_there(statements))
    item.themes.set(themes)
    if not isinstance(item, Measure) or not item.is_published or item.justification:
        return
    if not _has_evidence(item):
        raise EvidenceMissingError(item.number)


def _still_there(statements: Collection[Statement]) -> list[Statement]:
    """Whoever opens a café again takes its statements away, and waits for this."""
    rows = Statement.objects.filter(pk__in=[row.pk for row in statements])
    return list(rows.select_for_update(no_key=True).order_by("pk"))


@transaction.atomic
def publish_measure(measure: Measure, *, justification: str, by: User) -> Measure:
    """Publish `measure`; without evidence `justification` says where it comes from."""
    justification = clean_text(justification)
    if not justification and not _has_evidence(measure):
        raise EvidenceMissingError(measure.number)
    measure.justification = justification
    measure.is_published = True
    measure.published_on = timezone.localdate()
    measure.published_by = by
    measure.save(
        update_fields=["justification", "is_published", "published_on", "published_by"]
    )
    return measure


def withdraw_measure(measure: Measure) -> Measure:
    """Take `measure` out of the published catalogue; its reason stays for next time."""
    measure.is_published = False
    measure.published_on = None
    measure.published_by = None
    measure.save(update_fields=["is_published", "published_on", "published_by"])
    return measure


@transaction.atomic
def change_status(
    measure: Measure,
    *,
    status: Measure.Status,
    reason: str,
    by: User,
    on: date | None = None,
) -> StatusChange:
    """Set the status of `measure` and record it; `on` is today unless told."""
    reason = clean_text(reason)
    if status in Measure.NEEDS_REASON and not reason:
        raise ReasonMissingError(measure.number)
    measure.status = status
    measure.save(update_fields=["status"])
    return StatusChange.objects.create(
        measure=measure,
        status=status,
        reason=reason,
        changed_on=on or timezone.localdate(),
        changed_by=by,
    )


def _has_evidence(measure: Measure) -> bool:
    # Asks the database: what was prefetched may be older than this transaction.
    return Measure.objects.with_evidence().get(pk=measure.pk).has_evidence


def _list_of(item: Item) -> models.QuerySet[Item]:
    match item:
        case Principle():
            return Principle.objects.filter(process=item.process_id)
        case Goal():
            return Goal.objects.filter(action_field=item.action_field_id)
        case Measure():
            return Measure.objects.filter(goal=item.goal_id)


def _lock_list(item: Item) -> None:
    """Let a second person who changes the same list wait for the first."""
    match item:
        case Principle():
            owner: models.Model = item.process
        case Goal():
            owner = item.action_field
        case Measure():
            owner = item.goal
    owners = type(owner)._default_manager.select_for_update(no_key=True)
    owners.get(pk=owner.pk)
    if item.pk:
        # Somebody may have moved it since the page was drawn.
        item.refresh_from_db(fields=["position"])
