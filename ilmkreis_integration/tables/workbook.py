"""Excel workbooks (.xlsx), checked first and then read with calamine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import IO

from django.utils.translation import gettext as _
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
)

from ilmkreis_integration.tables.problems import unreadable
from ilmkreis_integration.tables.sheet import Row, Sheet
from ilmkreis_integration.tables.workbook_guard import check_workbook

Cell = str | float | bool | date | time | timedelta
# Larger numbers are not whole any more; spreadsheets keep 15 digits.
_LARGEST_WHOLE = 10**15


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
    left = ("",) * (sheet.start[1] if sheet.start else 0)
    # calamine pads above the first filled row, but not to the left of it.
    for row in sheet.iter_rows():
        yield (*left, *[c if type(c) is str else cell_text(c) for c in row])


def _translated(error: BaseException) -> BaseException:
    """Return what to raise for an error of calamine."""
    # A panic in Rust is no Exception, and its class cannot be imported.
    if isinstance(error, CalamineError) or type(error).__name__ == "PanicException":
        return unreadable(_("Die Excel-Datei ist beschädigt."))
    return error


def cell_text(cell: Cell) -> str:
    """Return a cell as text: dates in ISO form, whole numbers without decimals."""
    match cell:
        case str():
            return cell
        case bool():
            return _("WAHR") if cell else _("FALSCH")
        case int():
            return str(cell)
        case float():
            is_whole = cell.is_integer() and abs(cell) < _LARGEST_WHOLE
            return str(int(cell)) if is_whole else repr(cell)
        case datetime():
            return cell.isoformat(sep=" ", timespec="seconds")
        case time():
            return cell.isoformat(timespec="seconds")
        case date():
            return cell.isoformat()
        case timedelta():
            return str(cell)
