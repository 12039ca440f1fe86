"""Refuses workbooks that could do harm, before any parser sees them.

Everything is counted while it is unpacked, in constant memory. What is refused: bombs,
too many or doubled parts, macros, links to other files, embedded objects, passwords,
document types and entities, encodings in which these could hide, and sheets that are
small as a file and huge in memory (`worksheet_scan`).
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from ilmkreis_integration.tables.problems import Problem, UnsafeFileError, unusual
from ilmkreis_integration.tables.workbook_archive import (
    CONTROL_PARTS,
    open_archive,
    unpack,
)
from ilmkreis_integration.tables.worksheet_scan import (
    SHAPES,
    SharedTexts,
    UnreadableCell,
    scan_shared_texts,
    scan_sheet,
    windows,
)

MAX_SHEETS = 50
SHARED_TEXTS = "xl/sharedstrings.xml"
_OTHER_FORMATS = ("mimetype", "content.xml", "xl/workbook.bin")
_FORBIDDEN_FOLDERS = (
    "xl/externallinks/",
    "xl/embeddings/",
    "xl/activex/",
    "xl/macrosheets/",
)
_MACROS = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
# Nobody reads these as a sheet: sheets must be called .xml (`_references`).
_PICTURES = re.compile(r"\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|bin)$")
_DECLARATION = re.compile(rb"<!(?!--|\[CDATA\[)")
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_ENCODINGS = {b"utf-8", b"us-ascii", b"ascii"}
# NUL, and how a workbook writes it.
_NULS = (b"\0", b"_x0000_")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    ParseError,
)


def check_workbook(file: IO[bytes]) -> list[Problem]:
    """Raise `UnsafeFileError`, or return the cells whose value is not in the file."""
    try:
        return _check(file)
    except DefusedXmlException as error:
        raise UnsafeFileError(
            _("Die Datei enthält eine Dokumenttyp-Angabe.")
        ) from error
    except _BROKEN as error:
        raise UnsafeFileError(_("Die Datei ist beschädigt.")) from error


def _check(file: IO[bytes]) -> list[Problem]:
    parts = open_archive(file)
    _check_names(parts)
    with zipfile.ZipFile(file) as archive:
        control = {
            name: b"".join(_checked(archive, parts[name])) for name in CONTROL_PARTS
        }
        if _MACROS.search(control["[content_types].xml"]):
            raise UnsafeFileError(_("Die Datei enthält Makros."))
        titles = _sheet_titles(control)
        texts = SharedTexts()
        if SHARED_TEXTS in parts:
            texts = scan_shared_texts(_checked(archive, parts[SHARED_TEXTS]))
        problems: list[Problem] = []
        for name, entry in parts.items():
            if name not in control and name != SHARED_TEXTS:
                cells = _check_part(archive, entry, texts)
                problems += _problems(titles.get(name, ""), cells)
        return problems


def _check_names(parts: dict[str, zipfile.ZipInfo]) -> None:
    if any(name in parts for name in _OTHER_FORMATS):
        raise UnsafeFileError(
            _(
                "Die Datei hat ein anderes Format. Bitte speichern Sie sie in Excel oder "
                "LibreOffice als .xlsx."
            )
        )
    if any(name not in parts for name in CONTROL_PARTS):
        raise UnsafeFileError(_("Die Datei ist keine Excel-Arbeitsmappe."))
    if any("vbaproject" in name for name in parts):
        raise UnsafeFileError(_("Die Datei enthält Makros."))
    if any(name.startswith(_FORBIDDEN_FOLDERS) for name in parts):
        raise UnsafeFileError(
            _(
                "Die Datei enthält eingebettete Objekte oder Verknüpfungen mit anderen "
                "Dateien. Bitte kopieren Sie die Werte in eine neue Arbeitsmappe."
            )
        )


def _sheet_titles(control: dict[str, bytes]) -> dict[str, str]:
    """Return the title of each sheet by the name of its part."""
    for relation in _elements(control["_rels/.rels"], "Relationship"):
        if relation.get("Type", "").endswith("/officeDocument") and (
            relation.get("Target", "").lstrip("/") != "xl/workbook.xml"
        ):
            raise unusual()
    targets = dict(_references(control["xl/_rels/workbook.xml.rels"]))
    sheets = list(_elements(control["xl/workbook.xml"], "sheet"))
    if len(sheets) > MAX_SHEETS:
        raise UnsafeFileError(_("Die Datei hat zu viele Blätter."))
    titles = {}
    for sheet in sheets:
        reference = next((sheet[key] for key in sheet if key.endswith("}id")), "")
        titles[targets.get(reference, "")] = sheet.get("name", "")
    return titles


def _references(relations: bytes) -> Iterator[tuple[str, str]]:
    """Yield id and part of everything that the workbook consists of."""
    for relation in _elements(relations, "Relationship"):
        target = relation.get("Target", "")
        # Sheets under another name would pass as pictures, unchecked.
        if relation.get("TargetMode") == "External" or not target.endswith(".xml"):
            raise unusual()
        path = target[1:] if target.startswith("/") else f"xl/{target}"
        yield relation.get("Id", ""), path.lower()


def _elements(xml: bytes, tag: str) -> Iterator[dict[str, str]]:
    """Yield the attributes of all elements called `tag` in any namespace."""
    for element in fromstring(xml, forbid_dtd=True).iter():
        if element.tag.rpartition("}")[2] == tag:
            yield element.attrib


def _check_part(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, texts: SharedTexts
) -> list[UnreadableCell]:
    if _PICTURES.search(entry.filename.lower()):
        for _chunk in unpack(archive, entry):
            pass
        return []
    for shape in SHAPES:
        cells = scan_sheet(_checked(archive, entry), entry.file_size, texts, shape)
        if cells is not None:
            return cells
    sizes = _(" oder ").join(
        _("{} Spalten bei {} Zeilen").format(shape.columns, shape.rows)
        for shape in SHAPES
    )
    raise UnsafeFileError(
        _("Ein Blatt ist zu groß oder ungewöhnlich aufgebaut; höchstens {}.").format(
            sizes
        )
    )


def _checked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the windows of an XML part, or refuse what must not be in it."""
    is_start = True
    for window in windows(unpack(archive, entry)):
        if is_start and window:
            _check_encoding(window)
            is_start = False
        if _DECLARATION.search(window):
            raise UnsafeFileError(_("Die Datei enthält eine Dokumenttyp-Angabe."))
        if any(nul in window for nul in _NULS):
            raise UnsafeFileError(_("Die Datei enthält unzulässige Zeichen."))
        yield window


def _check_encoding(start: bytes) -> None:
    """Refuse all but UTF-8; elsewhere a document type would not look like one."""
    declared = _ENCODING.search(start[:1024])
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        declared and declared[1].lower() not in _ENCODINGS
    ):
        raise UnsafeFileError(_("Die Datei verwendet einen unzulässigen Zeichensatz."))


def _problems(sheet: str, cells: list[UnreadableCell]) -> Iterator[Problem]:
    for cell in cells:
        if cell.is_error:
            message = _("Die Zelle enthält einen Fehlerwert wie #NV oder #BEZUG!.")
        else:
            message = _(
                "Die Formel hat kein gespeichertes Ergebnis. Bitte öffnen Sie die Datei "
                "in Excel oder LibreOffice und speichern Sie sie neu."
            )
        yield Problem(sheet=sheet, row=cell.row, column=cell.column, message=message)
