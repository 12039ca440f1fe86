"""Where a statement comes from, in general terms: no person, no single day of a form."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ilmkreis_integration.models import Contribution, Process, Source
from reports.models import Statement
from reports.quotes import Quote, to_quote
from reports.wordings import wording_of


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
    wording = wording_of(statement)
    if wording is None:
        return None
    origin = statement.contribution.get_source_display()
    return to_quote(statement.code, wording, origin=origin)


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
