from io import BytesIO

import pytest

from ilmkreis_integration.tables.foreign import Kind
from ilmkreis_integration.tables.limesurvey_columns import columns_of
from ilmkreis_integration.tables.limesurvey_structure import (
    Option,
    Question,
    Structure,
    read_structure,
)
from ilmkreis_integration.tables.problems import TableError, UnsafeFileError
from tests.ilmkreis_integration.tables.samples import (
    limesurvey_row as row,
)
from tests.ilmkreis_integration.tables.samples import (
    limesurvey_structure as structure,
)

# Since version 4: texts in tables of their own.
NEW = {
    "groups": [row(gid="2", sid="161359", group_order="1")],
    "questions": [
        row(
            qid="10",
            parent_qid="0",
            sid="161359",
            gid="2",
            type="L",
            title="Q1",
            other="Y",
            question_order="1",
        ),
        row(qid="20", parent_qid="0", sid="161359", gid="2", type="T", title="Q2"),
        row(qid="30", parent_qid="0", sid="161359", gid="2", type="M", title="Q3"),
    ],
    "subquestions": [
        row(qid="31", parent_qid="30", type="T", title="SQ001", scale_id="0"),
        row(qid="32", parent_qid="30", type="T", title="SQ002", scale_id="0"),
    ],
    "question_l10ns": [
        row(id="1", qid="10", question="Where do you live?", language="en"),
        row(id="2", qid="10", question="<p>Wo wohnen Sie?</p>", language="de"),
        row(id="3", qid="20", question="What is missing?", language="en"),
        row(id="4", qid="20", question="", language="de"),
        row(id="5", qid="30", question="Wege", language="de"),
        row(id="6", qid="31", question="Bus &amp; Bahn", language="de-easy"),
        row(id="7", qid="32", question="دراجة", language="ar"),
    ],
    "answers": [
        row(aid="1", qid="10", code="A1", sortorder="0", scale_id="0"),
        row(aid="2", qid="10", code="A2", sortorder="1", scale_id="0"),
    ],
    "answer_l10ns": [
        row(id="1", aid="1", answer="In town", language="en"),
        row(id="2", aid="1", answer="In der Stadt", language="de"),
        row(id="3", aid="2", answer="<em>Dorf</em>", language="de"),
    ],
    "surveys": [row(sid="161359", language="en")],
    "surveys_languagesettings": [
        row(surveyls_survey_id="161359", surveyls_language="en", surveyls_title="Life"),
        row(
            surveyls_survey_id="161359", surveyls_language="de", surveyls_title="Leben"
        ),
    ],
}
# Before: each row once for every language.
OLD = {
    "questions": [
        row(
            qid="10",
            parent_qid="0",
            sid="161359",
            gid="2",
            type="L",
            title="Q1",
            question=text,
            other="Y",
            language=language,
        )
        for text, language in [("Where do you live?", "en"), ("Wo wohnen Sie?", "de")]
    ]
    + [
        row(
            qid="20",
            parent_qid="0",
            sid="161359",
            gid="2",
            type="T",
            title="Q2",
            question=text,
            language=language,
        )
        for text, language in [("What is missing?", "en"), ("", "de")]
    ]
    + [
        row(
            qid="30",
            parent_qid="0",
            sid="161359",
            gid="2",
            type="M",
            title="Q3",
            question="Wege",
            language="de",
        )
    ],
    "subquestions": [
        row(
            qid=qid,
            parent_qid="30",
            title=code,
            question=text,
            language=language,
            scale_id="0",
        )
        for qid, code, text, language in [
            ("31", "SQ001", "Bus &amp; Bahn", "de"),
            ("32", "SQ002", "دراجة", "ar"),
            ("31", "SQ001", "Bus, train", "en"),
        ]
    ],
    "answers": [
        row(qid="10", code=code, answer=text, language=language, scale_id="0")
        for code, text, language in [
            ("A1", "In town", "en"),
            ("A1", "In der Stadt", "de"),
            ("A2", "Dorf", "de"),
        ]
    ],
    "surveys": NEW["surveys"],
    "surveys_languagesettings": NEW["surveys_languagesettings"],
}
LIFE = Structure(
    title="Leben",
    questions=(
        Question(
            survey="161359",
            group="2",
            number="10",
            code="Q1",
            kind="L",
            label="Wo wohnen Sie?",
            has_other=True,
            answers=(Option("A1", "In der Stadt", "0"), Option("A2", "Dorf", "0")),
        ),
        Question("161359", "2", "20", "Q2", "T", "What is missing?", has_other=False),
        Question(
            survey="161359",
            group="2",
            number="30",
            code="Q3",
            kind="M",
            label="Wege",
            has_other=False,
            parts=(Option("SQ001", "Bus & Bahn", "0"), Option("SQ002", "دراجة", "0")),
        ),
    ),
)


