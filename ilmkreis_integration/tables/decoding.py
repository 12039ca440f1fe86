"""Which encoding a text file has, found by reading all of it once."""

from __future__ import annotations

import codecs
from typing import IO

from django.utils.translation import gettext as _

from ilmkreis_integration.tables.problems import TableError, unreadable

CHUNK = 256 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def detect_encoding(file: IO[bytes]) -> str:
    """Return the encoding in which all of `file` can be read.

    A byte order mark decides; without one it is UTF-8 or, if that cannot be, the
    Windows-1252 of German office programs. Raises `TableError`.
    """
    file.seek(0)
    start = file.read(4)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            _read_through(file, encoding)
            return encoding
    try:
        _read_through(file, "utf-8")
    except _OtherEncodingError:
        _read_through(file, "cp1252")
        return "cp1252"
    return "utf-8"


def decoded(file: IO[bytes], *, max_size: int) -> str:
    """Return the whole text of a small `file`. Raises `TableError`."""
    file.seek(0)
    content = file.read(max_size + 1)
    if len(content) > max_size:
        raise unreadable(
            _("Die Datei ist zu groß; höchstens {} MB.").format(max_size >> 20)
        )
    return content.decode(detect_encoding(file))


class _OtherEncodingError(Exception):
    """The very first character beyond ASCII is not valid in this encoding."""


def _read_through(file: IO[bytes], encoding: str) -> None:
    """Decode all of `file`; name the line of what cannot be decoded."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, only_ascii = 1, True
    file.seek(0)
    while True:
        chunk = file.read(CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            good = error.object[: error.start]
            if encoding == "utf-8" and only_ascii and good.isascii():
                raise _OtherEncodingError from error
            raise _damaged(line + good.count(b"\n")) from error
        if "\0" in text:
            raise unreadable(
                _("Die Datei ist keine Texttabelle: Sie enthält Nullzeichen."),
                row=line + text[: text.index("\0")].count("\n"),
            )
        if not chunk:
            return
        line += text.count("\n")
        only_ascii = only_ascii and text.isascii()


def _damaged(line: int) -> TableError:
    return unreadable(
        _(
            "Der Text ist hier beschädigt. Bitte speichern Sie die Datei neu, am besten "
            "als „CSV UTF-8“."
        ),
        row=line,
    )
