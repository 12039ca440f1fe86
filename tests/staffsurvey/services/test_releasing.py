import re

import pytest
from django.db import IntegrityError

from ilmkreis_integration.models import Contribution, Source
from staffsurvey.models import Comment, FocusArea, HeldComment
from staffsurvey.services.releasing import Decision, decide, release
from tests.factories import ContributionFactory, HeldCommentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(survey):
    return HeldCommentFactory(
        focus_area=FocusArea.objects.get(slug="wohnen"), text="Zu teuer"
    )


@pytest.fixture
def first(db):
    return UserFactory(first_name="Anna", last_name="Muster")


@pytest.fixture
def second(db):
    return UserFactory(username="beispiel")


def test_released_text_is_handed_over(held, first):
    assert decide(held, Decision.RELEASE, by=first, may_be_quoted=True)

    contribution = Contribution.objects.get()
    assert (contribution.text, contribution.source) == ("Zu teuer", Source.STAFF_SURVEY)
    assert contribution.action_field.slug == "wohnen"
    assert (contribution.kind, contribution.for_concept) == ("", True)
    assert contribution.received_on is None
    assert re.fullmatch(r"M-\d{4}", contribution.code)
    comment = contribution.comment
    assert (comment.may_be_quoted, comment.released_by) == (True, "Anna Muster")
    assert not HeldComment.objects.exists()


def test_text_of_another_strategy_stays_out_of_the_concept(survey):
    children = FocusArea.objects.get(slug="kinder")
    comment = release(HeldCommentFactory(focus_area=children), by="Anna Muster")

    contribution = comment.contribution
    assert (contribution.action_field, contribution.for_concept) == (None, False)


def test_withheld_text_is_not_handed_over(held, first):
    assert decide(held, Decision.WITHHOLD, by=first)

    assert not Contribution.objects.exists()
    assert HeldComment.objects.get().is_withheld


@pytest.fixture
def by_two(survey):
    survey.needs_two_readers = True
    survey.save()


def test_where_two_are_needed_the_first_only_proposes(held, by_two, first):
    assert not decide(held, Decision.RELEASE, by=first)
    assert not decide(held, Decision.RELEASE, by=first)  # still the same person

    assert not Comment.objects.exists()
    held.refresh_from_db()
    assert (held.proposal, held.proposed_by) == ("release", first)


def test_the_second_carries_it_out(held, by_two, first, second):
    decide(held, Decision.RELEASE, by=first)

    assert decide(held, Decision.RELEASE, by=second)
    assert Comment.objects.get().released_by == "Anna Muster und beispiel"


def test_who_disagrees_makes_a_proposal_of_their_own(held, by_two, first, second):
    decide(held, Decision.RELEASE, by=first)

    assert not decide(held, Decision.WITHHOLD, by=second)
    held.refresh_from_db()
    assert (held.proposal, held.proposed_by) == ("withhold", second)
    assert decide(held, Decision.WITHHOLD, by=first)


def test_what_was_decided_is_not_decided_again(held, first):
    decide(held, Decision.RELEASE, by=first)

    with pytest.raises(HeldComment.DoesNotExist):
        decide(held, Decision.RELEASE, by=first)


def test_codes_get_longer_before_they_run_short(held):
    Contribution.objects.bulk_create(
        ContributionFactory.build(
            process=held.focus_area.topic.survey.process,
            source="staffsurvey",
            code=f"M-{n:04}",
        )
        for n in range(5000)
    )

    comment = release(held, by="Anna Muster")

    assert re.fullmatch(r"M-\d{5}", comment.contribution.code)


def test_constraint_refuses_a_date_on_a_comment(survey):
    with pytest.raises(IntegrityError, match="staff_contribution_has_no_date"):
        ContributionFactory(
            process=survey.process, source="staffsurvey", received_on="2017-10-20"
        )
