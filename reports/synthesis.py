"""The synthesis of one action field: themes beside channels, and what was said.

Page, PDF and spreadsheet all show what `synthesize` returns. The figures in it are
guarded already, see `reports.matrix`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.domain.disclosure import guard_counts
from ilmkreis_integration.models import ActionField, Kind, Source
from reports.crosstab import Counts, tabulate
from reports.matrix import (
    Cell,
    Column,
    Dots,
    Known,
    contradict,
    guard_lines,
    total_cell,
)
from reports.models import Theme
from reports.overview import FieldOverview, overview_of
from reports.queries import (
    MIGRANTS,
    STAFF,
    DotRow,
    StatementRow,
    column_key,
    dot_rows,
    statement_rows,
)
from reports.statement_lines import StatementLine, line_of


@dataclass(frozen=True)
class Side:
    """What one column has to say; no `lines` where these may not be read."""

    column: Column
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True)
class Contradiction:
    """A theme that is a problem in one column and runs well in another."""

    theme: Theme
    problems: tuple[Side, ...]
    strengths: tuple[Side, ...]

    @property
    def facing(self) -> tuple[Side, Side]:
        """A problem and a strength of two columns, that may be read if there are any."""
        pairs = [
            (problem, strength)
            for problem in self.problems
            for strength in self.strengths
            if problem.column != strength.column
        ]
        return min(pairs, key=lambda pair: sum(not side.lines for side in pair))


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

    @property
    def staff_is_unread(self) -> bool:
        """Whether the staff speak of it in words that may not be read here."""
        is_read = any(line.is_of_staff for line in self.statements)
        return Source.STAFF_SURVEY in self.channels and not is_read


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
    cells are guarded together with the themes). `uncoded` counts the contributions whose
    origin fixed this field and that nobody has coded yet; None is none or few.
    """

    action_field: ActionField
    columns: tuple[Column, ...]
    themes: tuple[ThemeRow, ...]
    without_theme: tuple[StatementLine, ...]
    without_theme_cells: tuple[Cell, ...]
    totals: tuple[Cell, ...]
    kind_profile: tuple[KindRow, ...]
    grave: tuple[StatementLine, ...]
    uncoded: int | None

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
    def has_dots(self) -> bool:
        return any(column.dots for column in self.columns)

    @property
    def has_rest(self) -> bool:
        """Whether there are statements without a theme."""
        return any(cell.is_present for cell in self.without_theme_cells)

    @property
    def is_empty(self) -> bool:
        return not any(cell.is_present for cell in self.totals)


# Leaves out what may not be read.
Listing = Callable[[Iterable[StatementLine]], tuple[StatementLine, ...]]


def synthesize(
    action_field: ActionField,
    *,
    with_staff_texts: bool = False,
    with_staff_quotes: bool = False,
    overview: Iterable[FieldOverview] | None = None,
) -> FieldSynthesis:
    """Put together what all channels say about `action_field`; eight queries.

    Comments of the staff are listed only with `with_staff_texts`: for the people who
    code them, not for everybody who reads. With `with_staff_quotes` those are listed that
    may be printed. Who has the `overview` hands it in.
    """
    process = action_field.process
    groups = process.target_groups.values_list("slug", "title")
    whole = overview_of(process) if overview is None else overview
    return calculate(
        overview=next(o for o in whole if o.action_field == action_field),
        target_groups=list(groups),
        themes=list(action_field.themes.all()),
        statements=statement_rows(action_field),
        dots=dot_rows(process),
        smallest=process.smallest_count,
        with_staff_texts=with_staff_texts,
        with_staff_quotes=with_staff_quotes,
    )


def calculate(
    *,
    overview: FieldOverview,
    target_groups: Iterable[tuple[str, str]],
    themes: Sequence[Theme],
    statements: Sequence[StatementRow],
    dots: Sequence[DotRow],
    smallest: int,
    with_staff_texts: bool,
    with_staff_quotes: bool = False,
) -> FieldSynthesis:
    """Put the rows together, without the database."""
    field = overview.action_field
    columns = _columns(target_groups, _dots(dots, field.pk, smallest))
    own = {theme.pk for theme in themes}
    # The theme of a statement in two fields belongs to one of them.
    theme_of = [row.theme_id if row.theme_id in own else None for row in statements]
    totals = _totals(statements, columns, overview)
    kind_of = [row.kind for row in statements]
    known = Known(
        zip(theme_of, kind_of, (row.column_key for row in statements), strict=True)
    )
    cells = _cells(
        statements, theme_of, [*own, None], columns, totals, known.themes, smallest
    )
    kind_cells = _cells(
        statements, kind_of, list(Kind), columns, totals, known.kinds, smallest
    )
    lines = _lines(statements, theme_of, columns)
    said: dict[int | None, list[StatementLine]] = defaultdict(list)
    for theme_id, line in lines:
        said[theme_id].append(line)

    listed = _listing(
        with_staff_texts=with_staff_texts, with_staff_quotes=with_staff_quotes
    )
    return FieldSynthesis(
        action_field=field,
        columns=columns,
        themes=_by_channels(
            ThemeRow(
                theme=theme,
                cells=cells[theme.pk],
                channels=_channels(said[theme.pk]),
                statements=listed(said[theme.pk]),
                contradiction=_contradiction(theme, said[theme.pk], listed),
            )
            for theme in themes
        ),
        without_theme=listed(said[None]),
        without_theme_cells=cells[None],
        totals=totals,
        kind_profile=tuple(
            KindRow(kind, tuple(_only_statements(cell) for cell in kind_cells[kind]))
            for kind in Kind
        ),
        grave=listed(line for _, line in lines if line.is_grave),
        uncoded=overview.uncoded,
    )


