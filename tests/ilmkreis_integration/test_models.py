from datetime import date

import pytest
from django.db import IntegrityError, transaction

from ilmkreis_integration.models import (
    Contribution,
    Process,
    Source,
    Stage,
    WordingIsFinalError,
)
from tests.factories import (
    ActionFieldFactory,
    ContributionFactory,
    ContributionTranslationFactory,
    ProcessFactory,
    ReachReviewFactory,
    StageFactory,
)

pytestmark = pytest.mark.django_db


def refuses(constraint, make):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make()


def test_process_is_current_only_once():
    ProcessFactory(is_current=True)
    ProcessFactory(is_current=False)

    with pytest.raises(IntegrityError), transaction.atomic():
        ProcessFactory(is_current=True)


def test_process_current_is_none_when_there_is_none():
    ProcessFactory(is_current=False)

    assert Process.objects.current() is None


def test_process_smallest_count_can_only_be_raised():
    refuses("smallest_count_only_raised", lambda: ProcessFactory(smallest_count=4))
    ProcessFactory(smallest_count=7)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "state"),
    [
        pytest.param(None, None, Stage.State.PLANNED, id="no dates"),
        pytest.param("2026-05-02", "2026-05-09", Stage.State.PLANNED, id="tomorrow"),
        pytest.param("2026-05-01", None, Stage.State.RUNNING, id="open end"),
        pytest.param("2026-04-01", "2026-05-01", Stage.State.RUNNING, id="last day"),
        pytest.param("2026-04-01", "2026-04-30", Stage.State.DONE, id="yesterday"),
    ],
)
def test_stage_state(starts_on, ends_on, state):
    stage = StageFactory.build(
        process=None,
        starts_on=starts_on and date.fromisoformat(starts_on),
        ends_on=ends_on and date.fromisoformat(ends_on),
    )

    assert stage.state(on=date(2026, 5, 1)) == state


def test_stage_does_not_end_before_it_starts():
    refuses(
        "stage_ends_after_it_starts",
        lambda: StageFactory(starts_on=date(2026, 5, 2), ends_on=date(2026, 5, 1)),
    )


def test_reach_review_that_says_no_names_who_is_missing():
    refuses(
        "reach_review_no_names_who_is_missing",
        lambda: ReachReviewFactory(everyone_reached=False, missing=""),
    )


def test_process_has_one_other_action_field():
    other = ActionFieldFactory(is_other=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        ActionFieldFactory(process=other.process, is_other=True)


def test_contribution_code_is_unique_in_its_process():
    contribution = ContributionFactory(code="F-0001-1")
    ContributionFactory(code="F-0001-1")  # of another process

    with pytest.raises(IntegrityError), transaction.atomic():
        ContributionFactory(process=contribution.process, code="F-0001-1")


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("contribution_says_something", {"text": ""}),
        ("contribution_speaks_for_somebody", {"people": 0}),
        ("contribution_source_is_known", {"source": "rumour"}),
        ("contribution_kind_is_known", {"kind": "wish"}),
        (
            "staff_contribution_has_no_date",
            {"source": Source.STAFF_SURVEY, "received_on": date(2026, 3, 2)},
        ),
    ],
)
def test_contribution_constraints(constraint, values):
    refuses(constraint, lambda: ContributionFactory(**values))


def test_contribution_wording_changes_only_until_it_is_final():
    contribution = ContributionFactory(text="alt", is_final=False)
    contribution.text = "neu"
    contribution.is_final = True
    contribution.save()

    contribution.text = "anders"
    with pytest.raises(WordingIsFinalError):
        contribution.save()

    assert Contribution.objects.get().text == "neu"


def test_contribution_wording_cannot_be_reopened_and_changed_in_one_go():
    contribution = ContributionFactory(text="alt", is_final=True)

    contribution.is_final = False
    contribution.text = "neu"
    with pytest.raises(WordingIsFinalError):
        contribution.save()

    assert Contribution.objects.get().text == "alt"


def test_contribution_querysets():
    process = ProcessFactory()
    final = ContributionFactory(process=process)
    ContributionFactory(process=process, is_final=False)
    other = ContributionFactory(process=process, for_concept=False)

    assert set(Contribution.objects.final()) == {final, other}
    assert list(Contribution.objects.final().for_concept()) == [final]
    assert set(Contribution.objects.from_source(final.source)) >= {final}


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("translation_says_something", {"text": ""}),
        ("translation_kind_is_known", {"kind": "parrot"}),
        ("checked_by_somebody_on_a_day", {"checked_by": "Olena"}),
        ("checked_by_somebody_on_a_day", {"checked_on": date(2026, 3, 2)}),
    ],
)
def test_translations_of_contributions_have_constraints(constraint, values):
    refuses(constraint, lambda: ContributionTranslationFactory(**values))


def test_a_contribution_has_one_translation():
    translation = ContributionTranslationFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ContributionTranslationFactory(contribution=translation.contribution)
