"""Storing filled-in questionnaires."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from ilmkreis_integration.handover import hand_over
from ilmkreis_integration.models import Contribution, Source
from ilmkreis_integration.numbering import draw_number
from surveys.answer_language import language_of
from surveys.models import (
    Answer,
    Channel,
    Device,
    Edition,
    Extension,
    Option,
    OptionCount,
    Question,
    Response,
)


@dataclass(frozen=True)
class FilledForm:
    """What people entered.

    `option_counts` says how many people chose an option: 1 on a single form. `language`
    is that of the help; in which language each answer is written is found out.
    """

    form: Response.Form
    answers: Mapping[Question, str]
    option_counts: Mapping[Option, int] = field(default_factory=dict)
    people: int = 1
    people_is_lower_bound: bool = False
    language: str = "de"
    helped_by: str = ""

    def digest(self) -> str:
        """SHA-256 of everything in it."""
        content = [
            self.form,
            self.people,
            self.people_is_lower_bound,
            self.language,
            self.helped_by,
            sorted((question.pk, text) for question, text in self.answers.items()),
            sorted((option.pk, count) for option, count in self.option_counts.items()),
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()


@dataclass(frozen=True)
class Arrival:
    """Where a form came from and how."""

    channel: Channel
    entry: Response.Entry = Response.Entry.ONLINE
    device: Device | None = None
    sheet: str = ""


class ResponseConflictError(Exception):
    """Another form was stored under this id before; nothing was stored now."""


class SheetTakenError(Exception):
    """A paper form with this number was typed or taken in before; nothing is stored."""


def submit_response(
    filled: FilledForm,
    *,
    response_id: UUID,
    edition: Edition,
    arrival: Arrival,
    received_on: date | None = None,
) -> Response:
    """Store one form exactly once, however often it is sent; return it.

    Raises `ResponseConflictError` if `response_id` belongs to a form with other content,
    and `SheetTakenError` if the number of a paper form is used up.
    """
    response = Response(
        id=response_id,
        questionnaire=arrival.channel.questionnaire,
        edition=edition,
        channel=arrival.channel,
        device=arrival.device,
        entry=arrival.entry,
        sheet=arrival.sheet,
        form=filled.form,
        language=filled.language,
        helped_by=filled.helped_by,
        people=filled.people,
        people_is_lower_bound=filled.people_is_lower_bound,
        received_on=received_on or timezone.localdate(),
        digest=filled.digest(),
    )
    # Outside the transaction: finding out the languages takes longer than storing.
    contributions = {
        question: _contribution(response, question, text)
        for question, text in filled.answers.items()
    }
    try:
        _store(response, filled.option_counts, contributions)
    except IntegrityError:
        stored = Response.objects.filter(pk=response_id).first()
        if stored is None and _is_taken(arrival):
            raise SheetTakenError(arrival.sheet) from None
        if stored is None:
            raise
        if stored.digest != response.digest:
            raise ResponseConflictError(str(response_id)) from None
        return stored
    return response


def _is_taken(arrival: Arrival) -> bool:
    return (
        arrival.entry == Response.Entry.PAPER
        and arrival.channel.responses.filter(
            entry__in=Response.WITH_SHEET, sheet=arrival.sheet
        )
        .exclude(sheet="")
        .exists()
    )


@transaction.atomic
def _store(
    response: Response,
    option_counts: Mapping[Option, int],
    contributions: Mapping[Question, Contribution],
) -> None:
    OptionCount.objects.bulk_create(
        OptionCount(response=response, option=option, count=count)
        for option, count in option_counts.items()
    )
    Answer.objects.bulk_create(
        Answer(contribution=contribution, response=response, question=question)
        for question, contribution in contributions.items()
    )
    # Last, because others wait for their number from here on.
    response.number = draw_number(response.questionnaire, "last_number")
    for question, contribution in contributions.items():
        contribution.code = f"F-{response.number:04}-{question.position}"
    response.save(force_insert=True)
    hand_over(list(contributions.values()))


def _contribution(response: Response, question: Question, text: str) -> Contribution:
    """An answer as a contribution; its code comes with the number of the form."""
    return Contribution(
        process_id=response.questionnaire.process_id,
        source=Source.QUESTIONNAIRE,
        text=text,
        language=language_of(text),
        kind=question.kind,
        people=response.people,
        people_is_lower_bound=response.people_is_lower_bound,
        received_on=response.received_on,
    )


@transaction.atomic
def extend(extension: Extension) -> None:
    """Record a change of the last day, and let it hold."""
    extension.save()
    questionnaire = extension.questionnaire
    questionnaire.closes_on = extension.closes_on
    questionnaire.save(update_fields=["closes_on", "changed_at"])
