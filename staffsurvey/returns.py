"""How many comments were released. What is in the box is not counted here, nor read."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from staffsurvey.models import FocusArea, StaffSurvey, Topic


@dataclass(frozen=True)
class TopicReturn:
    """The released comments on a topic, and its focus areas in their order."""

    topic: Topic
    comments: int
    focus_areas: tuple[FocusArea, ...]


def returns_by_topic(survey: StaffSurvey) -> list[TopicReturn]:
    """Two queries."""
    counted = (
        FocusArea.objects.filter(topic__survey=survey)
        .annotate(comment_count=Count("comments"))
        .order_by("position")
    )
    return [
        TopicReturn(
            topic=topic,
            comments=sum(a.comment_count for a in counted if a.topic_id == topic.pk),
            focus_areas=tuple(a for a in counted if a.topic_id == topic.pk),
        )
        for topic in survey.topics.all()
    ]
