"""The protocol as DOCX, to go on writing in; accessible and without macros."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ilmkreis_integration.domain.texts import clean_text
from worldcafe.protocol import Entry, Grid, Protocol, Station, Written

LANGUAGE = "de-DE"
FONT = "Calibri"
_BLUE = RGBColor(0x14, 0x30, 0x7F)
_GREY = RGBColor(0x51, 0x57, 0x7A)
_HEADINGS = {1: Pt(24), 2: Pt(16), 3: Pt(12)}
_TABLE = "Table Grid"


def write_protocol(protocol: Protocol) -> bytes:
    document = Document()
    _lay_out(document)
    _describe(document, protocol)
    _begin(document, protocol)
    for station in protocol.stations:
        _write_station(document, station)
    _write_counts(document, protocol)
    document.add_heading(_("Wie es weitergeht"), level=2)
    document.add_paragraph(protocol.outlook)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _lay_out(document: DocxDocument) -> None:
    """German, A4, one font, and real headings in our colour."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin = section.bottom_margin = Mm(22)
    styles: Any = document.styles
    for part in (styles.element, document.settings.element):
        _set_language(part)
    _set_font(styles["Normal"], Pt(11))
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for level, size in _HEADINGS.items():
        style = styles[f"Heading {level}"]
        _set_font(style, size)
        style.font.bold = True
        style.font.color.rgb = _BLUE
        style.paragraph_format.keep_with_next = True


def _set_language(part: Any) -> None:
    """The language of the whole document, from which screen readers take their voice."""
    for language in part.iter(qn("w:lang"), qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)


def _set_font(style: Any, size: Pt) -> None:
    style.font.name = FONT
    style.font.size = size
    # Headings bring fonts of their theme, which would win.
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)


def _describe(document: DocxDocument, protocol: Protocol) -> None:
    about = document.core_properties
    about.title = protocol.title
    about.author = protocol.authority
    about.subject = protocol.process
    about.language = LANGUAGE
    about.comments = ""
    about.created = about.modified = protocol.as_of.replace(tzinfo=None)
    about.last_modified_by = protocol.authority


def _begin(document: DocxDocument, protocol: Protocol) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    footer.text = f"{protocol.title}, {protocol.target_group} · {_('Seite')} "
    _add_field(footer, "PAGE")
    document.add_heading(protocol.title, level=1)
    document.add_paragraph(protocol.target_group).runs[0].font.size = Pt(15)
    for mark in protocol.marks:
        document.add_paragraph().add_run(mark).bold = True
    for name, value in protocol.facts:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(value)
    paragraph = document.add_paragraph(protocol.introduction)
    paragraph.paragraph_format.space_before = Pt(12)


def _write_station(document: DocxDocument, station: Station) -> None:
    document.add_heading(station.title, level=2)
    _grey(document.add_paragraph(station.tables))
    if station.is_empty:
        document.add_paragraph(_("Hier wurde nichts aufgeschrieben."))
        return
    for section in station.sections:
        document.add_heading(section.question, level=3)
        if not section.entries:
            _grey(document.add_paragraph(_("Keine Notizen.")))
        for entry in section.entries:
            _write_entry(document, entry)


def _write_entry(document: DocxDocument, entry: Entry) -> None:
    _write_note(document, "List Bullet", entry.note, *entry.remarks)
    for note in entry.merged:
        _write_note(document, "List Bullet 2", note, _("sagt dasselbe"))


def _write_note(
    document: DocxDocument, style: str, note: Written, *remarks: str
) -> None:
    paragraph = document.add_paragraph(clean_text(note.text), style=style)
    paragraph.add_run().add_break()
    details = paragraph.add_run(" · ".join([note.code, *remarks]))
    details.font.size = Pt(9)
    details.font.color.rgb = _GREY


def _write_counts(document: DocxDocument, protocol: Protocol) -> None:
    document.add_heading(_("Wer mitgeredet hat"), level=2)
    document.add_paragraph(protocol.counting)
    for grid in protocol.grids:
        document.add_heading(grid.title, level=3)
        _write_grid(document, grid)


def _write_grid(document: DocxDocument, grid: Grid) -> None:
    rows = [
        (_("Tisch"), grid.columns),
        *grid.rows,
        (_("Alle Tische zusammen"), grid.totals),
    ]
    table: Any = document.add_table(rows=len(rows), cols=len(grid.columns) + 1)
    table.style = _TABLE
    _caption(table, grid.title)
    _repeat_as_header(table.rows[0])
    for row, (name, values) in zip(table.rows, rows, strict=True):
        for number, (cell, text) in enumerate(
            zip(row.cells, (name, *values), strict=True)
        ):
            cell.text = text
            if number:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for cell in (*table.rows[0].cells, *table.rows[-1].cells):
        cell.paragraphs[0].runs[0].bold = True


def _repeat_as_header(row: Any) -> None:
    """Mark the row as the head of its table, for screen readers and further pages."""
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)


def _caption(table: Any, title: str) -> None:
    """What the table shows, for those who do not see it."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    table._tbl.tblPr.append(caption)


def _grey(paragraph: Any) -> None:
    paragraph.runs[0].font.color.rgb = _GREY


def _add_field(paragraph: Any, name: str) -> None:
    """A number that the reader's program fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
