"""The workbook that people fill in: a sheet for each kind of form, and all codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ilmkreis_integration.domain.texts import clean_text
from surveys.definition import Definition
from surveys.importing.columns import RECEIVED, Column, columns_of
from surveys.models import Response

GUIDE, CODES = "Anleitung", "Codes"
FORMS = {
    "Einzelbögen": Response.Form.SINGLE,
    "Gruppenbögen": Response.Form.GROUP,
}
# Row 1 says what is asked, row 2 names the column for the program.
CODE_ROW = 2
FIRST_ROW = CODE_ROW + 1
_LAST_ROW = 20_000 + CODE_ROW
_HEAD = Font(bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="14307F")
_CODE = Font(size=9, color="595959")
_CODE_FILL = PatternFill("solid", fgColor="E8ECF5")
_TOP = Alignment(vertical="top", wrap_text=True)


def write_template(definition: Definition, channels: Sequence[str]) -> bytes:
    """Return the workbook for one edition, with the names of all `channels`."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    questionnaire = definition.edition.questionnaire
    workbook.properties.title = questionnaire.title
    workbook.properties.creator = questionnaire.process.authority
    workbook.properties.language = "de-DE"
    sheets = {
        title: columns_of(definition, form, channels) for title, form in FORMS.items()
    }
    _write_guide(workbook.create_sheet(GUIDE), definition)
    forms = {title: workbook.create_sheet(title) for title in sheets}
    places = _write_codes(workbook.create_sheet(CODES), definition, sheets)
    for title, columns in sheets.items():
        _write_form_sheet(forms[title], columns, places[title])
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _write_form_sheet(
    sheet: Worksheet, columns: Sequence[Column], places: dict[str, str]
) -> None:
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        _put(sheet, 1, number, column.label, _HEAD, _HEAD_FILL)
        _put(sheet, CODE_ROW, number, column.code, _CODE, _CODE_FILL)
        dimension = sheet.column_dimensions[letter]
        dimension.width = column.width
        dimension.alignment = _TOP
        dimension.number_format = _number_format(column)
        if column.code in places:
            cells = f"{letter}{FIRST_ROW}:{letter}{_LAST_ROW}"
            _offer(sheet, cells, column, places[column.code])
    sheet.row_dimensions[1].height = 48
    sheet.freeze_panes = f"{get_column_letter(2)}{FIRST_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = f"1:{CODE_ROW}"


def _number_format(column: Column) -> str:
    if column.code == RECEIVED:
        return "DD.MM.YYYY"
    # Texts as texts, so that 007 stays 007.
    return "0" if column.is_number else "@"


def _offer(sheet: Worksheet, cells: str, column: Column, place: str) -> None:
    # A warning and no more: the short codes are right, too.
    validation = DataValidation(
        type="list",
        formula1=place,
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning",
    )
    validation.errorTitle = _("Das gibt es hier nicht")
    validation.error = _(
        "Bitte wählen Sie aus der Liste oder nehmen Sie einen Kurznamen aus dem Blatt „{}“."
    ).format(CODES)
    validation.add(cells)
    sheet.add_data_validation(validation)


def _write_codes(
    sheet: Worksheet, definition: Definition, sheets: dict[str, list[Column]]
) -> dict[str, dict[str, str]]:
    """Write what may stand in each column; return where the lists to choose from are."""
    edition = definition.edition
    _put_row(sheet, 1, ("fragebogen", edition.questionnaire.slug, edition.number))
    headings = [_("Blatt"), _("Spalte"), _("Eintrag"), _("oder kurz"), _("Bedeutung")]
    for number, (title, width) in enumerate(
        zip(headings, (16, 28, 44, 24, 70), strict=True), start=1
    ):
        _put(sheet, 3, number, title, _HEAD, _HEAD_FILL)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A4"
    row = 4
    places: dict[str, dict[str, str]] = {}
    for title, columns in sheets.items():
        places[title] = {}
        for column in columns:
            lines = list(_lines(title, column))
            if column.choices and lines:
                places[title][column.code] = _range(row, row + len(lines) - 1)
            for line in lines:
                _put_row(sheet, row, line)
                row += 1
    return places


