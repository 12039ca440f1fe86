"""Several people store a table of notes while hosts write at the tables."""

from uuid import uuid4

import pytest

from ilmkreis_integration.models import Contribution
from tests.threads import at_once
from tests.worldcafe.importing.tables import filled
from worldcafe.importing.storing import ImportedMeanwhileError, receive, store_notes
from worldcafe.models import Note, NoteImport, Sitting
from worldcafe.services.closing import close_cafe
from worldcafe.services.holding import CafeClosedError
from worldcafe.services.notes import write_note

pytestmark = pytest.mark.django_db(transaction=True)

NOTES = 20


@pytest.fixture
def imported(cafe):
    table = filled(cafe, [{"Notiz": f"Blatt {n}"} for n in range(NOTES)])
    return receive(NoteImport(cafe=cafe, file_name="tische.xlsx"), table)


def own(imported):
    """As another request reads it."""
    return NoteImport.objects.select_related("cafe__target_group").get(pk=imported.pk)


def test_table_that_four_people_store_is_stored_once(imported):
    results = at_once(4, lambda _number: store_notes(own(imported)))

    refused = [result for result in results if isinstance(result, Exception)]
    assert len(refused) == 3
    assert all(isinstance(error, ImportedMeanwhileError) for error in refused)
    assert Note.objects.count() == NOTES


def test_hosts_write_while_a_table_is_stored(imported, sitting, question):
    def act(number):
        if number == 0:
            return store_notes(own(imported))
        at = Sitting.objects.select_related("round", "table__cafe").get(pk=sitting.pk)
        return write_note(
            at, note_id=uuid4(), guiding_question=question, text=f"Tisch {number}"
        )

    results = at_once(4, act)

    assert not [result for result in results if isinstance(result, Exception)]
    numbers = Note.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, NOTES + 4))


def test_table_is_stored_whole_or_not_at_all_while_the_cafe_closes(imported, cafe):
    def act(number):
        return close_cafe(cafe) if number else store_notes(own(imported))

    stored, _closed = at_once(2, act)

    if isinstance(stored, Exception):
        assert isinstance(stored, CafeClosedError)
        assert not Note.objects.exists()
    else:
        assert Contribution.objects.final().count() == NOTES
