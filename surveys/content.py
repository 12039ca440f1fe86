"""The section `[questionnaire]` of a process file."""

from __future__ import annotations

from ilmkreis_integration.content.schema import ContentError, Section
from ilmkreis_integration.models import Kind, Process
from surveys.definition import mark_changed
from surveys.models import Attribute, Questionnaire


def load_questionnaire(process: Process, file: Section) -> None:
    """Make the questionnaire and whatever of it is missing."""
    section = file.section("questionnaire")
    questionnaire = _load_head(process, section)
    for position, question in enumerate(section.sections("question"), start=1):
        questionnaire.questions.get_or_create(
            slug=question.text("slug"),
            defaults={
                "position": position,
                "text": question.text("text"),
                "group_text": question.text("group_text", ""),
                "hint": question.text("hint", ""),
                "kind": question.choice("kind", Kind.values),
            },
        )
        question.refuse_unknown()
    for position, attribute in enumerate(section.sections("attribute"), start=1):
        _load_attribute(questionnaire, attribute, position)
    mark_changed(questionnaire)
    section.refuse_unknown()


def _load_head(process: Process, section: Section) -> Questionnaire:
    opens_on, closes_on = section.day("opens_on"), section.day("closes_on")
    if opens_on is None or closes_on is None:
        raise ContentError(f"{section.path}.opens_on, closes_on", "fehlt")
    questionnaire, _created = process.questionnaires.get_or_create(
        slug=section.text("slug"),
        defaults={
            "title": section.text("title"),
            "introduction": section.text("introduction", ""),
            "privacy_note": section.text("privacy_note", ""),
            "thanks": section.text("thanks", ""),
            "opens_on": opens_on,
            "closes_on": closes_on,
            "is_default_wording": section.flag("default_wording", False),
        },
    )
    return questionnaire


def _load_attribute(
    questionnaire: Questionnaire, section: Section, position: int
) -> None:
    attribute, _created = questionnaire.attributes.get_or_create(
        slug=section.text("slug"),
        defaults={
            "position": position,
            "title": section.text("title"),
            "text": section.text("text"),
            "group_text": section.text("group_text", ""),
            "hint": section.text("hint", ""),
        },
    )
    for number, option in enumerate(section.sections("option"), start=1):
        _load_option(attribute, option, number)
    section.refuse_unknown()


def _load_option(attribute: Attribute, section: Section, position: int) -> None:
    attribute.options.get_or_create(
        slug=section.text("slug"),
        defaults={
            "position": position,
            "label": section.text("label"),
            "is_refusal": section.flag("refusal", False),
        },
    )
    section.refuse_unknown()
