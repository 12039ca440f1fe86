"""Several hosts at one table, and somebody who closes the café meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import uuid4

import pytest
from django.db import connections, transaction

from ilmkreis_integration.models import Contribution
from tests.threads import at_once
from worldcafe.models import Note
from worldcafe.services.closing import close_cafe
from worldcafe.services.holding import CafeClosedError
from worldcafe.services.notes import NoteConflictError, change_note
from worldcafe.services.sittings import record_attendance

pytestmark = pytest.mark.django_db(transaction=True)

HOSTS = 8


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
