"""Passing comments on; what the evaluation made of them decides whether that works."""

import pytest

from ilmkreis_integration.handover import WorkedOnError
from ilmkreis_integration.models import Contribution
from staffsurvey.models import Comment, FocusArea, PassingOn
from staffsurvey.services.passing_on import (
    PassedOnMeanwhileError,
    pass_back,
    pass_on,
)
from tests.factories import (
    CommentFactory,
    DismissalFactory,
    StatementFactory,
    UserFactory,
)
from tests.threads import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def housing(survey):
    return FocusArea.objects.select_related("topic").get(slug="wohnen")


@pytest.fixture
def children(survey):
    return FocusArea.objects.select_related("topic").get(slug="kinder")


@pytest.fixture
def comment(housing):
    return CommentFactory(focus_area=housing, contribution__text="Kinder zuerst.")


@pytest.fixture
def person(db):
    return UserFactory(username="thema", first_name="Ada", last_name="Muster")


def state(comment):
    stored = Comment.objects.select_related("contribution").get(pk=comment.pk)
    contribution = stored.contribution
    return (
        stored.focus_area.slug,
        contribution.action_field_id,
        contribution.for_concept,
        contribution.is_final,
    )


def test_comment_goes_with_its_contribution_and_a_trace(
    comment, housing, children, person
):
    pass_on(comment, to=children, by=person, reason="Armut")

    assert state(comment) == ("kinder", None, False, True)
    passing = PassingOn.objects.get()
    assert (passing.from_area, passing.to_area) == (housing, children)
    assert (passing.passed_by, passing.reason) == ("Ada Muster", "Armut")
    assert Contribution.objects.get().text == "Kinder zuerst."


def test_comment_comes_into_the_action_field_of_its_new_place(
    housing, children, person
):
    comment = CommentFactory(focus_area=children)

    pass_on(comment, to=housing, by=person)

    assert state(comment) == ("wohnen", housing.action_field_id, True, True)


def test_undo_leads_back_and_keeps_both_ways(comment, housing, children, person):
    passing = pass_on(comment, to=children, by=person, reason="Armut")
    back = PassingOn.objects.select_related(
        "comment", "from_area__topic", "to_area"
    ).get(pk=passing.pk)

    pass_back(back, by=person)

    assert state(comment) == ("wohnen", housing.action_field_id, True, True)
    assert list(PassingOn.objects.values_list("from_area__slug", "to_area__slug")) == [
        ("wohnen", "kinder"),
        ("kinder", "wohnen"),
    ]


@pytest.mark.parametrize("work", [StatementFactory, DismissalFactory])
def test_comment_that_was_coded_stays(comment, housing, children, person, work):
    work(contribution=comment.contribution)

    with pytest.raises(WorkedOnError):
        pass_on(comment, to=children, by=person, reason="Armut")

    assert state(comment) == ("wohnen", housing.action_field_id, True, True)
    assert not PassingOn.objects.exists()


def test_comment_that_is_elsewhere_by_now_stays_there(comment, children, person):
    other = FocusArea.objects.select_related("topic").get(slug="sonstiges")
    pass_on(Comment.objects.get(pk=comment.pk), to=children, by=person)

    with pytest.raises(PassedOnMeanwhileError):
        pass_on(comment, to=other, by=person)

    assert state(comment)[0] == "kinder"
    assert PassingOn.objects.count() == 1


def test_what_was_passed_on_since_is_not_passed_back(comment, children, person):
    first = pass_on(comment, to=children, by=person)
    other = FocusArea.objects.select_related("topic").get(slug="sonstiges")
    pass_on(Comment.objects.get(pk=comment.pk), to=other, by=person)
    first = PassingOn.objects.get(pk=first.pk)

    with pytest.raises(PassedOnMeanwhileError):
        pass_back(first, by=person)

    assert state(comment)[0] == "sonstiges"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_passes_it_on(comment, children, person):
    results = at_once(2, lambda number: pass_on(comment, to=children, by=person))

    assert {type(result) for result in results} == {PassingOn, PassedOnMeanwhileError}
    assert PassingOn.objects.count() == 1
