import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection

from ilmkreis_integration.models import Contribution, Source
from staffsurvey.models import Comment, FocusArea, HeldComment
from staffsurvey.personal_data import Hint, Kind
from staffsurvey.services.releasing import (
    DecidedMeanwhileError,
    Decision,
    Destroyed,
    decide,
    destroy,
    mask,
    put_back,
    release,
    state_of,
)
from tests.factories import ContributionFactory, HeldCommentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(survey):
    return HeldCommentFactory(
        focus_area=FocusArea.objects.get(slug="wohnen"), text="Zu teuer"
    )


def now(held):
    """What somebody sees who looks at it anew."""
    return state_of(HeldComment.objects.get(pk=held.pk))


@pytest.fixture
def first(db):
    return UserFactory(first_name="Anna", last_name="Muster")


@pytest.fixture
def second(db):
    return UserFactory(username="beispiel")


def test_released_text_is_handed_over(held, first):
    assert decide(held, Decision.RELEASE, by=first, may_be_quoted=True, seen=now(held))

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
    assert decide(held, Decision.WITHHOLD, by=first, seen=now(held))

    assert not Contribution.objects.exists()
    assert HeldComment.objects.get().is_withheld


@pytest.fixture
def by_two(survey):
    survey.needs_two_readers = True
    survey.save()


def test_where_two_are_needed_the_first_only_proposes(held, by_two, first):
    assert not decide(held, Decision.RELEASE, by=first, seen=now(held))
    assert not decide(
        held, Decision.RELEASE, by=first, seen=now(held)
    )  # still the same person

    assert not Comment.objects.exists()
    held.refresh_from_db()
    assert (held.proposal, held.proposed_by) == ("release", first)


def test_the_second_carries_it_out(held, by_two, first, second):
    decide(held, Decision.RELEASE, by=first, seen=now(held))

    assert decide(held, Decision.RELEASE, by=second, seen=now(held))
    assert Comment.objects.get().released_by == "Anna Muster und beispiel"


def test_who_disagrees_makes_a_proposal_of_their_own(held, by_two, first, second):
    decide(held, Decision.RELEASE, by=first, seen=now(held))

    assert not decide(held, Decision.WITHHOLD, by=second, seen=now(held))
    held.refresh_from_db()
    assert (held.proposal, held.proposed_by) == ("withhold", second)
    assert decide(held, Decision.WITHHOLD, by=first, seen=now(held))


def test_what_was_decided_is_not_decided_again(held, first):
    seen = now(held)
    decide(held, Decision.RELEASE, by=first, seen=seen)

    with pytest.raises(DecidedMeanwhileError):
        decide(held, Decision.RELEASE, by=first, seen=seen)


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


# --- Masking


@pytest.fixture
def named(held):
    held.text = "Frau Muster, Zimmer 214, weiß es."
    held.save()
    return held


NAME, ROOM = Hint(5, 11, Kind.NAME), Hint(13, 23, Kind.ROOM)


def test_masking_overwrites_and_keeps_nothing(named):
    mask(named, [NAME, ROOM], seen=state_of(named))

    row = HeldComment.objects.get()
    assert row.text == "Frau [Name], [Zimmer], weiß es."
    assert row.is_masked


def test_masking_withdraws_what_was_proposed(named, by_two, first):
    decide(named, Decision.RELEASE, by=first, may_be_quoted=True, seen=now(named))
    named.refresh_from_db()

    mask(named, [NAME], seen=state_of(named))

    row = HeldComment.objects.get()
    assert (row.proposal, row.proposed_by, row.may_be_quoted) == ("", None, False)


def test_released_comment_says_that_it_was_masked(named, first):
    mask(named, [NAME], seen=state_of(named))
    decide(named, Decision.RELEASE, by=first, seen=now(named))

    assert Comment.objects.get().is_masked


def test_what_was_masked_meanwhile_is_not_masked_again(named):
    seen = state_of(named)
    mask(named, [NAME], seen=seen)

    with pytest.raises(DecidedMeanwhileError):
        mask(named, [ROOM], seen=seen)

    assert HeldComment.objects.get().text == "Frau [Name], Zimmer 214, weiß es."


