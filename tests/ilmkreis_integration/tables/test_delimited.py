from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ilmkreis_integration.tables.problems import Problem, TableError
from ilmkreis_integration.tables.reading import read_sheets

PEOPLE = [("Größe", "Ort"), ("1,5", "Ilmenau; Süd"), ("2", "Arnstadt")]


def rows_of(content):
    (sheet,) = read_sheets(BytesIO(content))
    return list(sheet.rows)


def problems_of(content):
    with pytest.raises(TableError) as raised:
        rows_of(content)
    return raised.value.problems


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('Größe;Ort\r\n1,5;"Ilmenau; Süd"\r\n2;Arnstadt\r\n', id="Excel"),
        pytest.param("Größe\tOrt\r\n1,5\tIlmenau; Süd\r\n2\tArnstadt", id="TAB"),
        pytest.param('Größe,Ort\n"1,5",Ilmenau; Süd\n2,Arnstadt\n', id="comma"),
        pytest.param('"Größe";"Ort"\r"1,5";"Ilmenau; Süd"\r"2";"Arnstadt"', id="CR"),
        pytest.param(
            'sep=;\r\nGröße;Ort\r\n1,5;"Ilmenau; Süd"\r\n2;Arnstadt', id="sep="
        ),
        pytest.param("sep=|\nGröße|Ort\n1,5|Ilmenau; Süd\n2|Arnstadt", id="sep=|"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiters_and_encodings_are_found(text, encoding):
    assert rows_of(text.encode(encoding)) == PEOPLE


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        pytest.param(b"Nr.", [("Nr.",)], id="one cell"),
        pytest.param(b"Nr.\n1\n2\n", [("Nr.",), ("1",), ("2",)], id="one column"),
        pytest.param(b"a;b\n", [("a", "b")], id="headings only"),
        pytest.param(b"a;b\n\n\n1;2\n", [("a", "b"), (), (), ("1", "2")], id="blank"),
        pytest.param(
            b"a\tb\t\r\n1\t2\t\r\n", [("a", "b", ""), ("1", "2", "")], id="end"
        ),
        pytest.param(
            b'a;b\n"er sagte ""ja""";"x\r\ny"\n',
            [("a", "b"), ('er sagte "ja"', "x\r\ny")],
            id="quotes and lines",
        ),
        pytest.param(
            b"Alter, Jahre;Name, Vorname, Titel\n1;2\n3;4\n",
            [("Alter, Jahre", "Name, Vorname, Titel"), ("1", "2"), ("3", "4")],
            id="commas in the headings",
        ),
        pytest.param(
            b"a,b\n1;2;3,4\n5;6,7\n8,9;1\n",
            [("a", "b"), ("1;2;3", "4"), ("5;6", "7"), ("8", "9;1")],
            id="semicolons in the cells",
        ),
        pytest.param(b"PKZ;x\n1;2\n", [("PKZ", "x"), ("1", "2")], id="PK is no zip"),
        pytest.param(
            b"a;b\n1;" + b"x" * 5_000, [("a", "b"), ("1", "x" * 5_000)], id="long cell"
        ),
        pytest.param(
            "a;b\n1;zu\x0btun\x85 hier\u2028da".encode(),
            [("a", "b"), ("1", "zu\x0btun\x85 hier\u2028da")],
            id="other line ends are text",
        ),
    ],
)
def test_tables_are_read_as_they_are(content, rows):
    assert rows_of(content) == rows


@pytest.mark.parametrize(
    ("content", "row", "message"),
    [
        pytest.param(b"", None, "Die Datei ist leer.", id="empty"),
        pytest.param(
            "Größe;Ort\n1;Süd".encode() + b"\nx;\xfc\n",
            3,
            "Der Text ist hier beschädigt. Bitte speichern Sie die Datei neu, am besten "
            "als „CSV UTF-8“.",
            id="UTF-8 with one wrong byte",
        ),
        pytest.param(
            b"a;b\n\x81;x",
            2,
            "Der Text ist hier beschädigt. Bitte speichern Sie die Datei neu, am besten "
            "als „CSV UTF-8“.",
            id="no encoding fits",
        ),
        pytest.param(
            "a;b\n1;2".encode("utf-16")[:-1],
            2,
            "Der Text ist hier beschädigt. Bitte speichern Sie die Datei neu, am besten "
            "als „CSV UTF-8“.",
            id="UTF-16 cut off",
        ),
        pytest.param(
            b"a;b\n1;2\n3;\x004\n",
            3,
            "Die Datei ist keine Texttabelle: Sie enthält Nullzeichen.",
            id="NUL",
        ),
        pytest.param(
            "a;b".encode("utf-16-le"),
            1,
            "Die Datei ist keine Texttabelle: Sie enthält Nullzeichen.",
            id="UTF-16 without mark",
        ),
        pytest.param(
            b'a;b\n1;2\n3;"vier\n5;6\n',
            3,
            "Die Anführungszeichen um eine Zelle stimmen nicht.",
            id="quote not closed",
        ),
        pytest.param(
            b'a;b\n"x\ny";2\n3;"vier" oder 5\n',
            3,
            "Die Anführungszeichen um eine Zelle stimmen nicht.",
            id="text behind the quote",
        ),
        pytest.param(
            b'a;b\n1;"' + b"x" * 140_000,
            2,
            "Eine Zelle enthält zu viel Text. Vielleicht fehlt ein schließendes "
            "Anführungszeichen.",
            id="endless cell",
        ),
        pytest.param(
            b"a;b\n" + b";" * 2_000,
            2,
            "Diese Zeile hat mehr als 2000 Spalten.",
            id="too wide",
        ),
        pytest.param(
            b"a\n" * 200_001,
            200_001,
            "Die Datei hat mehr als 200000 Zeilen.",
            id="long",
        ),
    ],
)
def test_faults_are_named_with_their_row(content, row, message):
    assert problems_of(content) == (Problem("", row, "", message),)


def test_too_large_files_are_refused(monkeypatch):
    monkeypatch.setattr("ilmkreis_integration.tables.delimited.MAX_SIZE", 1 << 20)

    assert problems_of(b"a;b\n" * 300_000)[0].message == (
        "Die Datei ist zu groß; höchstens 1 MB."
    )


def test_file_stays_open_when_reading_ends_early():
    file = SimpleUploadedFile("b.csv", b"a;b\n1;2\n")
    (sheet,) = read_sheets(file)

    assert next(sheet.rows) == ("a", "b")
    sheet.rows.close()

    assert not file.closed
    assert list(read_sheets(file)[0].rows) == [("a", "b"), ("1", "2")]
