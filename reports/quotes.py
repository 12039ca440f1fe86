"""Choosing and shortening what is quoted in print."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from ilmkreis_integration.printing.fonts import OMISSION, printable
from reports.languages import is_right_to_left, language_name
from reports.matrix import Column
from reports.statement_lines import StatementLine

# Long enough to say something, short enough to be read; others are taken if need be.
GOOD_LENGTHS = range(30, 280)
LONGEST_QUOTE = 420


@dataclass(frozen=True)
class Quote:
    """A passage in its own words, or what it says in other words (`is_paraphrase`).

    `is_first` where it stands first in the report.
    """

    code: str
    text: str
    language: str
    translation: str
    translation_label: str
    origin: str
    is_first: bool = True
    is_paraphrase: bool = False

    @property
    def is_printable(self) -> bool:
        """Whether our fonts have every letter of it."""
        return OMISSION not in printable(self.text) or OMISSION in self.text

    @property
    def is_foreign(self) -> bool:
        return self.language != "de"

    @property
    def language_name(self) -> str:
        return language_name(self.language)

    @property
    def direction(self) -> str:
        return "rtl" if is_right_to_left(self.language) else "ltr"


@dataclass
class QuoteBook:
    """Remembers what has been quoted, so that a reader meets each passage once."""

    codes: set[str] = field(default_factory=set)

    def quote(
        self,
        lines: Iterable[StatementLine],
        *,
        most: int,
        once: Collection[Column] = (),
    ) -> tuple[Quote, ...]:
        """Choose up to `most` of `lines`, taking turns between those who speak.

        Columns in `once` get one turn: their number is hidden, and who knew that all
        they said is quoted could count it.
        """
        quotable = [line for line in lines if _is_quotable(line)]
        fresh = [line for line in quotable if line.code not in self.codes]
        chosen = list(_taking_turns(fresh or quotable, once))[:most]
        quotes = [
            replace(to_quote(line), is_first=line.code not in self.codes)
            for line in chosen
        ]
        self.codes.update(line.code for line in chosen)
        return tuple(quotes)


def to_quote(line: StatementLine) -> Quote:
    text = line.text if line.may_be_quoted else line.paraphrase
    return Quote(
        code=line.code,
        text=shorten(text),
        language=line.language,
        translation=shorten(line.translation),
        translation_label=line.translation_label,
        origin=line.column.title,
        is_paraphrase=not line.may_be_quoted,
    )


def shorten(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Cut `text` at a word and say so; the wording before stays untouched."""
    if len(text) <= longest:
        return text
    head = text[:longest].rsplit(maxsplit=1)[0]
    return f"{head} {OMISSION}"


def _is_quotable(line: StatementLine) -> bool:
    """Whether the reader can read it, if only in translation."""
    return to_quote(line).is_printable or bool(line.translation)


def _taking_turns(
    lines: Iterable[StatementLine], once: Collection[Column]
) -> Iterable[StatementLine]:
    by_speaker: dict[Column, list[StatementLine]] = {}
    for line in sorted(lines, key=lambda line: len(line.text) not in GOOD_LENGTHS):
        said = by_speaker.setdefault(line.column, [])
        if not said or line.column not in once:
            said.append(line)
    for turn in zip_longest(*by_speaker.values()):
        yield from (line for line in turn if line is not None)