def test_nobody_releases_another_text_than_the_one_they_read(named, first):
    seen = state_of(named)
    mask(named, [NAME], seen=seen)

    with pytest.raises(DecidedMeanwhileError):
        decide(named, Decision.RELEASE, by=first, seen=seen)

    assert not Comment.objects.exists()


# --- Withheld


def test_withheld_text_goes_back_as_if_nobody_had_decided(held, by_two, first, second):
    decide(held, Decision.WITHHOLD, by=first, seen=now(held))
    decide(held, Decision.WITHHOLD, by=second, seen=now(held))

    assert not put_back(
        held, by=second, seen=now(held)
    )  # who decided last is not enough
    assert not put_back(held, by=second, seen=now(held))
    assert HeldComment.objects.get().is_withheld
    assert put_back(held, by=first, seen=now(held))

    row = HeldComment.objects.get()
    assert not row.is_withheld
    assert (row.proposal, row.proposed_by) == ("", None)


def test_only_withheld_texts_are_destroyed(held, first):
    with pytest.raises(DecidedMeanwhileError):
        destroy(held, by=first, seen=now(held))
    assert HeldComment.objects.exists()

    decide(held, Decision.WITHHOLD, by=first, seen=now(held))
    assert destroy(held, by=first, seen=now(held)) == Destroyed.DONE
    assert not HeldComment.objects.exists()


def test_what_two_withheld_is_destroyed_by_two(held, by_two, first, second):
    decide(held, Decision.WITHHOLD, by=first, seen=now(held))
    decide(held, Decision.WITHHOLD, by=second, seen=now(held))

    assert destroy(held, by=second, seen=now(held)) == Destroyed.PROPOSED
    assert destroy(held, by=second, seen=now(held)) == Destroyed.PROPOSED
    assert HeldComment.objects.exists()
    assert destroy(held, by=first, seen=now(held)) == Destroyed.DONE
    assert not HeldComment.objects.exists()


def test_another_wish_takes_the_place_of_the_proposal(held, by_two, first, second):
    decide(held, Decision.WITHHOLD, by=first, seen=now(held))
    decide(held, Decision.WITHHOLD, by=second, seen=now(held))
    destroy(held, by=first, seen=now(held))

    assert not put_back(held, by=second, seen=now(held))
    row = HeldComment.objects.get()
    assert (row.is_withheld, row.proposal, row.proposed_by) == (True, "release", second)


@pytest.mark.parametrize("act", [put_back, destroy])
def test_proposal_of_somebody_else_makes_no_proposal_final(
    held, by_two, first, second, act
):
    """The button said that it proposes, so it never carries out."""
    decide(held, Decision.WITHHOLD, by=first, seen=now(held))
    decide(held, Decision.WITHHOLD, by=second, seen=now(held))
    seen = now(held)
    act(held, by=second, seen=seen)

    with pytest.raises(DecidedMeanwhileError):
        act(held, by=first, seen=seen)

    assert HeldComment.objects.get().is_withheld


def test_nobody_destroys_alone_what_they_would_only_have_proposed(
    held, survey, by_two, first, second
):
    decide(held, Decision.WITHHOLD, by=first, seen=now(held))
    decide(held, Decision.WITHHOLD, by=second, seen=now(held))
    seen = now(held)
    survey.needs_two_readers = False
    survey.save()

    with pytest.raises(DecidedMeanwhileError):
        destroy(held, by=first, seen=seen)


@pytest.mark.django_db(transaction=True)
def test_of_two_readers_at_once_the_second_is_told(named):
    seen, readers = state_of(named), UserFactory.create_batch(4)

    def decide_as(reader):
        try:
            return decide(named, Decision.RELEASE, by=reader, seen=seen)
        except DecidedMeanwhileError:
            return "told"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(decide_as, readers))

    assert sorted(map(str, outcomes)) == ["True", "told", "told", "told"]
    assert Comment.objects.count() == 1
