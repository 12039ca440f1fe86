from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ilmkreis_integration.handover import WorkedOnError
from ilmkreis_integration.models import Contribution, ContributionTranslation, Kind
from reports.models import Dismissal, Statement, Theme
from reports.services.coding import put_back
from tests.factories import ClosingFactory, MeasureFactory, UserFactory
from worldcafe.models import Cafe, Closing, Round, Table
from worldcafe.services.closing import close_cafe, reopen_cafe
from worldcafe.services.holding import CafeClosedError
from worldcafe.services.notes import change_note, read_note
from worldcafe.services.rounds import start_round
from worldcafe.services.sittings import record_attendance

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(db):
    return UserFactory()


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


def test_merged_notes_go_to_the_evaluation_each_with_its_wording(cafe, write):
    one, two = write("Zu wenig"), write("Viel zu wenig")
    change_note(one, version=1, merged_into_id=two.pk)

    close_cafe(cafe)

    assert [s.text for s in Statement.objects.all()] == ["Zu wenig", "Viel zu wenig"]


def test_closing_is_recorded_once(cafe, write, somebody):
    before = timezone.now()

    close_cafe(cafe, by=somebody)
    close_cafe(cafe, by=UserFactory(username="zweite"))

    closing = Closing.objects.get()
    assert (closing.cafe, closing.closed_by) == (cafe, somebody)
    assert before <= closing.closed_at <= timezone.now()
    assert closing.reopened_at is None


def test_running_round_ends_and_runs_no_more_when_reopened(cafe, somebody):
    start_round(Round.objects.select_related("cafe").get(number=1))

    close_cafe(cafe)
    reopen_cafe(cafe, by=somebody, reason="Tisch 3 fehlt")

    assert list(Round.objects.values_list("number", "stopped_at")) == [
        (1, Closing.objects.get().closed_at),
        (2, None),
    ]


def test_when_tables_were_last_open_is_forgotten(cafe):
    Table.objects.update(seen_at=timezone.now())

    close_cafe(cafe)

    assert not Table.objects.exclude(seen_at=None).exists()


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


# --- The way back


def test_reopened_cafe_goes_on_and_its_notes_leave_the_evaluation(
    cafe, write, somebody
):
    note = write("Zu wenig")
    close_cafe(cafe)
    version = Cafe.objects.get().version

    reopen_cafe(cafe, by=somebody, reason="Tisch 3 fehlt")

    assert not Statement.objects.exists()
    assert not Contribution.objects.get().is_final
    cafe.refresh_from_db()
    assert (cafe.state, cafe.version) == (Cafe.State.OPEN, version + 1)
    assert change_note(note, version=1, text="Anders").contribution.text == "Anders"
    write("Noch etwas")


def test_reopening_is_recorded_with_its_reason(cafe, somebody):
    close_cafe(cafe)

    reopen_cafe(cafe, by=somebody, reason="Tisch 3 fehlt")

    closing = Closing.objects.get()
    assert (closing.reopened_by, closing.reason) == (somebody, "Tisch 3 fehlt")
    assert timezone.now() - closing.reopened_at < timedelta(minutes=1)


def test_closing_again_takes_the_new_wording(cafe, write, somebody):
    note = write("Zu wenig")
    close_cafe(cafe)
    reopen_cafe(cafe, by=somebody, reason="Schreibfehler")
    change_note(note, version=1, text="Viel zu wenig")
    write("Noch etwas")

    close_cafe(cafe, by=somebody)

    assert [s.text for s in Statement.objects.all()] == ["Viel zu wenig", "Noch etwas"]
    assert [bool(c.reopened_at) for c in Closing.objects.all()] == [True, False]


def test_open_cafe_is_not_reopened(cafe, somebody):
    reopen_cafe(cafe, by=somebody, reason="Versehen")

    assert not Closing.objects.exists()
    assert Cafe.objects.get().version == 0


def test_cafe_closed_before_closings_were_recorded_is_reopened(cafe, somebody):
    Cafe.objects.update(state=Cafe.State.CLOSED)

    reopen_cafe(cafe, by=somebody, reason="Alter Stand")

    assert Closing.objects.get().reason == "Alter Stand"
    assert Cafe.objects.get().is_open


def translated(statement):
    ContributionTranslation.objects.create(
        contribution=statement.contribution, text="Deutsch"
    )


def themed(statement):
    field = statement.contribution.action_field
    statement.theme = Theme.objects.create(action_field=field, title="Thema")
    statement.save()


def dismissed(statement):
    today = timezone.localdate()
    Dismissal.objects.create(contribution=statement.contribution, dismissed_on=today)


def evidence(statement):
    field = statement.contribution.action_field
    MeasureFactory(goal__action_field=field, statements=[statement])


def change(**values):
    return lambda statement: Statement.objects.filter(pk=statement.pk).update(**values)


@pytest.mark.parametrize(
    "work",
    [
        pytest.param(themed, id="theme"),
        pytest.param(change(end=2), id="split"),
        pytest.param(change(number=1), id="numbered"),
        pytest.param(change(kind=Kind.NEED), id="other kind"),
        pytest.param(lambda s: s.action_fields.clear(), id="no field"),
        pytest.param(
            lambda s: s.action_fields.add(
                s.contribution.process.action_fields.get(slug="arbeit")
            ),
            id="second field",
        ),
        pytest.param(change(is_grave=True), id="grave"),
        pytest.param(
            lambda s: change(coded_by=UserFactory(username="x"))(s), id="coded"
        ),
        pytest.param(evidence, id="evidence"),
        pytest.param(dismissed, id="dismissed"),
        pytest.param(translated, id="translated"),
        pytest.param(lambda s: put_back(s.contribution), id="put back to the desk"),
    ],
)
def test_cafe_stays_closed_once_somebody_worked_on_a_note(cafe, write, somebody, work):
    write("Unberührt")
    write("Zu wenig")
    close_cafe(cafe)
    work(Statement.objects.get(contribution__code="W1-T1-R1-02"))
    before = list(Statement.objects.order_by("pk").values())

    with pytest.raises(WorkedOnError) as refusal:
        reopen_cafe(cafe, by=somebody, reason="Zu spät")

    assert [c.code for c in refusal.value.contributions] == ["W1-T1-R1-02"]
    assert list(Statement.objects.order_by("pk").values()) == before
    assert Cafe.objects.get().state == Cafe.State.CLOSED
    assert Contribution.objects.filter(is_final=True).count() == 2
    assert Closing.objects.get().reopened_at is None


def test_work_on_another_cafe_does_not_matter(cafe, write, somebody):
    write("Zu wenig")
    close_cafe(cafe)
    other = ClosingFactory().cafe
    Statement.objects.exclude(contribution__note__sitting__table__cafe=cafe).delete()

    reopen_cafe(cafe, by=somebody, reason="Tisch 3 fehlt")

    other.refresh_from_db()
    assert not other.is_open


def test_cafe_is_reopened_for_a_reason_only(cafe, somebody):
    close_cafe(cafe)

    with pytest.raises(IntegrityError), transaction.atomic():
        reopen_cafe(cafe, by=somebody, reason="")

    assert Cafe.objects.get().state == Cafe.State.CLOSED


def test_reopened_note_keeps_its_revisions(cafe, write, somebody):
    note = write("Zu wenig")
    change_note(note, version=1, text="Viel zu wenig")
    close_cafe(cafe)
    reopen_cafe(cafe, by=somebody, reason="Tisch 3 fehlt")

    texts = read_note(note.pk).revisions.values_list("text", flat=True)

    assert list(texts) == ["Zu wenig", "Viel zu wenig"]
