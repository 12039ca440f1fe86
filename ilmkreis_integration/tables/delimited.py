"""Tables as text: CSV and TAB-separated files of whatever program."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterator
from io import StringIO, TextIOWrapper
from itertools import islice
from typing import IO

from django.utils.translation import gettext as _

from ilmkreis_integration.tables.decoding import detect_encoding
from ilmkreis_integration.tables.problems import unreadable
from ilmkreis_integration.tables.sheet import Row, Sheet

MAX_SIZE = 100 << 20
MAX_ROWS = 200_000
MAX_COLUMNS = 2_000
# In the order in which they are preferred: commas stand in headings, TABs hardly.
DELIMITERS = "\t;,"
_SAMPLE_ROWS = 20
_SAMPLE_SIZE = 256 * 1024


def read_delimited(file: IO[bytes]) -> Sheet:
    """Return the table in a text file. Raises `TableError`."""
    size = file.seek(0, os.SEEK_END)
    if size > MAX_SIZE:
        raise unreadable(
            _("Die Datei ist zu groß; höchstens {} MB.").format(MAX_SIZE >> 20)
        )
    if not size:
        raise unreadable(_("Die Datei ist leer."))
    return Sheet(title="", rows=_rows(file, detect_encoding(file)))


def _rows(file: IO[bytes], encoding: str) -> Iterator[Row]:
    file.seek(0)
    text = TextIOWrapper(file, encoding=encoding, newline="")
    try:
        # Excel takes a first line "sep=;" for an announcement, not for a row.
        announced = _announced_delimiter(text.readline(20))
        if not announced:
            text.seek(0)
        delimiter = announced or find_delimiter(text.read(_SAMPLE_SIZE))
        text.seek(0)
        if announced:
            text.readline()
        yield from _numbered(csv.reader(text, delimiter=delimiter, strict=True))
    finally:
        # Otherwise the file is closed together with the wrapper.
        if not file.closed:
            text.detach()


def _announced_delimiter(line: str) -> str:
    name, _equals, delimiter = line.rstrip("\r\n").partition("=")
    return delimiter if name.lower() == "sep" and len(delimiter) == 1 else ""


def find_delimiter(sample: str) -> str:
    """Return what divides the first rows most evenly; a comma if nothing does."""
    evenness = {delimiter: _evenness(sample, delimiter) for delimiter in DELIMITERS}
    best = max(evenness, key=lambda delimiter: evenness[delimiter])
    return best if evenness[best] else ","


def _evenness(sample: str, delimiter: str) -> int:
    """Return how many of the first rows have the most common width above 1."""
    rows = csv.reader(StringIO(sample, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(row) for row in islice(rows, _SAMPLE_ROWS))
    except csv.Error:
        return 0
    return max((n for width, n in widths.items() if width > 1), default=0)


def _numbered(rows: Iterator[list[str]]) -> Iterator[Row]:
    """Yield the rows; errors name the row as a spreadsheet would count it."""
    number = 0
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise unreadable(_explained(error), row=number) from error
        if row is None:
            return
        if number > MAX_ROWS:
            raise unreadable(
                _("Die Datei hat mehr als {} Zeilen.").format(MAX_ROWS), row=number
            )
        if len(row) > MAX_COLUMNS:
            raise unreadable(
                _("Diese Zeile hat mehr als {} Spalten.").format(MAX_COLUMNS),
                row=number,
            )
        yield tuple(row)


def _explained(error: csv.Error) -> str:
    if "limit" in str(error):
        return _(
            "Eine Zelle enthält zu viel Text. Vielleicht fehlt ein schließendes "
            "Anführungszeichen."
        )
    return _("Die Anführungszeichen um eine Zelle stimmen nicht.")
