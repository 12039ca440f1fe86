from datetime import timedelta

import pytest
from django.utils import timezone

from ilmkreis_integration.models import Contribution
from ilmkreis_integration.tables.findings import ImportRefusedError
from tests.factories import (
    ContributionFactory,
    NoteImportFactory,
    PhotoFactory,
    SubgroupFactory,
)
from tests.worldcafe.importing.tables import csv, filled
from worldcafe.importing.storing import (
    ImportedMeanwhileError,
    NotesInUseError,
    examine_import,
    forget_old,
    is_in_use,
    receive,
    store_notes,
    undo_notes,
)
from worldcafe.models import (
    Mark,
    Note,
    NoteImport,
    NoteImportFile,
    Sitting,
    SubgroupCount,
)
from worldcafe.services.closing import close_cafe
from worldcafe.services.holding import CafeClosedError
from worldcafe.services.notes import change_note, mark_note
from worldcafe.services.photos import Region, place_region

pytestmark = pytest.mark.django_db

COUNTED = {"Personen": 6, "Teilnahmepunkte": 5}


@pytest.fixture
def waiting(cafe):
    """Upload a table: `waiting(notes, attendance)`."""

    def waiting(notes=({},), attendance=(), table=None):
        content = table or filled(cafe, notes, attendance)
        return receive(NoteImport(cafe=cafe, file_name="tische.xlsx"), content)

    return waiting


def texts():
    return sorted(Contribution.objects.values_list("text", flat=True))


def found(imported):
    return [str(problem) for problem in examine_import(imported).findings.listed]


def test_everything_is_stored_and_the_file_is_gone(waiting, sitting, question):
    imported = waiting([{"Gewichtungspunkte": 7}, {"Notiz": "Zu teuer"}], [COUNTED])

    store_notes(imported)

    first, second = Note.objects.select_related("contribution").order_by("number")
    assert (first.contribution.text, first.weighting_dots) == ("Zu wenig Wohnungen", 7)
    assert (first.contribution.code, second.contribution.code) == (
        "W1-T1-R1-01",
        "W1-T1-R1-02",
    )
    assert (first.guiding_question, first.version) == (question, 1)
    assert first.revisions.get().weighting_dots == 7
    assert first.imported_with == imported
    sitting.refresh_from_db()
    assert (sitting.people, sitting.participation_dots) == (6, 5)
    imported.refresh_from_db()
    assert imported.imported_on == timezone.localdate()
    assert not NoteImportFile.objects.exists()


def test_people_are_stored_by_subgroup(waiting, cafe, sitting):
    SubgroupFactory(target_group=cafe.target_group, title="Frauen")
    SubgroupFactory(target_group=cafe.target_group, title="Männer")

    store_notes(waiting((), [{"Personen: Frauen": 4, "Teilnahmepunkte: Frauen": 3}]))

    counts = SubgroupCount.objects.order_by("subgroup__title")
    assert [(c.people, c.participation_dots) for c in counts] == [(4, 3), (0, 0)]
    sitting.refresh_from_db()
    assert (sitting.people, sitting.participation_dots) == (4, 3)


def test_nothing_is_stored_if_anything_is_wrong(waiting):
    imported = waiting([{}, {"Tisch": "9"}], [COUNTED])

    with pytest.raises(ImportRefusedError):
        store_notes(imported)

    assert texts() == []
    assert not Sitting.objects.exclude(people=None).exists()
    assert NoteImportFile.objects.exists()


def test_same_notes_in_another_file_add_nothing(waiting):
    store_notes(waiting([{}, {"Kennung": "A-1", "Notiz": "Zu teuer"}], [COUNTED]))
    again = waiting(
        [{"Kennung": "a-1", "Notiz": "Zu teuer"}, {"Notiz": "Neu"}, {}], [COUNTED]
    )

    examination = examine_import(again)
    assert [row.text for row in examination.new] == ["Neu"]
    assert len(examination.known) == 2
    assert examination.attendance == []
    [line] = examination.lines
    assert (line.new, line.known, line.people) == (1, 2, None)
    store_notes(again)

    assert texts() == ["Neu", "Zu teuer", "Zu wenig Wohnungen"]


def test_file_with_nothing_new_is_not_marked_as_read(waiting, cafe):
    store_notes(waiting())

    again = waiting(table=csv(";1;1;probleme;Zu wenig Wohnungen"))
    store_notes(again)

    again.refresh_from_db()
    assert again.imported_on is None
    assert Note.objects.count() == 1


@pytest.mark.parametrize("text", ["Unterwegs getippt", "Und dann geändert"])
def test_note_that_was_typed_at_the_table_is_known_by_its_id(waiting, write, text):
    note = write("Unterwegs getippt")
    change_note(note, version=1, text="Und dann geändert")

    imported = waiting(table=csv(f"{note.pk};1;1;probleme;{text}"))

    assert len(examine_import(imported).known) == 1
    store_notes(imported)
    assert texts() == ["Und dann geändert"]


