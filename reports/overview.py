"""All action fields at a glance, guarded."""

from __future__ import annotations

from dataclasses import dataclass

from ilmkreis_integration.domain.disclosure import guard_linked, guard_total
from ilmkreis_integration.models import ActionField, Process, Source
from reports.queries import FieldCounts, field_counts


@dataclass(frozen=True)
class FieldOverview:
    """A field in one line; None is hidden or empty.

    Fields share statements and forms, so there are no sums over them.
    """

    action_field: ActionField
    themes: int
    migrant_forms: int | None
    migrant_statements: int | None
    cafe_statements: int | None
    staff_statements: int | None
    uncoded: int | None


def overview_of(process: Process) -> list[FieldOverview]:
    counts = field_counts(process)
    return [
        _guarded(field, counts[field.pk], process.smallest_count)
        for field in process.action_fields.all()
    ]


def _guarded(field: ActionField, counts: FieldCounts, smallest: int) -> FieldOverview:
    said = counts.statements
    migrants = {"all": (said[Source.QUESTIONNAIRE], counts.forms)}
    statements, forms = guard_linked(migrants, smallest=smallest)["all"]
    return FieldOverview(
        action_field=field,
        themes=counts.themes,
        migrant_forms=forms,
        migrant_statements=statements,
        cafe_statements=said[Source.WORLD_CAFE] or None,
        staff_statements=guard_total(said[Source.STAFF_SURVEY], smallest=smallest),
        uncoded=guard_total(counts.uncoded, smallest=smallest),
    )
