"""A form as the template draws it: plain values, no widgets.

Django's widget templates cost two thirds of a page view; this page is opened most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from surveys.definition import AskedAttribute
from surveys.forms.filling import (
    CHECK,
    HELPER,
    PEOPLE,
    GroupForm,
    SheetForm,
    SingleForm,
    attribute_name,
    count_name,
    question_name,
)
from surveys.models import Question, Response

# Who may have helped, and the picture beside it.
_HELPERS = {
    Response.Helper.NOBODY: "person",
    Response.Helper.FAMILY: "family",
    Response.Helper.COUNSELLOR: "counsellor",
    Response.Helper.INTERPRETER: "language",
    Response.Helper.REFUSED: "refusal",
}


@dataclass(frozen=True)
class Step:
    """What all steps have: their key, heading, help, and messages by field name."""

    template: ClassVar[str]

    key: str
    title: str
    hint: str
    messages: dict[str, str]

    @property
    def message(self) -> str:
        """The first message, for steps that have only one field."""
        return next(iter(self.messages.values()), "")


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_chosen: bool
    pictogram: str = ""


@dataclass(frozen=True)
class ChoiceStep(Step):
    """One option of several."""

    template = "surveys/_choice_step.html"
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Count:
    """A number field; `attribute` names it where its question is out of sight."""

    name: str
    label: str
    attribute: str
    pictogram: str
    value: str
    message: str


@dataclass(frozen=True)
class CountStep(Step):
    """How many people of a group each option fits."""

    template = "surveys/_count_step.html"
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class PeopleStep(Step):
    """How many people the group has."""

    template = "surveys/_people_step.html"
    value: str
    is_unknown: bool


@dataclass(frozen=True)
class TextStep(Step):
    """An open question."""

    template = "surveys/_text_step.html"
    value: str


@dataclass(frozen=True)
class Line:
    """An answer on the last step; `name` is the field that it repeats.

    A line that `goes_if_empty` is shown only where something was entered. A `heading`
    says to which question the label belongs.
    """

    name: str
    label: str
    value: str
    heading: str = ""
    goes_if_empty: bool = False


@dataclass(frozen=True)
class CheckStep(Step):
    """Everything once more, before it is sent."""

    template = "surveys/_check_step.html"
    lines: tuple[Line, ...]


def draw(form: SingleForm | GroupForm, *, show_messages: bool) -> list[Step]:
    """All steps of `form` with what was entered so far."""
    drawing = _Drawing(form, show_messages=show_messages)
    steps: list[Step] = []
    if isinstance(form, GroupForm):
        steps.append(drawing.people())
    for asked in form.definition.attributes:
        if isinstance(form, GroupForm):
            steps.append(drawing.counts(asked))
        else:
            steps.append(drawing.choice(asked))
    steps += [drawing.text(question) for question in form.definition.questions]
    if isinstance(form, GroupForm):
        steps.append(drawing.helper())
    steps.append(drawing.check(steps))
    return steps


class _Drawing:
    def __init__(self, form: SheetForm, *, show_messages: bool) -> None:
        self.form = form
        self.show_messages = show_messages
        self.is_group = isinstance(form, GroupForm)

    def entered(self, name: str) -> str:
        return str(self.form.data.get(name, ""))

    def messages(self, step: str) -> dict[str, str]:
        return self.form.messages_in(step) if self.show_messages else {}

    def choice(self, asked: AskedAttribute) -> ChoiceStep:
        key = attribute_name(asked)
        chosen = self.entered(key)
        return ChoiceStep(
            key=key,
            title=asked.attribute.text,
            hint=asked.attribute.hint,
            messages=self.messages(key),
            choices=tuple(
                Choice(
                    option.slug, option.label, option.slug == chosen, option.pictogram
                )
                for option in asked.options
            ),
        )

    def counts(self, asked: AskedAttribute) -> CountStep:
        key = attribute_name(asked)
        messages = self.messages(key)
        names = [(count_name(asked, option), option) for option in asked.countable]
        return CountStep(
            key=key,
            title=asked.attribute.group_text or asked.attribute.text,
            hint=asked.attribute.hint,
            messages=messages,
            counts=tuple(
                Count(
                    name=name,
                    label=option.label,
                    attribute=asked.attribute.title,
                    pictogram=option.pictogram,
                    value=self.entered(name),
                    message=messages.get(name, ""),
                )
                for name, option in names
            ),
        )

    def helper(self) -> ChoiceStep:
        chosen = self.entered(HELPER)
        return ChoiceStep(
            key=HELPER,
            title=_("Hat Ihnen jemand geholfen?"),
            hint="",
            messages=self.messages(HELPER),
            choices=tuple(
                Choice(helper.value, str(helper.label), helper == chosen, pictogram)
                for helper, pictogram in _HELPERS.items()
            ),
        )

    def people(self) -> PeopleStep:
        return PeopleStep(
            key=PEOPLE,
            title=_("Wie viele Personen sind in der Gruppe?"),
            hint=_("Zählen Sie alle mit. Auch Kinder."),
            messages=self.messages(PEOPLE),
            value=self.entered("people_count"),
            is_unknown="people_unknown" in self.form.data,
        )

    def text(self, question: Question) -> TextStep:
        key = question_name(question)
        text = question.group_text if self.is_group else ""
        return TextStep(
            key=key,
            title=text or question.text,
            hint=question.hint,
            messages=self.messages(key),
            value=self.entered(key),
        )

    def check(self, steps: list[Step]) -> CheckStep:
        return CheckStep(
            key=CHECK,
            title=_("Ist alles richtig?"),
            hint=_("Sie können zurückgehen und etwas ändern."),
            messages=self.messages(CHECK),
            lines=tuple(line for step in steps for line in _lines(step)),
        )


def _lines(step: Step) -> list[Line]:
    match step:
        case ChoiceStep():
            chosen = next((c.label for c in step.choices if c.is_chosen), "")
            return [Line(step.key, step.title, chosen)]
        case CountStep():
            return [
                Line(
                    count.name,
                    count.label,
                    count.value,
                    heading=count.attribute,
                    goes_if_empty=True,
                )
                for count in step.counts
            ]
        case PeopleStep():
            return [Line("people_count", step.title, step.value)]
        case TextStep():
            return [Line(step.key, step.title, step.value)]
    return []
