"""How much has come back. Reads only; nothing here tells about a single sending."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from staffsurvey.models import FocusArea, StaffSurvey, Topic


@dataclass(frozen=True)
class TopicReturn:
    """The comments on a topic, in all and by focus area in their order."""

    topic: Topic
    comments: int
    by_focus_area: tuple[tuple[FocusArea, int], ...]


def returns_by_topic(survey: StaffSurvey) -> list[TopicReturn]:
    """Comments per topic and focus area; two queries."""
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
