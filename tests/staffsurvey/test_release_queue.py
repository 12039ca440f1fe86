import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffsurvey.models import FocusArea, HeldComment
from staffsurvey.personal_data import find_hints
from staffsurvey.release_queue import Choice, parts_of, read_queue
from tests.factories import CommentFactory, HeldCommentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def area(survey):
    return FocusArea.objects.get(slug="wohnen")


@pytest.fixture
def three(area):
    return sorted(
        HeldCommentFactory.create_batch(3, focus_area=area), key=lambda h: h.pk
    )


def test_queue_starts_with_the_first_and_knows_the_next(survey, releaser, three):
    queue = read_queue(survey, releaser)

    assert queue.current == three[0]
    assert queue.following == three[1].pk
    assert (queue.waiting, queue.narrowed) == (3, 3)


def test_queue_goes_on_where_somebody_was(survey, releaser, three):
    assert read_queue(survey, releaser, at=three[1].pk).current == three[1]


def test_behind_the_last_it_starts_over(survey, releaser, three):
    last = three.pop()
    HeldComment.objects.filter(pk=last.pk).update(is_withheld=True)

    queue = read_queue(survey, releaser, at=last.pk)

    assert (queue.current, queue.withheld) == (three[0], 1)


def test_the_only_one_has_no_next(survey, releaser, area):
    HeldCommentFactory(focus_area=area)

    assert read_queue(survey, releaser).following is None


def test_comments_of_another_survey_do_not_appear(survey, releaser):
    HeldCommentFactory()
    CommentFactory()

    queue = read_queue(survey, releaser)

    assert queue.is_before_the_opening
    assert queue.current is None


def test_texts_with_hints_come_alone_or_not_at_all(survey, releaser, area):
    named = HeldCommentFactory(focus_area=area, text="Frau Muster weiß es.")
    plain = HeldCommentFactory(focus_area=area, text="Der Bus fährt zu selten.")

    with_hints = read_queue(survey, releaser, choice=Choice.WITH_HINTS)
    without = read_queue(survey, releaser, choice=Choice.WITHOUT_HINTS)

    assert (with_hints.current, with_hints.narrowed) == (named, 1)
    assert (without.current, without.narrowed) == (plain, 1)
    assert without.waiting == 2


@pytest.fixture
def proposed(survey, area, releaser):
    """By the reader, where two are needed."""
    survey.needs_two_readers = True
    return HeldCommentFactory(focus_area=area, proposal="release", proposed_by=releaser)


def test_own_proposal_waits_for_somebody_else(survey, releaser, proposed):
    queue = read_queue(survey, releaser)

    assert (queue.current, queue.waiting, queue.for_others) == (None, 0, 1)
    assert read_queue(survey, UserFactory()).current == proposed


def test_proposals_of_others_can_be_chosen(survey, releaser, proposed, area):
    HeldCommentFactory(focus_area=area)

    queue = read_queue(survey, UserFactory(), choice=Choice.PROPOSED)

    assert (queue.current, queue.narrowed) == (proposed, 1)


@given(st.text(max_size=200) | st.just("Frau Muster, Zimmer 214"))
def test_parts_are_the_whole_text(text):
    parts = list(parts_of(text, find_hints(text)))

    assert "".join(part.text for part in parts) == text
