"""Where the channels hand their free texts to the core, and the core to the evaluation.

A channel calls `hand_over` in the transaction that stores its own form. Reports listens
to the signals, because no channel may know of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.dispatch import Signal

from ilmkreis_integration.models import Contribution

# Sent with `contributions`: a list whose wording can no longer change.
contributions_final = Signal()
# Sent with `contributions`: a list whose wording is about to open again. Whoever made
# something of them takes it back, or raises `WorkedOnError`.
contributions_reopening = Signal()


class WorkedOnError(Exception):
    """Somebody has worked on `contributions`, so their wording stays."""

    def __init__(self, contributions: Sequence[Contribution]) -> None:
        super().__init__(*(contribution.code for contribution in contributions))
        self.contributions = contributions


@transaction.atomic(savepoint=False)
def hand_over(contributions: Sequence[Contribution]) -> None:
    """Store new contributions; one INSERT, however many they are."""
    Contribution.objects.bulk_create(contributions)
    _announce([c for c in contributions if c.is_final])


@transaction.atomic(savepoint=False)
def finalize(contributions: Sequence[Contribution]) -> None:
    """Close the wording of contributions that were open until now."""
    Contribution.objects.filter(pk__in=[c.pk for c in contributions]).update(
        is_final=True
    )
    for contribution in contributions:
        contribution.is_final = True
    _announce(list(contributions))


@transaction.atomic(savepoint=False)
def reopen(contributions: Sequence[Contribution]) -> None:
    """Open the wording of final contributions again.

    Raises `WorkedOnError` if somebody has worked on one of them.
    """
    rows = Contribution.objects.filter(pk__in=[c.pk for c in contributions])
    # Whoever codes one of them has finished, or waits and finds it open.
    held = list(rows.select_for_update().order_by("pk"))
    if held:
        contributions_reopening.send(sender=Contribution, contributions=held)
    rows.update(is_final=False)
    for contribution in contributions:
        contribution.is_final = False


def _announce(contributions: list[Contribution]) -> None:
    if contributions:
        contributions_final.send(sender=Contribution, contributions=contributions)
