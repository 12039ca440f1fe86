from datetime import date
from uuid import uuid4

import pytest

from ilmkreis_integration.models import Contribution, Kind, Source
from reports.models import Statement
from worldcafe.models import Cafe, Note, Round, Sitting
from worldcafe.services import (
    CafeClosedError,
    NoteConflictError,
    close_cafe,
    delete_note,
    record_attendance,
    restore_note,
    revise_note,
    start_round,
    write_note,
)

pytestmark = pytest.mark.django_db


def write(sitting, question, text, note_id=None):
    return write_note(
        sitting, note_id=note_id or uuid4(), guiding_question=question, text=text
    )


def test_plan_cafe_makes_a_sitting_for_each_table_and_round(cafe):
    assert cafe.number == 1
    assert [(t.number, t.action_field.slug) for t in cafe.tables.all()] == [
        (1, "wohnen"),
        (2, "arbeit"),
    ]
    assert set(Sitting.objects.values_list("table__number", "round__number")) == {
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 2),
    }
    assert len(set(cafe.tables.values_list("code", flat=True)) | {cafe.code}) == 3


def test_write_note_hands_over_a_contribution_that_is_not_final(sitting, question):
    note = write(sitting, question, "Zu wenig")
    write(sitting, question, "Zu teuer")

    contribution = Contribution.objects.get(text="Zu wenig")
    assert note.contribution == contribution
    assert contribution.code == "W1-T1-R1-01"
    assert contribution.source == Source.WORLD_CAFE
    assert contribution.action_field.slug == "wohnen"
    assert contribution.kind == Kind.PROBLEM
    assert contribution.received_on == date(2026, 3, 5)
    assert not contribution.is_final
    assert Contribution.objects.get(text="Zu teuer").code == "W1-T1-R1-02"


def test_write_note_sent_twice_is_stored_once(sitting, question):
    note_id = uuid4()

    first = write(sitting, question, "Zu wenig", note_id)
    second = write(sitting, question, "Zu wenig", note_id)

    assert first == second
    assert Note.objects.count() == 1


def test_write_note_refuses_another_text_under_the_same_id(sitting, question):
    note_id = uuid4()
    write(sitting, question, "Zu wenig", note_id)

    with pytest.raises(NoteConflictError) as caught:
        write(sitting, question, "Zu teuer", note_id)

    assert caught.value.note.contribution.text == "Zu wenig"


def test_revise_note_counts_versions(sitting, question):
    note = write(sitting, question, "Zu wenig")

    changed = revise_note(note, text="Viel zu wenig", version=1)

    assert (changed.version, changed.contribution.text) == (2, "Viel zu wenig")


def test_revise_note_refuses_what_rests_on_an_old_version(sitting, question):
    note = write(sitting, question, "Zu wenig")
    revise_note(note, text="Fassung A", version=1)

    with pytest.raises(NoteConflictError) as caught:
        revise_note(note, text="Fassung B", version=1)

    assert caught.value.note.contribution.text == "Fassung A"
    assert caught.value.note.version == 2
    assert Contribution.objects.get().text == "Fassung A"


def test_deleted_note_can_be_brought_back(sitting, question):
    note = write(sitting, question, "Zu wenig")

    delete_note(note)
    assert not Note.objects.kept().exists()
    restore_note(note)

    assert Note.objects.kept().get() == note


def test_close_cafe_makes_notes_final_and_forgets_deleted_ones(cafe, sitting, question):
    kept = write(sitting, question, "Zu wenig")
    delete_note(write(sitting, question, "Quatsch"))

    close_cafe(cafe)

    assert Cafe.objects.get().state == Cafe.State.CLOSED
    contribution = Contribution.objects.get()
    assert (contribution.text, contribution.is_final) == ("Zu wenig", True)
    statement = Statement.objects.get()
    assert statement.contribution == kept.contribution
    assert (statement.kind, statement.code) == (Kind.PROBLEM, "W1-T1-R1-01")


def test_close_cafe_twice_makes_statements_once(cafe, sitting, question):
    write(sitting, question, "Zu wenig")

    close_cafe(cafe)
    close_cafe(cafe)

    assert Statement.objects.count() == 1


def test_closed_cafe_takes_nothing_more(cafe, sitting, question):
    note = write(sitting, question, "Zu wenig")
    close_cafe(cafe)

    for attempt in (
        lambda: write(sitting, question, "Noch etwas"),
        lambda: revise_note(note, text="Anders", version=1),
        lambda: delete_note(note),
        lambda: record_attendance(sitting, people=5, participation_dots=5),
    ):
        with pytest.raises(CafeClosedError):
            attempt()
    assert Contribution.objects.get().text == "Zu wenig"


def test_record_attendance_accepts_unusual_tables(sitting):
    record_attendance(sitting, people=11, participation_dots=9)

    sitting.refresh_from_db()
    assert (sitting.people, sitting.participation_dots) == (11, 9)
    assert sitting.has_unusual_size


@pytest.mark.parametrize(("people", "is_unusual"), [(3, True), (4, False), (8, False)])
def test_sitting_expects_four_to_eight_people(sitting, people, is_unusual):
    sitting.people = people

    assert sitting.has_unusual_size is is_unusual


def test_start_round_sets_the_clock(cafe):
    round_ = Round.objects.select_related("cafe").first()
    assert round_.ends_at is None

    start_round(round_)

    assert (round_.ends_at - round_.started_at).total_seconds() == 25 * 60
