"""The gate itself: it finds each fault and takes what is sound."""

import pikepdf
import pytest
from weasyprint import HTML

from tests.pdf import FONT_FILES, check_pdf, pdf_text, structure_findings

SOUND_HEAD = "<html lang='de'><title>Bericht</title>"
FAULTY = """
<h1>Bericht</h1><h3>Ergebnis</h3>
<table><tr><th>Feld</th></tr><tr><td>Wohnen</td></tr></table>
<table><tr><td>ohne Kopf</td></tr></table>
<svg role="img" width="9" height="9"><rect width="9" height="9"/></svg>
"""


@pytest.fixture
def write_pdf(tmp_path):

    def write(html, **options):
        path = tmp_path / "bericht.pdf"
        HTML(string=html).write_pdf(path, **options)
        return path

    return write


def test_untagged_pdf_is_found(write_pdf):
    path = write_pdf("<p>Bericht")

    with pytest.raises(AssertionError, match="PDFUA1-") as found:
        check_pdf(path)

    assert "PDFA3A-" in str(found.value)
    assert "keine Sprache angegeben" in str(found.value)


def test_faults_in_structure_are_found(write_pdf):
    path = write_pdf(FAULTY, pdf_variant="pdf/ua-1")

    assert structure_findings(path) == [
        "keine Sprache angegeben",
        "kein Titel",
        "Überschrift springt von Ebene 1 auf 3",
        "Tabelle 1: Kopfzelle ohne Scope",
        "Tabelle 2 ohne Kopfzellen",
        "Abbildung 1 ohne Beschreibung",
    ]


def test_long_pdf_without_bookmarks_is_found(write_pdf):
    pages = "<p style='break-before: page'>Text" * 4
    path = write_pdf(SOUND_HEAD + pages, pdf_variant="pdf/ua-1")

    assert structure_findings(path) == ["keine Lesezeichen"]


def test_missing_font_is_found(write_pdf):
    path = write_pdf(SOUND_HEAD + "<h1>Bericht</h1>", pdf_variant="pdf/ua-1")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary):
                for key in FONT_FILES & set(thing.keys()):
                    del thing[key]
        pdf.save()

    [finding] = structure_findings(path)

    assert finding.endswith("nicht eingebettet")


def test_sound_structure_passes(write_pdf):
    path = write_pdf(SOUND_HEAD + "<h1>Bericht</h1>", pdf_variant="pdf/ua-1")

    assert structure_findings(path) == []


def test_pdf_text_is_readable(write_pdf):
    assert pdf_text(write_pdf("<p>Größe in m²")) == "Größe in m²"
