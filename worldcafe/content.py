"""The section `[worldcafe]` of a process file: target groups and guiding questions."""

from __future__ import annotations

from ilmkreis_integration.content.schema import Section
from ilmkreis_integration.models import Kind, Process
from worldcafe.models import TargetGroup


def load_cafe_setup(process: Process, file: Section) -> None:
    """Make whatever is missing."""
    section = file.section("worldcafe")
    for position, group in enumerate(section.sections("target_group"), start=1):
        target_group, _is_new = process.target_groups.get_or_create(
            slug=group.text("slug"),
            defaults={
                "position": position,
                "title": group.text("title"),
                "description": group.text("description", ""),
            },
        )
        _load_subgroups(target_group, group)
        group.refuse_unknown()
    for position, question in enumerate(section.sections("guiding_question"), start=1):
        process.guiding_questions.get_or_create(
            slug=question.text("slug"),
            defaults={
                "position": position,
                "text": question.text("text"),
                "kind": question.choice("kind", Kind.values),
            },
        )
        question.refuse_unknown()
    section.refuse_unknown()


def _load_subgroups(target_group: TargetGroup, group: Section) -> None:
    for position, subgroup in enumerate(group.sections("subgroup"), start=1):
        target_group.subgroups.get_or_create(
            title=subgroup.text("title"), defaults={"position": position}
        )
        subgroup.refuse_unknown()
