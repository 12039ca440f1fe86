"""The section `[staff_survey]` of a process file."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ilmkreis_integration.content.schema import ContentError, Section
from ilmkreis_integration.models import ActionField, Process
from staffsurvey.models import FocusArea, Party, StaffSurvey, Topic


def load_staff_survey(process: Process, file: Section) -> None:
    """Make the survey and whatever of it is missing."""
    section = file.section("staff_survey")
    survey = _load_head(process, section)
    for position, topic in enumerate(section.sections("topic"), start=1):
        _load_topic(survey, topic, position)
    for position, party in enumerate(section.sections("party"), start=1):
        _load_party(survey, party, position)
    section.refuse_unknown()


def _load_party(survey: StaffSurvey, section: Section, position: int) -> Party:
    party, _made = survey.parties.get_or_create(
        title=section.text("title"),
        defaults={
            "position": position,
            "is_required": section.flag("is_required", True),
        },
    )
    section.refuse_unknown()
    return party


def _load_head(process: Process, section: Section) -> StaffSurvey:
    opens_on, closes_on = section.day("opens_on"), section.day("closes_on")
    if opens_on is None:
        raise ContentError(f"{section.path}.opens_on", _("fehlt"))
    if closes_on is None:
        raise ContentError(f"{section.path}.closes_on", _("fehlt"))
    if closes_on < opens_on:
        reason = _("Der letzte Tag liegt vor dem ersten.")
        raise ContentError(f"{section.path}.closes_on", reason)
    survey, _made = StaffSurvey.objects.get_or_create(
        process=process,
        defaults={
            "title": section.text("title"),
            "salutation": section.text("salutation"),
            "welcome": section.text("welcome"),
            "anonymity": section.text("anonymity"),
            "contact_name": section.text("contact_name", ""),
            "contact_phone": section.text("contact_phone", ""),
            "contact_email": section.text("contact_email", ""),
            "topic_question": section.text("topic_question"),
            "thanks": section.text("thanks"),
            "opens_on": opens_on,
            "closes_on": closes_on,
            "with_codes": section.flag("with_codes", True),
            "needs_two_readers": section.flag("needs_two_readers", False),
        },
    )
    return survey


def _load_topic(survey: StaffSurvey, section: Section, position: int) -> None:
    topic, _made = survey.topics.get_or_create(
        slug=section.text("slug"),
        defaults={
            "position": position,
            "title": section.text("title"),
            "description": section.text("description", ""),
            "focus_question": section.text("focus_question"),
            "for_concept": section.flag("for_concept", False),
        },
    )
    areas = section.sections("focus_area")
    section.refuse_unknown()
    if topic.for_concept and not areas:
        _take_action_fields(topic, survey.process.action_fields.all())
    for number, area in enumerate(areas, start=1):
        _load_focus_area(topic, area, number)


def _take_action_fields(topic: Topic, action_fields: Iterable[ActionField]) -> None:
    """The focus areas of the integration concept are the action fields."""
    for field in action_fields:
        topic.focus_areas.get_or_create(
            slug=field.slug,
            defaults={
                "position": field.position,
                "title": field.title,
                "action_field": field,
            },
        )


def _load_focus_area(topic: Topic, section: Section, position: int) -> FocusArea:
    slug = section.text("action_field", "")
    field = topic.survey.process.action_fields.filter(slug=slug).first()
    if slug and field is None:
        raise ContentError(f"{section.path}.action_field", _("gibt es nicht"))
    area, _made = topic.focus_areas.get_or_create(
        slug=section.text("slug"),
        defaults={
            "position": position,
            "title": section.text("title"),
            "action_field": field,
            "is_default_wording": section.flag("default_wording", False),
        },
    )
    section.refuse_unknown()
    return area
