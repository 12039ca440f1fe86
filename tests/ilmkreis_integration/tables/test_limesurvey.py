from io import BytesIO

import pytest

from ilmkreis_integration.tables.foreign import ForeignRow, Kind, Variable
from ilmkreis_integration.tables.limesurvey import read_limesurvey
from ilmkreis_integration.tables.problems import Problem, TableError
from tests.ilmkreis_integration.tables.samples import (
    limesurvey_row,
    limesurvey_structure,
)

SUBMITTED = "1980-01-01 00:00:00"
COLUMNS = [
    *["id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate"],
    *["datestamp", "ipaddr", "refurl", "Q1", "Q1[other]", "Q2", "Q3[SQ001]"],
    *["Q3[SQ002]", "interviewtime", "groupTime2", "Q1Time"],
]
ANSWERED = {
    "id": "7",
    "submitdate": SUBMITTED,
    "startlanguage": "de",
    "ipaddr": "127.0.0.1",
    "Q1": "A1",
    "Q2": 'Mehr "Busse",\nbitte; {sehr}',
    "Q3[SQ001]": "Y",
}


def structure():
    def question(**columns):
        return limesurvey_row(parent_qid="0", sid="12", gid="3", **columns)

    return limesurvey_structure(
        questions=[
            question(qid="4", type="L", title="Q1", other="Y", question="Ort"),
            question(qid="5", type="T", title="Q2", question="<p>Was fehlt?</p>"),
            question(qid="6", type="M", title="Q3", question="Wege"),
        ],
        subquestions=[
            limesurvey_row(qid="61", parent_qid="6", title="SQ001", question="Bus"),
            limesurvey_row(qid="62", parent_qid="6", title="SQ002", question="Rad"),
        ],
        answers=[
            limesurvey_row(qid="4", code="A1", answer="Ilmenau"),
            limesurvey_row(qid="4", code="A2", answer="A1"),
            limesurvey_row(qid="4", code="A3", answer="Arnstadt"),
        ],
        surveys=[limesurvey_row(sid="12", language="de")],
        surveys_languagesettings=[
            limesurvey_row(surveyls_language="de", surveyls_title="Leben hier")
        ],
    )


def csv_file(*rows, columns=COLUMNS, delimiter=","):
    lines = [columns, *([row.get(name, "") for name in columns] for row in rows)]
    text = "".join(
        delimiter.join('"{}"'.format(cell.replace('"', '""')) for cell in line) + "\r\n"
        for line in lines
    )
    return BytesIO(text.encode("utf-8-sig"))


def vv_file(*rows, columns):
    """Two lines of headings; what is not in a row was not shown."""
    names = {"id": "Antwort-ID", "submitdate": "Datum Abgeschickt"}
    lines = [
        [
            names.get(column, "Eine Frage, lang, mit; Kommas, vielen")
            for column in columns
        ],
        columns,
        *([vv_cell(row.get(name)) for name in columns] for row in rows),
    ]
    return BytesIO("".join("\t".join(line) + "\n" for line in lines).encode())


def vv_cell(text):
    if text is None:
        return "{question_not_shown}"
    text = (
        text.replace("{", "{lbrace}").replace("\n", "{newline}").replace("\r", "{cr}")
    )
    return '"{}"'.format(text.replace("\t", "{tab}").replace('"', '""'))


def answers(row):
    return {name: text for name, text in row.values.items() if name[0] in "Q1"}


def test_answers_are_told_from_metadata():
    table = read_limesurvey(csv_file(ANSWERED), structure())

    assert table.title == "Leben hier"
    assert table.key == "id"
    assert [v.name for v in table.variables] == COLUMNS
    values = {"A1": "Ilmenau", "A2": "A1", "A3": "Arnstadt", "-oth-": "Sonstiges"}
    ticks = {"1": "angekreuzt", "0": "nicht angekreuzt"}
    assert [v for v in table.variables if not v.is_metadata] == [
        Variable("Q1", "Ort", Kind.SINGLE, values),
        Variable("Q1[other]", "Ort – Sonstiges", Kind.TEXT),
        Variable("Q2", "Was fehlt?", Kind.TEXT),
        Variable("Q3[SQ001]", "Wege – Bus", Kind.MULTIPLE, ticks),
        Variable("Q3[SQ002]", "Wege – Rad", Kind.MULTIPLE, ticks),
    ]
    assert table.problems == []


