from datetime import date, datetime, time
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from openpyxl import Workbook

from ilmkreis_integration.tables.problems import Problem, TableError
from ilmkreis_integration.tables.reading import read_sheets
from tests.ilmkreis_integration.tables.samples import (
    SHEET,
    STRINGS,
    row,
    workbook,
    worksheet,
)


def rows_of(file):
    return [list(sheet.rows) for sheet in read_sheets(file)]


def test_sheets_are_read_in_their_order():
    book = Workbook()
    book.active.title = "Bögen"
    book.active.append(["Nr.", "Antwort"])
    book.active.append([1, "Mehr Busse\nam Abend"])
    book.create_sheet("Codes").append(["w", "weiblich"])
    book.create_sheet("Leer")
    book["Codes"].sheet_state = "hidden"
    book.create_chartsheet("Bild")
    file = BytesIO()
    book.save(file)

    sheets = read_sheets(file)

    assert [(sheet.title, list(sheet.rows)) for sheet in sheets] == [
        ("Bögen", [("Nr.", "Antwort"), ("1", "Mehr Busse\nam Abend")]),
        ("Codes", [("w", "weiblich")]),
        ("Leer", []),
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        pytest.param('<c r="A1"><v>42</v></c>', "42", id="whole number"),
        pytest.param('<c r="A1"><v>-3</v></c>', "-3", id="negative"),
        pytest.param('<c r="A1"><v>1.5</v></c>', "1.5", id="decimals"),
        pytest.param('<c r="A1"><v>1e300</v></c>', "1e+300", id="huge"),
        pytest.param('<c r="A1"><v>NaN</v></c>', "nan", id="no number"),
        pytest.param('<c r="A1" t="b"><v>1</v></c>', "WAHR", id="true"),
        pytest.param('<c r="A1" t="b"><v>0</v></c>', "FALSCH", id="false"),
        pytest.param('<c r="A1" s="1"><v>42830</v></c>', "2017-04-05", id="date"),
        pytest.param(
            '<c r="A1" s="2"><v>42830.604166666664</v></c>',
            "2017-04-05 14:30:00",
            id="date and time",
        ),
        pytest.param('<c r="A1" s="3"><v>0.5</v></c>', "12:00:00", id="time"),
        pytest.param('<c r="A1" s="4"><v>0.0625</v></c>', "1:30:00", id="duration"),
        pytest.param('<c r="A1"><f>1+1</f><v>2</v></c>', "2", id="formula"),
        pytest.param(
            '<c r="A1" t="str"><f>A2</f><v>Bus</v></c>', "Bus", id="formula with text"
        ),
        pytest.param('<c r="A1" t="s"><v>1</v></c>', "Zug & Bus", id="shared text"),
        pytest.param(
            '<c r="A1" t="inlineStr"><is><t>Zug</t></is></c>', "Zug", id="inline text"
        ),
        pytest.param(
            '<c r="A1" t="inlineStr"><is><r><t>Z</t></r><r><t>ug</t></r></is></c>',
            "Zug",
            id="formatted text",
        ),
        pytest.param(
            '<c r="A1" t="inlineStr"><is><t>سلام ሰላም 👨‍👩‍👧</t></is></c>',
            "سلام ሰላም 👨‍👩‍👧",
            id="every script",
        ),
        pytest.param(
            '<c r="A1" t="str"><v>=1+1</v></c>', "=1+1", id="looks like a formula"
        ),
    ],
)
def test_cells_become_text(cell, text):
    file = workbook(cell, strings=["Bus", "Zug & Bus"])

    assert rows_of(file) == [[(text,)]]


def test_dates_of_the_epoch_of_1904():
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 -- workbooks know no time zones
    book.active.append([date(2017, 4, 5), time(8, 15)])
    file = BytesIO()
    book.save(file)

    assert rows_of(file) == [[("2017-04-05", "08:15:00")]]


def test_rows_and_columns_stay_where_they_are():
    file = workbook('<row r="3"><c r="C3"><v>1</v></c><c r="E3"><v>2</v></c></row>')

    empty = ("", "", "", "", "")
    assert rows_of(file) == [[empty, empty, ("", "", "1", "", "2")]]


def test_announced_size_is_not_believed():
    sheet = worksheet(row("x")).replace(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'
    )

    assert rows_of(workbook(**{SHEET: sheet})) == [[("x",)]]


def test_long_text_stays_whole():
    text = "Mehr Busse. " * 2_700

    assert rows_of(workbook(row(text))) == [[(text,)]]


def test_prefixed_elements_are_read():
    sheet = worksheet('<x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row>')

    assert rows_of(workbook(**{SHEET: sheet})) == [[("7",)]]


def test_cells_without_a_value_are_problems_of_their_sheet():
    file = workbook('<c r="B1" t="e"><v>#N/A</v></c>', titles=("Bögen", "Codes"))

    forms, codes = read_sheets(file)

    assert forms.problems == (
        Problem(
            "Bögen", 1, "B", "Die Zelle enthält einen Fehlerwert wie #NV oder #BEZUG!."
        ),
    )
    assert codes.problems == ()


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(
            {SHEET: worksheet('<c r="A1" t="s"><v>9</v></c>')}, id="no text 9"
        ),
        pytest.param({SHEET: worksheet('<c r="A1" t="zz"><v>9</v></c>')}, id="kind"),
        pytest.param({SHEET: worksheet("<row")}, id="cut off"),
        pytest.param({SHEET: worksheet(row("&#xD800;").replace("&amp;", "&"))}, id="&"),
        pytest.param({SHEET: b"<worksheet><sheetData>\xff\xfe\xfd"}, id="no UTF-8"),
        pytest.param({SHEET: None}, id="missing"),
        pytest.param({STRINGS: "<sst><si><t>x"}, id="texts cut off"),
    ],
)
def test_damaged_workbooks_are_named(changes):
    with pytest.raises(TableError) as raised:
        rows_of(workbook(row("x"), **changes))

    assert str(raised.value) == "Die Excel-Datei ist beschädigt."


def test_panic_of_calamine_is_an_error(monkeypatch):
    """Should the guard ever miss something; a panic is not even an `Exception`."""
    monkeypatch.setattr(
        "ilmkreis_integration.tables.workbook.check_workbook", lambda file: []
    )
    strings = '<sst uniqueCount="9999999999999999999"><si><t>x</t></si></sst>'

    with pytest.raises(TableError, match="Die Excel-Datei ist beschädigt"):
        read_sheets(workbook(row("x"), **{STRINGS: strings}))


def test_uploaded_files_are_read():
    content = workbook(row("Alter", 42)).getvalue()
    small = SimpleUploadedFile("b.xlsx", content)
    with TemporaryUploadedFile("b.xlsx", "", len(content), None) as large:
        large.write(content)

        assert rows_of(small) == rows_of(large) == [[("Alter", "42")]]
        assert not large.closed
