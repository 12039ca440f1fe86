from datetime import date
from uuid import uuid4

import pytest

from ilmkreis_integration.models import Contribution, Kind, Source
from worldcafe.models import Mark, Note, NoteRevision, Sitting, Table
from worldcafe.services.holding import TableGoneError
from worldcafe.services.notes import (
    NoteConflictError,
    change_note,
    mark_note,
    read_note,
)

pytestmark = pytest.mark.django_db


def test_write_note_hands_over_a_contribution_that_is_not_final(write):
    note = write("Zu wenig")
    write("Zu teuer")

    contribution = Contribution.objects.get(text="Zu wenig")
    assert note.contribution == contribution
    assert contribution.code == "W1-T1-R1-01"
    assert contribution.source == Source.WORLD_CAFE
    assert contribution.action_field.slug == "wohnen"
    assert contribution.kind == Kind.PROBLEM
    assert contribution.received_on == date(2026, 3, 5)
    assert not contribution.is_final
    assert Contribution.objects.get(text="Zu teuer").code == "W1-T1-R1-02"


def test_write_note_sent_twice_is_stored_once(write):
    note_id = uuid4()

    first = write("Zu wenig", note_id)
    second = write("Zu wenig", note_id)

    assert first == second
    assert Note.objects.count() == 1
    assert NoteRevision.objects.count() == 1


def test_write_note_sent_again_after_somebody_reworded_it_is_known(write):
    note_id = uuid4()
    change_note(write("Zu wenig", note_id), version=1, text="Viel zu wenig")

    again = write("Zu wenig", note_id)

    assert again.contribution.text == "Viel zu wenig"
    assert Note.objects.count() == 1


def test_write_note_refuses_another_text_under_the_same_id(write):
    note_id = uuid4()
    write("Zu wenig", note_id)

    with pytest.raises(NoteConflictError) as caught:
        write("Zu teuer", note_id)

    assert caught.value.note.contribution.text == "Zu wenig"


def test_change_note_counts_versions_and_keeps_each(write):
    note = write("Zu wenig")

    changed = change_note(note, version=1, text="Viel zu wenig")

    assert (changed.version, changed.contribution.text) == (2, "Viel zu wenig")
    assert list(note.revisions.values_list("version", "text")) == [
        (1, "Zu wenig"),
        (2, "Viel zu wenig"),
    ]


def test_change_note_tells_the_pages_of_the_table(write, table):
    note = write("Zu wenig")
    table.refresh_from_db()
    before = table.version

    change_note(note, version=1, text="Viel zu wenig")

    table.refresh_from_db()
    assert table.version == before + 1


def test_change_note_refuses_what_rests_on_an_old_wording(write):
    note = write("Zu wenig")
    change_note(note, version=1, text="Fassung A")

    with pytest.raises(NoteConflictError) as caught:
        change_note(note, version=1, text="Fassung B")

    assert caught.value.note.contribution.text == "Fassung A"
    assert caught.value.note.version == 2
    assert Contribution.objects.get().text == "Fassung A"


def test_change_note_refuses_a_version_that_never_was(write):
    with pytest.raises(NoteConflictError):
        change_note(write("Zu wenig"), version=7, text="Anders")


def test_moving_a_note_that_somebody_rewords_keeps_both(write, process):
    note = write("Zu wenig")
    other = process.guiding_questions.get(slug="gut")
    change_note(note, version=1, text="Viel zu wenig")

    changed = change_note(note, version=1, guiding_question_id=other.pk)

    assert (changed.contribution.text, changed.guiding_question) == (
        "Viel zu wenig",
        other,
    )
    assert Contribution.objects.get().kind == Kind.STRENGTH
    assert changed.version == 3


def test_change_note_sent_twice_is_made_once(write):
    note, change = write("Zu wenig"), uuid4()
    change_note(note, version=1, change_id=change, text="Viel zu wenig")
    change_note(note, version=2, text="Doch genug")

    change_note(note, version=1, change_id=change, text="Viel zu wenig")

    assert Contribution.objects.get().text == "Doch genug"
    assert note.revisions.count() == 3


def test_change_note_that_changes_nothing_is_no_version(write):
    note = write("Zu wenig")

    assert change_note(note, version=1, text="Zu wenig").version == 1
    assert note.revisions.count() == 1


def test_deleted_note_can_be_brought_back(write):
    note = write("Zu wenig")

    change_note(note, version=1, is_deleted=True)
    assert not Note.objects.kept().exists()
    change_note(note, version=2, is_deleted=False)

    assert Note.objects.kept().get() == note


def test_merged_note_is_not_shown_until_the_other_one_is_deleted(write):
    stays, merged = write("Zu wenig"), write("Es gibt zu wenige")
    change_note(merged, version=1, merged_into_id=stays.pk)
    assert list(Note.objects.shown()) == [stays]

    change_note(stays, version=1, is_deleted=True)

    assert list(Note.objects.shown()) == [merged]


def test_later_round_marks_a_note_and_takes_it_back(write, table):
    note = read_note(write("Zu wenig").pk)
    later = Sitting.objects.get(table=table, round__number=2)

    mark_note(note, sitting=later, kind=Mark.Kind.CONFIRMED)
    mark_note(note, sitting=later, kind=Mark.Kind.CONTRADICTED)
    assert note.marks.get().kind == Mark.Kind.CONTRADICTED
    mark_note(note, sitting=later, kind=None)

    assert not note.marks.exists()


def test_only_a_later_round_of_the_same_table_marks_a_note(write, sitting, cafe):
    note = read_note(write("Zu wenig").pk)
    elsewhere = Sitting.objects.get(table__number=2, round__number=2, table__cafe=cafe)

    for other in (sitting, elsewhere):
        with pytest.raises(ValueError, match="no later round"):
            mark_note(note, sitting=other, kind=Mark.Kind.CONFIRMED)
    assert not Mark.objects.exists()


def test_nothing_is_written_at_a_table_that_is_gone(write, sitting, table):
    assert sitting.table == table
    Sitting.objects.filter(table=table).delete()
    Table.objects.filter(pk=table.pk).delete()

    with pytest.raises(TableGoneError):
        write("Zu spät")
    assert not Note.objects.exists()
