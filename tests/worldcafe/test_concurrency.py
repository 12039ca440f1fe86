"""Several hosts at one table, and somebody who closes the café meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import uuid4

import pytest
from django.db import connections, transaction

from ilmkreis_integration.models import Contribution
from tests.factories import SubgroupFactory
from tests.threads import at_once
from worldcafe.changes import make_change
from worldcafe.models import Note, NoteRevision, Sitting, Table
from worldcafe.services.closing import close_cafe
from worldcafe.services.holding import CafeClosedError
from worldcafe.services.notes import NoteConflictError, change_note
from worldcafe.services.planning import AlreadyUsedError, add_table, remove_table
from worldcafe.services.sittings import record_attendance

pytestmark = pytest.mark.django_db(transaction=True)

HOSTS = 8
EDITORS, EDITS = 10, 30  # who reword one note, and how often each


def test_notes_written_at_once_get_numbers_without_gaps(write):
    notes = at_once(HOSTS, lambda n: write(f"Notiz {n}"))

    assert sorted(note.number for note in notes) == list(range(1, HOSTS + 1))
    assert set(Contribution.objects.values_list("code", flat=True)) == {
        f"W1-T1-R1-{number:02}" for number in range(1, HOSTS + 1)
    }


def test_one_note_sent_many_times_at_once_is_stored_once(write):
    note_id = uuid4()

    notes = at_once(HOSTS, lambda _n: write("Zu wenig", note_id))

    assert notes == [Note.objects.get()] * HOSTS
    assert Contribution.objects.get().code == "W1-T1-R1-01"


def test_of_many_who_change_one_wording_one_succeeds(write):
    note = write("Zu wenig")

    results = at_once(HOSTS, lambda n: change_note(note, version=1, text=f"Wort {n}"))

    changed = [result for result in results if isinstance(result, Note)]
    refused = [result for result in results if isinstance(result, NoteConflictError)]
    assert (len(changed), len(refused)) == (1, HOSTS - 1)
    assert Contribution.objects.get().text == changed[0].contribution.text


def test_all_who_count_other_people_at_once_are_kept(cafe, table, sitting):
    groups = [
        SubgroupFactory(target_group=cafe.target_group, title=f"Gruppe {n}")
        for n in range(HOSTS)
    ]

    made = at_once(
        HOSTS,
        lambda n: make_change(
            table,
            {"type": "attend", "id": str(uuid4()), "round": "1"}
            | {f"people-{groups[n].pk}": str(n + 1)},
        ),
    )

    assert made == [None] * HOSTS
    counted = sitting.subgroup_counts.order_by("people").values_list(
        "people", flat=True
    )
    assert list(counted) == list(range(1, HOSTS + 1))
    sitting.refresh_from_db()
    assert sitting.people == sum(range(1, HOSTS + 1))


def test_nothing_of_300_edits_of_one_note_is_lost(write):
    """Each is either a version of its own or reported to whoever made it."""
    note = write("Anfang")

    def edit(text):
        version = Note.objects.values_list("version", flat=True).get(pk=note.pk)
        change_id = uuid4()
        try:
            made = change_note(note, version=version, change_id=change_id, text=text)
        except NoteConflictError as error:
            return "conflict", error.note.version > version
        return "accepted", (change_id, made.version, text)

    outcomes = at_once(
        EDITORS, lambda person: [edit(f"{person}/{n}") for n in range(EDITS)]
    )

    made = [outcome for each in outcomes for outcome in each]
    accepted = {what for kind, what in made if kind == "accepted"}
    conflicts = [what for kind, what in made if kind == "conflict"]
    assert len(accepted) + len(conflicts) == EDITORS * EDITS
    assert conflicts  # otherwise nobody met anybody, and this has shown nothing
    assert all(conflicts)
    revisions = NoteRevision.objects.exclude(version=1)
    assert set(revisions.values_list("id", "version", "text")) == accepted
    assert sorted(version for _id, version, _text in accepted) == list(
        range(2, len(accepted) + 2)
    )
    note.refresh_from_db()
    last = max(accepted, key=lambda what: what[1])
    assert (note.version, note.contribution.text) == last[1:]


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda write, note: write("Noch etwas"), id="write"),
        pytest.param(
            lambda write, note: change_note(note, version=1, text="Anders"), id="revise"
        ),
        pytest.param(
            lambda write, note: change_note(note, version=1, is_deleted=True),
            id="delete",
        ),
        pytest.param(
            lambda write, note: record_attendance(
                note.sitting, people=5, participation_dots=5
            ),
            id="count people",
        ),
    ],
)
def test_nothing_slips_into_a_cafe_that_is_being_closed(cafe, write, act):
    note = write("Zu wenig")
    is_closing, may_commit = Event(), Event()

    def close():
        try:
            with transaction.atomic():
                close_cafe(cafe)
                is_closing.set()
                may_commit.wait(0.5)  # time for the others to ask whether it is open
        finally:
            connections.close_all()

    def slip_in():
        try:
            is_closing.wait(10)
            act(write, note)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        closing, slipping = pool.submit(close), pool.submit(slip_in)
        closing.result()

        with pytest.raises(CafeClosedError):
            slipping.result()
    note.refresh_from_db()
    note.sitting.refresh_from_db()
    assert [(c.text, c.is_final) for c in Contribution.objects.all()] == [
        ("Zu wenig", True)
    ]
    assert (note.is_deleted, note.sitting.people) == (False, None)


def test_tables_added_at_once_get_numbers_without_gaps(cafe, table):
    field = table.action_field

    results = at_once(HOSTS, lambda _n: add_table(Table(cafe=cafe, action_field=field)))

    assert results == [None] * HOSTS
    numbers = list(cafe.tables.values_list("number", flat=True))
    assert numbers == list(range(1, HOSTS + 3))
    assert Sitting.objects.filter(table__cafe=cafe).count() == 2 * (HOSTS + 2)


def test_table_goes_or_its_first_note_stays(cafe, table, write):
    """Nobody loses what was being written while the table was taken away."""

    def act(number):
        return write("Zu wenig") if number else remove_table(table)

    removed, written = at_once(2, act)

    if isinstance(removed, AlreadyUsedError):
        assert Note.objects.get() == written
    else:
        assert isinstance(written, Exception)
        assert not Note.objects.exists()
        assert not Contribution.objects.exists()
