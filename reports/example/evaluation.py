"""A coder at work: themes, three quarters of the coding, a draft Leitbild and catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Any

from django.contrib.auth.models import User

from ilmkreis_integration.models import ActionField, Contribution, Kind, Process
from reports.example.texts import Coding
from reports.models import Goal, Measure, Principle, Statement, Theme
from reports.services.catalogue import change_status, publish_measure
from reports.services.coding import CodedSpan, code_contribution, dismiss

# What is left for those who want to try the coding desk.
SHARE_CODED = 0.75
# How many statements each theme lends as evidence to a principle or measure.
STATEMENTS_AS_EVIDENCE = 2


def make_themes(process: Process, rows: Iterable[dict[str, Any]]) -> None:
    fields = {field.slug: field for field in process.action_fields.all()}
    Theme.objects.bulk_create(
        Theme(
            action_field=fields[row["field"]],
            title=row["title"],
            description=row["description"],
            handling=row.get("handling", ""),
            handling_reason=row.get("handling_reason", ""),
        )
        for row in rows
    )


def code(
    process: Process,
    codings: Mapping[Contribution, Sequence[Coding]],
    *,
    grave: set[Contribution],
    by: User,
    chance: Random,
) -> None:
    """Code most of the contributions as their texts say; the rest stays at the desk."""
    fields = {field.slug: field for field in process.action_fields.all()}
    themes = {
        (theme.action_field.slug, theme.title): theme
        for theme in Theme.objects.filter(action_field__process=process).select_related(
            "action_field"
        )
    }
    for contribution, parts in codings.items():
        if chance.random() > SHARE_CODED and contribution not in grave:
            continue
        if not parts:
            dismiss(contribution, by=by)
            continue
        spans = _spans(contribution, parts, fields, themes, contribution in grave)
        code_contribution(contribution, spans=spans, by=by)


def _spans(
    contribution: Contribution,
    parts: Sequence[Coding],
    fields: dict[str, ActionField],
    themes: dict[tuple[str, str], Theme],
    is_grave: bool,
) -> list[CodedSpan]:
    spans = []
    end = 0
    for part in parts:
        start = contribution.text.index(part.text.strip(), end)
        end = start + len(part.text.strip())
        spans.append(
            CodedSpan(
                start=start,
                end=end,
                kind=Kind(part.kind),
                action_fields=(fields[part.field],),
                theme=themes[part.field, part.theme],
                is_grave=is_grave,
            )
        )
    return spans


def write_catalogue(
    process: Process, rows: Mapping[str, list[dict[str, Any]]], *, by: User
) -> None:
    """Write Leitbild and catalogue with evidence from what was coded."""
    fields = {field.slug: field for field in process.action_fields.all()}
    themes = {
        theme.title: theme
        for theme in Theme.objects.filter(action_field__process=process)
    }
    for position, row in enumerate(rows["principle"], start=1):
        principle = Principle.objects.create(
            process=process, position=position, text=row["text"]
        )
        _give_evidence(principle, [themes[title] for title in row["themes"]])
    goals = {}
    for row in rows["goal"]:
        field = fields[row["field"]]
        goals[row["title"]] = goal = Goal.objects.create(
            action_field=field,
            position=field.goals.count() + 1,
            title=row["title"],
            description=row["description"],
        )
        _give_evidence(goal, [themes[title] for title in row["themes"]])
    for row in rows["measure"]:
        measure = _write_measure(goals[row["goal"]], row)
        _give_evidence(measure, [themes[title] for title in row["themes"]])
        _decide(measure, row, by)


def _write_measure(goal: Goal, row: dict[str, Any]) -> Measure:
    plain = [
        "title",
        "description",
        "target_group",
        "lead",
        "partners",
        "starts_on",
        "due_on",
        "cost_class",
        "funding",
        "indicator",
        "mark",
        "is_new",
    ]
    return Measure.objects.create(
        goal=goal,
        position=goal.measures.count() + 1,
        **{key: row[key] for key in plain if key in row},
    )


def _give_evidence(item: Principle | Goal | Measure, themes: Sequence[Theme]) -> None:
    item.themes.set(themes)
    for theme in themes:
        item.statements.add(
            *Statement.objects.filter(theme=theme).order_by("contribution__code")[
                :STATEMENTS_AS_EVIDENCE
            ]
        )


def _decide(measure: Measure, row: dict[str, Any], by: User) -> None:
    if row["status"] != Measure.Status.PROPOSED:
        change_status(measure, status=Measure.Status(row["status"]), reason="", by=by)
    if row["published"]:
        publish_measure(measure, justification=row["justification"], by=by)
