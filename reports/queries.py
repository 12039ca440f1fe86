"""Reads over all channels that several pages and reports share.

Plain rows come out, so that the calculations on them need no database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from ilmkreis_integration.models import (
    GERMAN,
    ActionField,
    Contribution,
    Kind,
    Process,
    Source,
)
from reports.models import Statement
from reports.translations import translation_label
from reports.wordings import may_be_quoted
from worldcafe.models import Sitting

MIGRANTS, STAFF = "migrants", "staff"


@dataclass(frozen=True)
class StatementRow:
    """A statement of one field; `form` tells forms apart and is empty elsewhere.

    What may not be quoted may have a `paraphrase` instead, see `reports.wordings`.
    """

    pk: int
    code: str
    text: str
    language: str
    translation: str
    translation_label: str
    kind: Kind
    theme_id: int | None
    is_grave: bool
    source: Source
    column_key: str
    form: str | None
    people: int
    people_is_lower_bound: bool
    may_be_quoted: bool
    paraphrase: str


@dataclass(frozen=True)
class DotRow:
    """The participation dots of one field in one café."""

    cafe_number: int
    column_key: str
    action_field_id: int
    count: int


def statement_rows(action_field: ActionField) -> list[StatementRow]:
    """All counted statements of a field in the order of their codes; one query."""
    statements = Statement.objects.counted().in_field(action_field)
    return [
        _statement_row(values)
        for values in statements.order_by("contribution__code", "start").values(
            "pk",
            "number",
            "start",
            "end",
            "kind",
            "theme_id",
            "is_grave",
            "paraphrase__text",
            *_CONTRIBUTION.values(),
        )
    ]


_CONTRIBUTION = {
    "code": "contribution__code",
    "text": "contribution__text",
    "language": "contribution__language",
    "translation": "contribution__translation__text",
    "translation_kind": "contribution__translation__kind",
    "checked_on": "contribution__translation__checked_on",
    "source": "contribution__source",
    "people": "contribution__people",
    "people_is_lower_bound": "contribution__people_is_lower_bound",
    "contribution": "contribution_id",
    "is_released": "contribution__comment__may_be_quoted",
    "response": "contribution__answer__response_id",
    "target_group": "contribution__note__sitting__table__cafe__target_group__slug",
}


def _statement_row(values: dict[str, Any]) -> StatementRow:
    of = {name: values[path] for name, path in _CONTRIBUTION.items()}
    source = Source(of["source"])
    is_form = source == Source.QUESTIONNAIRE
    number = values["number"]
    return StatementRow(
        pk=values["pk"],
        code=f"{of['code']}.{number}" if number else of["code"],
        text=of["text"][values["start"] : values["end"]],
        language=of["language"],
        translation=of["translation"] or "",
        translation_label=_label(of, is_of_more=bool(number)),
        kind=Kind(values["kind"]),
        theme_id=values["theme_id"],
        is_grave=values["is_grave"],
        source=source,
        column_key=column_key(source, of["target_group"]),
        form=str(of["response"] or of["contribution"]) if is_form else None,
        people=of["people"],
        people_is_lower_bound=of["people_is_lower_bound"],
        may_be_quoted=may_be_quoted(source, is_released_for_it=of["is_released"]),
        paraphrase=values["paraphrase__text"] or "",
    )


def _label(of: dict[str, Any], *, is_of_more: bool) -> str:
    if not of["translation"]:
        return ""
    return translation_label(
        kind=of["translation_kind"],
        language=of["language"],
        is_checked=of["checked_on"] is not None,
        is_of_more=is_of_more,
    )


def column_key(source: Source, target_group_slug: str | None) -> str:
    if source == Source.QUESTIONNAIRE:
        return MIGRANTS
    if source == Source.STAFF_SURVEY:
        return STAFF
    return f"cafe-{target_group_slug}"


def dot_rows(process: Process) -> list[DotRow]:
    """The participation dots of all cafés by field; one query."""
    rows = (
        Sitting.objects.filter(table__cafe__process=process)
        .values(
            number=F("table__cafe__number"),
            group=F("table__cafe__target_group__slug"),
            field=F("table__action_field"),
        )
        .annotate(dots=Sum("participation_dots"))
        .order_by("number", "field")
    )
    return [
        DotRow(
            cafe_number=row["number"],
            column_key=column_key(Source.WORLD_CAFE, row["group"]),
            action_field_id=row["field"],
            count=row["dots"],
        )
        for row in rows
    ]


def to_code(process: Process) -> QuerySet[Contribution]:
    """What waits at the coding desk, oldest first; what has no date comes last."""
    return (
        codable(process)
        .filter(statements__isnull=True, dismissal__isnull=True)
        .order_by(F("received_on").asc(nulls_last=True), "code")
    )


def waits_before(contribution: Contribution) -> Q:
    """What `to_code` lists before `contribution`, whether that is still listed or not."""
    day, code = contribution.received_on, contribution.code
    if day is None:
        return Q(received_on__isnull=False) | Q(received_on=None, code__lt=code)
    return Q(received_on__lt=day) | Q(received_on=day, code__lt=code)


def coded(process: Process) -> QuerySet[Contribution]:
    """What was coded or dismissed, by code."""
    return (
        with_coding(codable(process))
        .filter(Q(statements__isnull=False) | Q(dismissal__isnull=False))
        .distinct()
        .order_by("code")
    )


def codable(process: Process) -> QuerySet[Contribution]:
    """What belongs to the concept and cannot change any more; with its translation.

    `photographed_note` is the id of the note if it was typed from a photograph.
    """
    contributions = Contribution.objects.filter(process=process).final().for_concept()
    return contributions.select_related("translation").annotate(
        photographed_note=F("note__region__note_id")
    )


@dataclass(frozen=True)
class TranslationCounts:
    """How many contributions are not in German, and how far their translations are."""

    foreign: int
    missing: int
    unchecked: int


def count_translations(process: Process) -> TranslationCounts:
    """Over all that can be coded, whether it is by now or not; one query."""
    is_there = Q(translation__isnull=False)
    counts = (
        codable(process)
        .exclude(language=GERMAN)
        .aggregate(
            foreign=Count("pk"),
            missing=Count("pk", filter=~is_there),
            unchecked=Count(
                "pk", filter=is_there & Q(translation__checked_on__isnull=True)
            ),
        )
    )
    return TranslationCounts(**counts)


def with_coding(contributions: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Fetch along how they were coded and by whom, or that they were dismissed."""
    return contributions.select_related("dismissal__dismissed_by").prefetch_related(
        "statements__action_fields", "statements__theme", "statements__coded_by"
    )
