"""How many comments were released. What is in the box is not counted here, nor read."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from staffsurvey.models import FocusArea, StaffSurvey, Topic


@dataclass(frozen=True)
class TopicReturn:
    """The released comments on a topic, in all and by focus area in their order."""

    topic: Topic
    comments: int
    by_focus_area: tuple[tuple[FocusArea, int], ...]


def returns_by_topic(survey: StaffSurvey) -> list[TopicReturn]:
    """Released comments per topic and focus area; two queries."""
    areas = (
        FocusArea.objects.filter(topic__survey=survey)
        .annotate(comment_count=Count("comments"))
        .order_by("position")
    )
    counted = [(area, area.comment_count) for area in areas]
    return [
        TopicReturn(
            topic=topic,
            comments=sum(n for area, n in counted if area.topic_id == topic.pk),
            by_focus_area=tuple(p for p in counted if p[0].topic_id == topic.pk),
        )
        for topic in survey.topics.all()
    ]
