from datetime import date

import pytest

from ilmkreis_integration.tables.problems import TableError
from surveys.importing.foreign_reading import (
    LONGEST_VALUE,
    MOST_VALUES,
    ForeignSource,
    contents_of,
    open_table,
    shape_of,
)
from surveys.importing.mapping import Assignment
from surveys.models import Import
from tests.factories import ImportFactory
from tests.surveys.importing.exports import (
    LIMESURVEY_COLUMNS,
    SOSCI_COLUMNS,
    SOSCI_LABELS,
    interview,
    limesurvey,
    lss,
    sosci,
)

ASSIGNMENT = Assignment(
    columns={
        "AB01": "merkmal-alter",
        "AB02_01": "frage-gut",
        "AB03_01": "frage-schwer",
    },
    values={"AB01": {"1": "jung", "2": "alt", "-1": ""}},
)
SKIPPED = {
    "nicht abgeschlossen": "unfinished",
    "ohne Antwort auf eine Frage": "without answer",
    "nur angesehen, ohne teilzunehmen": "spectator",
}


@pytest.fixture
def imported(channel):
    return ImportFactory(
        channel=channel,
        format=Import.Format.SOSCI,
        received_on=date(2017, 6, 1),
        mapping=ASSIGNMENT.as_json(),
    )


@pytest.fixture
def read(imported):
    """Read a table; return forms, problems as people read them, and what was skipped."""

    def read(table, assignment=ASSIGNMENT, labels=SOSCI_LABELS):
        imported.mapping = assignment.as_json()
        source = ForeignSource(imported, table, labels)
        forms = list(source.forms())
        problems = [str(problem) for problem in source.findings.listed]
        return forms, problems, {SKIPPED[r]: n for r, n in source.skipped.items() if n}

    return read


def texts(form):
    return {question.slug: text for question, text in form.filled.answers.items()}


def test_interview_becomes_a_single_form(read, channel, option):
    table = sosci(interview(7, AB01=2, AB02_01="Ruhe\nund Wald", AB05="blau"))

    (form,), problems, skipped = read(table)

    assert (problems, skipped) == ([], {})
    assert (form.row, form.channel, form.number) == (2, channel, "")
    assert form.received_on == date(2017, 6, 1)
    assert texts(form) == {"gut": "Ruhe\nund Wald"}
    assert form.filled.option_counts == {option("alt"): 1}
    assert (form.filled.form, form.filled.people) == ("single", 1)


def test_values_that_mean_nothing_are_no_answer(read):
    table = sosci(
        interview(1, AB01=-1, AB02_01="a"), interview(2, AB01=-9, AB02_01="b")
    )

    forms, problems, _skipped = read(table)

    assert problems == []
    assert [form.filled.option_counts for form in forms] == [{}, {}]


def test_value_that_was_not_assigned_is_a_problem(read):
    forms, problems, _skipped = read(sosci(interview(1, AB01=5, AB02_01="a")))

    assert forms == []
    assert problems == ["Zeile 2, Spalte „AB01“: Der Wert „5“ ist nicht zugeordnet."]


def test_rows_that_are_no_forms_are_counted(read):
    table = sosci(
        interview(1, AB02_01="a"),
        interview(2, AB02_01="b", FINISHED="F"),
        interview(3, AB02_01="c", Q_VIEWER="T"),
        interview(4, AB01=1, AB05="blau"),
    )

    forms, problems, skipped = read(table)

    assert [texts(form) for form in forms] == [{"gut": "a"}]
    assert problems == []
    assert skipped == {"unfinished": 1, "without answer": 1, "spectator": 1}


def test_unfinished_interviews_are_taken_on_request(read):
    assignment = Assignment(ASSIGNMENT.columns, ASSIGNMENT.values, with_unfinished=True)
    table = sosci(interview(2, AB02_01="b", FINISHED="F"))

    forms, _problems, skipped = read(table, assignment)

    assert (len(forms), skipped) == (1, {})


def test_several_columns_go_into_one_answer(read):
    assignment = Assignment({"AB02_01": "frage-gut", "AB03_01": "frage-gut"})

    (form,), _problems, _skipped = read(
        sosci(interview(1, AB02_01="Ruhe", AB03_01="Wald")), assignment
    )

    assert texts(form) == {"gut": "Ruhe\nWald"}


@pytest.mark.parametrize(("tick", "chosen"), [(2, ["jung"]), (1, [])])
def test_ticked_box_becomes_an_option(read, tick, chosen):
    assignment = Assignment({"AB02_01": "frage-gut", "AB04_01": "merkmal-alter=jung"})

    (form,), problems, _skipped = read(
        sosci(interview(1, AB02_01="Ruhe", AB04_01=tick)), assignment
    )

    assert problems == []
    assert [option.slug for option in form.filled.option_counts] == chosen


def test_ticked_box_becomes_an_answer(read):
    assignment = Assignment({"AB04_01": "frage-schwer"})

    (form,), _problems, _skipped = read(sosci(interview(1, AB04_01=2)), assignment)

    assert texts(form) == {"schwer": "Wege: Bus"}


def test_two_choices_for_one_attribute_are_a_problem(read):
    columns = {"AB01": "merkmal-alter", "AB02_01": "frage-gut"}
    assignment = Assignment(
        columns | {"AB04_01": "merkmal-alter=jung"}, ASSIGNMENT.values
    )

    _forms, problems, _skipped = read(
        sosci(interview(1, AB01=2, AB02_01="a", AB04_01=2)), assignment
    )

    assert problems == [
        "Zeile 2, Spalte „AB04_01“: Hier sind mehrere Antworten angekreuzt."
    ]