def test_key_of_something_else_is_a_problem(waiting, write):
    note = write("Am Tisch getippt")
    other = ContributionFactory()

    imported = waiting(
        table=csv(f"{note.pk};1;1;probleme;Anders", f"{other.pk};1;1;probleme;x")
    )

    message = (
        "Spalte „Kennung“: Unter dieser Kennung gibt es schon eine andere Notiz. "
        "Leeren Sie die Kennung, wenn diese hier dazukommen soll."
    )
    assert found(imported) == [f"Zeile 2, {message}", f"Zeile 3, {message}"]
    with pytest.raises(ImportRefusedError):
        store_notes(imported)


def test_people_who_were_counted_otherwise_are_a_problem(waiting, sitting):
    Sitting.objects.filter(pk=sitting.pk).update(people=7)

    assert found(waiting((), [COUNTED])) == [
        "Blatt „Teilnahme“, Zeile 2, Spalte „Tisch“: "
        "An diesem Tisch ist in dieser Runde schon anders gezählt. "
        "Leeren Sie die Zeile, wenn das am Tisch Gezählte gilt."
    ]


def test_subgroups_that_were_counted_otherwise_are_a_problem(waiting, cafe, sitting):
    SubgroupFactory(target_group=cafe.target_group, title="Frauen")
    SubgroupFactory(target_group=cafe.target_group, title="Männer")
    store_notes(waiting((), [{"Personen: Frauen": 4, "Personen: Männer": 2}]))

    assert not found(waiting((), [{"Personen: Frauen": "4", "Personen: Männer": "2"}]))
    assert found(waiting((), [{"Personen: Frauen": 2, "Personen: Männer": 4}]))


def test_second_click_stores_nothing(waiting):
    imported = waiting()
    store_notes(imported)

    with pytest.raises(ImportedMeanwhileError):
        store_notes(imported)
    assert Note.objects.count() == 1


def test_same_file_uploaded_again_takes_the_place_of_the_waiting_one(waiting, cafe):
    table = csv(";1;1;probleme;x")
    first, second = waiting(table=table), waiting(table=table)

    assert list(NoteImport.objects.all()) == [second]
    assert first != second


def test_closed_cafe_takes_no_notes(waiting, cafe):
    imported = waiting()
    close_cafe(cafe)

    with pytest.raises(CafeClosedError):
        store_notes(imported)
    assert texts() == []


def test_what_nobody_stored_within_a_day_is_forgotten(cafe):
    old, new, done = NoteImportFactory.create_batch(3, cafe=cafe)
    yesterday = timezone.now() - timedelta(days=1, minutes=1)
    NoteImport.objects.filter(pk__in=[old.pk, done.pk]).update(uploaded_at=yesterday)
    NoteImport.objects.filter(pk=done.pk).update(imported_on=timezone.localdate())

    forget_old(cafe)

    assert set(NoteImport.objects.all()) == {new, done}


# --- Taking back


@pytest.fixture
def stored(waiting):
    imported = waiting([{}, {"Notiz": "Zu teuer"}], [COUNTED])
    store_notes(imported)
    return imported


def test_import_is_taken_back_and_can_come_again(waiting, stored, write, sitting):
    write("Am Tisch getippt")

    undo_notes(stored)

    assert texts() == ["Am Tisch getippt"]
    assert not NoteImport.objects.exists()
    sitting.refresh_from_db()
    assert sitting.people == 6
    store_notes(waiting([{}, {"Notiz": "Zu teuer"}], [COUNTED]))
    assert len(texts()) == 3


def changed(note):
    change_note(note, version=1, text="Anders")


def deleted(note):
    change_note(note, version=1, is_deleted=True)


def marked(note):
    later = Sitting.objects.get(table=note.sitting.table, round__number=2)
    mark_note(note, sitting=later, kind=Mark.Kind.CONFIRMED)


def evidenced(note):
    place_region(PhotoFactory(sitting=note.sitting), note, Region(0, 0, 9, 9))


@pytest.mark.parametrize("work_on", [changed, deleted, marked, evidenced])
def test_import_that_somebody_works_on_stays(stored, work_on):
    assert not is_in_use(stored)
    work_on(Note.objects.first())

    with pytest.raises(NotesInUseError):
        undo_notes(stored)

    assert Note.objects.count() == 2
    assert is_in_use(stored)


def test_import_with_a_note_that_stands_for_another_stays(stored, write):
    note = write("Sagt dasselbe")
    change_note(note, version=1, merged_into_id=Note.objects.first().pk)

    with pytest.raises(NotesInUseError):
        undo_notes(stored)


def test_import_of_a_closed_cafe_stays(stored, cafe):
    close_cafe(cafe)

    with pytest.raises(CafeClosedError):
        undo_notes(stored)
    assert Note.objects.count() == 2
