"""Paper forms: typed in once, and a sample of them twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from surveys.definition import Definition, definition_of_edition
from surveys.models import (
    Answer,
    Channel,
    Option,
    OptionCount,
    Question,
    Questionnaire,
    Response,
    SecondEntry,
)
from surveys.services import FilledForm

# Every how many paper forms one is proposed for a second entry.
SAMPLE_STEP = 10


@dataclass(frozen=True)
class Difference:
    """A field that was typed differently; "" where nothing was entered."""

    label: str
    first: str
    second: str


@dataclass(frozen=True)
class Comparison:
    """How many fields were compared, and which of them differ."""

    fields: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class ErrorRate:
    """Over all forms that were typed twice; `share` runs from 0 to 1."""

    forms: int
    fields: int
    differing: int

    @property
    def share(self) -> float | None:
        return self.differing / self.fields if self.fields else None


def compare_entries(
    first: FilledForm, second: FilledForm, definition: Definition
) -> Comparison:
    """Hold two entries of one sheet side by side, field by field.

    Line breaks and spaces at the ends of texts do not count.
    """
    pairs = [("Personen", _size(first), _size(second))]
    for asked in definition.attributes:
        pairs += [
            (
                f"{asked.attribute.title}: {option.label}",
                str(first.option_counts.get(option, "")),
                str(second.option_counts.get(option, "")),
            )
            for option in asked.options
        ]
    pairs += [
        (
            question.text,
            _plain(first.answers.get(question, "")),
            _plain(second.answers.get(question, "")),
        )
        for question in definition.questions
    ]
    pairs.append(("Hilfe", first.helped_by, second.helped_by))
    return Comparison(
        fields=len(pairs),
        differences=tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2]),
    )


def _size(filled: FilledForm) -> str:
    return f"{'≥ ' if filled.people_is_lower_bound else ''}{filled.people}"


def _plain(text: str) -> str:
    return " ".join(text.split())


def stored_entry(response: Response) -> FilledForm:
    """What was typed the first time; three queries."""
    answers: dict[Question, str] = {
        answer.question: answer.contribution.text
        for answer in Answer.objects.filter(response=response).select_related(
            "question", "contribution"
        )
    }
    counts: Mapping[Option, int] = {
        count.option: count.count
        for count in OptionCount.objects.filter(response=response).select_related(
            "option"
        )
    }
    return FilledForm(
        form=Response.Form(response.form),
        answers=answers,
        option_counts=counts,
        people=response.people,
        people_is_lower_bound=response.people_is_lower_bound,
        helped_by=response.helped_by,
    )


@transaction.atomic
def enter_again(response: Response, *, second: FilledForm, by: User) -> Comparison:
    """Compare a second entry with the first; keep only how much they differ."""
    edition = response.edition
    comparison = compare_entries(
        stored_entry(response), second, definition_of_edition(edition)
    )
    SecondEntry.objects.update_or_create(
        response=response,
        defaults={
            "fields": comparison.fields,
            "differing": len(comparison.differences),
            "entered_on": timezone.localdate(),
            "entered_by": by,
        },
    )
    return comparison


def sample(channel: Channel) -> list[Response]:
    """Paper forms proposed for a second entry: every tenth, by its number."""
    paper = channel.responses.filter(entry=Response.Entry.PAPER).order_by("number")
    chosen = list(paper)[::SAMPLE_STEP]
    done = set(
        SecondEntry.objects.filter(response__channel=channel).values_list(
            "response", flat=True
        )
    )
    return [response for response in chosen if response.pk not in done]


def error_rate(questionnaire: Questionnaire) -> ErrorRate:
    """How often typing went wrong; one query."""
    entries = SecondEntry.objects.filter(response__questionnaire=questionnaire)
    sums = entries.aggregate(
        forms=Count("pk"),
        fields_sum=Sum("fields", default=0),
        differing_sum=Sum("differing", default=0),
    )
    return ErrorRate(
        forms=sums["forms"],
        fields=sums["fields_sum"],
        differing=sums["differing_sum"],
    )


def next_sheet(sheet: str) -> str:
    """The number after `sheet`: A-9 is followed by A-10, A-09 by A-10, X by "" ."""
    digits = len(sheet) - len(sheet.rstrip("0123456789"))
    if not digits:
        return ""
    number = sheet[-digits:]
    return sheet[:-digits] + str(int(number) + 1).zfill(len(number))
