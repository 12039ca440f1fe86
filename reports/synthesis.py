"""The synthesis of one action field: themes beside channels.

Page, PDF and spreadsheet all show what `synthesize` returns. Everything in it is guarded
already (docs/adr/0003-small-numbers.md): a count of None is hidden or empty and is shown
as `HIDDEN`, without telling which. Counters are never added to each other, nor over
channels or cafés.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.domain.disclosure import (
    guard_counts,
    guard_linked,
    guard_total,
)
from ilmkreis_integration.models import ActionField, Kind, Source
from reports.crosstab import Counts, tabulate
from reports.models import Theme
from reports.queries import (
    MIGRANTS,
    STAFF,
    DotRow,
    StatementRow,
    column_key,
    dot_rows,
    statement_rows,
    to_code,
)

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
    def is_empty(self) -> bool:
        return not any(cell.is_present for cell in self.totals)


def synthesize(
    action_field: ActionField, *, with_staff_texts: bool = False
) -> FieldSynthesis:
    """Put together what all channels say about `action_field`; a few queries.

    Comments of the staff are quoted only with `with_staff_texts`: for the people who
    code them, not for everybody who reads. Their codes are always there.
    """
    process = action_field.process
    groups = process.target_groups.values_list("slug", "title")
    return calculate(
        action_field=action_field,
        target_groups=list(groups),
        themes=list(action_field.themes.all()),
        statements=statement_rows(action_field),
        dots=dot_rows(process),
        uncoded=to_code(process).filter(action_field=action_field).count(),
        smallest=process.smallest_count,
        with_staff_texts=with_staff_texts,
    )


def calculate(
    *,
    action_field: ActionField,
    target_groups: Iterable[tuple[str, str]],
    themes: Sequence[Theme],
    statements: Sequence[StatementRow],
    dots: Sequence[DotRow],
    uncoded: int,
    smallest: int,
    with_staff_texts: bool,
) -> FieldSynthesis:
    """Put the rows together, without the database."""
    columns = _columns(target_groups, _dots(dots, action_field.pk, smallest))
    titles = {column.key: column.title for column in columns}
    lines: dict[int | None, list[StatementLine]] = defaultdict(list)
    known = {theme.pk for theme in themes}
    theme_of = {
        # The theme of a statement in two fields belongs to one of them.
        row.pk: row.theme_id if row.theme_id in known else None
        for row in statements
    }
    all_lines = [_line(row, titles, with_staff_texts) for row in statements]
    for line in all_lines:
        lines[theme_of[line.pk]].append(line)

    theme_counts = tabulate(statements, [theme_of[row.pk] for row in statements])
    kind_counts = tabulate(statements, [row.kind for row in statements])
    total_counts = tabulate(statements, ["total" for row in statements])
    totals = _cells(total_counts, ["total"], columns, smallest)["total"]
    cells = _cells(theme_counts, [*known, None], columns, smallest, totals)
    kind_cells = _cells(kind_counts, list(Kind), columns, smallest, totals)
    return FieldSynthesis(
        action_field=action_field,
        columns=columns,
        themes=_theme_rows(themes, cells, columns, lines),
        without_theme=tuple(lines[None]),
        without_theme_cells=cells[None],
        totals=totals,
        kind_profile=tuple(
            KindRow(kind, tuple(_only_statements(cell) for cell in kind_cells[kind]))
            for kind in Kind
        ),
        grave=tuple(line for line in all_lines if line.is_grave),
        uncoded=guard_total(uncoded, smallest=smallest),
    )


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


def _line(
    row: StatementRow, titles: Mapping[str, str], with_staff_texts: bool
) -> StatementLine:
    is_readable = with_staff_texts or row.source != Source.STAFF_SURVEY
    return StatementLine(
        pk=row.pk,
        code=row.code,
        kind=row.kind,
        column_key=row.column_key,
        column_title=titles.get(row.column_key, str(row.source.label)),
        source=row.source,
        text=row.text if is_readable else None,
        language=row.language,
        translation=row.translation if is_readable else "",
        is_grave=row.is_grave,
    )


def _cells(
    counts: Mapping[tuple[Hashable, str], Counts],
    keys: Sequence[Hashable],
    columns: Sequence[Column],
    smallest: int,
    totals: Sequence[Cell] = (),
) -> dict[Hashable, tuple[Cell, ...]]:
    """The cells of each line, in the order of `columns`; each column guarded alone."""
    by_column = []
    for n, column in enumerate(columns):
        lines = {key: counts.get((key, column.key), Counts()) for key in keys}
        total = totals[n].statements if totals else None
        by_column.append(_guard_column(lines, column.source, smallest, total))
    return {key: tuple(column[key] for column in by_column) for key in keys}


def _guard_column(
    lines: Mapping[Hashable, Counts], source: Source, smallest: int, total: int | None
) -> dict[Hashable, Cell]:
    if source == Source.QUESTIONNAIRE:
        guarded = guard_linked(
            {k: (c.statements, c.forms, c.people) for k, c in lines.items()},
            smallest=smallest,
        )
        return {
            key: Cell(
                is_present=lines[key].statements > 0,
                statements=said,
                forms=forms,
                people=people,
                people_is_lower_bound=people is not None
                and lines[key].people_is_lower_bound,
                share=_share(said, total),
            )
            for key, (said, forms, people) in guarded.items()
        }
    said_by = {key: counts.statements for key, counts in lines.items()}
    if source == Source.STAFF_SURVEY:
        shown = guard_counts(said_by, smallest=smallest)
    else:
        # A note is written by a host for the whole table: no count of people.
        shown = {key: said or None for key, said in said_by.items()}
    return {
        key: Cell(said_by[key] > 0, said, share=_share(said, total))
        for key, said in shown.items()
    }


def _share(count: int | None, total: int | None) -> float | None:
    return None if count is None or not total else count / total


def _only_statements(cell: Cell) -> Cell:
    return Cell(cell.is_present, cell.statements, share=cell.share)


def _theme_rows(
    themes: Iterable[Theme],
    cells: Mapping[Hashable, tuple[Cell, ...]],
    columns: Sequence[Column],
    lines: Mapping[int | None, list[StatementLine]],
) -> tuple[ThemeRow, ...]:
    rows = []
    for theme in themes:
        said = lines.get(theme.pk, [])
        sources = {line.source for line in said}
        rows.append(
            ThemeRow(
                theme=theme,
                cells=cells[theme.pk],
                channels=tuple(source for source in Source if source in sources),
                statements=tuple(said),
                contradiction=_contradiction(theme, said),
            )
        )
    return tuple(
        sorted(rows, key=lambda row: (-row.channel_count, row.theme.title.casefold()))
    )


def _contradiction(
    theme: Theme, lines: Iterable[StatementLine]
) -> Contradiction | None:
    """Problem and strength in different columns; one column alone just has two sides."""
    of_kind = defaultdict(list)
    for line in lines:
        of_kind[line.kind].append(line)
    problems, strengths = of_kind[Kind.PROBLEM], of_kind[Kind.STRENGTH]
    if not problems or not strengths:
        return None
    if len({line.column_key for line in [*problems, *strengths]}) == 1:
        return None
    return Contradiction(theme, tuple(problems), tuple(strengths))
