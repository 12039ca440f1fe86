from io import BytesIO

import pytest
from openpyxl import Workbook

from ilmkreis_integration.tables.foreign import ForeignRow, Kind, Variable
from ilmkreis_integration.tables.problems import Problem, TableError
from ilmkreis_integration.tables.sosci import read_sosci
from tests.ilmkreis_integration.tables.samples import sosci_data

COLUMNS = [
    *["CASE", "SERIAL", "REF", "QUESTNNR", "MODE", "STARTED"],
    *["AB01", "AB02", "AB02_01", "AB02_02", "AB02_02a", "AB03_01", "IV01_RV1"],
    *["TIME001", "TIME_SUM", "MAILSENT", "LASTDATA", "FINISHED", "Q_VIEWER"],
    *[
        "LASTPAGE",
        "MAXPAGE",
        "MISSING",
        "MISSREL",
        "TIME_RSI",
        "DEG_TIME",
        "NEW_COLUMN",
    ],
]
LABELS = """
attr(ds, "description") = "Leben im Ilm-Kreis"
ds$AB01 = factor(ds$AB01, levels=c("1","2","-1","-9"), labels=c("Ja","Nein","weiß nicht","[NA] nicht beantwortet"), ordered=FALSE)
attr(ds$AB02_01,"F") = "nicht gewählt"
attr(ds$AB02_01,"T") = "ausgewählt"
attr(ds$AB02_02,"1") = "nicht gewählt"
attr(ds$AB02_02,"2") = "ausgewählt"
attr(ds$FINISHED,"F") = "abgebrochen"
attr(ds$FINISHED,"T") = "ausgefüllt"
comment(ds$SERIAL) = "Personenkennung oder Teilnahmecode (sofern verwendet)"
comment(ds$AB01) = "Deutschkurs"
comment(ds$AB02) = "Wege: Ausweichoption (negativ) oder Anzahl ausgewählter Optionen"
comment(ds$AB02_01) = "Wege: Bus"
comment(ds$AB02_02) = "Wege: Anderes"
comment(ds$AB02_02a) = "Wege: Anderes, und zwar"
comment(ds$AB03_01) = "Wünsche: [01]"
comment(ds$IV01_RV1) = "POST/GET-Variable: id"
"""
ANSWERED = {
    "CASE": 39,
    "REF": "kurs7",
    "QUESTNNR": "base",
    "MODE": "interview",
    "STARTED": "2017-05-08 12:40:42",
    "AB01": 1,
    "AB02": 1,
    "AB02_01": "T",
    "AB02_02": 1,
    "AB03_01": 'Mehr "Busse"\nam Abend',
    "TIME001": 12,
    "FINISHED": "T",
    "Q_VIEWER": "F",
}


def read(*rows, labels=LABELS, columns=COLUMNS):
    script = BytesIO(labels.encode()) if labels else None
    return read_sosci(sosci_data(*rows, columns=columns), script)


def answers(row):
    return {name: text for name, text in row.values.items() if name.startswith("AB")}


def test_answers_are_told_from_metadata():
    table = read(ANSWERED)

    variables = {variable.name: variable for variable in table.variables}
    assert table.title == "Leben im Ilm-Kreis"
    assert table.key == "CASE"
    assert list(variables) == COLUMNS
    assert [v for v in table.variables if not v.is_metadata] == [
        Variable(
            "AB01",
            "Deutschkurs",
            Kind.SINGLE,
            {"1": "Ja", "2": "Nein", "-1": "weiß nicht"},
        ),
        Variable(
            "AB02",
            "Wege: Ausweichoption (negativ) oder Anzahl ausgewählter Optionen",
            Kind.TEXT,
        ),
        Variable(
            "AB02_01",
            "Wege: Bus",
            Kind.MULTIPLE,
            {"0": "nicht gewählt", "1": "ausgewählt"},
        ),
        Variable(
            "AB02_02",
            "Wege: Anderes",
            Kind.MULTIPLE,
            {"0": "nicht gewählt", "1": "ausgewählt"},
        ),
        Variable("AB02_02a", "Wege: Anderes, und zwar", Kind.TEXT),
        Variable("AB03_01", "Wünsche: [01]", Kind.TEXT),
    ]
    assert variables["SERIAL"].label.startswith("Personenkennung")
    assert variables["FINISHED"].values == {"F": "abgebrochen", "T": "ausgefüllt"}


def test_what_can_tell_who_answered_is_dropped_by_default():
    table = read(ANSWERED)

    kept = {v.name for v in table.variables if not v.is_dropped_by_default}
    assert kept == {
        *["QUESTNNR", "MODE", "FINISHED"],
        *["AB01", "AB02", "AB02_01", "AB02_02", "AB02_02a", "AB03_01"],
    }


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("AB04_01a", "Wege: Bus response time [ms]"),
        ("IV04_REF", "Referer (HTTP_REFERER)"),
        ("UR01_CP", "Zufall: Vollständige Leerungen der Urne bisher"),
        ("IP", ""),
        ("TIME_RSI", ""),
        ("DEGRADE", ""),
    ],
)
def test_metadata_between_the_answers_is_recognised(name, label):
    labels = LABELS + f'comment(ds${name}) = "{label}"\n'
    columns = ["CASE", "AB01", name, "AB03_01"]

    variables = read(labels=labels, columns=columns).variables

    assert variables[2].is_metadata
    assert variables[2].is_dropped_by_default


