"""Where a process stands, on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from ilmkreis_integration.models import Contribution, Process, ReachReview, Stage
from reports.channel_returns import Returns, count_returns
from reports.models import Measure, Statement, Theme
from reports.queries import count_translations

STAFF_STEP = 10


@dataclass(frozen=True)
class TimelineEntry:
    """A step with its state today and the answers to "Alle erreicht?" after it."""

    stage: Stage
    state: Stage.State
    reviews: tuple[ReachReview, ...]

    @property
    def is_running(self) -> bool:
        return self.state == Stage.State.RUNNING


@dataclass(frozen=True)
class Evaluation:
    """How far the evaluation has come; texts and sentences, not people."""

    waiting: int
    statements: int
    themes: int
    principles: int
    goals: int
    measures: int
    published: int


@dataclass(frozen=True)
class NextStep:
    """What to do now: `route` leads there."""

    text: str
    route: str


@dataclass(frozen=True)
class Dashboard:
    """`staff_comments` are rounded down, so that no single arrival can be seen."""

    timeline: tuple[TimelineEntry, ...]
    returns: Returns
    staff_comments: int
    evaluation: Evaluation
    next_steps: tuple[NextStep, ...]


def dashboard_of(process: Process, *, on: date) -> Dashboard:
    returns = count_returns(process)
    evaluation = _evaluation(process)
    return Dashboard(
        timeline=_timeline(process, on),
        returns=returns,
        staff_comments=(returns.staff.comments or 0) // STAFF_STEP * STAFF_STEP,
        evaluation=evaluation,
        next_steps=tuple(_next_steps(process, returns, evaluation)),
    )


def _timeline(process: Process, on: date) -> tuple[TimelineEntry, ...]:
    stages = process.stages.for_timeline().prefetch_related(
        "reach_reviews__opened_stage"
    )
    return tuple(
        TimelineEntry(stage, stage.state(on), tuple(stage.reach_reviews.all()))
        for stage in stages
    )


def _evaluation(process: Process) -> Evaluation:
    waiting = (
        Contribution.objects.filter(
            process=process, statements=None, dismissal__isnull=True
        )
        .final()
        .for_concept()
    )
    measures = Measure.objects.filter(goal__action_field__process=process).aggregate(
        all=Count("pk"), published=Count("pk", filter=Q(is_published=True))
    )
    return Evaluation(
        waiting=waiting.count(),
        statements=Statement.objects.in_process(process).count(),
        themes=Theme.objects.filter(action_field__process=process).count(),
        principles=process.principles.count(),
        goals=process.action_fields.aggregate(n=Count("goals"))["n"],
        measures=measures["all"],
        published=measures["published"],
    )


def _next_steps(
    process: Process, returns: Returns, evaluation: Evaluation
) -> list[NextStep]:
    steps = []
    if not any(q.channels.exists() for q in process.questionnaires.all()):
        text = _("Legen Sie eine Ausgabestelle für den Fragebogen an.")
        steps.append(NextStep(text, "surveys-setup:channel-add"))
    if not returns.cafes:
        text = _("Planen Sie das erste World Café.")
        steps.append(NextStep(text, "worldcafe-setup:cafe-add"))
    if evaluation.waiting:
        text = _("Ordnen Sie die wartenden Beiträge zu.")
        steps.append(NextStep(text, "evaluation:coding-desk"))
    if count_translations(process).missing:
        text = _("Übersetzen Sie, was in anderen Sprachen geschrieben ist.")
        steps.append(NextStep(text, "evaluation:translations"))
    if evaluation.statements and not evaluation.principles:
        text = _("Schreiben Sie den ersten Leitsatz.")
        steps.append(NextStep(text, "evaluation:principles"))
    if evaluation.statements and not evaluation.measures:
        text = _("Schreiben Sie das erste Ziel mit einer Maßnahme.")
        steps.append(NextStep(text, "evaluation:catalogue"))
    if evaluation.measures > evaluation.published:
        text = _("Prüfen Sie die Maßnahmen, die noch nicht veröffentlicht sind.")
        steps.append(NextStep(text, "evaluation:catalogue"))
    return steps