@pytest.mark.parametrize("tables", [NEW, OLD], ids=["new", "old"])
def test_both_generations_say_the_same(tables):
    assert read_structure(structure(**tables)) == LIFE


def question(kind, *, parts=(), answers=(), has_other=False):
    return Question("1", "2", "3", "Q", kind, "Frage", has_other, parts, answers)


PARTS = (Option("A", "Bus", "0"), Option("B", "Rad", "0"))
ANSWERS = (Option("1", "gut", "0"), Option("2", "schlecht", "0"))
POINTS = {str(points): str(points) for points in range(1, 6)}
GOOD_BAD = {"1": "gut", "2": "schlecht"}
TICKS = {"1": "angekreuzt", "0": "nicht angekreuzt"}


@pytest.mark.parametrize(
    ("asked", "columns"),
    [
        pytest.param(question("T"), [("Q", "Frage", Kind.TEXT, {})], id="text"),
        pytest.param(question("N"), [("Q", "Frage", Kind.TEXT, {})], id="number"),
        pytest.param(question("X"), [], id="only words"),
        pytest.param(
            question("Y"),
            [("Q", "Frage", Kind.SINGLE, {"Y": "Ja", "N": "Nein"})],
            id="yes or no",
        ),
        pytest.param(
            question("G"),
            [("Q", "Frage", Kind.SINGLE, {"F": "weiblich", "M": "männlich"})],
            id="gender",
        ),
        pytest.param(question("5"), [("Q", "Frage", Kind.SINGLE, POINTS)], id="points"),
        pytest.param(
            question("L", answers=ANSWERS, has_other=True),
            [
                ("Q", "Frage", Kind.SINGLE, GOOD_BAD | {"-oth-": "Sonstiges"}),
                ("Q[other]", "Frage – Sonstiges", Kind.TEXT, {}),
            ],
            id="list with other",
        ),
        pytest.param(
            question("O", answers=ANSWERS),
            [
                ("Q", "Frage", Kind.SINGLE, GOOD_BAD),
                ("Q[comment]", "Frage – Kommentar", Kind.TEXT, {}),
            ],
            id="list with comment",
        ),
        pytest.param(
            question("M", parts=PARTS, has_other=True),
            [
                ("Q[A]", "Frage – Bus", Kind.MULTIPLE, TICKS),
                ("Q[B]", "Frage – Rad", Kind.MULTIPLE, TICKS),
                ("Q[other]", "Frage – Sonstiges", Kind.TEXT, {}),
            ],
            id="ticks",
        ),
        pytest.param(
            question("P", parts=PARTS[:1]),
            [
                ("Q[A]", "Frage – Bus", Kind.MULTIPLE, TICKS),
                ("Q[Acomment]", "Frage – Bus – Kommentar", Kind.TEXT, {}),
            ],
            id="ticks with comments",
        ),
        pytest.param(
            question("Q", parts=PARTS),
            [
                ("Q[A]", "Frage – Bus", Kind.TEXT, {}),
                ("Q[B]", "Frage – Rad", Kind.TEXT, {}),
            ],
            id="several texts",
        ),
        pytest.param(
            question("F", parts=PARTS, answers=ANSWERS),
            [
                ("Q[A]", "Frage – Bus", Kind.SINGLE, GOOD_BAD),
                ("Q[B]", "Frage – Rad", Kind.SINGLE, GOOD_BAD),
            ],
            id="array",
        ),
        pytest.param(
            question("E", parts=PARTS[:1]),
            [
                (
                    "Q[A]",
                    "Frage – Bus",
                    Kind.SINGLE,
                    {"I": "mehr", "S": "gleich", "D": "weniger"},
                )
            ],
            id="array with fixed answers",
        ),
        pytest.param(
            question("1", parts=PARTS[:1], answers=(*ANSWERS, Option("9", "nie", "1"))),
            [
                ("Q[A][1]", "Frage – Bus – Skala 1", Kind.SINGLE, GOOD_BAD),
                ("Q[A][2]", "Frage – Bus – Skala 2", Kind.SINGLE, {"9": "nie"}),
            ],
            id="two scales",
        ),
        pytest.param(
            question(";", parts=(*PARTS, Option("X", "früh", "1"))),
            [
                ("Q[A_X]", "Frage – Bus – früh", Kind.TEXT, {}),
                ("Q[B_X]", "Frage – Rad – früh", Kind.TEXT, {}),
            ],
            id="grid",
        ),
        pytest.param(
            question("R", answers=ANSWERS),
            [
                ("Q[1]", "Frage – Rang 1", Kind.SINGLE, GOOD_BAD),
                ("Q[2]", "Frage – Rang 2", Kind.SINGLE, GOOD_BAD),
            ],
            id="ranking",
        ),
    ],
)
def test_columns_of_each_type_of_question(asked, columns):
    by_label = {}
    for variable in columns_of([asked]).values():
        by_label.setdefault(variable.label, variable)  # the name in CSV files is first

    assert [(v.name, v.label, v.kind, v.values) for v in by_label.values()] == columns


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (question("T"), ["Q", "1X2X3"]),
        (question("M", parts=PARTS[:1]), ["Q[A]", "Q_A", "1X2X3A"]),
        (
            question("1", parts=PARTS[:1]),
            ["Q[A][1]", "Q_A_0", "1X2X3A#0", "Q[A][2]", "Q_A_1", "1X2X3A#1"],
        ),
    ],
)
def test_columns_have_all_their_names(asked, names):
    assert list(columns_of([asked])) == names


