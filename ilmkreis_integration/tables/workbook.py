"""Excel workbooks (.xlsx), checked first and then read with calamine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from django.utils.translation import gettext as _
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
)

from ilmkreis_integration.tables.problems import unreadable
from ilmkreis_integration.tables.sheet import Row, Sheet
from ilmkreis_integration.tables.workbook_guard import check_workbook


def read_workbook(file: IO[bytes]) -> list[Sheet]:
    """Return the sheets in their order, hidden ones too; each is read when it is used.

    Raises `UnsafeFileError` or `TableError`.
    """
    problems = check_workbook(file)
    file.seek(0)
    try:
        workbook = CalamineWorkbook.from_filelike(file)
    except BaseException as error:
        raise _translated(error) from error
    return [
        Sheet(
            title=sheet.name,
            rows=_rows(workbook, sheet.name),
            problems=tuple(p for p in problems if p.sheet == sheet.name),
        )
        for sheet in workbook.sheets_metadata
        if sheet.typ is SheetTypeEnum.WorkSheet
    ]


def _rows(workbook: CalamineWorkbook, title: str) -> Iterator[Row]:
    try:
        sheet = workbook.get_sheet_by_name(title)
    except BaseException as error:
        raise _translated(error) from error
    # calamine pads above the first filled row, but not to the left of it.
    left = [""] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        texts = [c if type(c) is str else _TEXTS[type(c)](c) for c in row]
        yield tuple(left + texts if left else texts)


def _translated(error: BaseException) -> BaseException:
    """Return what to raise for an error of calamine."""
    # A panic in Rust is no Exception, and its class cannot be imported.
    if isinstance(error, CalamineError) or type(error).__name__ == "PanicException":
        return unreadable(_("Die Excel-Datei ist beschädigt."))
    return error


# By type, because a question for each type would be asked a million times.
_TEXTS: dict[type, Callable[[Any], str]] = {
    str: str,
    bool: lambda cell: _("WAHR") if cell else _("FALSCH"),
    int: str,
    # The digits that spreadsheets show.
    float: "{:.15g}".format,
    datetime: lambda moment: moment.isoformat(sep=" ", timespec="seconds"),
    date: date.isoformat,
    time: lambda moment: moment.isoformat(timespec="seconds"),
    timedelta: str,
}
