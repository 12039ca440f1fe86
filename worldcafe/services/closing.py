"""Closing a café: its notes become final and go to the evaluation. And the way back."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from ilmkreis_integration.handover import finalize, reopen
from ilmkreis_integration.models import Contribution
from ilmkreis_integration.numbering import draw_number
from worldcafe.models import Cafe, Closing, Note


@transaction.atomic
def close_cafe(cafe: Cafe, *, by: User | None = None) -> None:
    """Make the notes final and hand them to the evaluation; deleted ones are gone.

    A running round ends, and when pages of tables were last open is forgotten. Nobody (`by` of None) closes
    what is only an example.
    """
    cafe = _hold(cafe)
    if not cafe.is_open:
        return
    _set_state(cafe, Cafe.State.CLOSED)
    now = timezone.now()
    Closing.objects.create(cafe=cafe, closed_at=now, closed_by=by)
    running = cafe.rounds.filter(started_at__isnull=False, stopped_at=None)
    running.update(stopped_at=now)
    cafe.tables.update(seen_at=None)
    deleted = Note.objects.of(cafe).filter(is_deleted=True)
    Contribution.objects.filter(
        pk__in=list(deleted.values_list("pk", flat=True))
    ).delete()
    finalize(_contributions(cafe))


@transaction.atomic
def reopen_cafe(cafe: Cafe, *, by: User, reason: str) -> None:
    """Let the tables go on writing.

    Raises `WorkedOnError` once somebody has worked on the notes in the evaluation.
    """
    cafe = _hold(cafe)
    if cafe.is_open:
        return
    reopen(_contributions(cafe))
    _set_state(cafe, Cafe.State.OPEN)
    now = timezone.now()
    # Cafés that were closed before this was recorded have no closing.
    closing, _is_new = Closing.objects.get_or_create(
        cafe=cafe, reopened_at=None, defaults={"closed_at": now}
    )
    closing.reopened_at, closing.reopened_by, closing.reason = now, by, reason
    closing.save()


def _hold(cafe: Cafe) -> Cafe:
    """Let what is being stored come first; what comes later finds the new state."""
    list(cafe.tables.select_for_update().order_by("pk").values_list("pk"))
    return Cafe.objects.select_for_update().get(pk=cafe.pk)


def _set_state(cafe: Cafe, state: Cafe.State) -> None:
    cafe.state = state
    cafe.save(update_fields=["state"])
    draw_number(cafe, "version")


def _contributions(cafe: Cafe) -> list[Contribution]:
    return list(Contribution.objects.filter(note__sitting__table__cafe=cafe))
