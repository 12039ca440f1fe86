"""Uploaded tables of every kind, told apart by their content, not by their name."""

from __future__ import annotations

from typing import IO

from django.utils.translation import gettext as _

from ilmkreis_integration.tables.delimited import read_delimited
from ilmkreis_integration.tables.problems import UnsafeFileError, unreadable
from ilmkreis_integration.tables.sheet import Sheet
from ilmkreis_integration.tables.workbook import read_workbook

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# Excel up to 2003, and newer workbooks with a password.
_OLE = b"\xd0\xcf\x11\xe0"
_NO_TABLES = (b"%PDF", b"<", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")


def read_sheets(file: IO[bytes]) -> list[Sheet]:
    """Return the sheets of a workbook, or the one table of a text file.

    Raises `UnsafeFileError` or `TableError`; reading the rows may raise `TableError`.
    """
    file.seek(0)
    start = file.read(16)
    if start.startswith(_ZIP):
        return read_workbook(file)
    if start.startswith(_OLE):
        raise UnsafeFileError(
            _(
                "Die Datei ist mit einem Kennwort geschützt oder hat das alte Format "
                ".xls. Bitte speichern Sie sie ohne Kennwort als .xlsx."
            )
        )
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_NO_TABLES):
        raise unreadable(
            _("Die Datei ist keine Tabelle. Möglich sind .xlsx, .csv und .txt.")
        )
    return [read_delimited(file)]
