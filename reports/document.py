"""What the report „Synthese, Leitbild und Maßnahmenkatalog“ contains.

`assemble_report` asks the database once per subject and returns frozen dataclasses;
templates only print them. Comments of the staff are counted; they are quoted only where
they were released for it, or paraphrased where somebody did so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from ilmkreis_integration.models import ActionField, Process, ReachReview, Stage
from reports.catalogue import arrange_catalogue
from reports.channel_returns import Returns, count_returns
from reports.matrix import Column, Dots
from reports.method import Method, method_of
from reports.models import Evidenced, Goal, Measure, Theme
from reports.origins import Origin, find_origins
from reports.overview import FieldOverview, overview_of
from reports.queries import STAFF
from reports.quotes import Quote, QuoteBook
from reports.synthesis import (
    Contradiction,
    FieldSynthesis,
    ThemeRow,
    synthesize,
)

QUOTES_PER_THEME = 3


@dataclass(frozen=True)
class ThemeBlock:
    """A theme with the numbers of the measures that rest on it."""

    row: ThemeRow
    quotes: tuple[Quote, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class SideBlock:
    """Who says it, and one of them in the own words; not those who are not quoted."""

    columns: tuple[Column, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class ContradictionBlock:
    theme: Theme
    problems: SideBlock
    strengths: SideBlock


@dataclass(frozen=True)
class FieldChapter:
    synthesis: FieldSynthesis
    grave: tuple[Quote, ...]
    contradictions: tuple[ContradictionBlock, ...]
    themes: tuple[ThemeBlock, ...]
    goal_count: int
    measure_count: int

    @property
    def action_field(self) -> ActionField:
        return self.synthesis.action_field

    @property
    def dots(self) -> list[tuple[Column, Dots]]:
        """The participation dots of each café that may be shown."""
        return [
            (column, dots)
            for column in self.synthesis.columns
            for dots in column.dots
            if dots.count is not None
        ]


@dataclass(frozen=True)
class Foundation:
    """What something rests on: themes and the codes of single statements."""

    themes: tuple[Theme, ...]
    codes: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.themes and not self.codes


@dataclass(frozen=True)
class PrincipleBlock:
    text: str
    foundation: Foundation


@dataclass(frozen=True)
class MeasureBlock:
    measure: Measure
    foundation: Foundation


@dataclass(frozen=True)
class GoalBlock:
    goal: Goal
    foundation: Foundation
    measures: tuple[MeasureBlock, ...]


@dataclass(frozen=True)
class CatalogueChapter:
    action_field: ActionField
    goals: tuple[GoalBlock, ...]


@dataclass(frozen=True)
class IndexEntry:
    """A code with its origin; `is_quoted` where the report quotes it."""

    origin: Origin
    is_quoted: bool


@dataclass(frozen=True)
class Report:
    process: Process
    as_of: date
    stages: tuple[tuple[Stage, Stage.State], ...]
    reviews: tuple[ReachReview, ...]
    returns: Returns
    method: Method
    fields: tuple[FieldChapter, ...]
    principles: tuple[PrincipleBlock, ...]
    catalogue: tuple[CatalogueChapter, ...]
    index: tuple[IndexEntry, ...]

    @property
    def measures(self) -> list[Measure]:
        return [
            block.measure
            for chapter in self.catalogue
            for goal in chapter.goals
            for block in goal.measures
        ]

    @property
    def goal_count(self) -> int:
        return sum(len(chapter.goals) for chapter in self.catalogue)

    @property
    def quoted_by_place(self) -> list[tuple[str, list[IndexEntry]]]:
        """What the report quotes, by place in the order of the first code."""
        by_place: dict[str, list[IndexEntry]] = {}
        for entry in self.index:
            if entry.is_quoted:
                by_place.setdefault(entry.origin.place, []).append(entry)
        return list(by_place.items())

    @property
    def not_quoted(self) -> list[IndexEntry]:
        return [entry for entry in self.index if not entry.is_quoted]

    @property
    def theme_count(self) -> int:
        return sum(len(chapter.themes) for chapter in self.fields)

    @property
    def is_draft(self) -> bool:
        """Whether anything in it is not yet published."""
        measures = self.measures
        return not measures or not all(measure.is_published for measure in measures)


def assemble_report(process: Process, *, as_of: date | None = None) -> Report:
    """Gather everything; the number of queries grows with the action fields only."""
    as_of = as_of or timezone.localdate()
    book = QuoteBook()
    catalogue = _catalogue(process)
    overview = overview_of(process)
    fields = tuple(
        _field_chapter(
            synthesize(field.action_field, overview=overview, with_staff_quotes=True),
            book,
            catalogue,
        )
        for field in overview
    )
    principles = tuple(
        PrincipleBlock(principle.text, _foundation(principle))
        for principle in process.principles.with_evidence()
    )
    return Report(
        process=process,
        as_of=as_of,
        stages=tuple((s, s.state(as_of)) for s in process.stages.for_timeline()),
        reviews=tuple(
            process.reach_reviews.select_related("after_stage", "opened_stage")
        ),
        returns=_returns(process, overview),
        method=method_of(process),
        fields=fields,
        principles=principles,
        catalogue=catalogue,
        index=_index(
            process,
            book,
            [*_foundations(catalogue), *(p.foundation for p in principles)],
        ),
    )


def _returns(process: Process, overview: Iterable[FieldOverview]) -> Returns:
    """The returns; not the sum of comments if it told how few there are of a theme."""
    returns = count_returns(process)
    told = sum(field.told_of_staff for field in overview)
    if (returns.staff.comments or 0) - told < process.smallest_count:
        return returns.without_comments()
    return returns


def _catalogue(process: Process) -> tuple[CatalogueChapter, ...]:
    arranged = arrange_catalogue(process)
    return tuple(
        CatalogueChapter(
            entry.action_field,
            tuple(
                GoalBlock(
                    goal_entry.goal,
                    _foundation(goal_entry.goal),
                    tuple(
                        MeasureBlock(measure, _foundation(measure))
                        for measure in goal_entry.measures
                    ),
                )
                for goal_entry in entry.goals
            ),
        )
        for entry in arranged.fields
        if entry.goals
    )


def _foundation(item: Evidenced) -> Foundation:
    return Foundation(
        themes=tuple(item.themes.all()),
        codes=tuple(statement.code for statement in item.statements.all()),
    )


def _field_chapter(
    synthesis: FieldSynthesis, book: QuoteBook, catalogue: Sequence[CatalogueChapter]
) -> FieldChapter:
    # In the order in which they are read: a quote is printed where it comes first.
    grave = book.quote(
        synthesis.grave, most=len(synthesis.grave), once=_few_of_staff(synthesis)
    )
    contradictions = {
        found.theme: _contradiction(found, book) for found in synthesis.contradictions
    }
    goals = [
        goal
        for chapter in catalogue
        for goal in chapter.goals
        if chapter.action_field == synthesis.action_field
    ]
    return FieldChapter(
        synthesis=synthesis,
        grave=grave,
        contradictions=tuple(contradictions.values()),
        themes=tuple(
            ThemeBlock(
                row,
                _quotes(row, synthesis.columns, contradictions.get(row.theme), book),
                _measures_on(row.theme, catalogue),
            )
            for row in synthesis.themes
        ),
        goal_count=len(goals),
        measure_count=sum(len(goal.measures) for goal in goals),
    )


def _few_of_staff(synthesis: FieldSynthesis) -> set[Column]:
    """The staff, where it is hidden how much they say: quoted once, so nobody counts."""
    cells = zip(synthesis.columns, synthesis.totals, strict=True)
    return {c for c, cell in cells if cell.is_hidden and c.key == STAFF}


def _quotes(
    row: ThemeRow,
    columns: Sequence[Column],
    contradiction: ContradictionBlock | None,
    book: QuoteBook,
) -> tuple[Quote, ...]:
    """Quote a column whose number is hidden once, here or in the contradiction."""
    once = {c for c, cell in zip(columns, row.cells, strict=True) if cell.is_hidden}
    sides = (contradiction.problems, contradiction.strengths) if contradiction else ()
    heard = {quote.origin for side in sides for quote in side.quotes}
    lines = [
        line
        for line in row.statements
        if line.column not in once or line.column.title not in heard
    ]
    return book.quote(lines, most=QUOTES_PER_THEME, once=once)


def _contradiction(contradiction: Contradiction, book: QuoteBook) -> ContradictionBlock:
    problem, strength = contradiction.facing
    return ContradictionBlock(
        contradiction.theme,
        SideBlock(
            tuple(side.column for side in contradiction.problems),
            book.quote(problem.lines, most=1),
        ),
        SideBlock(
            tuple(side.column for side in contradiction.strengths),
            book.quote(strength.lines, most=1),
        ),
    )


def _measures_on(
    theme: Theme, catalogue: Iterable[CatalogueChapter]
) -> tuple[Measure, ...]:
    return tuple(
        block.measure
        for chapter in catalogue
        for goal in chapter.goals
        for block in goal.measures
        if theme in block.foundation.themes
    )


def _foundations(catalogue: Iterable[CatalogueChapter]) -> Iterable[Foundation]:
    for chapter in catalogue:
        for goal in chapter.goals:
            yield goal.foundation
            yield from (block.foundation for block in goal.measures)


def _index(
    process: Process, book: QuoteBook, foundations: Iterable[Foundation]
) -> tuple[IndexEntry, ...]:
    cited = {code for foundation in foundations for code in foundation.codes}
    origins = find_origins(process, cited | book.codes)
    return tuple(
        IndexEntry(origin, is_quoted=origin.code in book.codes) for origin in origins
    )
