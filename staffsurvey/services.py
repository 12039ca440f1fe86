"""Storing what somebody on the staff wrote, without a trace of who and when."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from random import SystemRandom

from django.db import transaction

from ilmkreis_integration.handover import hand_over
from ilmkreis_integration.models import Contribution, Source
from staffsurvey.models import Comment, FocusArea, StaffSurvey

# Codes get longer before they run short, so that drawing stays quick.
_FULLEST = 0.5


@transaction.atomic
def submit_comments(survey: StaffSurvey, *, comments: Mapping[FocusArea, str]) -> None:
    """Store each text for itself, in an order drawn by lot.

    A text that is there already, word for word under the same focus area, is not
    stored again: an id for the whole sending, which would tell a repetition from a
    coincidence, would tie the comments of one person together.
    """
    # Of two equal sendings at once (a double click), the second one waits here and then
    # finds the texts of the first; nor do two senders draw the same code.
    StaffSurvey.objects.select_for_update().get(pk=survey.pk)
    new = _without_repetitions(comments)
    SystemRandom().shuffle(new)
    rows = [
        Comment(
            contribution=Contribution(
                process_id=survey.process_id,
                source=Source.STAFF_SURVEY,
                code=code,
                text=text,
                action_field_id=area.action_field_id,
                for_concept=area.topic.for_concept,
            ),
            focus_area=area,
        )
        for (area, text), code in zip(new, _draw_codes(survey, len(new)), strict=True)
    ]
    hand_over([row.contribution for row in rows])
    Comment.objects.bulk_create(rows)


def _without_repetitions(
    comments: Mapping[FocusArea, str],
) -> list[tuple[FocusArea, str]]:
    there = set(
        Comment.objects.filter(
            focus_area__in=list(comments),
            contribution__text__in=list(comments.values()),
        ).values_list("focus_area_id", "contribution__text")
    )
    return [
        (area, text) for area, text in comments.items() if (area.pk, text) not in there
    ]


def _draw_codes(survey: StaffSurvey, number: int) -> list[str]:
    """Unused codes such as M-0388, by lot: they tell nothing about the order."""
    used = set(
        Contribution.objects.from_source(Source.STAFF_SURVEY)
        .filter(process_id=survey.process_id)
        .values_list("code", flat=True)
    )
    digits = 4
    while len(used) + number > _FULLEST * 10**digits:
        digits += 1
    drawn: list[str] = []
    while len(drawn) < number:
        code = f"M-{secrets.randbelow(10**digits):0{digits}}"
        if code not in used:
            used.add(code)
            drawn.append(code)
    return drawn
