"""Files that are no tables, and whatever else people can upload."""

from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ilmkreis_integration.tables.limesurvey import read_limesurvey
from ilmkreis_integration.tables.problems import TableError, UnsafeFileError
from ilmkreis_integration.tables.reading import read_sheets
from ilmkreis_integration.tables.sheet import read_records
from ilmkreis_integration.tables.sosci import read_sosci
from tests.ilmkreis_integration.tables.samples import (
    limesurvey_row,
    limesurvey_structure,
    row,
    sosci_data,
    workbook,
    workbook_parts,
)

OLD_OR_LOCKED = (
    "Die Datei ist mit einem Kennwort geschützt oder hat das alte Format .xls. Bitte "
    "speichern Sie sie ohne Kennwort als .xlsx."
)
NO_TABLE = "Die Datei ist keine Tabelle. Möglich sind .xlsx, .csv und .txt."


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99,
            UnsafeFileError,
            OLD_OR_LOCKED,
            id="xls or password",
        ),
        pytest.param(b"%PDF-1.7\n", TableError, NO_TABLE, id="PDF"),
        pytest.param(b"\n <!DOCTYPE html><table>", TableError, NO_TABLE, id="HTML"),
        pytest.param(b"\xef\xbb\xbf<?xml ?>", TableError, NO_TABLE, id="XML"),
        pytest.param(b"\x89PNG\r\n\x1a\n", TableError, NO_TABLE, id="picture"),
        pytest.param(b"{\\rtf1", TableError, NO_TABLE, id="RTF"),
        pytest.param(
            b"PK\x05\x06" + b"\0" * 18,
            UnsafeFileError,
            "Die Datei ist keine Excel-Arbeitsmappe.",
            id="empty zip",
        ),
    ],
)
def test_other_files_are_refused(content, error, message):
    with pytest.raises(error) as raised:
        read_sheets(BytesIO(content))

    assert str(raised.value) == message


def read_everything(content):
    """Read a file with every reader; nothing but `TableError` may come out."""
    for read in (
        lambda: [list(sheet.rows) for sheet in read_sheets(BytesIO(content))],
        lambda: [list(read_records(s).rows) for s in read_sheets(BytesIO(content))],
        lambda: list(read_sosci(BytesIO(content)).rows),
        lambda: read_sosci(sosci_data(columns=["CASE"]), BytesIO(content)),
        lambda: list(read_limesurvey(BytesIO(content)).rows),
        lambda: read_limesurvey(BytesIO(b"id;x\n1;2\n"), BytesIO(content)),
    ):
        try:
            read()
        except TableError as error:
            assert all(problem.message for problem in error.problems)


SAMPLES = [
    workbook(row("CASE", "AB01", 1, "x" * 300), strings=["Bus", "Zug"]).getvalue(),
    sosci_data(
        {"CASE": 1, "AB01": 2, "AB02": 'so "genannt"'}, columns=["CASE", "AB01", "AB02"]
    ).getvalue(),
    b'"id","submitdate","Q1[SQ1]"\n"1","","Y"\n',
    b"Nummer\tFrage\nid\tQ1\n1\t{lbrace}x{newline}\n",
    b'attr(ds, "project") = "x"\nds$AB01 = factor(ds$AB01, levels=c("1","2"), '
    b'labels=c("Ja","Nein"))\nattr(ds$AB02,"1") = "a\\"b"\ncomment(ds$AB01) = "Frage"\n',
    limesurvey_structure(
        questions=[limesurvey_row(qid="1", gid="1", type="M", title="Q1", other="Y")],
        subquestions=[limesurvey_row(qid="2", parent_qid="1", title="SQ1")],
    ).getvalue(),
]
# Bytes that matter to one of the formats.
TELLING = [
    b"<",
    b">",
    b"&",
    b'"',
    b"'",
    b";",
    b"\t",
    b"\n",
    b"\\",
    b"\0",
    b"{",
    b"\xff",
]
TELLING += [b"<c ", b"<si>", b"</", b"<!--", b"<![CDATA[", b"&#x0;", b"_x0000_", b'r="']
TELLING += [
    b"9" * 30,
    b"-1",
    b"XFD1048576",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xed\xa0\x80",
]

changes = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 30),
        st.sampled_from(TELLING) | st.binary(max_size=4),
    ),
    min_size=1,
    max_size=4,
)


def changed(content, spots):
    for place, length, replacement in spots:
        start = int(place * len(content))
        content = content[:start] + replacement + content[start + length :]
    return content


fuzz = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@fuzz
@given(st.binary() | st.text().map(str.encode))
def test_any_file_is_read_or_refused(content):
    read_everything(content)


@fuzz
@given(st.sampled_from(SAMPLES), changes)
def test_any_damaged_file_is_read_or_refused(sample, spots):
    read_everything(changed(sample, spots))


@fuzz
@given(
    st.sampled_from(
        sorted(
            workbook_parts(
                row("CASE", 1) + '<c r="C1" t="s"><v>0</v></c>', strings="xy"
            ).items()
        )
    ),
    changes,
)
def test_any_damaged_part_is_read_or_refused(part, spots):
    name, content = part

    read_everything(
        workbook(row("CASE"), **{name: changed(content.encode(), spots)}).getvalue()
    )
