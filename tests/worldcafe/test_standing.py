from uuid import uuid4

import pytest

from tests.factories import MarkFactory, SittingFactory
from worldcafe.models import Mark, Note, Sitting
from worldcafe.services.notes import change_note, mark_note, write_note
from worldcafe.standing import MOST_SHOWN, read_harvest, read_standing

pytestmark = pytest.mark.django_db


def put_dots(note, dots):
    return change_note(note, version=note.version, weighting_dots=dots)


def merge(note, into):
    return change_note(note, version=note.version, merged_into_id=into.pk)


def harvest(cafe):
    return {
        str(entry.action_field): [
            (standing.note.contribution.text, standing.dots)
            for standing in entry.strongest
        ]
        for entry in read_harvest(cafe)
    }


def test_notes_stand_in_the_order_of_their_codes(cafe, write, question):
    other = Sitting.objects.get(table__number=2, round__number=1)
    write_note(other, note_id=uuid4(), guiding_question=question, text="Zweiter Tisch")
    for number in range(11):
        write(f"{number}")

    codes = [standing.note.contribution.code for standing in read_standing(cafe)]

    assert codes == [
        *(f"W1-T1-R1-{number:02}" for number in range(1, 12)),
        "W1-T2-R1-01",
    ]


def test_merged_notes_lie_under_the_one_that_stands_with_their_dots(cafe, write):
    one, two, three = write("Eins"), write("Zwei"), write("Drei")
    for note, dots in ((one, 3), (two, 2), (three, 4)):
        put_dots(note, dots)
    merge(Note.objects.get(pk=one.pk), two)

    standing = read_standing(cafe)

    assert [(s.note, s.merged, s.dots) for s in standing] == [
        (two, (one,), 5),
        (three, (), 4),
    ]


def test_note_stands_again_when_the_one_for_both_is_deleted(cafe, write):
    one, two = write("Eins"), write("Zwei")
    merge(one, two)
    change_note(two, version=1, is_deleted=True)

    assert [s.note for s in read_standing(cafe)] == [one]


def test_no_note_is_lost_where_merged_ones_were_merged_again(cafe, write):
    one, two, three = write("Eins"), write("Zwei"), write("Drei")
    merge(one, two)
    merge(two, three)

    (standing,) = read_standing(cafe)

    assert (standing.note, standing.merged) == (three, (one, two))


def test_marks_of_later_rounds_are_counted_over_all_merged_notes(cafe, write, table):
    one, two = write("Eins"), write("Zwei")
    later = Sitting.objects.get(table=table, round__number=2)
    mark_note(one, sitting=later, kind=Mark.Kind.CONFIRMED)
    mark_note(two, sitting=later, kind=Mark.Kind.CONFIRMED)
    last = SittingFactory(table=table, round__number=3)
    MarkFactory(note=two, sitting=last, kind=Mark.Kind.CONTRADICTED)
    merge(one, two)

    (standing,) = read_standing(cafe)

    assert standing.marks == [(Mark.Kind.CONFIRMED, 2), (Mark.Kind.CONTRADICTED, 1)]


def test_harvest_shows_the_strongest_of_each_field(cafe, write):
    for number in range(MOST_SHOWN + 1):
        put_dots(write(f"Notiz {number}"), number + 1)
    write("Ohne Punkte")

    assert harvest(cafe) == {
        "Wohnen": [("Notiz 3", 4), ("Notiz 2", 3), ("Notiz 1", 2)],
        "Arbeit": [],
    }


def test_of_two_notes_of_the_same_weight_the_earlier_one_comes_first(cafe, write):
    for text in ("Früher", "Später"):
        put_dots(write(text), 2)

    assert harvest(cafe)["Wohnen"] == [("Früher", 2), ("Später", 2)]


@pytest.mark.parametrize("count", [1, 3])
def test_harvest_needs_the_same_number_of_queries(
    cafe, write, count, django_assert_num_queries
):
    for number in range(count):
        put_dots(write(f"{number}"), 1)

    with django_assert_num_queries(3):  # notes, marks, fields
        [s.marks for entry in read_harvest(cafe) for s in entry.strongest]
