"""Storing filled-in questionnaires."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from ilmkreis_integration.handover import hand_over
from ilmkreis_integration.models import Contribution, Source
from ilmkreis_integration.numbering import draw_number
from surveys.models import (
    Answer,
    Channel,
    Option,
    OptionCount,
    Question,
    Response,
)


class ResponseConflictError(Exception):
    """Another form was stored under this id before; nothing was stored now."""


def submit_response(
    channel: Channel,
    *,
    response_id: UUID,
    form: Response.Form,
    answers: Mapping[Question, str],
    option_counts: Mapping[Option, int],
    people: int = 1,
    people_is_lower_bound: bool = False,
    language: str = "de",
    received_on: date | None = None,
) -> Response:
    """Store one form exactly once, however often it is sent; return it.

    `option_counts` says how many people chose an option: 1 on a single form. Raises
    `ResponseConflictError` if `response_id` belongs to a form with other content.
    """
    response = Response(
        id=response_id,
        questionnaire=channel.questionnaire,
        channel=channel,
        form=form,
        people=people,
        people_is_lower_bound=people_is_lower_bound,
        received_on=received_on or timezone.localdate(),
        digest=_digest(form, answers, option_counts, people, people_is_lower_bound),
    )
    try:
        _store(response, answers, option_counts, language)
    except IntegrityError:
        stored = Response.objects.filter(pk=response_id).first()
        if stored is None:
            raise
        if stored.digest != response.digest:
            raise ResponseConflictError(str(response_id)) from None
        return stored
    return response


@transaction.atomic
def _store(
    response: Response,
    answers: Mapping[Question, str],
    option_counts: Mapping[Option, int],
    language: str,
) -> None:
    OptionCount.objects.bulk_create(
        OptionCount(response=response, option=option, count=count)
        for option, count in option_counts.items()
    )
    keys = {question: uuid4() for question in answers}
    Answer.objects.bulk_create(
        Answer(contribution_id=key, response=response, question=question)
        for question, key in keys.items()
    )
    # Late, because from here on everybody else waits until the transaction ends. The
    # database looks for the rows that the above refer to only then.
    response.number = draw_number(response.questionnaire, "last_number")
    response.save(force_insert=True)
    hand_over(
        [
            _contribution(keys[question], response, question, text, language)
            for question, text in answers.items()
        ]
    )


def _contribution(
    key: UUID, response: Response, question: Question, text: str, language: str
) -> Contribution:
    return Contribution(
        id=key,
        process_id=response.questionnaire.process_id,
        source=Source.QUESTIONNAIRE,
        code=f"F-{response.number:04}-{question.position}",
        text=text,
        language=language,
        kind=question.kind,
        people=response.people,
        people_is_lower_bound=response.people_is_lower_bound,
        received_on=response.received_on,
    )


def _digest(
    form: Response.Form,
    answers: Mapping[Question, str],
    option_counts: Mapping[Option, int],
    people: int,
    people_is_lower_bound: bool,
) -> str:
    content = [
        form,
        people,
        people_is_lower_bound,
        sorted((question.pk, text) for question, text in answers.items()),
        sorted((option.pk, count) for option, count in option_counts.items()),
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
