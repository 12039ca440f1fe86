"""Where the channels hand their free texts to the core, and the core to the evaluation.

A channel calls `hand_over` in the transaction that stores its own form. Reports listens
to `contributions_final`, because no channel may know of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.dispatch import Signal

from ilmkreis_integration.models import Contribution

# Sent with `contributions`: a list whose wording can no longer change.
contributions_final = Signal()


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


def _announce(contributions: list[Contribution]) -> None:
    if contributions:
        contributions_final.send(sender=Contribution, contributions=contributions)
