"""The released comments on one topic, as those responsible for it read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from staffsurvey.models import Comment, FocusArea, PassingOn, Topic


@dataclass(frozen=True)
class AreaComments:
    """The comments beside a focus area."""

    area: FocusArea
    comments: tuple[Comment, ...]


@dataclass(frozen=True)
class TopicComments:
    """`given` are comments that were passed on from here and have not come back.

    Their wording is for those who have them now. Here it is shown only as long as a
    comment is where it went, so that it can be taken back.
    """

    topic: Topic
    areas: tuple[AreaComments, ...]
    given: tuple[PassingOn, ...]

    @property
    def count(self) -> int:
        return sum(len(part.comments) for part in self.areas)


def read_topic(topic: Topic, *, words: str = "") -> TopicComments:
    """Read the comments with `words` in them, by focus area; four queries."""
    found = Comment.objects.on_topic(topic).for_reading()
    comments = list(found.containing(words) if words else found)
    areas = topic.focus_areas.all()
    return TopicComments(
        topic=topic,
        areas=tuple(AreaComments(area, _beside(area, comments)) for area in areas),
        given=_given(topic),
    )


def _beside(area: FocusArea, comments: Sequence[Comment]) -> tuple[Comment, ...]:
    return tuple(c for c in comments if c.focus_area_id == area.pk)


def _given(topic: Topic) -> tuple[PassingOn, ...]:
    """Only the last time that each was passed on, the newest first."""
    rows = PassingOn.objects.away_from(topic).select_related(
        "comment__contribution", "from_area", "to_area__topic"
    )
    last = {row.comment_id: row for row in rows.order_by("pk")}
    return tuple(sorted(last.values(), key=lambda row: -row.pk))
