"""The workbook into which sheets from the tables are typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ilmkreis_integration.domain.texts import clean_text
from worldcafe.importing.columns import (
    ATTENDANCE,
    GUIDE,
    ID,
    LISTS,
    NOTE_COLUMNS,
    NOTES,
    QUESTION,
    ROUND,
    TABLE,
    TEXT,
    WEIGHTING,
    attendance_columns,
)
from worldcafe.importing.plan import Plan
from worldcafe.importing.reading import MOST_NOTES

_HEAD = Font(bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="14307F")
_TOP = Alignment(vertical="top", wrap_text=True)
_WIDTHS = {ID: 16, TABLE: 32, ROUND: 12, QUESTION: 44, TEXT: 70, WEIGHTING: 20}
_USUAL_WIDTH = 22


def write_template(plan: Plan) -> bytes:
    """Return the workbook for one café."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = str(plan.cafe)
    workbook.properties.language = "de-DE"
    guide = workbook.create_sheet(GUIDE)
    notes, attendance = (workbook.create_sheet(t) for t in (NOTES, ATTENDANCE))
    choices = {
        TABLE: [f"{table}: {table.action_field}" for table in plan.tables],
        ROUND: [str(round_) for round_ in plan.rounds],
        QUESTION: [question.text for question in plan.questions],
    }
    places = _write_lists(workbook.create_sheet(LISTS), choices)
    _write_guide(guide, plan)
    _write_head(notes, NOTE_COLUMNS)
    for number, name in enumerate(NOTE_COLUMNS, start=1):
        letter = get_column_letter(number)
        if name in places:
            _offer(notes, f"{letter}2:{letter}{MOST_NOTES + 1}", places[name])
        # Texts as texts, so that a note that begins with = is no formula.
        notes.column_dimensions[letter].number_format = (
            "0" if name == WEIGHTING else "@"
        )
    _write_attendance(attendance, plan)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _write_head(sheet: Worksheet, columns: Sequence[str]) -> None:
    for number, name in enumerate(columns, start=1):
        cell = _put(sheet, 1, number, name)
        cell.font, cell.fill = _HEAD, _HEAD_FILL
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = _WIDTHS.get(name, _USUAL_WIDTH)
        dimension.alignment = _TOP
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "1:1"


def _write_attendance(sheet: Worksheet, plan: Plan) -> None:
    """Every table in every round stands there already; only the numbers are missing."""
    _write_head(sheet, attendance_columns(plan.subgroups))
    for row, place in enumerate(sorted(plan.sittings), start=2):
        sitting = plan.sittings[place]
        _put(sheet, row, 1, f"{sitting.table}: {sitting.table.action_field}")
        _put(sheet, row, 2, str(sitting.round))


def _write_lists(sheet: Worksheet, choices: dict[str, list[str]]) -> dict[str, str]:
    """Write what may be chosen; return where each list stands."""
    _write_head(sheet, list(choices))
    places = {}
    for number, (name, texts) in enumerate(choices.items(), start=1):
        for row, text in enumerate(texts, start=2):
            _put(sheet, row, number, text)
        letter = get_column_letter(number)
        places[name] = f"{LISTS}!${letter}$2:${letter}${len(texts) + 1}"
    return places


def _offer(sheet: Worksheet, cells: str, place: str) -> None:
    # A warning and no more: numbers and short names are right, too.
    validation = DataValidation(
        type="list",
        formula1=place,
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning",
    )
    validation.errorTitle = _("Das gibt es hier nicht")
    validation.error = _("Bitte wählen Sie aus der Liste.")
    validation.add(cells)
    sheet.add_data_validation(validation)


def _write_guide(sheet: Worksheet, plan: Plan) -> None:
    sheet.column_dimensions["A"].width = 100
    _put(sheet, 1, 1, str(plan.cafe)).font = Font(bold=True, size=14)
    for row, line in enumerate(_guide(), start=3):
        _put(sheet, row, 1, line)


def _guide() -> Iterator[str]:
    yield _("So werden Blätter nacherfasst, die mit der Hand geschrieben wurden:")
    yield _(
        "1. Im Blatt „{}“ steht jede Notiz in einer Zeile, Wort für Wort. Was Sie nicht "
        "lesen können, schreiben Sie als [?]."
    ).format(NOTES)
    yield _(
        "2. Tisch, Runde und Leitfrage wählen Sie aus der Liste. Gewichtungspunkte: wie "
        "viele Punkte auf der Karte kleben; leer heißt keine."
    )
    yield _(
        "3. Im Blatt „{}“ stehen alle Tische und Runden schon da. Tragen Sie ein, wie "
        "viele Personen am Tisch saßen und wie viele Teilnahmepunkte dort kleben. Zeilen "
        "ohne Zahlen werden übergangen."
    ).format(ATTENDANCE)
    yield _(
        "4. Die Kennung kann leer bleiben. Mit ihr wird eine Notiz wiedererkannt, auch "
        "wenn sie in einer anderen Datei noch einmal kommt. Ohne Kennung gilt: Was am "
        "selben Tisch, in derselben Runde und unter derselben Leitfrage genau so schon da "
        "ist, wird nicht doppelt gespeichert."
    )
    yield _("5. Schreiben Sie keine Namen, Telefonnummern und Adressen ab.")
    yield _(
        "6. Speichern Sie als .xlsx ohne Makros und Kennwort und laden Sie die Datei beim "
        "World Café unter „Nacherfassung“ hoch. Vor dem Speichern sehen Sie, was ankommt. "
        "Ist etwas falsch, wird nichts gespeichert."
    )


def _put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101 -- merged cells there are none
    cell.value = clean_text(text)
    cell.data_type = "s"  # never a formula, whatever somebody called a question
    cell.alignment = _TOP
    return cell
