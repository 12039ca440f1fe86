"""What came back through each channel, guarded for print.

A figure of None is hidden or empty. Forms, people, notes and dots are different things
and are never added to each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, Sum

from ilmkreis_integration.domain.disclosure import (
    guard_counts,
    guard_linked,
    guard_total,
)
from ilmkreis_integration.models import Contribution, Process, Source
from staffsurvey.models import StaffSurvey
from surveys.models import Response
from worldcafe.models import Cafe, Sitting


@dataclass(frozen=True)
class QuestionnaireReturn:
    """`single_forms` and `group_forms` are known only if neither betrays the other.

    Nothing is known of too few forms: neither their answers nor the offices they came
    from, which are no more than they are.
    """

    opens_on: date | None
    closes_on: date | None
    forms: int | None
    people: int | None
    people_is_lower_bound: bool
    single_forms: int | None
    group_forms: int | None
    channels: int | None
    answers: int | None


@dataclass(frozen=True)
class CafeReturn:
    """`people` are those of the fullest round: at every table they are others."""

    cafe: Cafe
    tables: int
    rounds: int
    people: int | None
    dots: int | None
    notes: int


@dataclass(frozen=True)
class StaffReturn:
    """Released comments; none are counted as long as the ballot box `is_sealed`."""

    opens_on: date | None
    closes_on: date | None
    is_sealed: bool
    comments: int | None


@dataclass(frozen=True)
class CodingReturn:
    """How many contributions of a channel there are and how many have been read.

    There is no sum over the channels: it would tell the one that is hidden.
    """

    source: Source
    contributions: int | None
    coded: int | None


@dataclass(frozen=True)
class Returns:
    questionnaire: QuestionnaireReturn
    cafes: tuple[CafeReturn, ...]
    staff: StaffReturn
    coding: tuple[CodingReturn, ...]
    is_empty: bool

    def without_comments(self) -> Returns:
        """The same, but for how many comments the staff gave."""
        return replace(
            self,
            staff=replace(self.staff, comments=None),
            coding=tuple(
                CodingReturn(entry.source, None, None)
                if entry.source == Source.STAFF_SURVEY
                else entry
                for entry in self.coding
            ),
        )


def count_returns(process: Process) -> Returns:
    """Count what came back; a fixed number of queries."""
    numbers = _contributions(process)
    questionnaire = _questionnaire(process, numbers[Source.QUESTIONNAIRE].all)
    smallest = process.smallest_count
    return Returns(
        questionnaire=questionnaire,
        cafes=_cafes(process),
        staff=_staff(process, numbers[Source.STAFF_SURVEY].all),
        coding=(
            _coding(Source.QUESTIONNAIRE, numbers, smallest)
            if questionnaire.forms
            else CodingReturn(Source.QUESTIONNAIRE, None, None),
            CodingReturn(Source.WORLD_CAFE, *numbers[Source.WORLD_CAFE]),
            _coding(Source.STAFF_SURVEY, numbers, smallest),
        ),
        is_empty=not any(number.all for number in numbers.values()),
    )


class _Number(NamedTuple):
    """Contributions of a channel, and those of them that were read."""

    all: int
    coded: int


def _contributions(process: Process) -> dict[Source, _Number]:
    is_coded = Q(statements__isnull=False) | Q(dismissal__isnull=False)
    rows = (
        Contribution.objects.filter(process=process)
        .for_concept()
        .final()
        .order_by()
        .values_list("source")
        .annotate(
            all=Count("pk", distinct=True),
            coded=Count("pk", distinct=True, filter=is_coded),
        )
    )
    numbers = {Source(source): _Number(*counts) for source, *counts in rows}
    return {source: numbers.get(source, _Number(0, 0)) for source in Source}


def _coding(
    source: Source, numbers: Mapping[Source, _Number], smallest: int
) -> CodingReturn:
    number = numbers[source]
    parts = {"coded": number.coded, "waiting": number.all - number.coded}
    return CodingReturn(
        source,
        contributions=guard_total(number.all, smallest=smallest),
        coded=guard_counts(parts, smallest=smallest)["coded"],
    )


def _questionnaire(process: Process, answers: int) -> QuestionnaireReturn:
    smallest = process.smallest_count
    questionnaire = process.questionnaires.first()
    forms = Response.objects.filter(questionnaire__process=process)
    is_group = Q(form=Response.Form.GROUP)
    figures = forms.aggregate(
        all_forms=Count("pk"),
        all_people=Sum("people", default=0),
        group_forms=Count("pk", filter=is_group),
        group_people=Sum("people", filter=is_group, default=0),
        unsure_forms=Count("pk", filter=Q(people_is_lower_bound=True)),
        used_channels=Count("channel", distinct=True),
    )
    singles = figures["all_forms"] - figures["group_forms"]
    shown = guard_linked(
        {
            "single": (singles, singles),
            "group": (figures["group_forms"], figures["group_people"]),
        },
        smallest=smallest,
    )
    enough = figures["all_forms"] >= smallest
    more_people = figures["all_people"] - figures["all_forms"]
    # Each group is at least one more: few more people would tell of few groups.
    tells_of_few_groups = 0 < more_people < smallest
    return QuestionnaireReturn(
        opens_on=questionnaire.opens_on if questionnaire else None,
        closes_on=questionnaire.closes_on if questionnaire else None,
        forms=guard_total(figures["all_forms"], smallest=smallest),
        people=figures["all_people"] if enough and not tells_of_few_groups else None,
        people_is_lower_bound=bool(figures["unsure_forms"]),
        single_forms=shown["single"][0],
        group_forms=shown["group"][0],
        channels=figures["used_channels"] if enough else None,
        answers=guard_total(answers, smallest=smallest) if enough else None,
    )


def _cafes(process: Process) -> tuple[CafeReturn, ...]:
    cafes = process.cafes.select_related("target_group").annotate(
        tables_used=Count("tables", distinct=True),
        rounds_held=Count("rounds", distinct=True),
        notes=Count(
            "tables__sittings__notes",
            filter=Q(tables__sittings__notes__is_deleted=False),
            distinct=True,
        ),
    )
    people: dict[int, Counter[int]] = {}
    dots: Counter[int] = Counter()
    sittings = Sitting.objects.filter(table__cafe__process=process)
    for cafe, round_, seated, given in sittings.values_list(
        "table__cafe", "round", "people", "participation_dots"
    ):
        people.setdefault(cafe, Counter())[round_] += seated or 0
        dots[cafe] += given
    smallest = process.smallest_count
    return tuple(
        CafeReturn(
            cafe=cafe,
            tables=cafe.tables_used,
            rounds=cafe.rounds_held,
            people=guard_total(
                max(people.get(cafe.pk, Counter([0])).values()), smallest=smallest
            ),
            dots=guard_total(dots[cafe.pk], smallest=smallest),
            notes=cafe.notes,
        )
        for cafe in cafes
    )


def _staff(process: Process, comments: int) -> StaffReturn:
    surveys = StaffSurvey.objects.select_related("box", "opening")
    survey = surveys.filter(process=process).first()
    is_sealed = survey is not None and survey.is_sealed
    shown = guard_total(comments, smallest=process.smallest_count)
    return StaffReturn(
        opens_on=survey.opens_on if survey else None,
        closes_on=survey.closes_on if survey else None,
        is_sealed=is_sealed,
        comments=None if is_sealed else shown,
    )
