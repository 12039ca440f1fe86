"""How large a sheet will become in memory, read from its raw bytes.

calamine holds a sheet as a full rectangle and copies a shared text into every cell that
names it. Two cells at opposite corners, or one long text named a million times, are
small files that fill the memory of the server, and then it dies. The bytes are searched
with a few expressions, because a parser in Python would take as long as the import.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from ilmkreis_integration.tables.problems import UnsafeFileError, unusual

MAX_STRINGS = 1_000_000
# All texts of a sheet together, as bytes.
MAX_TEXT = 256 << 20
# One text, and anything else between two tags.
MAX_TEXT_RUN = 1 << 20
MAX_UNREADABLE = 1_000
# Room in which a cell is kept whole for the expressions below.
_CELL_ROOM = 64 * 1024
_SHORTEST_CELL = len('<c r="A1" t="s"><v>0</v></c>')


class Shape(NamedTuple):
    """A largest rectangle; `outside` finds the first cell that does not fit in."""

    columns: int
    rows: int
    outside: re.Pattern[bytes]


def _shape(columns: int, rows: int, coordinate: bytes) -> Shape:
    # A cell begins with its address. Empty cells do not count, however far out: some
    # programs write them to the last column of a coloured row.
    more = rb'(?: [a-qs-z]++="\w*+")*+ ?+'
    inside = rb'%b"%b>|[A-Z]{1,3}+[0-9]{1,7}+"%b/>' % (coordinate, more, more)
    return Shape(columns, rows, re.compile(rb'<c(?! r="(?:%b))[\s/>]' % inside))


SHAPES = (
    _shape(26, 199_999, rb"[A-Z]1?[0-9]{1,5}"),
    _shape(104, 49_999, rb"[A-C]?[A-Z][1-4]?[0-9]{1,4}"),
    _shape(702, 9_999, rb"[A-Z]{1,2}[0-9]{1,4}"),
)
_PREFIXED = re.compile(rb"<[^<>\s/]*:(?:c|si)[\s/>]")
_PREFIX_HINT = re.compile(rb":(?:c|si)[\s/>]")
_SHARED = b' t="s"'
# With the end of the cell, as of two values the last would count.
_SHARED_NUMBER = re.compile(rb' t="s"><v>([0-9]{1,7}+)</v></c>')
_STRING_COUNT = re.compile(rb"uniqueCount\s*=\s*[\"']\s*\+?([0-9]+)")
_ERROR = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^<>]* t="e"')
_NO_RESULT = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"(?![^<>]* t="str")[^<>]*>'
    rb"<f(?:[^<>]*/>|[^<>]*>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>"
)


class UnreadableCell(NamedTuple):
    column: str
    row: int
    is_error: bool


@dataclass
class SharedTexts:
    """How long the texts are that cells refer to by number."""

    lengths: array[int] = field(default_factory=lambda: array("L"))
    longest: int = 0

    def add(self, lengths: list[int]) -> None:
        self.lengths.extend(lengths)
        self.longest = max([self.longest, *lengths])
        if self.longest > MAX_TEXT_RUN:
            raise UnsafeFileError(_("Eine Zelle enthält zu viel Text."))
        if len(self.lengths) > MAX_STRINGS:
            raise UnsafeFileError(_("Die Datei enthält zu viele verschiedene Texte."))

    def can_fill_memory(self, size: int) -> bool:
        """Whether a sheet of `size` bytes has room for too many references."""
        return size // _SHORTEST_CELL * self.longest > MAX_TEXT

    def of_cells(self, window: bytes) -> int:
        """Return how long the shared texts of all cells in `window` are at most."""
        numbers = _SHARED_NUMBER.findall(window)
        try:
            known = sum(map(self.lengths.__getitem__, map(int, numbers)))
        except IndexError as error:
            raise unusual() from error
        return known + (window.count(_SHARED) - len(numbers)) * self.longest


def windows(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut the text of a part anew, so that no tag and no usual cell is torn apart."""
    rest = b""
    for chunk in chunks:
        text = rest + chunk
        if b"<x:" in text:  # how some libraries mark the elements of spreadsheets
            text = text.replace(b"<x:", b"<").replace(b"</x:", b"</")
        cut = text.rfind(b"<c ", max(0, len(text) - _CELL_ROOM))
        if cut < 0:
            cut = max(0, text.rfind(b"<"))
        rest = text[cut:]
        if len(rest) > MAX_TEXT_RUN:
            raise UnsafeFileError(_("Eine Zelle enthält zu viel Text."))
        yield text[:cut]
    yield rest


def scan_shared_texts(parts: Iterable[bytes]) -> SharedTexts:
    """Measure the texts in the windows of the part `sharedStrings.xml`."""
    texts = SharedTexts()
    # What stands before the first text is no text.
    before_first, length = True, 0
    for window in parts:
        _refuse_prefixes(window)
        _check_declared_count(window)
        before, *pieces = window.split(b"<si")
        length += len(before)
        if pieces:
            lengths = [length, *map(len, pieces)]
            texts.add(lengths[before_first:-1])
            before_first, length = False, lengths[-1]
    if not before_first:
        texts.add([length])
    return texts


def _check_declared_count(window: bytes) -> None:
    # calamine reserves as much room as is announced; too much ends the process.
    if any(len(n) > 7 or int(n) > MAX_STRINGS for n in _STRING_COUNT.findall(window)):
        raise UnsafeFileError(_("Die Datei macht falsche Angaben über ihre Größe."))


def scan_sheet(
    parts: Iterable[bytes], size: int, texts: SharedTexts, shape: Shape
) -> list[UnreadableCell] | None:
    """Return the cells without a readable value, or None if a cell is outside `shape`.

    `size` is that of all `parts`. Raises `UnsafeFileError` if there is too much text.
    """
    unreadable: list[UnreadableCell] = []
    length = 0
    must_count = texts.can_fill_memory(size)
    for window in parts:
        _refuse_prefixes(window)
        if shape.outside.search(window):
            return None
        if must_count:
            length += texts.of_cells(window)
        if length > MAX_TEXT:
            raise UnsafeFileError(_("Ein Blatt enthält zu viel Text."))
        if len(unreadable) < MAX_UNREADABLE:
            unreadable += _unreadable_cells(window)
    return unreadable[:MAX_UNREADABLE]


def _unreadable_cells(window: bytes) -> Iterator[UnreadableCell]:
    if b' t="e"' in window:
        for column, row in _ERROR.findall(window):
            yield UnreadableCell(column.decode(), int(row), is_error=True)
    if b"<f" in window:
        for column, row in _NO_RESULT.findall(window):
            yield UnreadableCell(column.decode(), int(row), is_error=False)


def _refuse_prefixes(window: bytes) -> None:
    """Refuse cells and texts that the expressions here would overlook."""
    if _PREFIX_HINT.search(window) and _PREFIXED.search(window):
        raise unusual()
