"""Where a statement comes from, in general terms: no person, no single day of a form."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ilmkreis_integration.models import Contribution, Process, Source
from reports.models import Statement
from reports.quotes import Quote, shorten
from reports.translations import label_of, translation_of


@dataclass(frozen=True)
class Origin:
    """A code, the channel and place behind it, and its wording if it may be read."""

    code: str
    place: str
    quote: Quote | None


def find_origins(process: Process, codes: Collection[str]) -> list[Origin]:
    """Return the origins of `codes` in the order of the codes; one query."""
    statements = (
        Statement.objects.in_process(process)
        .filter(contribution__code__in={code.split(".")[0] for code in codes})
        .select_related(
            "contribution__note__sitting__table__cafe__target_group",
            "contribution__note__sitting__round",
            "contribution__translation",
            "contribution__comment",
            "paraphrase",
        )
        .order_by("contribution__code", "start")
    )
    return [_origin(statement) for statement in statements if statement.code in codes]


def _origin(statement: Statement) -> Origin:
    contribution = statement.contribution
    return Origin(statement.code, place_of(contribution), _quote(statement))


def _quote(statement: Statement) -> Quote | None:
    contribution = statement.contribution
    text, is_paraphrase = _words(statement)
    if not text:
        return None
    translation = translation_of(contribution)
    return Quote(
        code=statement.code,
        text=shorten(text),
        language=contribution.language,
        translation=shorten(translation.text) if translation else "",
        translation_label=label_of(contribution, is_of_more=bool(statement.number)),
        origin=contribution.get_source_display(),
        is_paraphrase=is_paraphrase,
    )


def _words(statement: Statement) -> tuple[str, bool]:
    """What may be printed of it, and whether these are other words than its own."""
    contribution = statement.contribution
    if contribution.source != Source.STAFF_SURVEY:
        return statement.text, False
    comment = getattr(contribution, "comment", None)
    if comment is not None and comment.may_be_quoted:
        return statement.text, False
    paraphrase = getattr(statement, "paraphrase", None)
    return (paraphrase.text, True) if paraphrase else ("", False)


def place_of(contribution: Contribution) -> str:
    """Name channel, place and time of `contribution` without leading to a person."""
    if contribution.source == Source.WORLD_CAFE and hasattr(contribution, "note"):
        sitting = contribution.note.sitting
        cafe = sitting.table.cafe
        return _("World Café %(number)s (%(group)s), %(round)s") % {
            "number": cafe.number,
            "group": cafe.target_group,
            "round": sitting.round,
        }
    if contribution.source == Source.QUESTIONNAIRE and contribution.received_on:
        month = date_format(contribution.received_on, "F Y")
        return _("Fragebogen, %(month)s") % {"month": month}
    return contribution.get_source_display()
