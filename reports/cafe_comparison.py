"""The closed World Cafés side by side: who took part, who raised what.

Every column is one café, because dots of different cafés had different people behind
them: they are compared by their share of the café and never added. Notes are written for
a whole table and count no people; participation dots do and are guarded.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from ilmkreis_integration.domain.disclosure import guard_counts
from ilmkreis_integration.models import ActionField, Process, Source
from reports.models import Statement, Theme
from reports.saturation import Step, is_saturated, saturate
from worldcafe.models import Cafe, GuidingQuestion, Note, Sitting


@dataclass(frozen=True)
class NoteRow:
    """A note as it is compared; rows come in the order in which they were written."""

    cafe_id: int
    action_field_id: int
    guiding_question_id: int
    weighting_dots: int
    themes: frozenset[int]


@dataclass(frozen=True)
class Cell:
    """What one café has in a line; `share` is the part of all of the café, 0 to 1.

    A count of None is hidden or empty. Where counts must not be compared, there is a
    share alone. Without a table for the field, the café is not `asked` at all.
    """

    count: int | None = None
    share: float | None = None
    asked: bool = True


NOT_ASKED = Cell(asked=False)
# The cafés in their order, by key; None where one had no table for the field.
Columns = Sequence[int | None]


@dataclass(frozen=True)
class ThemeLine:
    theme: Theme
    cells: tuple[Cell, ...]

    @property
    def cafe_count(self) -> int:
        """In how many cafés it was raised."""
        return sum(1 for cell in self.cells if cell.count)


@dataclass(frozen=True)
class QuestionLine:
    question: GuidingQuestion
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class FieldComparison:
    """One action field with a cell for each café, in the order of the cafés.

    Shares of `notes`, `participation` and `weights` are of the whole café; those of
    `questions` and `themes` of what the café noted in this field. `unread` notes have no
    theme yet and are no part of `steps`.
    """

    action_field: ActionField
    notes: tuple[Cell, ...]
    participation: tuple[Cell, ...]
    weights: tuple[Cell, ...]
    questions: tuple[QuestionLine, ...]
    themes: tuple[ThemeLine, ...]
    steps: tuple[Step, ...]
    unread: int

    @property
    def is_empty(self) -> bool:
        return not any(cell.count for cell in self.notes)

    @property
    def is_saturated(self) -> bool | None:
        return is_saturated(self.steps)

    @property
    def raised_once(self) -> tuple[ThemeLine, ...]:
        return tuple(line for line in self.themes if line.cafe_count == 1)

    @property
    def raised_everywhere(self) -> tuple[ThemeLine, ...]:
        """Named in every café that had a table for this field; one alone tells nothing."""
        asked = sum(cell.asked for cell in self.notes)
        return tuple(line for line in self.themes if line.cafe_count == asked > 1)

    @property
    def has_weights(self) -> bool:
        return any(cell.share for cell in self.weights)


@dataclass(frozen=True)
class Comparison:
    cafes: tuple[Cafe, ...]
    fields: tuple[FieldComparison, ...]

    @property
    def has_weights(self) -> bool:
        return any(field.has_weights for field in self.fields)


def compare_cafes(process: Process) -> Comparison:
    """Compare all closed cafés of `process`; seven queries."""
    cafes = process.cafes.filter(state=Cafe.State.CLOSED)
    dots = (
        Sitting.objects.filter(table__cafe__in=cafes)
        .order_by()
        .values_list("table__cafe", "table__action_field", "participation_dots")
    )
    return calculate(
        cafes=list(cafes.select_related("target_group")),
        action_fields=list(process.action_fields.all()),
        questions=list(process.guiding_questions.all()),
        themes=list(Theme.objects.in_process(process)),
        notes=_note_rows(process),
        dots=list(dots),
        smallest=process.smallest_count,
    )


def _note_rows(process: Process) -> list[NoteRow]:
    themes: dict[UUID, set[int]] = defaultdict(set)
    statements = Statement.objects.in_process(process).counted()
    for note, theme in statements.filter(
        contribution__source=Source.WORLD_CAFE, theme__isnull=False
    ).values_list("contribution", "theme"):
        themes[note].add(theme)
    notes = (
        Note.objects.kept()
        .filter(contribution__process=process, contribution__is_final=True)
        .order_by(
            "sitting__table__cafe__held_on",
            "sitting__table__cafe__number",
            "sitting__round__number",
            "number",
            "sitting__table__number",
        )
    )
    return [
        NoteRow(cafe, field, question, dots, frozenset(themes[pk]))
        for pk, cafe, field, question, dots in notes.values_list(
            "pk",
            "sitting__table__cafe",
            "sitting__table__action_field",
            "guiding_question",
            "weighting_dots",
        )
    ]


def calculate(
    *,
    cafes: Sequence[Cafe],
    action_fields: Iterable[ActionField],
    questions: Sequence[GuidingQuestion],
    themes: Sequence[Theme],
    notes: Sequence[NoteRow],
    dots: Iterable[tuple[int, int, int]],
    smallest: int,
) -> Comparison:
    """Put the rows together, without the database.

    `dots` are café, field and participation dots of each table in each round.
    """
    given = _participation(dots, smallest)
    written = _count(notes, lambda note: note.action_field_id)
    weighed = _count(notes, lambda note: note.action_field_id, weigh=True)

    def compare(field: ActionField) -> FieldComparison:
        columns = [
            cafe.pk if field.pk in given.get(cafe.pk, {}) else None for cafe in cafes
        ]
        said = [note for note in notes if note.action_field_id == field.pk]
        read = [note.themes for note in said if note.themes]
        return FieldComparison(
            action_field=field,
            notes=_cells(written, field.pk, columns),
            participation=tuple(
                given[cafe][field.pk] if cafe else NOT_ASKED for cafe in columns
            ),
            weights=_without_counts(_cells(weighed, field.pk, columns)),
            questions=_question_lines(questions, said, columns),
            themes=_theme_lines(themes, said, columns),
            steps=saturate(read),
            unread=len(said) - len(read),
        )

    return Comparison(tuple(cafes), tuple(compare(field) for field in action_fields))


def _question_lines(
    questions: Iterable[GuidingQuestion], said: Iterable[NoteRow], columns: Columns
) -> tuple[QuestionLine, ...]:
    asked = _count(said, lambda note: note.guiding_question_id)
    return tuple(
        QuestionLine(question, _cells(asked, question.pk, columns))
        for question in questions
    )


def _theme_lines(
    themes: Iterable[Theme], said: Iterable[NoteRow], columns: Columns
) -> tuple[ThemeLine, ...]:
    """Those first that most cafés raised, then by title."""
    raised: dict[int, Counter[Hashable]] = defaultdict(Counter)
    for note in said:
        raised[note.cafe_id].update(note.themes)
    named = set().union(*raised.values())
    lines = (
        ThemeLine(theme, _cells(raised, theme.pk, columns))
        for theme in themes
        if theme.pk in named
    )
    return tuple(
        sorted(lines, key=lambda line: (-line.cafe_count, line.theme.title.casefold()))
    )


def _count(
    notes: Iterable[NoteRow],
    key: Callable[[NoteRow], Hashable],
    *,
    weigh: bool = False,
) -> dict[int, Counter[Hashable]]:
    """By café: how many notes have a key, or how many weighting dots are on them."""
    counts: dict[int, Counter[Hashable]] = defaultdict(Counter)
    for note in notes:
        counts[note.cafe_id][key(note)] += note.weighting_dots if weigh else 1
    return counts


def _cells(
    counts: Mapping[int, Counter[Hashable]], key: Hashable, columns: Columns
) -> tuple[Cell, ...]:
    return tuple(
        _cell(counts.get(cafe, Counter()), key) if cafe else NOT_ASKED
        for cafe in columns
    )


def _cell(counter: Counter[Hashable], key: Hashable) -> Cell:
    count = counter[key]
    return Cell(count, count / counter.total()) if count else Cell()


def _without_counts(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(replace(cell, count=None) for cell in cells)


def _participation(
    dots: Iterable[tuple[int, int, int]], smallest: int
) -> dict[int, dict[int, Cell]]:
    """By café and field; each café is guarded over all its fields."""
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for cafe, field, number in dots:
        counts[cafe][field] += number
    return {
        cafe: {
            field: Cell(count, None if count is None else count / counter.total())
            for field, count in guard_counts(counter, smallest=smallest).items()
        }
        for cafe, counter in counts.items()
    }
