from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from ilmkreis_integration.models import Process
from tests.factories import TableFactory, UserFactory
from worldcafe.models import Mark, Sitting
from worldcafe.protocol import HIDDEN, read_protocol
from worldcafe.services.closing import close_cafe
from worldcafe.services.merging import merge_notes
from worldcafe.services.notes import change_note, mark_note, read_note, write_note

pytestmark = pytest.mark.django_db

AS_OF = datetime(2026, 3, 5, 18, 40, tzinfo=ZoneInfo("Europe/Berlin"))


def protocol(cafe):
    cafe.refresh_from_db()
    return read_protocol(cafe, as_of=AS_OF)


def entries(cafe, station=0, section=0):
    return protocol(cafe).stations[station].sections[section].entries


def test_head_says_what_it_is_about(cafe, process):
    head = protocol(cafe)

    assert head.title == "Protokoll: World Café 1 (vorläufig)"
    assert head.target_group == "Ehrenamt"
    assert head.facts == (
        ("Anlass", process.title),
        ("Datum", "5. März 2026"),
        ("Ort", "Arnstadt"),
        ("Ablauf", "2 Runden mit je 25 Minuten"),
        ("Notizen", "0"),
    )
    assert head.marks == (
        "Vorläufig: Stand vom 5. März 2026, 18:40 Uhr. Das World Café ist noch nicht "
        "abgeschlossen, an den Tischen kann sich noch etwas ändern.",
    )


def test_protocol_of_a_closed_cafe_is_not_provisional(cafe, process):
    close_cafe(cafe)

    assert protocol(cafe).title == "Protokoll: World Café 1"
    assert protocol(cafe).marks == ()
    Process.objects.update(is_example=True)
    cafe.process.refresh_from_db()
    assert read_protocol(cafe, as_of=AS_OF).marks == (
        "Beispieldaten: Alles hier ist erfunden.",
    )


def test_notes_stand_by_station_and_question_in_the_order_of_their_codes(
    cafe, write, process, question
):
    other = process.guiding_questions.get(slug="gut")
    second = Sitting.objects.select_related("table", "round").get(
        table__number=2, round__number=2
    )
    for text in ("Eins", "Zwei"):
        write(text)
    change_note(write("Läuft"), version=1, guiding_question_id=other.pk)
    write_note(second, note_id=uuid4(), guiding_question=question, text="Arbeit")

    shown = [
        (station.title, station.tables, section.question, entry.note.code)
        for station in protocol(cafe).stations
        for section in station.sections
        for entry in section.entries
    ]

    assert shown == [
        ("Wohnen", "Tisch 1", question.text, "W1-T1-R1-01"),
        ("Wohnen", "Tisch 1", question.text, "W1-T1-R1-02"),
        ("Wohnen", "Tisch 1", other.text, "W1-T1-R1-03"),
        ("Arbeit", "Tisch 2", question.text, "W1-T2-R2-01"),
    ]
    assert dict(protocol(cafe).facts)["Notizen"] == "4"


def test_station_with_two_tables_is_one(cafe, table):
    TableFactory(cafe=cafe, number=3, action_field=table.action_field)

    stations = [(s.title, s.tables, s.is_empty) for s in protocol(cafe).stations]

    assert stations == [
        ("Wohnen", "Tisch 1 und Tisch 3", True),
        ("Arbeit", "Tisch 2", True),
    ]


def test_merged_notes_stand_under_the_one_that_stands_also_of_another_question(
    cafe, write, process
):
    other = process.guiding_questions.get(slug="gut")
    one, two = (read_note(write(text).pk) for text in ("Eins", "Zwei"))
    for note, dots in ((one, 3), (two, 2)):
        change_note(note, version=1, weighting_dots=dots)
    change_note(two, version=2, guiding_question_id=other.pk)
    merge_notes([two], into=one)

    (entry,) = entries(cafe)

    assert (entry.note.text, entry.remarks) == ("Eins", ("5 Gewichtungspunkte",))
    assert [note.text for note in entry.merged] == ["Zwei"]
    assert entries(cafe, section=1) == ()


def test_remarks_tell_what_each_later_round_said_once(cafe, write, table):
    one, two = (read_note(write(text).pk) for text in ("Eins", "Zwei"))
    later = Sitting.objects.get(table=table, round__number=2)
    change_note(one, version=1, weighting_dots=1)
    mark_note(one, sitting=later, kind=Mark.Kind.CONTRADICTED)
    mark_note(two, sitting=later, kind=Mark.Kind.CONTRADICTED)
    merge_notes([two], into=read_note(one.pk))

    (entry,) = entries(cafe)

    assert entry.remarks == ("1 Gewichtungspunkt", "Runde 2: widersprochen")


def test_deleted_notes_are_left_out(cafe, write):
    change_note(write("Quatsch"), version=1, is_deleted=True)

    assert protocol(cafe).stations[0].is_empty


def test_no_account_is_named(cafe, write):
    write("Zu wenig")
    close_cafe(cafe, by=UserFactory(username="anna.muster"))

    assert "anna" not in repr(protocol(cafe))
    assert "@" not in repr(protocol(cafe))


def seat(*rounds):
    """Count people and dots of the two tables, round by round."""
    for number, tables in enumerate(rounds, start=1):
        for table, (people, dots) in enumerate(tables, start=1):
            Sitting.objects.filter(table__number=table, round__number=number).update(
                people=people, participation_dots=dots
            )


def test_people_and_participation_dots_are_told_apart(cafe):
    seat([(6, 5), (8, 7)], [(7, 7), (7, 6)])

    people, dots = protocol(cafe).grids

    assert people.rows == (
        ("Tisch 1: Wohnen", ("6", "7")),
        ("Tisch 2: Arbeit", ("8", "7")),
    )
    assert people.totals == ("14", "14")
    assert [cells for _name, cells in dots.rows] == [("5", "7"), ("7", "6")]
    assert dots.totals == ("12", "13")


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        pytest.param([(4, 4), (4, 4)], (HIDDEN, HIDDEN), "8", id="both small"),
        pytest.param(
            [(3, 3), (9, 9)], (HIDDEN, HIDDEN), "12", id="one tells the other"
        ),
        pytest.param([(1, 1), (2, 2)], (HIDDEN, HIDDEN), HIDDEN, id="the sum as well"),
        pytest.param(
            [(None, 0), (None, 0)], (HIDDEN, HIDDEN), HIDDEN, id="not counted"
        ),
        pytest.param(
            [(5, 4), (9, 9)], (HIDDEN, HIDDEN), "14", id="dots would tell the people"
        ),
    ],
)
def test_small_numbers_of_people_are_hidden(cafe, counts, shown, total):
    seat(counts)

    people, dots = protocol(cafe).grids

    for grid in (people, dots):
        assert tuple(cells[0] for _name, cells in grid.rows) == shown
    assert people.totals[0] == total


def test_there_is_no_sum_over_the_rounds(cafe):
    """6 and 6 people in two rounds and 15 in three would tell of 3 in the last one."""
    seat([(6, 6), (9, 9)], [(3, 3), (12, 12)])

    people, _dots = protocol(cafe).grids

    assert people.rows[0] == ("Tisch 1: Wohnen", ("6", HIDDEN))
    assert people.columns == ("Runde 1", "Runde 2")


@pytest.mark.parametrize("count", [1, 3])
def test_protocol_needs_the_same_number_of_queries(
    cafe, write, count, django_assert_num_queries
):
    for number in range(count):
        write(f"{number}")

    # rounds, tables, notes, marks, questions, sittings
    with django_assert_num_queries(6):
        read_protocol(cafe, as_of=AS_OF)
