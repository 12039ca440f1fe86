"""Choosing and shortening what is quoted in print."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from ilmkreis_integration.models import GERMAN
from ilmkreis_integration.printing.fonts import OMISSION, printable
from reports.languages import is_right_to_left, language_name
from reports.matrix import Column
from reports.statement_lines import StatementLine
from reports.wordings import Wording

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
    def is_readable(self) -> bool:
        return self.is_printable or bool(self.translation)

    @property
    def is_foreign(self) -> bool:
        return self.language != GERMAN

    @property
    def language_name(self) -> str:
        return language_name(self.language)

    @property
    def direction(self) -> str:
        return "rtl" if is_right_to_left(self.language) else "ltr"


# Who speaks, and what is quoted.
Voice = tuple[Column, Quote]


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
        voices = _voices(lines)
        fresh = [voice for voice in voices if voice[1].code not in self.codes]
        chosen = list(_taking_turns(fresh or voices, once))[:most]
        quotes = tuple(
            replace(quote, is_first=quote.code not in self.codes) for quote in chosen
        )
        self.codes.update(quote.code for quote in quotes)
        return quotes


def to_quote(code: str, wording: Wording, *, origin: str) -> Quote:
    return Quote(
        code=code,
        text=shorten(wording.text),
        language=wording.language,
        translation=shorten(wording.translation),
        translation_label=wording.translation_label,
        origin=origin,
        is_paraphrase=wording.is_paraphrase,
    )


def shorten(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Cut `text` at a word and say so; the wording before stays untouched."""
    if len(text) <= longest:
        return text
    head = text[:longest].rsplit(maxsplit=1)[0]
    return f"{head} {OMISSION}"


def _voices(lines: Iterable[StatementLine]) -> list[Voice]:
    """What of `lines` may be printed and can be read, if only in translation."""
    voices = [
        (line.column, to_quote(line.code, wording, origin=line.column.title))
        for line in lines
        if (wording := line.printable) is not None
    ]
    return [voice for voice in voices if voice[1].is_readable]


def _taking_turns(voices: Iterable[Voice], once: Collection[Column]) -> Iterable[Quote]:
    by_speaker: dict[Column, list[Quote]] = {}
    for column, quote in sorted(
        voices, key=lambda voice: len(voice[1].text) not in GOOD_LENGTHS
    ):
        said = by_speaker.setdefault(column, [])
        if not said or column not in once:
            said.append(quote)
    for turn in zip_longest(*by_speaker.values()):
        yield from (quote for quote in turn if quote is not None)