def test_what_can_tell_who_answered_is_dropped_by_default():
    table = read_limesurvey(csv_file(ANSWERED))

    kept = {v.name for v in table.variables if not v.is_dropped_by_default}
    assert kept == {
        *["startlanguage", "Q1", "Q1[other]", "Q2", "Q3[SQ001]", "Q3[SQ002]"]
    }


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_rows_of_a_csv_file(delimiter):
    table = read_limesurvey(
        csv_file(
            ANSWERED, {"id": "9", "Q1": "-oth-", "Q3[SQ002]": "Y"}, delimiter=delimiter
        ),
        structure(),
    )

    first, second = table.rows

    assert (first.number, first.is_finished) == (2, True)
    assert answers(first) == {
        "Q1": "A1",
        "Q1[other]": "",
        "Q2": 'Mehr "Busse",\nbitte; {sehr}',
        "Q3[SQ001]": "1",
        "Q3[SQ002]": "0",
        "Q1Time": "",
    }
    assert (second.number, second.is_finished) == (3, False)
    assert answers(second)["Q1"] == "-oth-"
    assert answers(second)["Q3[SQ002]"] == "1"


@pytest.mark.parametrize(
    ("exported", "code"),
    [
        pytest.param("A3", "A3", id="code"),
        pytest.param("Arnstadt", "A3", id="full answer"),
        pytest.param("A1", "A1", id="code that is also an answer"),
        pytest.param("Erfurt", "Erfurt", id="unknown"),
    ],
)
def test_full_answers_become_codes(exported, code):
    table = read_limesurvey(csv_file(ANSWERED | {"Q1": exported}), structure())

    (row,) = table.rows
    assert row.values["Q1"] == code


@pytest.mark.parametrize(
    ("exported", "tick"),
    [
        *[("Y", "1"), ("Ja", "1"), ("yes", "1"), ("1", "1")],
        *[("", "0"), ("N", "0"), ("Nein", "0"), ("2", "0")],
    ],
)
def test_ticks_in_all_forms(exported, tick):
    table = read_limesurvey(csv_file(ANSWERED | {"Q3[SQ001]": exported}), structure())

    (row,) = table.rows
    assert row.values["Q3[SQ001]"] == tick


def test_values_that_are_no_ticks_are_named():
    table = read_limesurvey(
        csv_file(ANSWERED | {"Q3[SQ001]": "vielleicht"}, ANSWERED), structure()
    )

    rows = list(table.rows)

    assert "Q3[SQ001]" not in rows[0].values
    assert table.problems == [
        Problem(
            "",
            2,
            "Q3[SQ001]",
            "„vielleicht“ heißt weder angekreuzt noch nicht angekreuzt.",
        )
    ]


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(["Q1", "Q2", "Q3_SQ001", "Q3_SQ002"], id="codes"),
        pytest.param(["12X3X4", "12X3X5", "12X3X6SQ001", "12X3X6SQ002"], id="numbers"),
    ],
)
def test_rows_of_a_vv_file(names):
    town, text, bus, bike = names
    typed = 'Zeile 1\r\nZeile\t2 {tab} "Zitat" {quote}'
    table = read_limesurvey(
        vv_file(
            {"id": "7", "submitdate": SUBMITTED, town: "A1", text: typed, bus: "Y"},
            {"id": "8", "submitdate": "", town: "", bus: "", bike: "Y"},
            columns=["id", "submitdate", *names],
        ),
        structure(),
    )

    assert {v.name: v.label for v in table.variables if not v.is_metadata} == {
        town: "Ort",
        text: "Was fehlt?",
        bus: "Wege – Bus",
        bike: "Wege – Rad",
    }
    assert list(table.rows) == [
        ForeignRow(
            3,
            {"id": "7", "submitdate": SUBMITTED, town: "A1", text: typed, bus: "1"},
            is_finished=True,
        ),
        ForeignRow(
            4,
            {"id": "8", "submitdate": "", town: "", bus: "0", bike: "1"},
            is_finished=False,
        ),
    ]


def test_escapes_of_vv_files_stay_text_elsewhere():
    table = read_limesurvey(csv_file(ANSWERED | {"Q2": "{newline}"}))

    (row,) = table.rows
    assert row.values["Q2"] == "{newline}"


def test_columns_that_the_questionnaire_does_not_have_are_named():
    columns = ["id", "Q1", "Q8", "Q9[SQ001]"]

    table = read_limesurvey(csv_file({"id": "1"}, columns=columns), structure())

    message = "Diese Spalte gibt es im Fragebogen (.lss) nicht."
    assert table.problems == [
        Problem("", 1, "Q8", message),
        Problem("", 1, "Q9[SQ001]", message),
    ]


def test_answers_without_structure():
    table = read_limesurvey(csv_file(ANSWERED))

    assert {v.kind for v in table.variables if not v.is_metadata} == {Kind.TEXT}
    (row,) = table.rows
    assert row.values["Q3[SQ001]"] == "Y"
    assert table.problems == []


def test_unknown_whether_finished():
    table = read_limesurvey(csv_file({"id": "1"}, columns=["id", "Q1"]))

    assert [row.is_finished for row in table.rows] == [None]


def test_headings_only():
    assert list(read_limesurvey(csv_file(), structure()).rows) == []


def test_other_tables_are_refused():
    with pytest.raises(TableError, match="Die Spalte „id“ fehlt"):
        read_limesurvey(BytesIO(b"Name;Alter\nx;1\n"))
