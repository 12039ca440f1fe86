"""The report as a spreadsheet: for sorting, filtering and calculating on.

Every text is written as text, also when it looks like a formula: people open this file
in Excel, and anybody may have written what stands in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ilmkreis_integration.models import Source
from reports.document import CatalogueChapter, Report
from reports.models import Measure, Statement
from reports.synthesis import HIDDEN, HIDDEN_EXPLAINED, Cell, Column, FieldSynthesis

Value = str | int | date | None

# What spreadsheets take for the beginning of a formula, also in full width.
FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
LONGEST_CELL = 32_767
LANGUAGE = "de-DE"


@dataclass(frozen=True)
class Heading:
    """A column of a sheet; `width` is about the number of characters."""

    title: str
    width: int


def write_workbook(report: Report, *, with_staff_texts: bool) -> bytes:
    """Write all sheets; without `with_staff_texts` comments of the staff stay empty."""
    workbook = Workbook(write_only=True)
    workbook.properties.title = str(report.process.title)
    workbook.properties.creator = report.process.authority
    workbook.properties.language = LANGUAGE
    sheets = (
        (_("Lies mich"), _readme_headings(), _readme(report, with_staff_texts)),
        (_("Aussagen"), _statement_headings(), _statements(report, with_staff_texts)),
        (_("Synthese"), _synthesis_headings(report), _synthesis(report)),
        (_("Katalog"), _catalogue_headings(), _catalogue(report.catalogue)),
        (_("Rücklauf"), _return_headings(), _returns(report)),
    )
    for title, headings, rows in sheets:
        _write_sheet(workbook, title, headings, rows)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _write_sheet(
    workbook: Workbook,
    title: str,
    headings: Sequence[Heading],
    rows: Iterable[Sequence[Value]],
) -> None:
    sheet = workbook.create_sheet(title)
    # In write-only mode everything about the sheet comes before its rows.
    sheet.freeze_panes = "A2"
    for number, heading in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = heading.width
    sheet.append([_head_cell(sheet, heading.title) for heading in headings])
    count = 1
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
        count += 1
    last_column = get_column_letter(len(headings))
    sheet.auto_filter.ref = f"A1:{last_column}{count}"


def _head_cell(sheet: WriteOnlyWorksheet, title: str) -> SheetCell:
    cell = _cell(sheet, title)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> SheetCell:
    if isinstance(value, date):
        # Midnight: openpyxl's stubs know no plain dates.
        cell = WriteOnlyCell(sheet, datetime.combine(value, time.min))
        cell.number_format = "DD.MM.YYYY"
        return cell
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    text = storable(value)
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if text.lstrip(" \n").startswith(FORMULA_STARTS):
        cell.quotePrefix = True
    return cell


def storable(text: str) -> str:
    """Return `text` without what a spreadsheet cannot hold."""
    text = text.encode("utf-16", "replace").decode("utf-16")
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return text[:LONGEST_CELL]


def _readme_headings() -> list[Heading]:
    return [Heading(_("Thema"), 28), Heading(_("Erklärung"), 110)]


def _readme(report: Report, with_staff_texts: bool) -> Iterator[Sequence[Value]]:
    process = report.process
    yield _("Inhalt"), process.title
    yield _("Herausgegeben von"), process.authority
    yield _("Stand"), date_format(report.as_of, "j. F Y")
    if process.is_example:
        yield (
            _("Beispieldaten"),
            _("Alle Beiträge, Zahlen und Maßnahmen sind erfunden."),
        )
    if report.is_draft:
        yield _("Entwurf"), _("Nicht alle Maßnahmen sind veröffentlicht.")
    yield (
        _("Verwendung"),
        _(
            "Für den internen Gebrauch: Die Tabelle enthält einzelne Aussagen im "
            "Wortlaut. Zum Weitergeben ist der Bericht als PDF gedacht."
        ),
    )
    yield (
        _("Bögen, Personen, Aussagen"),
        _(
            "Drei verschiedene Dinge, die nie zusammengezählt werden. Ein Gruppenbogen "
            "von zwölf Personen ist ein Bogen und zwölf Personen; er kann mehrere "
            "Aussagen enthalten."
        ),
    )
    yield (
        _("Wege"),
        _(
            "Fragebogen, World Café und Mitarbeiterbefragung werden nicht zu einer "
            "Zahl addiert. Die Ergebnisse sind nicht repräsentativ."
        ),
    )
    smallest = _("Anzahlen von Personen und Bögen unter %(number)s werden nie gezeigt.")
    yield (
        _("Kleine Anzahlen"),
        f"{smallest % {'number': process.smallest_count}} {HIDDEN_EXPLAINED}",
    )
    if with_staff_texts:
        staff = _("Der Wortlaut ist enthalten. Bitte nicht weitergeben.")
    else:
        staff = _("Der Wortlaut ist nicht enthalten, nur Beleg-Nr. und Zuordnung.")
    yield _("Kommentare von Beschäftigten"), staff
    yield (
        _("Beleg-Nr."),
        _(
            "F: Fragebogen, W: World Café, M: Mitarbeiterbefragung. Sie führt vom "
            "Katalog zurück zu dem, was gesagt wurde."
        ),
    )


def _statement_headings() -> list[Heading]:
    return [
        Heading(_("Beleg-Nr."), 18),
        Heading(_("Weg"), 22),
        Heading(_("Handlungsfelder"), 36),
        Heading(_("Art"), 20),
        Heading(_("Thema"), 32),
        Heading(_("Selten, aber schwerwiegend"), 14),
        Heading(_("Wortlaut"), 80),
        Heading(_("Sprache"), 10),
        Heading(_("Übersetzung"), 60),
    ]


def _statements(report: Report, with_staff_texts: bool) -> Iterator[Sequence[Value]]:
    statements = (
        Statement.objects.in_process(report.process)
        .select_related("contribution", "theme")
        .prefetch_related("action_fields")
    )
    for statement in statements:
        contribution = statement.contribution
        is_staff = contribution.source == Source.STAFF_SURVEY
        is_shown = with_staff_texts or not is_staff
        yield (
            statement.code,
            contribution.get_source_display(),
            "; ".join(field.title for field in statement.action_fields.all()),
            statement.get_kind_display(),
            statement.theme.title if statement.theme else "",
            _yes_no(statement.is_grave),
            statement.text if is_shown else "",
            contribution.language,
            contribution.translation if is_shown else "",
        )


def _columns(report: Report) -> list[Column]:
    """Everybody who speaks in any field, in the order of first appearance."""
    columns = {
        column.key: column
        for chapter in report.fields
        for column in chapter.synthesis.columns
    }
    return list(columns.values())


def _synthesis_headings(report: Report) -> list[Heading]:
    headings = [
        Heading(_("Handlungsfeld"), 36),
        Heading(_("Thema"), 36),
        Heading(_("Wege (von 3)"), 10),
    ]
    for column in _columns(report):
        headings.append(Heading(_("%s: Aussagen") % column.title, 16))
        if column.source == Source.QUESTIONNAIRE:
            headings.append(Heading(_("%s: Bögen") % column.title, 16))
            headings.append(Heading(_("%s: Personen") % column.title, 16))
            headings.append(Heading(_("%s: Personen mindestens") % column.title, 16))
    return [*headings, Heading(_("Umgang"), 22), Heading(_("Begründung"), 60)]


def _synthesis(report: Report) -> Iterator[Sequence[Value]]:
    columns = _columns(report)
    for chapter in report.fields:
        synthesis = chapter.synthesis
        field = synthesis.action_field.title
        for row in synthesis.themes:
            figures = _figures(columns, synthesis, row.cells)
            theme = row.theme
            answer = (theme.get_handling_display(), theme.handling_reason)
            yield field, theme.title, row.channel_count, *figures, *answer
        if synthesis.without_theme:
            figures = _figures(columns, synthesis, synthesis.without_theme_cells)
            yield field, _("ohne Thema"), None, *figures, "", ""
        figures = _figures(columns, synthesis, synthesis.totals)
        yield field, _("alle Aussagen"), None, *figures, "", ""


def _figures(
    columns: Iterable[Column], synthesis: FieldSynthesis, cells: Sequence[Cell]
) -> Iterator[Value]:
    keys = [column.key for column in synthesis.columns]
    by_key = dict(zip(keys, cells, strict=True))
    for column in columns:
        cell = by_key.get(column.key)
        yield _shown(cell.statements if cell else None)
        if column.source == Source.QUESTIONNAIRE:
            yield _shown(cell.forms if cell else None)
            yield _shown(cell.people if cell else None)
            is_least = cell is not None and cell.people and cell.people_is_lower_bound
            yield _yes_no(bool(is_least))


def _catalogue_headings() -> list[Heading]:
    return [
        Heading(_("Nr."), 8),
        Heading(_("Handlungsfeld"), 32),
        Heading(_("Ziel"), 36),
        Heading(_("Maßnahme"), 40),
        Heading(_("Beschreibung"), 70),
        Heading(_("Zielgruppe"), 30),
        Heading(_("Federführung"), 26),
        Heading(_("Mitwirkende"), 36),
        Heading(_("Beginn"), 12),
        Heading(_("Termin"), 12),
        Heading(_("Kosten"), 16),
        Heading(_("Finanzierung"), 26),
        Heading(_("Indikator"), 40),
        Heading(_("Kennzeichen"), 16),
        Heading(_("Neu oder vorhanden"), 20),
        Heading(_("Stand"), 16),
        Heading(_("Veröffentlicht"), 14),
        Heading(_("Belege: Themen"), 40),
        Heading(_("Belege: Aussagen"), 40),
        Heading(_("Fachliche Ergänzung"), 50),
    ]


def _catalogue(chapters: Iterable[CatalogueChapter]) -> Iterator[Sequence[Value]]:
    for chapter in chapters:
        for goal in chapter.goals:
            for block in goal.measures:
                measure = block.measure
                yield (
                    measure.number,
                    chapter.action_field.title,
                    goal.goal.title,
                    *_described(measure),
                    "; ".join(theme.title for theme in block.foundation.themes),
                    "; ".join(measure.evidence_codes),
                    measure.justification,
                )


def _described(measure: Measure) -> Sequence[Value]:
    return (
        measure.title,
        measure.description,
        measure.target_group,
        measure.lead,
        measure.partners,
        measure.starts_on,
        measure.due_on,
        measure.get_cost_class_display(),
        measure.funding,
        measure.indicator,
        measure.get_mark_display() if measure.mark else "",
        str(measure.get_is_new_display()),
        measure.get_status_display(),
        _yes_no(measure.is_published),
    )


def _return_headings() -> list[Heading]:
    return [
        Heading(_("Weg"), 40),
        Heading(_("Gezählt wurde"), 40),
        Heading(_("Anzahl"), 12),
    ]


def _returns(report: Report) -> Iterator[Sequence[Value]]:
    returns = report.returns
    form, staff = returns.questionnaire, returns.staff
    channel = str(Source.QUESTIONNAIRE.label)
    yield channel, _("Bögen"), _shown(form.forms)
    yield channel, _("davon Einzelfragebögen"), _shown(form.single_forms)
    yield channel, _("davon Gruppenfragebögen"), _shown(form.group_forms)
    people = _("Personen, mindestens") if form.people_is_lower_bound else _("Personen")
    yield channel, people, _shown(form.people)
    yield channel, _("Ausgabestellen mit Rücklauf"), _shown(form.channels)
    yield channel, _("Antworten in eigenen Worten"), _shown(form.answers)
    for entry in returns.cafes:
        yield str(entry.cafe), _("Tische"), _shown(entry.tables)
        yield str(entry.cafe), _("Runden"), _shown(entry.rounds)
        yield (
            str(entry.cafe),
            _("Personen in der stärksten Runde"),
            _shown(entry.people),
        )
        yield str(entry.cafe), _("Teilnahmepunkte"), _shown(entry.dots)
        yield str(entry.cafe), _("Notizen"), _shown(entry.notes)
    yield str(Source.STAFF_SURVEY.label), _("Kommentare"), _shown(staff.comments)
    yield _("alle Wege"), _("Beiträge"), _shown(returns.contributions)
    yield _("alle Wege"), _("davon gelesen und zugeordnet"), _shown(returns.coded)


def _shown(count: int | None) -> Value:
    return count or HIDDEN


def _yes_no(claim: bool) -> str:
    return _("ja") if claim else _("nein")
