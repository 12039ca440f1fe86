"""Statements as they are listed, and whether their words may be printed."""

from __future__ import annotations

from dataclasses import dataclass

from ilmkreis_integration.models import Kind, Source
from reports.matrix import Column
from reports.queries import StatementRow
from reports.wordings import Wording, to_print


@dataclass(frozen=True)
class StatementLine:
    """A statement as it is listed."""

    pk: int
    code: str
    kind: Kind
    column: Column
    text: str
    language: str
    translation: str
    translation_label: str
    is_grave: bool
    may_be_quoted: bool
    paraphrase: str

    @property
    def printable(self) -> Wording | None:
        """What may be printed of it."""
        return to_print(
            Wording(self.text, self.language, self.translation, self.translation_label),
            is_quotable=self.may_be_quoted,
            paraphrase=self.paraphrase,
        )

    @property
    def is_public(self) -> bool:
        """Whether it may be printed, in its own words or in others."""
        return self.printable is not None

    @property
    def is_of_staff(self) -> bool:
        return self.column.source == Source.STAFF_SURVEY


def line_of(row: StatementRow, column: Column) -> StatementLine:
    return StatementLine(
        pk=row.pk,
        code=row.code,
        kind=row.kind,
        column=column,
        text=row.text,
        language=row.language,
        translation=row.translation,
        translation_label=row.translation_label,
        is_grave=row.is_grave,
        may_be_quoted=row.may_be_quoted,
        paraphrase=row.paraphrase,
    )
