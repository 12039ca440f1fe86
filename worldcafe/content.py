"""The section `[worldcafe]` of a process file: target groups and guiding questions."""

from __future__ import annotations

from ilmkreis_integration.content.schema import Section
from ilmkreis_integration.models import Kind, Process


def load_cafe_setup(process: Process, file: Section) -> None:
    """Make whatever is missing."""
    section = file.section("worldcafe")
    for position, group in enumerate(section.sections("target_group"), start=1):
        process.target_groups.get_or_create(
            slug=group.text("slug"),
            defaults={
                "position": position,
                "title": group.text("title"),
                "description": group.text("description", ""),
            },
        )
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
