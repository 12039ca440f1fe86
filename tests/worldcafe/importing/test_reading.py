from io import BytesIO
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ilmkreis_integration.domain.texts import clean_text
from ilmkreis_integration.tables.problems import TableError
from tests.factories import SubgroupFactory
from tests.worldcafe.importing.tables import csv, filled, saved, workbook, write_rows
from worldcafe.importing import reading as module
from worldcafe.importing.plan import Plan
from worldcafe.importing.reading import read_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(cafe):
    def read(table):
        return read_table(BytesIO(table), Plan.of(cafe))

    return read


def problems(reading):
    return [(p.sheet, p.row, p.column, p.message) for p in reading.findings.listed]


def test_notes_come_with_place_question_and_dots(read, cafe, sitting, question):
    reading = read(filled(cafe, [{"Gewichtungspunkte": 7}]))

    assert not reading.findings.count
    [note] = reading.notes
    assert (note.sitting, note.question) == (sitting, question)
    assert (note.row, note.text, note.weighting_dots) == (2, "Zu wenig Wohnungen", 7)
    assert reading.attendance == []
    assert reading.unread == []


@pytest.mark.parametrize("place", ["1", "Tisch 1", "tisch 1: irgendwas", 1, "01"])
@pytest.mark.parametrize("round_", ["1", "Runde 1", 1])
def test_places_are_understood_as_people_write_them(read, cafe, sitting, place, round_):
    reading = read(filled(cafe, [{"Tisch": place, "Runde": round_}]))

    assert [note.sitting for note in reading.notes] == [sitting]


@pytest.mark.parametrize("wrong", ["1.5", "-1", "12", "Tisch", "Tisch eins", "1 2"])
def test_no_other_place_is_guessed(read, cafe, wrong):
    reading = read(filled(cafe, [{"Tisch": wrong}]))

    assert [p[2] for p in problems(reading)] == ["Tisch"]


@pytest.mark.parametrize("change", [str.upper, lambda text: f"  {text} "])
def test_question_is_found_by_wording_and_by_short_name(read, cafe, question, change):
    texts = [change(question.text), change(question.slug)]

    reading = read(filled(cafe, [{"Leitfrage": text} for text in texts]))

    assert [note.question for note in reading.notes] == [question, question]


def test_attendance_is_read_where_numbers_stand(read, cafe, sitting):
    row = {"Personen": 6, "Teilnahmepunkte": 5}

    reading = read(filled(cafe, attendance=[row]))

    [attendance] = reading.attendance
    assert (attendance.sitting, attendance.total) == (sitting, (6, 5))


def test_attendance_is_read_by_subgroup(read, cafe, sitting):
    women, men = (
        SubgroupFactory(target_group=cafe.target_group, title=title, position=n)
        for n, title in enumerate(["Frauen", "Männer"])
    )
    row = {"Personen: Frauen": 4, "Teilnahmepunkte: Frauen": 3, "Personen: Männer": 2}

    [attendance] = read(filled(cafe, attendance=[row])).attendance

    assert attendance.counts == {women: (4, 3), men: (2, 0)}
    assert attendance.total == (6, 3)


def test_file_that_a_table_saved_is_read(read, sitting, question):
    key = uuid4()

    reading = read(
        csv(
            f'{key};1;1;probleme;"Zu wenig;\r\nzu teuer"',
            ";Tisch 1;Runde 1;Leitfrage 9999?;x",
        )
    )

    [note] = reading.notes
    assert (note.id, note.text) == (key, "Zu wenig;\nzu teuer")
    assert note.weighting_dots == 0
    [(sheet, row, column, message)] = problems(reading)
    assert (sheet, row, column) == ("", 3, "Leitfrage")
    assert message.startswith("„Leitfrage 9999?“ gibt es hier nicht. Möglich sind: ")


def test_all_problems_are_listed_with_their_place(read, cafe):
    reading = read(
        filled(
            cafe,
            [
                {"Tisch": "9", "Runde": "", "Leitfrage": "nie", "Notiz": " "},
                {"Notiz": "x" * 5001, "Gewichtungspunkte": "viele"},
                {"Gewichtungspunkte": -1},
                {"Gewichtungspunkte": 1000},
                {},
            ],
            [{"Personen": "ja"}, {"Tisch": "Tisch 2: Arbeit", "Teilnahmepunkte": 3}],
        )
    )

    assert len(reading.notes) == 1
    assert reading.attendance == []
    found = problems(reading)
    assert [place[:3] for place in found] == [
        ("Notizen", 2, "Tisch"),
        ("Notizen", 2, "Runde"),
        ("Notizen", 2, "Leitfrage"),
        ("Notizen", 2, "Notiz"),
        ("Notizen", 3, "Notiz"),
        ("Notizen", 3, "Gewichtungspunkte"),
        ("Notizen", 4, "Gewichtungspunkte"),
        ("Notizen", 5, "Gewichtungspunkte"),
        ("Teilnahme", 2, "Personen"),
        ("Teilnahme", 4, "Personen"),
    ]
    messages = [message for *_place, message in found]
    assert messages[0] == "„9“ gibt es hier nicht. Möglich sind: „Tisch 1“; „Tisch 2“."
    assert messages[1] == "Hier fehlt etwas. Möglich sind: „Runde 1“; „Runde 2“."
    assert messages[5] == "Bitte tragen Sie eine ganze Zahl von 0 bis 999 ein."
    assert messages[9] == "Hier fehlt, wie viele Personen am Tisch saßen."


