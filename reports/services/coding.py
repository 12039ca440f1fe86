"""Turning contributions into coded statements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from ilmkreis_integration.models import Contribution
from reports.models import Statement


@transaction.atomic
def code_by_origin(
    *, contributions: Iterable[Contribution], **kwargs: Any
) -> list[Statement]:
    """Make one statement of each contribution whose origin fixed field and kind.

    Receives `contributions_final`; notes of a World Café come this way.
    """
    statements = Statement.objects.bulk_create(
        Statement(
            contribution=contribution,
            start=0,
            end=len(contribution.text),
            kind=contribution.kind,
            coded_on=timezone.localdate(),
        )
        for contribution in contributions
        if contribution.for_concept
        and contribution.action_field_id
        and contribution.kind
    )
    Statement.action_fields.through.objects.bulk_create(
        Statement.action_fields.through(
            statement=statement,
            actionfield_id=statement.contribution.action_field_id,
        )
        for statement in statements
    )
    return statements
