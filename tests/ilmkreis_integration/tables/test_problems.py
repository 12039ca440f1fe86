import pytest

from ilmkreis_integration.tables.problems import (
    Problem,
    TableError,
    UnsafeFileError,
    column_letters,
)


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        pytest.param(
            Problem("Bögen", 7, "Alter", "Das fehlt."),
            "Blatt „Bögen“, Zeile 7, Spalte „Alter“: Das fehlt.",
            id="all",
        ),
        pytest.param(Problem("", 7, "", "Das fehlt."), "Zeile 7: Das fehlt.", id="row"),
        pytest.param(Problem("", None, "", "Das fehlt."), "Das fehlt.", id="file"),
    ],
)
def test_problem_names_its_place(problem, expected):
    assert str(problem) == expected


def test_errors_carry_their_problems():
    first, second = Problem("", 1, "", "Eins."), Problem("", 2, "", "Zwei.")

    assert TableError(first, second).problems == (first, second)
    assert str(TableError(first, second)) == "Zeile 1: Eins.\nZeile 2: Zwei."
    assert UnsafeFileError("Makros.").problems == (Problem("", None, "", "Makros."),)


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_column_letters(index, letters):
    assert column_letters(index) == letters
