"""The section `[questionnaire]` of a process file."""

from __future__ import annotations

from django.utils import timezone

from ilmkreis_integration.content.schema import ContentError, Section
from ilmkreis_integration.models import Kind, Process
from surveys.definition import mark_changed
from surveys.models import Attribute, Edition
from surveys.pictograms import PICTOGRAMS
from surveys.translation_files import load_translations


def load_questionnaire(process: Process, file: Section) -> None:
    """Make the questionnaire and whatever of it is missing."""
    section = file.section("questionnaire")
    edition = _load_head(process, section)
    for position, question in enumerate(section.sections("question"), start=1):
        _load_question(edition, question, position)
    for position, attribute in enumerate(section.sections("attribute"), start=1):
        _load_attribute(edition, attribute, position)
    mark_changed(edition.questionnaire)
    section.refuse_unknown()
    load_translations()


def _load_head(process: Process, section: Section) -> Edition:
    opens_on, closes_on = section.day("opens_on"), section.day("closes_on")
    if opens_on is None or closes_on is None:
        raise ContentError(f"{section.path}.opens_on, closes_on", "fehlt")
    questionnaire, _created = process.questionnaires.get_or_create(
        slug=section.text("slug"),
        defaults={
            "title": section.text("title"),
            "opens_on": opens_on,
            "closes_on": closes_on,
        },
    )
    edition, _created = questionnaire.editions.get_or_create(
        number=1,
        defaults={
            "introduction": section.text("introduction", ""),
            "privacy_note": section.text("privacy_note", ""),
            "thanks": section.text("thanks", ""),
            "is_default_wording": section.flag("default_wording", False),
            "released_on": timezone.localdate(),
        },
    )
    return edition


def _load_question(edition: Edition, section: Section, position: int) -> None:
    edition.questions.get_or_create(
        slug=section.text("slug"),
        defaults={
            "position": position,
            "text": section.text("text"),
            "group_text": section.text("group_text", ""),
            "hint": section.text("hint", ""),
            "kind": section.choice("kind", Kind.values),
        },
    )
    section.refuse_unknown()


def _load_attribute(edition: Edition, section: Section, position: int) -> None:
    attribute, _created = edition.attributes.get_or_create(
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
            "pictogram": section.choice("pictogram", ["", *PICTOGRAMS], ""),
            "is_refusal": section.flag("refusal", False),
        },
    )
    section.refuse_unknown()
