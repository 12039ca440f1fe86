from uuid import uuid4

import pytest

from ilmkreis_integration.models import Contribution
from worldcafe.models import Cafe, Note, Sitting
from worldcafe.services.closing import close_cafe
from worldcafe.services.holding import CafeClosedError
from worldcafe.services.merging import CannotMergeError, merge_notes, separate_notes
from worldcafe.services.notes import change_note, read_note, write_note

pytestmark = pytest.mark.django_db


@pytest.fixture
def notes(write):
    """Three notes of one table, numbered from one."""
    return [read_note(write(text).pk) for text in ("Eins", "Zwei", "Drei")]


def stands_for():
    """Which note stands for which other ones, by their numbers."""
    pairs = {}
    for note in Note.objects.exclude(merged_into=None).select_related("merged_into"):
        pairs.setdefault(note.merged_into.number, []).append(note.number)
    return pairs


def test_one_note_stands_for_all_and_each_keeps_its_wording(cafe, notes):
    one, two, three = notes

    merge_notes(notes, into=two)

    assert stands_for() == {2: [1, 3]}
    assert set(Contribution.objects.values_list("text", flat=True)) == {
        "Eins",
        "Zwei",
        "Drei",
    }
    assert one.revisions.get(version=2).merged_into_id == two.pk
    assert Cafe.objects.get().version == 1


def test_notes_of_two_tables_of_a_field_are_merged(cafe, table, notes, question):
    field = table.action_field
    other = cafe.tables.get(number=2)
    cafe.tables.update(action_field=field)
    sitting = Sitting.objects.select_related("table", "round").get(
        table=other, round__number=1
    )
    far = write_note(sitting, note_id=uuid4(), guiding_question=question, text="Fern")

    merge_notes([read_note(far.pk)], into=read_note(notes[0].pk))

    assert Note.objects.get(pk=far.pk).merged_into_id == notes[0].pk


def test_merging_twice_changes_nothing_more(notes):
    one, two, _ = notes
    merge_notes([one], into=two)

    merge_notes([one], into=two)

    assert stands_for() == {2: [1]}
    assert one.revisions.count() == 2


def test_further_notes_join_the_one_that_stands(notes):
    one, two, three = notes
    merge_notes([one], into=two)

    merge_notes([two, three], into=two)

    assert stands_for() == {2: [1, 3]}


def refused(notes, into):
    before = list(Note.objects.order_by("pk").values())
    versions = list(Cafe.objects.values_list("version", flat=True))
    with pytest.raises(CannotMergeError) as refusal:
        merge_notes(notes, into=into)
    assert list(Note.objects.order_by("pk").values()) == before
    assert list(Cafe.objects.values_list("version", flat=True)) == versions
    return str(refusal.value)


def test_one_note_alone_is_not_merged(notes):
    assert refused(notes[:1], notes[0]) == "Bitte wählen Sie mindestens zwei Notizen."


def test_deleted_note_is_not_merged(notes):
    one, two, _ = notes
    change_note(one, version=1, is_deleted=True)

    assert refused([one, two], two) == "W1-T1-R1-01 ist inzwischen gelöscht."
    assert refused([one, two], one) == "W1-T1-R1-01 ist inzwischen gelöscht."


def test_note_that_is_merged_elsewhere_stays_there(notes):
    one, two, three = notes
    merge_notes([one], into=two)

    reason = (
        "W1-T1-R1-01 ist schon mit einer anderen Notiz zusammengelegt. "
        "Bitte trennen Sie beide zuerst."
    )

    assert refused([one, three], three) == reason
    assert refused([one, three], one) == reason


def test_note_is_free_again_when_the_one_for_both_is_deleted(notes):
    one, two, three = notes
    merge_notes([one], into=two)
    change_note(read_note(two.pk), version=1, is_deleted=True)

    merge_notes([one], into=three)

    assert stands_for() == {3: [1]}


def test_note_that_stands_for_others_is_not_put_below_another_one(notes):
    one, two, three = notes
    merge_notes([one], into=two)

    assert refused([two, three], three) == (
        "W1-T1-R1-02 steht schon für andere Notizen. "
        "Wählen Sie diesen Wortlaut, oder trennen Sie die Notizen zuerst."
    )


def test_notes_of_different_fields_are_not_merged(cafe, notes, question):
    sitting = Sitting.objects.select_related("table", "round").get(
        table__number=2, round__number=1
    )
    far = write_note(sitting, note_id=uuid4(), guiding_question=question, text="Fern")

    reason = refused([notes[0], read_note(far.pk)], notes[0])

    assert reason == "W1-T2-R1-01 gehört zu einem anderen Handlungsfeld."


def test_merged_note_stands_for_itself_again(notes):
    one, two, three = notes
    merge_notes(notes, into=two)

    separate_notes(one)

    assert stands_for() == {2: [3]}


def test_all_are_taken_apart_at_the_one_that_stands(notes):
    merge_notes(notes, into=notes[1])

    separate_notes(notes[1])

    assert stands_for() == {}
    assert notes[0].revisions.count() == 3


def test_closed_cafe_merges_and_separates_nothing(cafe, notes):
    merge_notes(notes[:2], into=notes[0])
    close_cafe(cafe)

    with pytest.raises(CafeClosedError):
        merge_notes(notes, into=notes[0])
    with pytest.raises(CafeClosedError):
        separate_notes(notes[0])
    assert stands_for() == {1: [2]}
