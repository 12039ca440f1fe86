"""Answers from other survey programs, in one shape whatever program they come from.

Three states are told apart, as the programs do: an answer, nothing answered (an empty
text), and not asked (the variable is missing in the row).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from html.parser import HTMLParser

from ilmkreis_integration.tables.problems import Problem

# What every variable of the kind MULTIPLE holds.
TICKED, UNTICKED = "1", "0"
_LONGEST_LABEL = 4_000


class Kind(StrEnum):
    SINGLE = "single"  # a code; `values` says what it means, as far as is known
    MULTIPLE = "multiple"  # one option that could be ticked: TICKED or UNTICKED
    TEXT = "text"  # as it was typed: words or numbers
    METADATA = "metadata"  # about the interview: time, serial number, page, address


@dataclass(frozen=True)
class Variable:
    """A column of the foreign table."""

    name: str
    label: str
    kind: Kind
    values: Mapping[str, str] = field(default_factory=dict)
    # Times, serial numbers and addresses can tell who answered.
    is_dropped_by_default: bool = False

    @property
    def is_metadata(self) -> bool:
        return self.kind is Kind.METADATA


@dataclass(frozen=True)
class ForeignRow:
    """One interview; `number` is its row in the file.

    `is_finished` says whether the last page was reached, None if that is not known.
    """

    number: int
    values: dict[str, str]
    is_finished: bool | None


@dataclass(frozen=True)
class ForeignTable:
    """What a file holds; `rows` can be read once, and may raise `TableError`.

    `key` is the variable that numbers the interviews, to find those already imported.
    `problems` and `spectators`, the rows of people who only looked at the
    questionnaire, are complete once `rows` has been read.
    """

    title: str
    key: str
    variables: tuple[Variable, ...]
    rows: Iterator[ForeignRow]
    problems: list[Problem]
    spectators: list[int]


def plain_label(html: str) -> str:
    """Return the text of a label without markup, in one line."""
    html = html[:_LONGEST_LABEL]
    if "<" in html or "&" in html:
        parser = _TextOfMarkup()
        parser.feed(html)
        parser.close()
        html = "".join(parser.pieces)
    return " ".join(html.split())


class _TextOfMarkup(HTMLParser):
    _UNSEEN = ("script", "style")
    # Written within a word or sentence; everything else begins a new part.
    _INLINE = frozenset({"a", "b", "em", "font", "i", "small", "span", "strong", "u"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._is_unseen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_unseen = tag in self._UNSEEN
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._is_unseen = False
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._is_unseen:
            self.pieces.append(data)

    def _part(self, tag: str) -> None:
        """Keep words of different lines and paragraphs apart."""
        if tag not in self._INLINE:
            self.pieces.append(" ")
