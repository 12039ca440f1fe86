"""Taking back what was made of contributions by their origin alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from ilmkreis_integration.handover import WorkedOnError
from ilmkreis_integration.models import Contribution, ContributionTranslation
from reports.models import Dismissal, Statement


@transaction.atomic(savepoint=False)
def withdraw_coding(*, contributions: Sequence[Contribution], **kwargs: Any) -> None:
    """Delete the statements that came with the origin; receives `contributions_reopening`.

    Raises `WorkedOnError` if somebody coded, dismissed or translated one of them, put it
    back to the desk, or let something rest on it.
    """
    statements = _hold_statements(contributions)
    worked_on = _touched(contributions)
    refused = [
        contribution
        for contribution in contributions
        if contribution.pk in worked_on
        or not _is_as_it_came(contribution, statements[contribution.pk])
    ]
    if refused:
        raise WorkedOnError(refused)
    Statement.objects.filter(contribution__in=contributions).delete()


def _hold_statements(
    contributions: Sequence[Contribution],
) -> dict[UUID, list[Statement]]:
    """Whoever lets something rest on one of them meanwhile waits."""
    rows = Statement.objects.filter(contribution__in=contributions).order_by("pk")
    held: dict[UUID, list[Statement]] = defaultdict(list)
    for row in rows.select_for_update().prefetch_related("action_fields"):
        held[row.contribution_id].append(row)
    return held


def _touched(contributions: Sequence[Contribution]) -> set[UUID]:
    """What has something of its own beside the statements, or is evidence."""
    evidence = Statement.objects.used_as_evidence().filter(
        contribution__in=contributions
    )
    return {
        *evidence.values_list("contribution", flat=True),
        *Dismissal.objects.filter(contribution__in=contributions).values_list(
            "contribution", flat=True
        ),
        *ContributionTranslation.objects.filter(
            contribution__in=contributions
        ).values_list("contribution", flat=True),
    }


def _is_as_it_came(contribution: Contribution, rows: Sequence[Statement]) -> bool:
    """Whether there is what `code_by_origin` made, and nothing else."""
    fixed = contribution.for_concept and contribution.action_field_id
    if not (fixed and contribution.kind):
        return not rows
    if len(rows) != 1:
        return False
    row = rows[0]
    fields = {field.pk for field in row.action_fields.all()}
    return (
        (row.start, row.end, row.number) == (0, len(contribution.text), 0)
        and row.kind == contribution.kind
        and fields == {contribution.action_field_id}
        and row.theme_id is None
        and row.coded_by_id is None
        and not row.is_grave
    )
