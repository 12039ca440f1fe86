"""What the columns of another program's table become in our questionnaire.

A target is the name of a field of the form: "frage-…" for a text, "merkmal-…" for a
choice, "sprache". A box that could be ticked becomes one answer: "merkmal-…=…".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ilmkreis_integration.tables.foreign import Kind, Variable
from surveys.definition import AskedAttribute, Definition
from surveys.forms.filling import attribute_name, question_name
from surveys.importing.columns import LANGUAGE

Targets = list[tuple[str, list[tuple[str, str]]]]
_IS = "="
# The one thing about an interview that a form keeps: in which language it was asked.
ASKED_IN = "startlanguage"


@dataclass(frozen=True)
class Assignment:
    """`columns` leads from variables to targets; what is not in it is never stored.

    `values` leads from what a variable holds to the slug of an option, "" for none.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    with_unfinished: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def fits(self, variables: Mapping[str, Variable], definition: Definition) -> bool:
        """Whether all that it names is there, and nothing of it is to be dropped."""
        return all(
            name in variables and target in _targets(variables[name], definition)
            for name, target in self.columns.items()
        )

    def chosen(self, definition: Definition) -> dict[str, AskedAttribute]:
        """The variables whose values become options, and of which attribute."""
        attributes = {attribute_name(asked): asked for asked in definition.attributes}
        return {
            name: attributes[target]
            for name, target in self.columns.items()
            if target in attributes
        }


def is_dropped(variable: Variable) -> bool:
    """Whether a column is about the interview: times, numbers, addresses."""
    return variable.is_metadata and variable.name != ASKED_IN


def ticked(target: str) -> tuple[str, str]:
    """The field that a ticked box fills, and with what; "" for other targets."""
    name, _is, slug = target.partition(_IS)
    return (name, slug) if slug else ("", "")


def targets_for(variable: Variable, definition: Definition) -> Targets:
    """What a variable may become, in groups."""
    questions = [
        (question_name(question), question.text) for question in definition.questions
    ]
    if variable.kind is Kind.MULTIPLE:
        options = [
            (
                f"{attribute_name(asked)}{_IS}{option.slug}",
                f"{asked.attribute.title}: {option.label}",
            )
            for asked in definition.attributes
            for option in asked.options
        ]
        return [(_("Frage"), questions), (_("Angabe zur Person"), options)]
    attributes = [
        (attribute_name(asked), asked.attribute.title)
        for asked in definition.attributes
    ]
    return [
        (_("Frage"), questions),
        (_("Angabe zur Person"), attributes),
        (_("Über den Bogen"), [(LANGUAGE, _("Sprache der Hilfe"))]),
    ]


def _targets(variable: Variable, definition: Definition) -> set[str]:
    if is_dropped(variable):
        return set()
    groups = targets_for(variable, definition)
    return {target for _group, targets in groups for target, _label in targets}
