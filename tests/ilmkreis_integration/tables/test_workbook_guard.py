"""What may not be in a workbook, and sheets that are small only as a file."""

from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from ilmkreis_integration.tables.problems import Problem, UnsafeFileError
from ilmkreis_integration.tables.workbook_guard import check_workbook
from ilmkreis_integration.tables.worksheet_scan import MAX_STRINGS, scan_shared_texts
from tests.ilmkreis_integration.tables.samples import (
    CONTENT_TYPES,
    HEAD,
    MAIN,
    SHEET,
    STRINGS,
    TYPES,
    relations,
    row,
    shared_strings,
    workbook,
    worksheet,
    zipped,
)

UNUSUAL = (
    "Die Datei ist ungewöhnlich aufgebaut. Bitte öffnen Sie sie in Excel oder "
    "LibreOffice und speichern Sie sie neu als .xlsx."
)
TOO_LARGE = (
    "Ein Blatt ist zu groß oder ungewöhnlich aufgebaut; höchstens 26 Spalten bei 199999 "
    "Zeilen oder 104 Spalten bei 49999 Zeilen oder 702 Spalten bei 9999 Zeilen."
)
DOCUMENT_TYPE = "Die Datei enthält eine Dokumenttyp-Angabe."
LAUGHS = "".join(
    f"<!ENTITY l{n} '{f'&l{n - 1};' * 10 if n else 'lol'}'>" for n in range(9)
)
EXTERNAL = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
# Longer than a text may be, and not packed so well that this alone is suspicious.
COUNTING = "".join(map(str, range(200_000)))


def refusal(file):
    with pytest.raises(UnsafeFileError) as refused:
        check_workbook(file)
    return refused.value.reason


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        pytest.param(
            zipped({"word/document.xml": "<w/>"}),
            "Die Datei ist keine Excel-Arbeitsmappe.",
            id="another zip file",
        ),
        pytest.param(
            workbook(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
            "Die Datei hat ein anderes Format. Bitte speichern Sie sie in Excel oder "
            "LibreOffice als .xlsx.",
            id="OpenDocument",
        ),
        pytest.param(
            workbook(**{"xl/vbaProject.bin": "x"}),
            "Die Datei enthält Makros.",
            id="macros",
        ),
        pytest.param(
            workbook(
                **{
                    "[Content_Types].xml": f'<Types xmlns="{CONTENT_TYPES}"><Override '
                    'PartName="/xl/workbook.xml" ContentType="application/'
                    'vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
                }
            ),
            "Die Datei enthält Makros.",
            id="macros by type",
        ),
    ],
)
def test_other_formats_and_macros_are_refused(file, reason):
    assert refusal(file) == reason


@pytest.mark.parametrize(
    "name",
    [
        "xl/externalLinks/externalLink1.xml",
        "xl/embeddings/oleObject1.bin",
        "xl/activeX/activeX1.xml",
        "xl/macrosheets/sheet1.xml",
        "XL/ExternalLinks/externalLink1.xml",
    ],
)
def test_links_and_objects_are_refused(name):
    assert refusal(workbook(**{name: "<x/>"})).startswith(
        "Die Datei enthält eingebettete Objekte oder Verknüpfungen"
    )


@pytest.mark.parametrize(
    ("part", "content"),
    [
        pytest.param(SHEET, f"<!DOCTYPE x [{LAUGHS}]>", id="billion laughs"),
        pytest.param(SHEET, EXTERNAL, id="external entity"),
        pytest.param(SHEET, "<!doctype x>", id="lower case"),
        pytest.param(SHEET, "<!ENTITY x 'y'>", id="entity alone"),
        pytest.param(STRINGS, EXTERNAL, id="in the texts"),
        pytest.param("xl/styles.xml", EXTERNAL, id="in the styles"),
        pytest.param("xl/workbook.xml", EXTERNAL, id="in the workbook"),
        pytest.param("xl/anything.xml", EXTERNAL, id="in any part"),
        pytest.param(SHEET, " " * 262_140 + EXTERNAL, id="across two chunks"),
    ],
)
def test_document_types_are_refused(part, content):
    file = workbook(**{part: HEAD + content + worksheet("").removeprefix(HEAD)})

    assert refusal(file) == DOCUMENT_TYPE


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(
            EXTERNAL.encode("utf-16"),
            "Die Datei verwendet einen unzulässigen Zeichensatz.",
            id="UTF-16",
        ),
        pytest.param(
            EXTERNAL.encode("utf-16-be"),
            "Die Datei enthält unzulässige Zeichen.",
            id="UTF-16 without mark",
        ),
        pytest.param(
            b"<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE x+AD4-",
            "Die Datei verwendet einen unzulässigen Zeichensatz.",
            id="UTF-7",
        ),
        pytest.param(
            worksheet(row("a_x0000_b")).encode(),
            "Die Datei enthält unzulässige Zeichen.",
            id="NUL as Excel writes it",
        ),
    ],
)
def test_other_encodings_are_refused(content, reason):
    assert refusal(workbook(**{SHEET: content})) == reason


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(
            {"_rels/.rels": relations(("officeDocument", "evil/workbook.xml"))},
            id="workbook elsewhere",
        ),
        pytest.param(
            {
                "xl/_rels/workbook.xml.rels": relations(
                    ("worksheet", "media/image1.png")
                )
            },
            id="sheet under the name of a picture",
        ),
        pytest.param(
            {
                "xl/_rels/workbook.xml.rels": relations(
                    ("worksheet", 'http://example.org/x.xml" TargetMode="External')
                )
            },
            id="sheet on another server",
        ),
        pytest.param(
            {SHEET: f'<y:worksheet xmlns:y="{MAIN}"><y:c r="XFD1"/></y:worksheet>'},
            id="unknown prefix",
        ),
    ],
)
def test_unusual_structure_is_refused(changes):
    assert refusal(workbook(**changes)) == UNUSUAL