def test_sitting_that_stands_twice_is_a_problem(read, cafe):
    row = {"Tisch": "1", "Runde": "1", "Personen": 5}

    reading = read(filled(cafe, attendance=[{"Personen": 5}, row]))

    assert len(reading.attendance) == 1
    assert [p[1:3] for p in problems(reading)] == [(6, "Tisch")]


def test_column_that_is_missing_is_named(read, cafe):
    book = workbook(cafe)
    book["Notizen"]["D1"] = "Frage"

    assert problems(read(saved(book))) == [
        ("Notizen", 1, "Leitfrage", "Diese Spalte fehlt.")
    ]


def test_what_is_not_read_is_told(read, cafe):
    book = workbook(cafe)
    book["Notizen"]["G1"] = "Farbe"
    book.create_sheet("Notizzettel")

    assert read(saved(book)).unread == ["Farbe", "Blatt „Notizzettel“"]


def test_workbook_without_our_sheet_is_refused(read):
    with pytest.raises(TableError, match="Das Blatt „Notizen“ fehlt"):
        read(saved(Workbook()))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04x", b"\xff\xd8\xff"])
def test_other_files_are_refused(read, content):
    with pytest.raises(TableError):
        read(content)


def test_too_many_notes_are_refused(read, cafe, monkeypatch):
    monkeypatch.setattr(module, "MOST_NOTES", 2)

    reading = read(filled(cafe, [{"Notiz": str(n)} for n in range(3)]))

    assert [p[1] for p in problems(reading)] == [4]
    assert "mehr als 2 Notizen" in problems(reading)[0][3]


# --- Ids


def test_a_uuid_is_the_id_of_the_note(read, cafe):
    key = UUID("00000000-0000-4000-8000-00000000000a")

    reading = read(filled(cafe, [{"Kennung": str(key).upper()}]))

    assert [note.id for note in reading.notes] == [key]


def test_same_key_or_content_has_the_same_id_in_every_file(read, cafe):
    rows = [{"Kennung": "A-1"}, {}, {}, {"Notiz": "Anders"}]

    first, second = (read(filled(cafe, rows)).notes for _ in range(2))

    ids = [note.id for note in first]
    assert len(set(ids)) == 4
    assert ids == [note.id for note in second]


def test_key_that_stands_twice_in_a_file_is_a_problem(read, cafe):
    reading = read(filled(cafe, [{"Kennung": "A-1"}, {"Kennung": "a-1 "}]))

    assert len(reading.notes) == 1
    assert problems(reading) == [
        ("Notizen", 3, "Kennung", "Diese Kennung steht in der Datei schon einmal.")
    ]


# --- Whatever comes

FREE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\x1a"))
patiently = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@patiently
@given(texts=st.lists(FREE.filter(clean_text), min_size=1, max_size=5))
def test_texts_come_out_of_a_workbook_as_they_were_typed(read, cafe, texts):
    book = workbook(cafe)
    typed = [
        clean_text(text).replace("\ufffe", "").replace("\uffff", "") for text in texts
    ]
    typed = [text for text in map(clean_text, typed) if text]
    write_rows(book["Notizen"], [])
    for number, text in enumerate(typed, start=2):
        row = ("", "1", "1", "probleme", text)
        for column, value in enumerate(row, start=1):
            cell = book["Notizen"].cell(number, column, value)
            cell.data_type = "s"

    reading = read(saved(book))

    assert not reading.findings.count
    assert [note.text for note in reading.notes] == typed


@patiently
@given(content=st.one_of(st.binary(max_size=300), FREE.map(str.encode)))
def test_any_file_is_read_or_refused_in_words(read, content):
    try:
        reading = read(b"Tisch;Runde;Leitfrage;Notiz\n" + content)
    except TableError as error:
        assert str(error)
    else:
        assert reading.findings.count == len(reading.findings.listed)