def _lines(title: str, column: Column) -> Iterator[tuple[str, ...]]:
    if column.choices is None:
        yield title, column.code, _("frei"), "", f"{column.label}: {column.note}"
        return
    for offered, code in column.choices.offered:
        short = "" if code == offered else code
        yield title, column.code, offered, short, f"{column.label}: {column.note}"


def _range(first: int, last: int) -> str:
    return f"{quote_sheetname(CODES)}!$C${first}:$C${last}"


def _write_guide(sheet: Worksheet, definition: Definition) -> None:
    edition = definition.edition
    sheet.column_dimensions["A"].width = 100
    _put(sheet, 1, 1, _("So füllen Sie die Tabelle aus"), Font(bold=True, size=16))
    subtitle = f"{edition.questionnaire.title}, {edition}"
    _put(sheet, 2, 1, subtitle, Font(bold=True))
    for row, line in enumerate(_guide(), start=4):
        _put_row(sheet, row, [line])


def _guide() -> Iterable[str]:
    yield _("1. Jeder Bogen ist eine Zeile. Beginnen Sie in Zeile 3.")
    yield _(
        "2. Bögen von einer Person kommen in das Blatt „Einzelbögen“, Bögen von Gruppen "
        "in das Blatt „Gruppenbögen“. Ein Blatt darf leer bleiben."
    )
    yield _(
        "3. Lassen Sie die beiden ersten Zeilen und alle Spalten stehen. An den Namen in "
        "Zeile 2 erkennt das Programm, was wohin gehört. Die Reihenfolge ist gleich."
    )
    yield _(
        "4. Wo es eine Auswahl gibt, klicken Sie in die Zelle und dann auf den Pfeil. "
        "Alle Einträge stehen im Blatt „Codes“; die kurze Form geht auch."
    )
    yield _(
        "5. Antworten schreiben Sie im Wortlaut ab, auch mit Fehlern und in jeder "
        "Sprache. Was jemand nicht beantwortet hat, bleibt leer."
    )
    yield _(
        "6. Schreiben Sie keine Namen, Telefonnummern und Adressen ab, auch wenn sie auf "
        "dem Bogen stehen."
    )
    yield _(
        "7. Geben Sie jedem Bogen eine Nummer, am besten die vom Papier. Dann erkennt das "
        "Programm ihn wieder und zählt ihn nie doppelt. Ohne Nummer sind zwei gleiche "
        "Zeilen einer Datei zwei Bögen; kommen sie in einer anderen Datei noch einmal, "
        "gelten sie als schon eingelesen."
    )
    yield _(
        "8. Speichern Sie als .xlsx ohne Makros und Kennwort und laden Sie die Datei unter "
        "„Fragebogen“, „Ausgefüllte Bögen importieren“ hoch. Vor dem Speichern sehen Sie, "
        "was ankommt. Ist etwas falsch, wird nichts gespeichert, und Sie bekommen eine "
        "Liste mit Blatt, Zeile und Spalte."
    )


def _put_row(sheet: Worksheet, row: int, values: Iterable[str | int]) -> None:
    for number, value in enumerate(values, start=1):
        _put(sheet, row, number, value)


def _put(
    sheet: Worksheet, row: int, column: int, value: str | int, *style: Any
) -> None:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101 -- merged cells there are none
    if isinstance(value, str):
        cell.value = clean_text(value)
        # Never a formula, whatever somebody called an answer.
        cell.data_type = "s"
    else:
        cell.value = value
    cell.alignment = _TOP
    for part in style:
        if isinstance(part, Font):
            cell.font = part
        else:
            cell.fill = part
