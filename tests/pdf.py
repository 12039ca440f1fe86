"""The gate for PDFs: PDF/UA-1, PDF/A-3a, and what people need beyond both."""

from io import BytesIO

import page as page_validation
import pikepdf
from page import ValidationProfile
from pypdf import PdfReader

# Counts the line break before `endstream` as part of the stream, which ISO 32000-1,
# 7.3.8.1 leaves out.
FALSE_POSITIVES = {"PDFA3A-STREAM-LENGTH-001"}
FONT_FILES = {"/FontFile", "/FontFile2", "/FontFile3"}
# Up to this many pages one finds one's way without bookmarks.
PAGES_WITHOUT_BOOKMARKS = 3
SHORTEST_DESCRIPTION = 5


def check_pdf(path):
    """Raise AssertionError with everything that is found, else return the text."""
    findings = [*profile_findings(path), *structure_findings(path)]
    assert not findings, "\n".join([str(path), *findings])
    return pdf_text(path)


def pdf_text(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def text_of(pdf):
    """The same of a PDF in memory."""
    return pdf_text(BytesIO(pdf))


def page_texts(pdf):
    """The text of each page of a PDF in memory."""
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def languages_of(pdf):
    """The languages of the passages that have one of their own."""
    return [tag["/Lang"] for tag in _dictionaries(pdf, "/S") if "/Lang" in tag]


def fonts_of(pdf):
    return {
        font["/BaseFont"].split("+")[-1] for font in _dictionaries(pdf, "/BaseFont")
    }


def _dictionaries(pdf, key):
    """All objects of a PDF in memory that have `key`."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return [
            {name: str(value) for name, value in item.items()}
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and key in item
        ]


def profile_findings(path):
    """Findings of the validator, in the order of its rules."""
    reports = [
        page_validation.validate_pdf(str(path), profile=profile)
        for profile in (ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_3A)
    ]
    return [
        f"{failure.rule_id}: {failure.message}"
        for report in reports
        for failure in report.failures
        if failure.rule_id not in FALSE_POSITIVES
    ]


def structure_findings(path):
    with pikepdf.open(path) as pdf:
        elements = list(_elements(pdf.Root.get("/StructTreeRoot")))
        findings = [
            *_document(pdf),
            *_headings(elements),
            *_tables(elements),
            *_figures(elements),
            *_fonts(pdf),
        ]
    return list(dict.fromkeys(findings))


def _elements(parent):
    """All elements of the structure tree below `parent`, in reading order."""
    children = parent.get("/K", []) if parent is not None else []
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _elements(child)


def _document(pdf):
    if not str(pdf.Root.get("/Lang", "")):
        yield "keine Sprache angegeben"
    if not str(pdf.docinfo.get("/Title", "")):
        yield "kein Titel"
    if not pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "Fenster zeigt Dateinamen statt Titel"
    if len(pdf.pages) > PAGES_WITHOUT_BOOKMARKS and "/Outlines" not in pdf.Root:
        yield "keine Lesezeichen"


def _headings(elements):
    roles = [str(element.S) for element in elements]
    levels = [int(role[2]) for role in roles if role in {f"/H{n}" for n in range(1, 7)}]
    for before, level in zip([0, *levels], levels, strict=False):
        if level > before + 1:
            yield f"Überschrift springt von Ebene {before} auf {level}"


def _tables(elements):
    tables = [element for element in elements if element.S == "/Table"]
    for number, table in enumerate(tables, start=1):
        headers = [cell for cell in _elements(table) if cell.S == "/TH"]
        if not headers:
            yield f"Tabelle {number} ohne Kopfzellen"
        if not all(_has_scope(header) for header in headers):
            yield f"Tabelle {number}: Kopfzelle ohne Scope"


def _has_scope(header):
    attributes = header.get("/A", [])
    if isinstance(attributes, pikepdf.Dictionary):
        attributes = [attributes]
    return any("/Scope" in entry for entry in attributes)


def _figures(elements):
    figures = [element for element in elements if element.S == "/Figure"]
    for number, figure in enumerate(figures, start=1):
        if len(str(figure.get("/Alt", ""))) < SHORTEST_DESCRIPTION:
            yield f"Abbildung {number} ohne Beschreibung"


def _fonts(pdf):
    for page in pdf.pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            if not _is_embedded(font):
                yield f"Schrift {font.get('/BaseFont')} nicht eingebettet"


def _is_embedded(font):
    described = font.get("/DescendantFonts", [font])[0]
    descriptor = described.get("/FontDescriptor", {})
    return any(name in descriptor for name in FONT_FILES)
