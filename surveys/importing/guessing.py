"""A good guess at what the columns of another program mean, by their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from ilmkreis_integration.tables.foreign import Kind, Variable
from surveys.definition import AskedAttribute, Definition
from surveys.forms.filling import attribute_name, question_name
from surveys.importing.columns import LANGUAGE
from surveys.importing.mapping import ASKED_IN, Assignment, is_dropped
from surveys.models import Option

# From here on two labels are taken for the same; below, people decide.
_ALIKE = 0.7
_WORD = re.compile(r"[^\W_]+")
# What stands before is the question, behind it the part: "Wege: Bus", "Wege – Bus".
_PARTS = re.compile(r"\s*[:–]\s+")
_REFUSAL = re.compile(
    r"keine angabe|nicht sagen|nicht antworten|no answer|prefer not", re.IGNORECASE
)


class _Guess(NamedTuple):
    score: float
    variable: str
    target: str


def guess(
    variables: Sequence[Variable],
    definition: Definition,
    seen: Mapping[str, Sequence[str]],
) -> Assignment:
    """Assign each question and attribute to the column that is most like it, if any.

    `seen` are values that stand in the columns.
    """
    guesses = sorted(
        _guesses(variables, definition, seen), key=lambda g: g.score, reverse=True
    )
    columns: dict[str, str] = {}
    for _score, variable, target in guesses:
        if variable not in columns and target not in columns.values():
            columns[variable] = target
    assignment = Assignment(columns)
    labels = {variable.name: variable.values for variable in variables}
    values = {
        name: guess_values(values_of(labels[name], seen.get(name, ())), asked)
        for name, asked in assignment.chosen(definition).items()
    }
    return Assignment(columns, values)


def values_of(labels: Mapping[str, str], seen: Iterable[str]) -> dict[str, str]:
    """What a column holds, with the label of each value; without one, the value itself."""
    return dict(labels) | {value: value for value in seen if value not in labels}


def guess_values(labels: Mapping[str, str], asked: AskedAttribute) -> dict[str, str]:
    """Return the slug of the most fitting option for each value, "" for none."""
    return {value: _slug(label, asked.options) for value, label in labels.items()}


def _guesses(
    variables: Sequence[Variable],
    definition: Definition,
    seen: Mapping[str, Sequence[str]],
) -> Iterable[_Guess]:
    for variable in variables:
        if is_dropped(variable) or variable.kind is Kind.MULTIPLE:
            continue
        if variable.name == ASKED_IN:
            yield _Guess(1, variable.name, LANGUAGE)
            continue
        values = values_of(variable.values, seen.get(variable.name, ()))
        for asked in definition.attributes:
            score = _likeness_of_choice(variable, values, asked)
            if score >= _ALIKE:
                yield _Guess(score, variable.name, attribute_name(asked))
        if variable.kind is Kind.TEXT:
            for question in definition.questions:
                names = (question.text, question.group_text, question.slug)
                score = _likeness(variable, names)
                if score >= _ALIKE:
                    yield _Guess(score, variable.name, question_name(question))


def _likeness_of_choice(
    variable: Variable, values: Mapping[str, str], asked: AskedAttribute
) -> float:
    """By the name, or by the answers alone; one answer must be the same in any case."""
    attribute = asked.attribute
    by_name = _likeness(variable, (attribute.title, attribute.text, attribute.slug))
    found = {slug for slug in guess_values(values, asked).values() if slug}
    if not found:
        return 0
    return max(by_name, len(found) / max(len(asked.countable), len(values)))


def _likeness(variable: Variable, names: Iterable[str]) -> float:
    label = variable.label
    parts = {label, _PARTS.split(label)[-1], _PARTS.split(label)[0], variable.name}
    return max(
        (_alike(part, name) for part in parts for name in names if part and name),
        default=0,
    )


def _alike(one: str, other: str) -> float:
    first, second = _plain(one), _plain(other)
    if not first or not second:
        return 0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _slug(label: str, options: Sequence[Option]) -> str:
    plain, numbers = _plain(label), re.findall(r"\d+", label)
    for option in options:
        if plain in (_plain(option.label), _plain(option.slug)):
            return option.slug
    if _REFUSAL.search(label):
        return next((option.slug for option in options if option.is_refusal), "")
    within = [option for option in options if _is_within(plain, _plain(option.label))]
    if len(within) == 1:
        return within[0].slug
    if numbers:
        # "18-26" is "18 bis 26 Jahre"; "unter 18" is not "ab 18".
        same = [o for o in options if re.findall(r"\d+", o.label) == numbers]
        return same[0].slug if len(same) == 1 and len(numbers) > 1 else ""
    best = max(options, key=lambda option: _alike(label, option.label))
    return best.slug if _alike(label, best.label) >= _ALIKE else ""


def _is_within(one: str, other: str) -> bool:
    """Whether all words of one stand in the other: "über 60", "über 60 Jahre"."""
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and f" {shorter} " in f" {longer} "
