import pytest

from ilmkreis_integration.tables.problems import TableError
from staffsurvey.importing.reading import read_comments
from tests.staffsurvey.importing.exports import (
    SCRIPT,
    TRACES,
    interview,
    some_interviews,
    sosci,
)


def test_only_columns_with_free_text_survive():
    reading = read_comments(some_interviews(3), SCRIPT)

    assert [(c.name, c.label) for c in reading.columns] == [
        ("WO01_01", "Handlungsfelder: Wohnen"),
        ("KI01_01", "Schwerpunkte: Kinder"),
    ]
    assert sorted(reading.columns[0].texts) == [
        "Wohnung fehlt 00",
        "Wohnung fehlt 01",
        "Wohnung fehlt 02",
    ]
    assert reading.dropped == 21
    assert not any(trace in repr(reading) for trace in TRACES)


@pytest.mark.parametrize("script", [SCRIPT, b""])
def test_the_script_is_not_needed_to_drop_what_can_tell(script):
    reading = read_comments(some_interviews(3), script)

    assert [c.name for c in reading.columns] == ["WO01_01", "KI01_01"]


def test_order_of_the_interviews_is_lost_in_each_column_by_itself():
    reading = read_comments(some_interviews(), SCRIPT)
    numbers = [[int(text[-2:]) for text in c.texts] for c in reading.columns]

    assert sorted(numbers[0]) == sorted(numbers[1]) == list(range(30))
    assert numbers[0] != sorted(numbers[0])
    assert numbers[1] != sorted(numbers[1])
    assert numbers[0] != numbers[1]


def test_unfinished_interviews_and_spectators_do_not_count():
    table = sosci(
        interview(1, WO01_01="Zu teuer hier"),
        interview(2, WO01_01="Nicht abgeschickt", FINISHED="F"),
        interview(3, WO01_01="Nur angesehen", Q_VIEWER="T"),
        interview(4, WO01_01="-9"),
        interview(5, WO01_01=" \t "),
    )

    reading = read_comments(table, SCRIPT)

    assert [c.texts for c in reading.columns] == [("Zu teuer hier",)]
    assert reading.unfinished == 1


def test_single_words_stay_in_a_column_of_texts():
    table = sosci(
        interview(1, WO01_01="Aufzüge"), interview(2, WO01_01="Mehr Aufzüge 👍🏽")
    )

    assert sorted(read_comments(table).columns[0].texts) == [
        "Aufzüge",
        "Mehr Aufzüge 👍🏽",
    ]


@pytest.mark.parametrize(
    ("table", "script", "message"),
    [
        pytest.param(b"", b"", "Die Datei ist leer.", id="empty"),
        pytest.param(b"a;b\n1;2\n", b"", "Die Spalte CASE fehlt", id="other program"),
        pytest.param(b"%PDF-1.7", b"", "Die Datei ist keine Tabelle", id="PDF"),
        pytest.param(b"CASE\tWO01_01\n1\t\x00\n", b"", "Nullzeichen", id="NUL"),
        pytest.param(sosci(), b"", "keine Spalte mit freiem Text", id="no rows"),
        pytest.param(sosci(interview(1)), b"", "keine Spalte mit", id="no texts"),
        pytest.param(some_interviews(1), b"x = 1", "kein Import-Skript", id="script"),
        pytest.param(b"PK\x03\x04" + b"x" * 90, b"", "Die Datei", id="broken workbook"),
    ],
)
def test_broken_files_are_refused_in_german(table, script, message):
    with pytest.raises(TableError, match=message):
        read_comments(table, script)