def _listing(
    *, with_staff_texts: bool, with_staff_quotes: bool
) -> Callable[[Iterable[StatementLine]], tuple[StatementLine, ...]]:
    """What keeps of some lines those that a reader of this kind gets to see."""

    def is_shown(line: StatementLine) -> bool:
        if with_staff_texts or not line.is_of_staff:
            return True
        return with_staff_quotes and line.is_public

    return lambda lines: tuple(filter(is_shown, lines))


def _columns(
    target_groups: Iterable[tuple[str, str]], dots: Mapping[str, tuple[Dots, ...]]
) -> tuple[Column, ...]:
    cafes = (
        (column_key(Source.WORLD_CAFE, slug), title) for slug, title in target_groups
    )
    return (
        Column(MIGRANTS, str(_("Zugewanderte")), Source.QUESTIONNAIRE),
        *(
            Column(key, title, Source.WORLD_CAFE, dots.get(key, ()))
            for key, title in cafes
        ),
        Column(STAFF, str(_("Mitarbeitende")), Source.STAFF_SURVEY),
    )


def _dots(
    rows: Sequence[DotRow], action_field_id: int, smallest: int
) -> dict[str, tuple[Dots, ...]]:
    """The dots of the field by column; each café is guarded over all its fields."""
    cafes: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    for row in rows:
        cafes[row.cafe_number, row.column_key][row.action_field_id] = row.count
    by_column: dict[str, tuple[Dots, ...]] = defaultdict(tuple)
    for (number, column), counts in cafes.items():
        if action_field_id in counts:
            count = guard_counts(counts, smallest=smallest)[action_field_id]
            share = None if count is None else count / sum(counts.values())
            by_column[column] += (Dots(number, count, share),)
    return by_column


def _totals(
    statements: Sequence[StatementRow],
    columns: Iterable[Column],
    overview: FieldOverview,
) -> tuple[Cell, ...]:
    guarded = {MIGRANTS: overview.migrants, STAFF: overview.staff}
    counts = tabulate(statements, ["total" for row in statements])
    return tuple(
        guarded.get(column.key)
        or total_cell(
            counts.get(("total", column.key), Counts()), column.source, is_shown=True
        )
        for column in columns
    )


def _cells(
    statements: Sequence[StatementRow],
    line_keys: Sequence[Hashable],
    keys: Sequence[Hashable],
    columns: Sequence[Column],
    totals: Sequence[Cell],
    known: Callable[[str], Mapping[Hashable, int]],
    smallest: int,
) -> dict[Hashable, tuple[Cell, ...]]:
    """The cells of each line in `keys`, in the order of `columns`."""
    counts = tabulate(statements, line_keys)
    by_column = [
        guard_lines(
            {key: counts.get((key, column.key), Counts()) for key in keys},
            column.source,
            total,
            smallest=smallest,
            known=known(column.key),
        )
        for column, total in zip(columns, totals, strict=True)
    ]
    return {key: tuple(column[key] for column in by_column) for key in keys}


def _only_statements(cell: Cell) -> Cell:
    return replace(cell, forms=None, people=None, people_is_lower_bound=False)


def _lines(
    statements: Iterable[StatementRow],
    themes: Iterable[int | None],
    columns: Sequence[Column],
) -> list[tuple[int | None, StatementLine]]:
    """The statements with their themes, in the order of the columns, then by code."""
    places = {column.key: n for n, column in enumerate(columns)}
    lines = [
        (theme, line_of(row, columns[places[row.column_key]]))
        for row, theme in zip(statements, themes, strict=True)
    ]
    return sorted(lines, key=lambda item: places[item[1].column.key])


def _channels(lines: Iterable[StatementLine]) -> tuple[Source, ...]:
    sources = {line.column.source for line in lines}
    return tuple(source for source in Source if source in sources)


def _by_channels(rows: Iterable[ThemeRow]) -> tuple[ThemeRow, ...]:
    return tuple(
        sorted(rows, key=lambda row: (-row.channel_count, row.theme.title.casefold()))
    )


def _contradiction(
    theme: Theme, lines: Sequence[StatementLine], listed: Listing
) -> Contradiction | None:
    if not contradict((line.kind, line.column.key) for line in lines):
        return None
    return Contradiction(
        theme,
        problems=_sides(lines, Kind.PROBLEM, listed),
        strengths=_sides(lines, Kind.STRENGTH, listed),
    )


def _sides(
    lines: Iterable[StatementLine], kind: Kind, listed: Listing
) -> tuple[Side, ...]:
    by_column: dict[Column, list[StatementLine]] = defaultdict(list)
    for line in lines:
        if line.kind == kind:
            by_column[line.column].append(line)
    return tuple(Side(column, listed(said)) for column, said in by_column.items())