@pytest.mark.parametrize("part", ["xl/workbook.xml", "_rels/.rels"])
def test_broken_xml_is_refused(part):
    assert refusal(workbook(**{part: "<a><b></a>"})) == "Die Datei ist beschädigt."


def test_too_many_sheets_are_refused():
    sheets = '<sheet name="x" sheetId="1" r:id="rId1"/>' * 51
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{TYPES}">{sheets}</workbook>'

    assert refusal(workbook(xl__workbook="", **{"xl/workbook.xml": book})) == (
        "Die Datei hat zu viele Blätter."
    )


def test_usual_extras_pass():
    """Pictures, printer settings, links to web pages, comments in the XML."""
    file = workbook(
        row("x"),
        **{
            "xl/media/image1.png": b"\x89PNG\0\0<!DOCTYPE",
            "xl/printerSettings/printerSettings1.bin": "A4".encode("utf-16"),
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                ("hyperlink", 'https://example.org/" TargetMode="External')
            ),
            "docProps/app.xml": "<!-- made by hand --><x><![CDATA[<a>]]></x>",
            "docProps/": "",
        },
    )

    assert check_workbook(file) == []


def test_workbooks_of_openpyxl_pass():
    book = Workbook()
    book.active.append(["Größe", 1.5, True, None])
    book.active["Z200"] = "weit weg"
    for cell in book.active[3]:
        cell.fill = PatternFill("solid", "FFFFFF00")
    file = BytesIO()
    book.save(file)

    assert check_workbook(file) == []


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param('<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>', id="far"),
        pytest.param('<c r="A1"><v>1</v></c><c r="AA50000"><v>1</v></c>', id="wide"),
        pytest.param('<c r="A200000"><v>1</v></c>', id="long"),
        pytest.param('<c r="AAA1"><v>1</v></c>', id="wider than any"),
        pytest.param("<c r='XFD1'><v>1</v></c>", id="single quotes"),
        pytest.param('<c  r="XFD1"><v>1</v></c>', id="two spaces"),
        pytest.param('<c\nr="XFD1"><v>1</v></c>', id="line feed"),
        pytest.param('<c s="1" r="XFD1"><v>1</v></c>', id="address not first"),
        pytest.param('<c r="A1" r="XFD1"><v>1</v></c>', id="two addresses"),
        pytest.param('<c r="A1" x="/>"><v>1</v></c>', id="end in an attribute"),
        pytest.param('<c r="XFD1" x="/>"><v>1</v></c>', id="seems empty"),
        pytest.param('<c r="XFD1"></c>', id="not self-closing"),
        pytest.param('<c r="A4294967297"><v>1</v></c>', id="overflow"),
        pytest.param("<c><v>1</v></c>", id="no address"),
        pytest.param("<c/>", id="nothing"),
        pytest.param('<x:c r="XFD1"><v>1</v></x:c>', id="usual prefix"),
    ],
)
def test_sheets_larger_than_they_look_are_refused(cells):
    """A full rectangle would be built for them: up to 500 GB for the first."""
    assert refusal(workbook(f"<row>{cells}</row>")) == TOO_LARGE


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param('<c r="Z199999" s="1" t="n"><v>1</v></c>', id="long"),
        pytest.param('<c r="CZ49999"><v>1</v></c>', id="middle"),
        pytest.param('<c r="ZZ9999"><v>1</v></c>', id="wide"),
        pytest.param('<c r="XFD1048576" s="12"/><c r="XFD1"/>', id="empty ones"),
        pytest.param('<x:c r="A1"><x:v>1</x:v></x:c>', id="usual prefix"),
        pytest.param('<cols/><conditionalFormatting sqref="XFD1"/>', id="other tags"),
    ],
)
def test_large_sheets_pass(cells):
    assert check_workbook(workbook(f"<row>{cells}</row>")) == []


