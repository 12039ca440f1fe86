from uuid import uuid4

import pytest

from ilmkreis_integration.models import Contribution, Kind
from reports.models import Statement
from worldcafe.models import Cafe
from worldcafe.services.closing import close_cafe
from worldcafe.services.holding import CafeClosedError
from worldcafe.services.notes import change_note
from worldcafe.services.sittings import record_attendance

pytestmark = pytest.mark.django_db


def test_close_cafe_makes_notes_final_and_forgets_deleted_ones(cafe, write):
    kept = write("Zu wenig")
    change_note(write("Quatsch"), version=1, is_deleted=True)

    close_cafe(cafe)

    assert Cafe.objects.get().state == Cafe.State.CLOSED
    contribution = Contribution.objects.get()
    assert (contribution.text, contribution.is_final) == ("Zu wenig", True)
    statement = Statement.objects.get()
    assert statement.contribution == kept.contribution
    assert (statement.kind, statement.code) == (Kind.PROBLEM, "W1-T1-R1-01")


def test_close_cafe_twice_makes_statements_once(cafe, write):
    write("Zu wenig")

    close_cafe(cafe)
    close_cafe(cafe)

    assert Statement.objects.count() == 1


def test_closed_cafe_takes_nothing_more(cafe, sitting, write):
    note = write("Zu wenig")
    close_cafe(cafe)

    for attempt in (
        lambda: write("Noch etwas", uuid4()),
        lambda: change_note(note, version=1, text="Anders"),
        lambda: change_note(note, version=1, is_deleted=True),
        lambda: record_attendance(sitting, people=5, participation_dots=5),
    ):
        with pytest.raises(CafeClosedError):
            attempt()
    assert Contribution.objects.get().text == "Zu wenig"
