"""Who sat at a table in a round, and whether all was read aloud."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from worldcafe.models import Sitting, Subgroup, SubgroupCount
from worldcafe.services.holding import hold_open


@transaction.atomic
def record_attendance(
    sitting: Sitting, *, people: int | None, participation_dots: int
) -> None:
    """Keep what was counted at the table in place of what was counted before."""
    hold_open(sitting.table)
    sitting.people = people
    sitting.participation_dots = participation_dots
    sitting.save(update_fields=["people", "participation_dots"])


@transaction.atomic
def record_subgroups(
    sitting: Sitting, counts: Mapping[Subgroup, tuple[int, int]]
) -> None:
    """The same by subgroup: for each its people and participation dots."""
    people = sum(count for count, _dots in counts.values())
    dots = sum(dots for _count, dots in counts.values())
    record_attendance(sitting, people=people, participation_dots=dots)
    for subgroup, (count, given) in counts.items():
        SubgroupCount.objects.update_or_create(
            sitting=sitting,
            subgroup=subgroup,
            defaults={"people": count, "participation_dots": given},
        )


@transaction.atomic
def confirm_read_back(sitting: Sitting) -> None:
    """Keep that the notes were read aloud and the table agreed; the last time counts."""
    hold_open(sitting.table)
    sitting.read_back_at = timezone.now()
    sitting.save(update_fields=["read_back_at"])