def test_far_cells_are_found_behind_many_others():
    near = "".join(row("Bus", number=n) for n in range(1, 20_000))

    assert refusal(workbook(f'{near}<c r="XFD1"><v>1</v></c>')) == TOO_LARGE


def test_text_that_many_cells_name_is_refused():
    """300 kB as a file; as a copy in each cell 10 GB."""
    references = "".join(f'<c r="A{n}" t="s"><v>0</v></c>' for n in range(1, 10_001))
    file = workbook(references, strings=["Bus " * 250_000])

    assert refusal(file) == "Ein Blatt enthält zu viel Text."


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A{}" t="s"><v>1</v><v>0</v></c>',
        '<c r="A{}" t="s"><f>1</f><v>0</v></c>',
        '<c r="A{}" s="1" t="s"><v> 0</v></c>',
        '<c r="A{}" t="s" s="1"><v>0</v></c>',
    ],
)
def test_text_that_many_cells_name_in_other_ways_is_refused(cell):
    references = "".join(cell.format(n) for n in range(1, 1_001))
    file = workbook(references, strings=["Bus " * 250_000, "Zug"])

    assert refusal(file) == "Ein Blatt enthält zu viel Text."


def test_endless_text_in_a_cell_is_refused():
    assert refusal(workbook(row(COUNTING * 2))) == "Eine Zelle enthält zu viel Text."


def test_many_references_to_short_texts_pass_beside_a_long_one():
    references = "".join(f'<c r="A{n}" t="s"><v>1</v></c>' for n in range(1, 10_001))
    file = workbook(references, strings=["Bus " * 100_000, "Zug"])

    assert check_workbook(file) == []


@pytest.mark.parametrize(
    ("strings", "reason"),
    [
        pytest.param(
            f'<sst xmlns="{MAIN}" uniqueCount="99999999999999"><si><t>x</t></si></sst>',
            "Die Datei macht falsche Angaben über ihre Größe.",
            id="room for 10^14 texts",
        ),
        pytest.param(
            f"<sst xmlns=\"{MAIN}\" uniqueCount = '1000001'></sst>",
            "Die Datei macht falsche Angaben über ihre Größe.",
            id="a little too many",
        ),
        pytest.param(
            "<sst>" + "<si/>" * 1_000_001,
            "Die Datei ist entpackt zu groß.",
            id="empty texts, packed too well",
        ),
        pytest.param(
            shared_strings([COUNTING]),
            "Eine Zelle enthält zu viel Text.",
            id="endless text",
        ),
        pytest.param(
            f"<sst><si>{COUNTING.replace('0', '<t/>')}</si></sst>",
            "Eine Zelle enthält zu viel Text.",
            id="endless text in parts",
        ),
    ],
)
def test_shared_texts_are_limited(strings, reason):
    """The first would end the process: so much memory cannot be had."""
    assert refusal(workbook(**{STRINGS: strings})) == reason


def test_too_many_texts_are_refused():
    with pytest.raises(UnsafeFileError, match="zu viele verschiedene Texte"):
        scan_shared_texts([b"<sst>" + b"<si>x</si>" * (MAX_STRINGS + 1)])


def test_cells_without_a_value_are_named():
    no_result = (
        "Die Formel hat kein gespeichertes Ergebnis. Bitte öffnen Sie die Datei in Excel "
        "oder LibreOffice und speichern Sie sie neu."
    )
    error = "Die Zelle enthält einen Fehlerwert wie #NV oder #BEZUG!."
    file = workbook(
        '<c r="B2" s="1" t="e"><f>A1/0</f><v>#DIV/0!</v></c>'
        '<c r="C2"><f>A1+1</f></c>'
        '<c r="D2"><f>A1+1</f><v></v></c>'
        '<c r="E2"><f t="shared" si="0"/></c>'
        '<c r="F2" t="str"><f>IF(A1,"","x")</f><v></v></c>'
        '<c r="G2"><f>A1+1</f><v>2</v></c>',
        titles=("Bögen & mehr", "Codes"),
    )

    assert check_workbook(file) == [
        Problem("Bögen & mehr", 2, "B", error),
        Problem("Bögen & mehr", 2, "C", no_result),
        Problem("Bögen & mehr", 2, "D", no_result),
        Problem("Bögen & mehr", 2, "E", no_result),
    ]


def test_cells_without_a_value_are_found_across_chunks():
    """The formulas fill the chunks, so that their borders lie within cells."""
    cells = "".join(
        f'<c r="A{n}"><f>{COUNTING[n * 4_000 : (n + 1) * 4_000]}</f></c>'
        for n in range(1, 201)
    )

    problems = check_workbook(workbook(cells))

    assert [problem.row for problem in problems] == list(range(1, 201))


def test_not_more_than_a_thousand_cells_are_named():
    cells = "".join(f'<c r="A{n}" t="e"><v>#N/A</v></c>' for n in range(1, 1_102))

    assert len(check_workbook(workbook(cells))) == 1_000
