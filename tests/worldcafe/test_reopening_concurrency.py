"""A café is opened again while somebody codes its notes, or other notes are merged."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connections, transaction

from ilmkreis_integration.handover import WorkedOnError
from ilmkreis_integration.models import ContributionTranslation, Kind
from reports.models import Dismissal, Statement
from reports.services.catalogue import set_evidence
from reports.services.coding import (
    WAITING,
    CodedMeanwhileError,
    CodedSpan,
    code_contribution,
    coding_state,
    dismiss,
)
from reports.services.translations import (
    Entry,
    TranslatedMeanwhileError,
    translate,
    translation_state,
)
from tests.factories import MeasureFactory, UserFactory
from tests.threads import at_once
from worldcafe.models import Cafe, Closing, Note
from worldcafe.services.closing import close_cafe, reopen_cafe
from worldcafe.services.merging import CannotMergeError, merge_notes
from worldcafe.services.notes import change_note, read_note

pytestmark = pytest.mark.django_db(transaction=True)

A_WHILE = 0.5  # seconds; time for the other one to look at what is stored


@pytest.fixture
def somebody(db):
    return UserFactory()


def one_before_the_other(first, second):
    """Let `second` begin while `first` is not stored yet; what each raises is returned."""
    has_acted = Event()

    def act_first():
        with transaction.atomic():
            first()
            has_acted.set()
            Event().wait(A_WHILE)

    def act_second():
        has_acted.wait(10)
        second()

    def run(act):
        try:
            act()
        except Exception as error:
            return error
        finally:
            has_acted.set()
            connections.close_all()
        return None

    with ThreadPoolExecutor(2) as pool:
        results = [pool.submit(run, act) for act in (act_first, act_second)]
        return [result.result() for result in results]


def code(note, somebody):
    """Code as the desk does, with what was seen before."""
    contribution = note.contribution
    seen = coding_state(contribution)
    span = CodedSpan(0, len(contribution.text), Kind.NEED, (contribution.action_field,))
    return lambda: code_contribution(contribution, spans=[span], by=somebody, seen=seen)


def test_coder_comes_too_late_for_a_reopened_cafe(cafe, write, somebody):
    note = write("Zu wenig")
    close_cafe(cafe)

    errors = one_before_the_other(
        lambda: reopen_cafe(cafe, by=somebody, reason="Tisch 3 fehlt"),
        code(note, somebody),
    )

    assert [type(error) for error in errors] == [type(None), CodedMeanwhileError]
    assert Cafe.objects.get().is_open
    assert not Statement.objects.exists()


def test_reopening_comes_too_late_for_a_coded_note(cafe, write, somebody):
    note = write("Zu wenig")
    close_cafe(cafe)

    errors = one_before_the_other(
        code(note, somebody),
        lambda: reopen_cafe(cafe, by=somebody, reason="Tisch 3 fehlt"),
    )

    assert [type(error) for error in errors] == [type(None), WorkedOnError]
    assert not Cafe.objects.get().is_open
    assert Statement.objects.get().coded_by == somebody
    assert Closing.objects.get().reopened_at is None


@pytest.mark.parametrize("is_evidence_first", [True, False])
def test_no_evidence_is_lost_when_a_cafe_is_reopened(
    cafe, write, somebody, is_evidence_first
):
    write("Zu wenig")
    close_cafe(cafe)
    measure = MeasureFactory(goal__action_field=cafe.tables.first().action_field)
    statements = list(Statement.objects.all())

    def give_evidence():
        set_evidence(measure, statements=statements, themes=[])

    def reopen():
        reopen_cafe(cafe, by=somebody, reason="Tisch 3 fehlt")

    if is_evidence_first:
        errors = one_before_the_other(give_evidence, reopen)
        assert [type(error) for error in errors] == [type(None), WorkedOnError]
        assert list(measure.statements.all()) == statements
    else:
        errors = one_before_the_other(reopen, give_evidence)
        assert errors == [None, None]
        assert not measure.statements.exists()


def test_nothing_is_dismissed_or_translated_in_a_reopened_cafe(cafe, write, somebody):
    note = write("Zu wenig")
    close_cafe(cafe)
    note.contribution.refresh_from_db()
    seen = translation_state(note.contribution)
    entry = Entry(language="en", text="Zu wenig")

    for late, refusal in (
        (
            lambda: dismiss(note.contribution, by=somebody, seen=WAITING),
            CodedMeanwhileError,
        ),
        (
            lambda: translate(note.contribution, entry, by=somebody, seen=seen),
            TranslatedMeanwhileError,
        ),
    ):
        errors = one_before_the_other(
            lambda: reopen_cafe(cafe, by=somebody, reason="Tisch 3 fehlt"), late
        )
        assert [type(error) for error in errors] == [type(None), refusal]
        close_cafe(cafe)
    assert not Dismissal.objects.exists()
    assert not ContributionTranslation.objects.exists()


def test_reopening_comes_too_late_for_a_translated_note(cafe, write, somebody):
    note = write("Zu wenig")
    close_cafe(cafe)
    entry = Entry(language="en", text="Zu wenig")

    errors = one_before_the_other(
        lambda: translate(note.contribution, entry, by=somebody),
        lambda: reopen_cafe(cafe, by=somebody, reason="Tisch 3 fehlt"),
    )

    assert [type(error) for error in errors] == [type(None), WorkedOnError]
    assert not Cafe.objects.get().is_open
    assert ContributionTranslation.objects.exists()


def test_many_who_reopen_at_once_reopen_once(cafe, write, somebody):
    write("Zu wenig")
    close_cafe(cafe)

    results = at_once(4, lambda n: reopen_cafe(cafe, by=somebody, reason=f"Grund {n}"))

    assert results == [None] * 4
    assert Closing.objects.count() == 1
    assert Cafe.objects.get().is_open


def test_many_who_close_at_once_close_once(cafe, write):
    write("Zu wenig")

    results = at_once(4, lambda _n: close_cafe(cafe))

    assert results == [None] * 4
    assert Closing.objects.count() == 1
    assert Statement.objects.count() == 1


def test_of_two_who_merge_each_into_the_other_one_succeeds(write):
    notes = [read_note(write(text).pk) for text in ("Eins", "Zwei")]

    results = at_once(2, lambda n: merge_notes(notes, into=notes[n]))

    assert sorted(type(r) for r in results if r) == [CannotMergeError]
    assert Note.objects.exclude(merged_into=None).count() == 1


def test_note_that_a_host_deletes_meanwhile_stands_for_nobody(write):
    one, two = (read_note(write(text).pk) for text in ("Eins", "Zwei"))

    errors = one_before_the_other(
        lambda: change_note(two, version=1, is_deleted=True),
        lambda: merge_notes([one], into=two),
    )

    assert [type(error) for error in errors] == [type(None), CannotMergeError]
    assert Note.objects.get(pk=one.pk).merged_into is None