def test_too_large_grids_are_refused():
    parts = tuple(Option(str(n), "", str(n % 2)) for n in range(2_000))

    with pytest.raises(TableError, match="zu viele Fragen"):
        columns_of([question(":", parts=parts)])


def test_entities_are_refused():
    bomb = b'<!DOCTYPE d [<!ENTITY a "x">]><document>&a;</document>'

    with pytest.raises(UnsafeFileError, match="Dokumenttyp-Angabe"):
        read_structure(BytesIO(bomb))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"<document>" + b"<a>" * 100_000, id="deep"),
        pytest.param(
            b"<document><questions><rows><row>" + b"<a/>" * 100_000, id="wide row"
        ),
    ],
)
def test_structures_that_grow_in_memory_are_refused(content):
    with pytest.raises(UnsafeFileError, match="ungewöhnlich aufgebaut"):
        read_structure(BytesIO(content))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "beschädigt", id="empty"),
        pytest.param(b"<document><questions>", "beschädigt", id="cut off"),
        pytest.param(b"<html></html>", "keine Fragebogen-Struktur", id="other XML"),
        pytest.param(b"<document/>", "keine Fragebogen-Struktur", id="no questions"),
        pytest.param(b"id;x\n", "beschädigt", id="no XML"),
        pytest.param(b" " * ((10 << 20) + 1), "höchstens 10 MB", id="too large"),
    ],
)
def test_other_files_are_refused(content, message):
    with pytest.raises(TableError, match=message):
        read_structure(BytesIO(content))
