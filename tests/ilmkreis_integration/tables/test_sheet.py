import pytest

from ilmkreis_integration.tables.problems import Problem, TableError
from ilmkreis_integration.tables.sheet import Record, Sheet, read_records

NO_HEADING = "Hier steht etwas, aber die Spalte hat keine Überschrift."


def records_of(*rows, heading_row=1, title="Bögen"):
    return read_records(Sheet(title, iter(rows)), heading_row=heading_row)


def test_rows_are_read_by_the_names_of_their_columns():
    records = records_of((" Alter ", "Ort"), ("25", " Ilmenau"), ("30",))

    assert records.columns == ("Alter", "Ort")
    assert list(records.rows) == [
        Record(2, {"Alter": "25", "Ort": " Ilmenau"}),
        Record(3, {"Alter": "30", "Ort": ""}),
    ]
    assert records.problems == []


def test_blank_rows_count_but_are_left_out():
    records = records_of(("a",), (), ("",), ("1",), ())

    assert list(records.rows) == [Record(4, {"a": "1"})]


def test_rows_above_the_headings_are_passed_over():
    records = records_of(("So geht es",), ("a", "b"), ("1", "2"), heading_row=2)

    assert list(records.rows) == [Record(3, {"a": "1", "b": "2"})]


def test_empty_columns_without_heading_are_passed_over():
    records = records_of(("a", "", "b", ""), ("1", " ", "2", "", ""))

    assert records.columns == ("a", "b")
    assert list(records.rows) == [Record(2, {"a": "1", "b": "2"})]
    assert records.problems == []


def test_all_problems_are_named():
    records = records_of(
        ("a", "", "a", "a"), ("1", "x", "2", "3"), ("4", "", "", "", "y")
    )

    assert records.columns == ("a",)
    assert list(records.rows) == [Record(2, {"a": "1"}), Record(3, {"a": "4"})]
    assert records.problems == [
        Problem("Bögen", 1, "C", "Die Überschrift „a“ kommt doppelt vor."),
        Problem("Bögen", 1, "D", "Die Überschrift „a“ kommt doppelt vor."),
        Problem("Bögen", 2, "B", NO_HEADING),
        Problem("Bögen", 3, "E", NO_HEADING),
    ]


def test_unreadable_cells_are_among_the_problems():
    problem = Problem("Bögen", 2, "A", "Die Zelle enthält einen Fehlerwert.")
    sheet = Sheet("Bögen", iter([("a",), ("",)]), (problem,))

    assert read_records(sheet).problems == [problem]


@pytest.mark.parametrize(
    ("rows", "heading_row"),
    [
        pytest.param([], 1, id="no rows"),
        pytest.param([("", " ")], 1, id="blank row"),
        pytest.param([("a",)], 2, id="too few rows"),
    ],
)
def test_missing_headings_are_an_error(rows, heading_row):
    with pytest.raises(TableError) as raised:
        records_of(*rows, heading_row=heading_row)

    assert raised.value.problems == (
        Problem("Bögen", heading_row, "", "Hier fehlen die Überschriften der Spalten."),
    )


def test_headings_without_rows_are_an_empty_table():
    assert list(records_of(("a", "b")).rows) == []