def test_rows_have_ticks_and_missing_answers_in_common_form():
    table = read(
        ANSWERED,
        {"CASE": 40, "AB01": -9, "AB02_01": "F", "AB02_02": 2, "FINISHED": "F"},
        {"CASE": 41, "AB01": -1, "AB02_01": -9},
    )

    first, second, third = table.rows

    assert (first.number, first.is_finished) == (2, True)
    assert answers(first) == {
        "AB01": "1",
        "AB02": "1",
        "AB02_01": "1",
        "AB02_02": "0",
        "AB03_01": 'Mehr "Busse"\nam Abend',
    }
    assert (second.number, second.is_finished) == (3, False)
    assert answers(second) == {"AB01": "", "AB02_01": "0", "AB02_02": "1"}
    assert (third.number, third.is_finished) == (4, None)
    assert answers(third) == {"AB01": "-1", "AB02_01": ""}
    assert table.problems == []


def test_metadata_stays_in_the_rows_until_somebody_drops_it():
    (row,) = read(ANSWERED).rows

    assert row.values["CASE"] == "39"
    assert row.values["REF"] == "kurs7"


def test_spectators_are_left_out_and_counted():
    table = read(
        ANSWERED | {"Q_VIEWER": "T"},
        ANSWERED | {"CASE": 40},
        ANSWERED | {"CASE": 41, "Q_VIEWER": "T"},
    )

    assert [row.values["CASE"] for row in table.rows] == ["40"]
    assert table.spectators == [2, 4]


def test_values_that_are_no_ticks_are_named():
    table = read(
        ANSWERED | {"AB02_01": "x", "AB02_02": 7},
        ANSWERED | {"AB02_01": "T"},
        ANSWERED | {"AB02_01": 3},
    )

    rows = list(table.rows)

    assert "AB02_01" not in rows[0].values
    message = "„{}“ heißt weder angekreuzt noch nicht angekreuzt."
    assert table.problems == [
        Problem("", 2, "AB02_01", message.format("x")),
        Problem("", 2, "AB02_02", message.format("7")),
        Problem("", 4, "AB02_01", message.format("3")),
    ]


def test_scale_of_two_is_no_tick():
    labels = (
        'ds$AB01 = factor(ds$AB01, levels=c("1","2"), labels=c("Ja","Nein"))\n'
        'attr(ds$AB03_01,"1") = "wenig"\nattr(ds$AB03_01,"2") = "viel"\n'
    )

    kinds = {v.name: v.kind for v in read(labels=labels).variables}

    assert kinds["AB01"] == kinds["AB03_01"] == Kind.SINGLE


def test_data_without_script():
    table = read(ANSWERED, labels="")

    assert table.title == ""
    assert {v.kind for v in table.variables if not v.is_metadata} == {Kind.TEXT}
    (row,) = table.rows
    assert row.values["AB02_01"] == "T"


def test_second_line_with_labels_is_taken_as_labels():
    line = {"CASE": "Interview-Nummer (fortlaufend)", "AB01": "Deutschkurs"}

    table = read(line, ANSWERED, labels="")

    labels = {variable.name: variable.label for variable in table.variables}
    assert labels["AB01"] == "Deutschkurs"
    assert [row.number for row in table.rows] == [3]


def test_script_of_another_questionnaire_is_named():
    labels = LABELS + 'comment(ds$XY01) = "fremd"\ncomment(ds$XY02) = "fremd"\n'

    assert read(labels=labels).problems == [
        Problem(
            "",
            None,
            "",
            "Das Import-Skript passt nicht ganz zu den Daten; dort fehlen: XY01, XY02",
        )
    ]


def test_unreadable_statements_of_the_script_are_named():
    labels = LABELS + "comment(ds$AB01) = NULL\n"

    assert [problem.row for problem in read(labels=labels).problems] == [18]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_data_in_other_forms(encoding):
    text = 'CASE;AB01;AB03_01\r\n1;2;"Straße; Platz"\r\n'

    table = read_sosci(BytesIO(text.encode(encoding)))

    assert list(table.rows) == [
        ForeignRow(2, {"CASE": "1", "AB01": "2", "AB03_01": "Straße; Platz"}, None)
    ]


def test_data_as_a_workbook():
    book = Workbook()
    book.active.append(["CASE", "AB01", "AB02_01", "FINISHED"])
    book.active.append([1, 2, 2, 1])
    file = BytesIO()
    book.save(file)

    table = read_sosci(file, BytesIO(LABELS.encode()))

    assert list(table.rows) == [
        ForeignRow(2, {"CASE": "1", "AB01": "2", "AB02_01": "1", "FINISHED": "1"}, True)
    ]


def test_headings_only():
    table = read()

    assert len(table.variables) == len(COLUMNS)
    assert list(table.rows) == []


def test_other_tables_are_refused():
    with pytest.raises(TableError, match="Die Spalte CASE fehlt"):
        read_sosci(BytesIO(b"Name;Alter\nx;1\n"))
