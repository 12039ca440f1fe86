"""The catalogue as pages show it: fields, their goals, their measures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from ilmkreis_integration.models import ActionField, Process
from reports.models import Goal, Measure


@dataclass(frozen=True)
class GoalEntry:
    goal: Goal
    measures: list[Measure]


@dataclass(frozen=True)
class FieldEntry:
    action_field: ActionField
    goals: list[GoalEntry]


@dataclass(frozen=True)
class Catalogue:
    """`is_filtered`: goals without a fitting measure are left out."""

    fields: list[FieldEntry]
    measure_count: int
    is_filtered: bool

    @property
    def goal_count(self) -> int:
        return sum(len(field.goals) for field in self.fields)


def arrange_catalogue(
    process: Process,
    *,
    action_field: ActionField | None = None,
    mark: str = "",
    status: str = "",
    lead: str = "",
) -> Catalogue:
    """Fetch the catalogue of `process`, narrowed down; a fixed number of queries."""
    wanted = {"mark": mark, "status": status, "lead": lead}
    conditions = {field: value for field, value in wanted.items() if value}
    measures = Measure.objects.in_process(process).filter(**conditions)
    measures = measures.select_related("goal__action_field").with_evidence()
    goals = Goal.objects.filter(action_field__process=process)
    goals = goals.select_related("action_field").with_evidence()
    fields: Iterable[ActionField] = process.action_fields.all()
    if action_field:
        measures = measures.filter(goal__action_field=action_field)
        goals = goals.filter(action_field=action_field)
        fields = [action_field]
    return _arrange(list(fields), list(goals), list(measures), bool(conditions))


def _arrange(
    fields: list[ActionField],
    goals: list[Goal],
    measures: list[Measure],
    only_goals_with_measures: bool,
) -> Catalogue:
    by_goal = {goal_id: list(group) for goal_id, group in groupby(measures, _goal_of)}
    entries = [
        FieldEntry(
            action_field,
            [
                GoalEntry(goal, by_goal.get(goal.pk, []))
                for goal in goals
                if goal.action_field_id == action_field.pk
                and (goal.pk in by_goal or not only_goals_with_measures)
            ],
        )
        for action_field in fields
    ]
    if only_goals_with_measures:
        entries = [entry for entry in entries if entry.goals]
    return Catalogue(entries, len(measures), only_goals_with_measures)


def _goal_of(measure: Measure) -> int:
    return measure.goal_id
