"""The synthesis of one action field: themes beside channels.

Page, PDF and spreadsheet all show what `synthesize` returns. Everything in it is guarded
already (docs/adr/0003-small-numbers.md): a count of None is hidden or empty and is shown
as `HIDDEN`, without telling which. Counters are never added to each other, nor over
channels or cafés.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import ActionField, Kind, Source
from reports.models import Theme

# How a count is shown that is hidden or empty.
HIDDEN = "–"
HIDDEN_EXPLAINED = _(
    "„–“ heißt: keine oder zu wenige. Kleine Anzahlen werden nie gezeigt, und manche "
    "größere auch nicht, damit die kleinen sich nicht errechnen lassen."
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
    """What one column says about one theme (or in all, in `FieldSynthesis.totals`).

    Statements are counted in every column, forms and people only for migrants: a form
    that says several things about a theme is one form. `people` is a lower bound where
    a group did not know its size. `share` is the part of the column's statements in
    this field, 0 to 1, for a bar; None draws none. `is_present` tells that there is a
    statement at all; it is about texts, not about people, and never hidden.
    """

    is_present: bool
    statements: int | None
    forms: int | None = None
    people: int | None = None
    people_is_lower_bound: bool = False
    share: float | None = None


@dataclass(frozen=True)
class StatementLine:
    """A statement as it is listed; `text` is None where it may not be read."""

    pk: int
    code: str
    kind: Kind
    column_key: str
    column_title: str
    source: Source
    text: str | None
    language: str
    translation: str
    is_grave: bool


@dataclass(frozen=True)
class Contradiction:
    """A theme that is a problem in one column and runs well in another."""

    theme: Theme
    problems: tuple[StatementLine, ...]
    strengths: tuple[StatementLine, ...]


@dataclass(frozen=True)
class ThemeRow:
    """A theme with one cell per column, in the order of the columns.

    `channels` are those of the three channels in which it appears; `contradiction` is
    None where nobody contradicts.
    """

    theme: Theme
    cells: tuple[Cell, ...]
    channels: tuple[Source, ...]
    statements: tuple[StatementLine, ...]
    contradiction: Contradiction | None

    @property
    def channel_count(self) -> int:
        return len(self.channels)


@dataclass(frozen=True)
class KindRow:
    """How many statements of a kind each column makes, in the order of the columns.

    Forms and people are not counted here.
    """

    kind: Kind
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class FieldSynthesis:
    """All that is known about one action field.

    `themes` come with those first that most channels speak of, then by title: an order
    by size would tell hidden counts. `without_theme` is a row of the same table (its
    cells are guarded together with the themes). `uncoded` counts contributions whose
    origin fixed this field and that nobody has coded yet.
    """

    action_field: ActionField
    columns: tuple[Column, ...]
    themes: tuple[ThemeRow, ...]
    without_theme: tuple[StatementLine, ...]
    without_theme_cells: tuple[Cell, ...]
    totals: tuple[Cell, ...]
    kind_profile: tuple[KindRow, ...]
    grave: tuple[StatementLine, ...]
    uncoded: int

    @property
    def in_all_channels(self) -> tuple[ThemeRow, ...]:
        return tuple(row for row in self.themes if row.channel_count == len(Source))

    @property
    def only_one_channel(self) -> tuple[ThemeRow, ...]:
        return tuple(row for row in self.themes if row.channel_count == 1)

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        return tuple(row.contradiction for row in self.themes if row.contradiction)

    @property
    def is_empty(self) -> bool:
        return not any(cell.is_present for cell in self.totals)


def synthesize(
    action_field: ActionField, *, with_staff_texts: bool = False
) -> FieldSynthesis:
    """Put together what all channels say about `action_field`; a few queries.

    Comments of the staff are quoted only with `with_staff_texts`: for the people who
    code them, not for everybody who reads. Their codes are always there.
    """
    raise NotImplementedError
