"""What came back through each channel, guarded for print.

A figure of None is hidden or empty. Forms, people, notes and dots are different things
and are never added to each other.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from ilmkreis_integration.domain.disclosure import guard_linked, guard_total
from ilmkreis_integration.models import Contribution, Process, Source
from reports.models import Statement
from surveys.models import Response
from worldcafe.models import Cafe, Sitting


@dataclass(frozen=True)
class QuestionnaireReturn:
    """`single_forms` and `group_forms` are known only if neither betrays the other."""

    opens_on: date | None
    closes_on: date | None
    forms: int | None
    people: int | None
    people_is_lower_bound: bool
    single_forms: int | None
    group_forms: int | None
    channels: int
    answers: int


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
    opens_on: date | None
    closes_on: date | None
    comments: int | None


@dataclass(frozen=True)
class Returns:
    """All channels; `coded` of `contributions` have been turned into statements."""

    questionnaire: QuestionnaireReturn
    cafes: tuple[CafeReturn, ...]
    staff: StaffReturn
    contributions: int
    coded: int
    statements: int

    @property
    def is_empty(self) -> bool:
        return self.contributions == 0


def count_returns(process: Process) -> Returns:
    """Count what came back; a fixed number of queries."""
    concept = Contribution.objects.filter(process=process).for_concept().final()
    by_source = Counter(concept.values_list("source", flat=True))
    in_process = Statement.objects.in_process(process)
    return Returns(
        questionnaire=_questionnaire(process, by_source[Source.QUESTIONNAIRE]),
        cafes=_cafes(process),
        staff=_staff(process, by_source[Source.STAFF_SURVEY]),
        contributions=by_source.total(),
        coded=concept.filter(Q(statements__isnull=False) | Q(dismissal__isnull=False))
        .distinct()
        .count(),
        statements=in_process.count(),
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
    return QuestionnaireReturn(
        opens_on=questionnaire.opens_on if questionnaire else None,
        closes_on=questionnaire.closes_on if questionnaire else None,
        forms=guard_total(figures["all_forms"], smallest=smallest),
        people=guard_total(figures["all_people"], smallest=smallest),
        people_is_lower_bound=bool(figures["unsure_forms"]),
        single_forms=shown["single"][0],
        group_forms=shown["group"][0],
        channels=figures["used_channels"],
        answers=answers,
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
    survey = getattr(process, "staff_survey", None)
    return StaffReturn(
        opens_on=survey.opens_on if survey else None,
        closes_on=survey.closes_on if survey else None,
        comments=guard_total(comments, smallest=process.smallest_count),
    )
