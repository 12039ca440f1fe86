"""The columns that the questions of a LimeSurvey questionnaire have in exports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from ilmkreis_integration.tables.foreign import TICKED, UNTICKED, Kind, Variable
from ilmkreis_integration.tables.limesurvey_structure import Question
from ilmkreis_integration.tables.problems import unreadable

# How LimeSurvey codes "Sonstiges" in a list.
OTHER = "-oth-"
# A grid has as many columns as rows times columns; a small file could ask for millions.
MAX_COLUMNS = 10_000
_NO_VALUES: Mapping[str, str] = {}


class Part(NamedTuple):
    """A column of a question; `scale` only where each part has two, from 0."""

    code: str
    label: str
    kind: Kind = Kind.TEXT
    values: Mapping[str, str] = _NO_VALUES
    scale: int | None = None


def columns_of(questions: Iterable[Question]) -> dict[str, Variable]:
    """Return what each possible column means.

    The same column is called `Q1[SQ001]` in a CSV file, `Q1_SQ001` in a VV file with
    question codes and `12X3X45SQ001` in one with numbers.
    """
    columns: dict[str, Variable] = {}
    for question in questions:
        for part in _PARTS.get(question.kind, _text)(question):
            label = " – ".join(text for text in (question.label, part.label) if text)
            for name in _names(question, part):
                columns[name] = Variable(name, label, part.kind, part.values)
            if len(columns) > MAX_COLUMNS:
                raise unreadable(_("Der Fragebogen (.lss) hat zu viele Fragen."))
    return columns


def _names(question: Question, part: Part) -> Iterator[str]:
    code, scale = part.code, part.scale
    numbers = f"{question.survey}X{question.group}X{question.number}{code}"
    if not code:
        yield from (question.code, numbers)
    elif scale is None:
        yield from (f"{question.code}[{code}]", f"{question.code}_{code}", numbers)
    else:
        yield f"{question.code}[{code}][{scale + 1}]"
        yield f"{question.code}_{code}_{scale}"
        yield f"{numbers}#{scale}"


def _text(question: Question) -> Iterator[Part]:
    yield Part("", "")


def _nothing(question: Question) -> Iterator[Part]:
    yield from ()


def _choice(question: Question) -> Iterator[Part]:
    yield Part("", "", Kind.SINGLE, _values(question))


def _list(question: Question) -> Iterator[Part]:
    other = {OTHER: _("Sonstiges")} if question.has_other else {}
    yield Part("", "", Kind.SINGLE, _values(question) | other)
    if question.has_other:
        yield Part("other", _("Sonstiges"))


def _list_with_comment(question: Question) -> Iterator[Part]:
    yield from _choice(question)
    yield Part("comment", _("Kommentar"))


def _ticks(question: Question) -> Iterator[Part]:
    values = {TICKED: _("angekreuzt"), UNTICKED: _("nicht angekreuzt")}
    for part in question.parts:
        yield Part(part.code, part.label, Kind.MULTIPLE, values)
    if question.has_other:
        yield Part("other", _("Sonstiges"))


def _ticks_with_comment(question: Question) -> Iterator[Part]:
    for part in _ticks(question):
        yield part
        yield Part(f"{part.code}comment", f"{part.label} – {_('Kommentar')}")


def _texts(question: Question) -> Iterator[Part]:
    for part in question.parts:
        yield Part(part.code, part.label)


def _array(question: Question) -> Iterator[Part]:
    values = _values(question)
    for part in question.parts:
        yield Part(part.code, part.label, Kind.SINGLE, values)


def _two_scales(question: Question) -> Iterator[Part]:
    for part in question.parts:
        for scale in (0, 1):
            label = f"{part.label} – {_('Skala {}').format(scale + 1)}"
            values = _values(question, str(scale))
            yield Part(part.code, label, Kind.SINGLE, values, scale)


def _grid(question: Question) -> Iterator[Part]:
    columns = [part for part in question.parts if part.scale == "1"]
    for row in question.parts:
        if row.scale == "0":
            for column in columns:
                yield Part(f"{row.code}_{column.code}", f"{row.label} – {column.label}")


def _ranking(question: Question) -> Iterator[Part]:
    values = _values(question)
    for rank in range(1, len(question.answers) + 1):
        yield Part(str(rank), _("Rang {}").format(rank), Kind.SINGLE, values)


def _values(question: Question, scale: str = "0") -> dict[str, str]:
    """Return the answers of a question, or those that its type has by itself."""
    return _fixed_values(question.kind) or {
        answer.code: answer.label
        for answer in question.answers
        if answer.scale == scale
    }


def _fixed_values(kind: str) -> dict[str, str]:
    if kind in {"5", "A", "B"}:
        best = 10 if kind == "B" else 5
        return {str(points): str(points) for points in range(1, best + 1)}
    yes, no = _("Ja"), _("Nein")
    return {
        "Y": {"Y": yes, "N": no},
        "C": {"Y": yes, "N": no, "U": _("unsicher")},
        "E": {"I": _("mehr"), "S": _("gleich"), "D": _("weniger")},
        "G": {"F": _("weiblich"), "M": _("männlich")},
    }.get(kind, {})


# By the letter that LimeSurvey has for the type; all others are one text.
_PARTS: dict[str, Callable[[Question], Iterator[Part]]] = {
    "X": _nothing,
    **dict.fromkeys("5YG", _choice),
    **dict.fromkeys("L!", _list),
    "O": _list_with_comment,
    "M": _ticks,
    "P": _ticks_with_comment,
    **dict.fromkeys("KQ", _texts),
    **dict.fromkeys("FHABCE", _array),
    "1": _two_scales,
    **dict.fromkeys(":;", _grid),
    "R": _ranking,
}
