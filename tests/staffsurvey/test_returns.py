import pytest

from staffsurvey.models import FocusArea, Topic
from staffsurvey.returns import returns_by_topic
from tests.factories import CommentFactory, StaffSurveyFactory


def test_returns_count_comments_by_topic(survey):
    housing = FocusArea.objects.get(slug="wohnen")
    children = FocusArea.objects.get(slug="kinder")
    CommentFactory.create_batch(2, focus_area=housing)
    CommentFactory(focus_area=children)
    CommentFactory()  # of another process

    concept, poverty = returns_by_topic(survey)

    assert (concept.topic.slug, concept.comments) == ("konzept", 2)
    assert (poverty.topic, poverty.comments) == (Topic.objects.get(slug="armut"), 1)


def test_survey_without_topics_returned_nothing(db):
    assert returns_by_topic(StaffSurveyFactory()) == []


@pytest.mark.parametrize("comments", [1, 3])
def test_returns_ask_two_questions(survey, django_assert_num_queries, comments):
    CommentFactory.create_batch(comments, focus_area=FocusArea.objects.first())

    with django_assert_num_queries(2):
        returns_by_topic(survey)
