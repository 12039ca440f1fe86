"""What may be printed of what somebody said; the rule stands here alone."""

from __future__ import annotations

from dataclasses import dataclass

from ilmkreis_integration.models import GERMAN, Contribution, Source
from reports.models import Statement
from reports.translations import label_of, translation_of


@dataclass(frozen=True)
class Wording:
    """A passage as it was said, or in other words (`is_paraphrase`)."""

    text: str
    language: str
    translation: str = ""
    translation_label: str = ""
    is_paraphrase: bool = False


def may_be_quoted(source: str, *, is_released_for_it: bool | None) -> bool:
    """Whether its own words may be printed; `is_released_for_it` counts for staff only."""
    return source != Source.STAFF_SURVEY or bool(is_released_for_it)


def is_quotable(contribution: Contribution) -> bool:
    comment = getattr(contribution, "comment", None)
    return may_be_quoted(
        contribution.source, is_released_for_it=comment and comment.may_be_quoted
    )


def to_print(own: Wording, *, is_quotable: bool, paraphrase: str) -> Wording | None:
    """Its own words, else the paraphrase, else nothing.

    A paraphrase is German and has no translation: that would be one of the words which
    may not be printed.
    """
    if is_quotable:
        return own
    if paraphrase:
        return Wording(paraphrase, GERMAN, is_paraphrase=True)
    return None


def wording_of(statement: Statement) -> Wording | None:
    """What may be printed of `statement`."""
    contribution = statement.contribution
    translation = translation_of(contribution)
    paraphrase = getattr(statement, "paraphrase", None)
    return to_print(
        Wording(
            text=statement.text,
            language=contribution.language,
            translation=translation.text if translation else "",
            translation_label=label_of(contribution, is_of_more=bool(statement.number)),
        ),
        is_quotable=is_quotable(contribution),
        paraphrase=paraphrase.text if paraphrase else "",
    )
