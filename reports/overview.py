"""All action fields at a glance, each guarded beside the lines that make it up.

The synthesis of a field takes its totals from here, so that no page shows what another
one hides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F

from ilmkreis_integration.domain.disclosure import guard_linked
from ilmkreis_integration.models import ActionField, Kind, Process, Source
from reports.crosstab import Counts, tabulate
from reports.matrix import Cell, Known, contradict, counters, total_cell
from reports.models import Statement
from reports.queries import MIGRANTS, STAFF, column_key, to_code


@dataclass(frozen=True)
class CodedRow:
    """A statement in one of its fields, without its wording.

    `theme_id` is empty where the theme belongs to another of its fields.
    """

    action_field_id: int
    theme_id: int | None
    kind: Kind
    source: Source
    column_key: str
    form: str | None
    people: int
    people_is_lower_bound: bool


@dataclass(frozen=True)
class FieldOverview:
    """A field as a whole. Fields share statements and forms, so there is no sum.

    `uncoded` counts contributions whose origin fixed the field and that nobody has
    coded yet; None is none or few. `shared_themes` are those that all channels speak
    of, `contradictions` those in which one sees a problem and another a strength.
    `told_of_staff` is the least that is known of the staff without any figure.
    """

    action_field: ActionField
    migrants: Cell
    cafe_statements: int
    staff: Cell
    uncoded: int | None
    themes: int
    shared_themes: int
    contradictions: int
    told_of_staff: int


def overview_of(process: Process) -> list[FieldOverview]:
    """All fields in their order; four queries."""
    uncoded = (
        to_code(process)
        .filter(action_field__isnull=False)
        .order_by()
        .values_list("action_field")
        .annotate(Count("pk"))
    )
    fields = process.action_fields
    return calculate_overview(
        list(fields.all()),
        coded_rows(process),
        themes=dict(fields.values_list("pk").annotate(Count("themes"))),
        uncoded=dict(uncoded),
        smallest=process.smallest_count,
    )


def coded_rows(process: Process) -> list[CodedRow]:
    """All counted statements, once for each of their fields; one query."""
    statements = Statement.objects.in_process(process).counted()
    rows = statements.filter(action_fields__isnull=False).order_by().values(**_VALUES)
    return [_coded_row(values) for values in rows]


_VALUES = {
    "field": F("action_fields"),
    "theme_pk": F("theme"),
    "theme_field": F("theme__action_field"),
    "said": F("kind"),
    "source": F("contribution__source"),
    "group": F("contribution__note__sitting__table__cafe__target_group__slug"),
    "response": F("contribution__answer__response"),
    "contribution_pk": F("contribution"),
    "people": F("contribution__people"),
    "is_lower_bound": F("contribution__people_is_lower_bound"),
}


def _coded_row(values: Mapping[str, Any]) -> CodedRow:
    source = Source(values["source"])
    is_form = source == Source.QUESTIONNAIRE
    is_own_theme = values["theme_field"] == values["field"]
    return CodedRow(
        action_field_id=values["field"],
        theme_id=values["theme_pk"] if is_own_theme else None,
        kind=Kind(values["said"]),
        source=source,
        column_key=column_key(source, values["group"]),
        form=str(values["response"] or values["contribution_pk"]) if is_form else None,
        people=values["people"],
        people_is_lower_bound=values["is_lower_bound"],
    )


def calculate_overview(
    action_fields: Iterable[ActionField],
    rows: Sequence[CodedRow],
    *,
    themes: Mapping[int, int],
    uncoded: Mapping[int, int],
    smallest: int,
) -> list[FieldOverview]:
    """Put the rows together, without the database."""
    said: dict[int, list[CodedRow]] = defaultdict(list)
    for row in rows:
        said[row.action_field_id].append(row)
    counts = tabulate(rows, [row.action_field_id for row in rows])
    fields = list(action_fields)
    known = {field.pk: _known(said[field.pk]) for field in fields}

    def column(field: int, key: str) -> tuple[Counts, int]:
        return counts.get((field, key), Counts()), known[field].beside(key)

    staff = {field.pk: column(field.pk, STAFF) for field in fields}
    shown = _shown_of_staff(staff, uncoded, smallest)
    return [
        FieldOverview(
            action_field=field,
            migrants=_migrants(*column(field.pk, MIGRANTS), smallest),
            cafe_statements=_count(said[field.pk], Source.WORLD_CAFE),
            staff=total_cell(
                staff[field.pk][0],
                Source.STAFF_SURVEY,
                is_shown=("coded", field.pk) in shown,
            ),
            uncoded=uncoded[field.pk] if ("open", field.pk) in shown else None,
            themes=themes.get(field.pk, 0),
            shared_themes=sum(map(_is_shared, _by_theme(said[field.pk]))),
            contradictions=sum(map(_contradicts, _by_theme(said[field.pk]))),
            told_of_staff=known[field.pk].told(STAFF),
        )
        for field in fields
    ]


def _known(rows: Iterable[CodedRow]) -> Known:
    return Known((row.theme_id, row.kind, row.column_key) for row in rows)


def _migrants(counts: Counts, known_beside: int, smallest: int) -> Cell:
    """Forms stand in several fields, so that these do not tell of each other."""
    values = counters(counts, Source.QUESTIONNAIRE)
    is_shown = min(values) - known_beside >= smallest
    return total_cell(counts, Source.QUESTIONNAIRE, is_shown=is_shown)


def _shown_of_staff(
    staff: Mapping[int, tuple[Counts, int]],
    uncoded: Mapping[int, int],
    smallest: int,
) -> set[tuple[str, int]]:
    """What may be shown of "coded" and "open" comments by field.

    Each comment was given to one field, and how many there are is shown, so they are
    one list. A field counts without what is known beside any one of its lines.
    """
    coded = {
        ("coded", field): counts.statements - beside
        for field, (counts, beside) in staff.items()
    }
    waiting = {("open", field): number for field, number in uncoded.items()}
    guarded = guard_linked(
        {key: (number,) for key, number in (coded | waiting).items()},
        smallest=smallest,
        known={key: 1 for key, number in coded.items() if number},
    )
    return {key for key, (number,) in guarded.items() if number is not None}


def _count(rows: Iterable[CodedRow], source: Source) -> int:
    return sum(row.source == source for row in rows)


def _by_theme(rows: Iterable[CodedRow]) -> Iterable[list[CodedRow]]:
    themes: dict[int, list[CodedRow]] = defaultdict(list)
    for row in rows:
        if row.theme_id is not None:
            themes[row.theme_id].append(row)
    return themes.values()


def _is_shared(rows: Iterable[CodedRow]) -> bool:
    return {row.source for row in rows} == set(Source)


def _contradicts(rows: Iterable[CodedRow]) -> bool:
    return contradict((row.kind, row.column_key) for row in rows)
