"""Storing what somebody on the staff wrote, without a trace of who and when."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from random import SystemRandom

from django.db import IntegrityError, transaction

from ilmkreis_integration.handover import hand_over
from ilmkreis_integration.models import Contribution, Source
from staffsurvey.models import Comment, FocusArea, StaffSurvey

_ATTEMPTS = 5
# Codes get longer before they run short, so that drawing stays quick.
_FULLEST = 0.5


def submit_comments(survey: StaffSurvey, *, comments: Mapping[FocusArea, str]) -> None:
    """Store each text for itself, in an order drawn by lot.

    A text that is there already, word for word under the same focus area, is not
    stored again: an id for the whole sending, which would tell a repetition from a
    coincidence, would tie the comments of one person together.
    """
    new = [
        (area, text)
        for area, text in comments.items()
        if not _is_there(survey, area, text)
    ]
    SystemRandom().shuffle(new)
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            _store(survey, new)
        except IntegrityError:  # another sender drew the same code at the same time
            if attempt == _ATTEMPTS:
                raise
        else:
            return


def _is_there(survey: StaffSurvey, area: FocusArea, text: str) -> bool:
    return Comment.objects.filter(
        focus_area=area, focus_area__topic__survey=survey, contribution__text=text
    ).exists()


@transaction.atomic
def _store(survey: StaffSurvey, comments: list[tuple[FocusArea, str]]) -> None:
    codes = _draw_codes(survey, len(comments))
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
        for (area, text), code in zip(comments, codes, strict=True)
    ]
    hand_over([row.contribution for row in rows])
    Comment.objects.bulk_create(rows)


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
