"""An edition as people would see it, with one row of it that is not stored yet."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from django.db.models import Model

from surveys.definition import AskedAttribute, Definition
from surveys.forms.filling import attribute_name, question_name
from surveys.models import Attribute, Edition, Option, Question, Questionnaire

# The pages that people see, as they are called in addresses and on buttons.
START, SINGLE, GROUP, THANKS = "anfang", "einzeln", "gruppe", "danke"

Row = Questionnaire | Edition | Question | Attribute | Option
M = TypeVar("M", bound=Model)


def with_row(definition: Definition, row: Row) -> Definition:
    """The definition with `row` in the place of what is stored; a new one comes last."""
    match row:
        case Edition():
            return replace(definition, edition=row)
        case Question():
            return replace(definition, questions=_put(row, definition.questions))
        case Attribute():
            return _with_attribute(definition, row, None)
        case Option():
            return _with_attribute(definition, row.attribute, row)
        case Questionnaire():
            return definition


def _with_attribute(
    definition: Definition, attribute: Attribute, option: Option | None
) -> Definition:
    asked = {known.attribute.pk: known for known in definition.attributes}
    options = asked[attribute.pk].options if attribute.pk in asked else ()
    if option is not None:
        options = _put(option, options)
    asked[attribute.pk] = AskedAttribute(attribute, options)
    return replace(definition, attributes=tuple(asked.values()))


def _put(row: M, rows: tuple[M, ...]) -> tuple[M, ...]:
    if row in rows:
        return tuple(row if other == row else other for other in rows)
    return (*rows, row)


def step_of(row: Row) -> str:
    """The step of the form on which `row` is seen; "" where it is on all or none."""
    match row:
        case Question():
            return question_name(row)
        case Attribute():
            return attribute_name(AskedAttribute(row, ()))
        case Option():
            return step_of(row.attribute)
        case Questionnaire() | Edition():
            return ""
