import pytest
from django.db import transaction

from ilmkreis_integration.handover import (
    WorkedOnError,
    contributions_final,
    contributions_reopening,
    finalize,
    hand_over,
    reopen,
)
from ilmkreis_integration.models import Contribution, Kind
from reports.models import Statement
from tests.factories import ActionFieldFactory, ContributionFactory, ProcessFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def announced():
    """What `contributions_final` was sent with, as codes."""
    codes = []

    def receive(*, contributions, **kwargs):
        codes.extend(contribution.code for contribution in contributions)

    contributions_final.connect(receive)
    yield codes
    contributions_final.disconnect(receive)


def test_hand_over_stores_all_and_announces_what_is_final(announced):
    process = ProcessFactory()
    rows = [
        ContributionFactory.build(process=process, code="F-0001-1"),
        ContributionFactory.build(process=process, code="W1-T1-R1-01", is_final=False),
    ]

    hand_over(rows)

    assert set(Contribution.objects.values_list("code", flat=True)) == {
        "F-0001-1",
        "W1-T1-R1-01",
    }
    assert announced == ["F-0001-1"]


def test_hand_over_of_nothing_announces_nothing(announced):
    hand_over([])

    assert announced == []


def test_finalize_closes_the_wording_and_announces(announced):
    contribution = ContributionFactory(is_final=False)

    finalize([contribution])

    assert Contribution.objects.get().is_final
    assert announced == [contribution.code]


def test_final_contribution_with_field_and_kind_becomes_a_statement():
    field = ActionFieldFactory()
    note = ContributionFactory(
        process=field.process,
        action_field=field,
        kind=Kind.PROBLEM,
        text="Zu wenig Busse",
        is_final=False,
    )
    assert not Statement.objects.exists()

    finalize([note])

    statement = Statement.objects.get()
    assert (statement.code, statement.text, statement.kind) == (
        note.code,
        "Zu wenig Busse",
        Kind.PROBLEM,
    )
    assert list(statement.action_fields.all()) == [field]
    assert statement.coded_by is None


@pytest.mark.parametrize(
    "missing", [{"kind": ""}, {"action_field": None}, {"for_concept": False}]
)
def test_what_the_origin_left_open_waits_at_the_coding_desk(missing):
    field = ActionFieldFactory()
    values = {"action_field": field, "kind": Kind.PROBLEM} | missing
    contribution = ContributionFactory(process=field.process, is_final=False, **values)

    finalize([contribution])

    assert not Statement.objects.exists()


def test_reopen_opens_the_wording_again():
    contribution = ContributionFactory()
    other = ContributionFactory(process=contribution.process)

    reopen([contribution])

    assert not contribution.is_final
    assert list(Contribution.objects.filter(is_final=True)) == [other]


def test_reopen_of_nothing_asks_nobody():
    asked = []

    def receive(*, contributions, **kwargs):
        asked.append(contributions)

    contributions_reopening.connect(receive)
    reopen([])
    contributions_reopening.disconnect(receive)

    assert asked == []


def test_whoever_works_with_a_contribution_can_keep_it_final():
    contribution = ContributionFactory()

    def receive(*, contributions, **kwargs):
        raise WorkedOnError(contributions)

    contributions_reopening.connect(receive)
    with (
        pytest.raises(WorkedOnError, match=contribution.code),
        transaction.atomic(),
    ):
        reopen([contribution])
    contributions_reopening.disconnect(receive)

    assert Contribution.objects.get().is_final
