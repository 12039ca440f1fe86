"""Writing sheets for people who open them in Excel.

Every text is written as text, also when it looks like a formula: anybody may have
written what stands in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ilmkreis_integration.domain.disclosure import HIDDEN

Value = str | int | date | None

# What spreadsheets take for the beginning of a formula, also in full width.
FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
LONGEST_CELL = 32_767
LANGUAGE = "de-DE"
_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_LIKE_A_NUMBER = Alignment(vertical="top", horizontal="right")
_HEAD = Font(bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="14307F")


@dataclass(frozen=True)
class Heading:
    """A column of a sheet; `width` is about the number of characters."""

    title: str
    width: int


@dataclass(frozen=True)
class Sheet:
    """`fixed` columns stay in sight while scrolling, as the headings always do."""

    title: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[Value]]
    fixed: int = 0
    has_filter: bool = True


def write_sheets(sheets: Iterable[Sheet], *, title: str, creator: str) -> bytes:
    workbook = Workbook(write_only=True)
    workbook.properties.title = title
    workbook.properties.creator = creator
    workbook.properties.language = LANGUAGE
    for sheet in sheets:
        _write(workbook.create_sheet(sheet.title), sheet)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


# The stubs know little of what a sheet in write-only mode has.
def _write(target: Any, sheet: Sheet) -> None:
    # In write-only mode everything about the sheet comes before its rows.
    target.freeze_panes = f"{get_column_letter(sheet.fixed + 1)}2"
    for number, heading in enumerate(sheet.headings, start=1):
        target.column_dimensions[get_column_letter(number)].width = heading.width
    _fit_on_paper(target)
    target.append([_head_cell(target, heading.title) for heading in sheet.headings])
    count = 1
    for row in sheet.rows:
        target.append([_cell(target, value) for value in row])
        count += 1
    if sheet.has_filter:
        last_column = get_column_letter(len(sheet.headings))
        target.auto_filter.ref = f"A1:{last_column}{count}"


def _fit_on_paper(target: Any) -> None:
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = 9  # A4
    target.page_setup.fitToWidth = 1
    target.page_setup.fitToHeight = 0
    target.sheet_properties.pageSetUpPr.fitToPage = True
    target.print_title_rows = "1:1"


def _head_cell(target: WriteOnlyWorksheet, title: str) -> SheetCell:
    cell = _cell(target, title)
    cell.font = _HEAD
    cell.fill = _HEAD_FILL
    return cell


def _cell(target: WriteOnlyWorksheet, value: Value) -> SheetCell:
    if isinstance(value, date):
        # Midnight: openpyxl's stubs know no plain dates.
        cell = WriteOnlyCell(target, datetime.combine(value, time.min))
        cell.number_format = "DD.MM.YYYY"
        cell.alignment = _TOP
        return cell
    if not isinstance(value, str):
        cell = WriteOnlyCell(target, value)
        cell.number_format = "#,##0"
        cell.alignment = _TOP
        return cell
    text = storable(value)
    cell = WriteOnlyCell(target, text)
    cell.data_type = "s"
    cell.alignment = _LIKE_A_NUMBER if text == HIDDEN else _WRAPPED
    if text.lstrip(" \n").startswith(FORMULA_STARTS):
        cell.quotePrefix = True
    return cell


def storable(text: str) -> str:
    """Return `text` without what a spreadsheet cannot hold."""
    text = text.encode("utf-16", "replace").decode("utf-16")
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    # Spreadsheets count in units of UTF-16.
    units = text.encode("utf-16-le")[: 2 * LONGEST_CELL]
    return units.decode("utf-16-le", "ignore")
