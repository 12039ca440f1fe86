"""A staff survey in which some 60 people wrote 150 comments."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from ilmkreis_integration.models import Contribution, Process
from reports.example.texts import CommentText
from staffsurvey.models import FocusArea
from staffsurvey.services import submit_comments


def submit_survey(
    process: Process, texts: Iterable[CommentText], *, chance: Random
) -> dict[Contribution, CommentText]:
    """Send the comments in small lots; return the contributions with their texts."""
    survey = process.staff_survey
    areas = {
        (area.topic.slug, area.slug): area
        for area in FocusArea.objects.filter(topic__survey=survey).select_related(
            "topic"
        )
    }
    waiting = list(texts)
    chance.shuffle(waiting)
    by_text = {text.text: text for text in waiting}
    while waiting:
        comments: dict[FocusArea, str] = {}
        for text in waiting[: chance.randint(1, 4)]:
            comments.setdefault(areas[text.topic, text.focus], text.text)
        waiting = [text for text in waiting if text.text not in comments.values()]
        submit_comments(survey, comments=comments)
    contributions = Contribution.objects.filter(
        process=process, comment__focus_area__topic__survey=survey
    )
    return {contribution: by_text[contribution.text] for contribution in contributions}