def test_wrong_tick_matters_only_where_it_is_used(read):
    table = sosci(interview(1, AB02_01="a", AB04_01=7))

    _forms, unused, _skipped = read(table)
    _forms, used, _skipped = read(
        table, Assignment({"AB02_01": "frage-gut", "AB04_01": "frage-schwer"})
    )

    assert unused == []
    assert used == [
        "Zeile 2, Spalte „AB04_01“: „7“ heißt weder angekreuzt noch nicht angekreuzt."
    ]


def test_long_text_is_a_problem(read):
    _forms, problems, _skipped = read(sosci(interview(1, AB03_01="a" * 5001)))

    assert problems == [
        "Zeile 2, Spalte „AB03_01“: Der Text ist zu lang. Er hat 5.001 Zeichen. "
        "Möglich sind 5.000 Zeichen."
    ]


def test_interview_keeps_its_id_whatever_else_is_in_the_file(read):
    (first,), _problems, _skipped = read(sosci(interview(7, AB02_01="a")))

    forms, _problems, _skipped = read(
        sosci(interview(3, AB02_01="a"), interview(7, AB02_01="a"))
    )

    assert forms[1].id == first.id
    assert forms[0].id != first.id


def test_number_of_an_interview_that_stands_twice_is_a_problem(read):
    row = interview(7, AB02_01="a")

    forms, problems, _skipped = read(sosci(row, row))

    assert len(forms) == 1
    assert problems == [
        "Zeile 3, Spalte „CASE“: Diese Nummer steht in der Datei schon einmal."
    ]


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"AB09": "frage-gut"}, id="column is gone"),
        pytest.param({"AB02_01": "frage-weg"}, id="question is gone"),
        pytest.param({"SERIAL": "frage-gut"}, id="identifies somebody"),
        pytest.param({"FINISHED": "frage-gut"}, id="about the interview"),
    ],
)
def test_assignment_that_does_not_fit_is_refused(read, columns):
    with pytest.raises(TableError, match="Bitte ordnen Sie neu zu."):
        read(sosci(interview(1)), Assignment(columns))


def test_limesurvey_is_read_with_its_language(read, imported, option):
    imported.format = Import.Format.LIMESURVEY
    assignment = Assignment(
        {"G1": "frage-gut", "A1": "merkmal-alter", "startlanguage": "sprache"},
        {"A1": {"A1": "jung", "A2": "alt"}},
    )
    row = {
        "id": "7",
        "submitdate": "1980-01-01 00:00:00",
        "startlanguage": "uk",
        "ipaddr": "127.0.0.1",
        "G1": "Ліс",
        "A1": "jung",
    }
    table = limesurvey(
        row,
        row | {"id": "8", "startlanguage": "de-informal"},
        row | {"id": "9", "submitdate": ""},
        columns=LIMESURVEY_COLUMNS,
    )

    forms, problems, skipped = read(table, assignment, lss())

    assert problems == []
    assert skipped == {"unfinished": 1}
    assert [form.filled.language for form in forms] == ["uk", "de"]
    assert forms[0].filled.option_counts == {option("jung"): 1}


def test_contents_tell_what_is_never_stored(imported):
    table = sosci(
        interview(1, AB01=1, AB02_01="Ruhe"), interview(2, AB01=2, AB02_01="Wald")
    )

    contents = contents_of(open_table(imported, table, SOSCI_LABELS))

    answers = ["AB01", "AB02_01", "AB03_01", "AB04_01", "AB05"]
    assert [variable.name for variable in contents.variables] == answers
    dropped = [variable.name for variable in contents.dropped]
    assert dropped == [name for name in SOSCI_COLUMNS if name not in answers]
    assert contents.examples == {"AB01": "1", "AB02_01": "Ruhe"}
    assert contents.values == {"AB01": ["1", "2"], "AB02_01": ["Ruhe", "Wald"]}


def test_contents_of_limesurvey_offer_the_language_only(imported):
    imported.format = Import.Format.LIMESURVEY
    table = limesurvey({"id": "1"}, columns=LIMESURVEY_COLUMNS)

    contents = contents_of(open_table(imported, table, lss()))

    names = [variable.name for variable in contents.variables]
    assert names == ["startlanguage", "G1", "G2", "A1"]


def test_contents_keep_few_and_short_values(imported):
    rows = [interview(n, AB01=n, AB05="x" * (LONGEST_VALUE + n % 2)) for n in range(60)]

    contents = contents_of(open_table(imported, sosci(*rows), b""))

    assert len(contents.values["AB01"]) == MOST_VALUES
    assert contents.values["AB05"] == ["x" * LONGEST_VALUE]


def test_hints_keep_nobody_from_going_on(read, imported):
    labels = SOSCI_LABELS + b'comment(ds$AB77) = "Fehlt in den Daten"\n'
    table = sosci(interview(1, AB02_01="a"))

    hints = contents_of(open_table(imported, table, labels)).hints
    forms, problems, _skipped = read(table, labels=labels)

    assert [str(hint) for hint in hints] == [
        "Das Import-Skript passt nicht ganz zu den Daten; dort fehlen: AB77"
    ]
    assert (len(forms), problems) == (1, [])


def test_shape_is_that_of_the_answers(imported):
    def shape(columns):
        table = limesurvey({"id": "1"}, columns=columns)
        return shape_of(open_table(imported, table, b""), Import.Format.LIMESURVEY)

    imported.format = Import.Format.LIMESURVEY
    assert shape(["id", "A1", "G1", "ipaddr"]) == shape(["id", "G1", "A1", "email"])
    assert shape(["id", "A1"]) != shape(["id", "A1", "G1"])
