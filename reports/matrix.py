"""The figures of the synthesis: who speaks how often of what, guarded.

A count of None is hidden or empty and is shown as `HIDDEN`, without telling which
(docs/adr/0003-small-numbers.md). Counters are never added to each other, nor over
channels or cafés.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.domain.disclosure import guard_linked
from ilmkreis_integration.models import Kind, Source
from reports.crosstab import Counts

HIDDEN_EXPLAINED = _(
    "„–“ heißt: keine oder zu wenige. Auch manche größere Anzahl wird nicht gezeigt, "
    "damit die kleinen sich nicht errechnen lassen."
)


@dataclass(frozen=True)
class Dots:
    """The participation dots at the stations of the field in one café.

    `share` is the part of all dots of that café, 0 to 1. Dots of different cafés are
    compared by share and never added.
    """

    cafe_number: int
    count: int | None
    share: float | None


@dataclass(frozen=True)
class Column:
    """Who speaks: the migrants, one target group of the World Cafés, or the staff.

    `key` is "migrants", "cafe-<slug of the target group>" or "staff".
    """

    key: str
    title: str
    source: Source
    dots: tuple[Dots, ...] = ()


@dataclass(frozen=True)
class Cell:
    """What one column says about one theme, of one kind, or in all.

    Statements are counted in every column, forms and people only for migrants: a form
    that says several things about a theme is one form. `people` is a lower bound where
    a group did not know its size. `share` is the part of the column's statements in
    this field, 0 to 1, for a bar; None draws none. `is_present` tells that there is a
    statement at all; it is about texts, not about people, and never hidden.
    """

    is_present: bool = False
    statements: int | None = None
    forms: int | None = None
    people: int | None = None
    people_is_lower_bound: bool = False
    share: float | None = None

    @property
    def is_hidden(self) -> bool:
        return self.is_present and self.statements is None


def total_cell(counts: Counts, source: Source, *, is_shown: bool) -> Cell:
    """A column as a whole."""
    return _open_cell(counts, source) if is_shown else _hidden_cell(counts)


def guard_lines(
    lines: Mapping[Hashable, Counts],
    source: Source,
    total: Cell,
    *,
    smallest: int,
    known: Mapping[Hashable, int],
) -> dict[Hashable, Cell]:
    """The cells of one column below its `total`; each column is guarded alone.

    Where the total is hidden, so is every line of it. For `known` see `Known`.
    """
    if source == Source.WORLD_CAFE:
        # A note is written by a host for the whole table: no count of people.
        shown = set(lines)
    elif total.is_hidden:
        shown = set()
    else:
        guarded = guard_linked(
            {key: counters(counts, source) for key, counts in lines.items()},
            smallest=smallest,
            known=known,
        )
        shown = {key for key, values in guarded.items() if None not in values}
    return {
        key: _open_cell(counts, source, total.statements)
        if key in shown
        else _hidden_cell(counts)
        for key, counts in lines.items()
    }


def counters(counts: Counts, source: Source) -> tuple[int, ...]:
    """The counters of a column that are linked: a form makes statements for people."""
    if source == Source.QUESTIONNAIRE:
        return counts.statements, counts.forms, counts.people
    return (counts.statements,)


def _hidden_cell(counts: Counts) -> Cell:
    return Cell(is_present=counts.statements > 0)


def _open_cell(counts: Counts, source: Source, total: int | None = None) -> Cell:
    is_form = source == Source.QUESTIONNAIRE
    return Cell(
        is_present=counts.statements > 0,
        statements=counts.statements or None,
        forms=counts.forms or None if is_form else None,
        people=counts.people or None if is_form else None,
        people_is_lower_bound=is_form and counts.people_is_lower_bound,
        share=counts.statements / total if counts.statements and total else None,
    )


def contradict(said: Iterable[tuple[Kind, str]]) -> bool:
    """Whether of kinds and columns one tells a problem and another a strength.

    One column alone just has two sides.
    """
    columns: dict[Kind, set[str]] = {Kind.PROBLEM: set(), Kind.STRENGTH: set()}
    for kind, column_key in said:
        if kind in columns:
            columns[kind].add(column_key)
    problems, strengths = columns.values()
    return bool(problems and strengths) and len(problems | strengths) > 1


class Known:
    """The least that a reader knows of each line of a column without any figure.

    Who speaks of a theme is told, and who stands on which side of a contradiction.
    """

    def __init__(self, said: Iterable[tuple[int | None, Kind, str]]) -> None:
        """Take theme, kind and column of all statements of a field."""
        kinds: dict[int | None, set[tuple[Kind, str]]] = defaultdict(set)
        for theme, kind, column in said:
            kinds[theme].add((kind, column))
        self._themes: dict[str, Counter[Hashable]] = defaultdict(Counter)
        self._kinds: dict[str, Counter[Hashable]] = defaultdict(Counter)
        for theme, voices in kinds.items():
            for _kind, column in voices:
                self._themes[column][theme] = 1
            if theme is not None and contradict(voices):
                self._learn_sides(theme, voices)

    def _learn_sides(self, theme: int, voices: Iterable[tuple[Kind, str]]) -> None:
        sides = [voice for voice in voices if voice[0] in (Kind.PROBLEM, Kind.STRENGTH)]
        for column, number in Counter(column for _kind, column in sides).items():
            self._themes[column][theme] = number
        for kind, column in sides:
            self._kinds[column][kind] += 1

    def themes(self, column_key: str) -> Mapping[Hashable, int]:
        return self._themes[column_key]

    def kinds(self, column_key: str) -> Mapping[Hashable, int]:
        return self._kinds[column_key]

    def told(self, column_key: str) -> int:
        """The least that is known of a column as a whole."""
        themes = self._themes[column_key].total()
        return max(themes, self._kinds[column_key].total())

    def beside(self, column_key: str) -> int:
        """How much of a column is known to lie beside any one of its lines."""
        themes = self._themes[column_key].values()
        beside_theme = sum(themes) - min(themes, default=0)
        return max(beside_theme, self._kinds[column_key].total())
