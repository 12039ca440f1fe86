"""Small numbers never leave the system.

Everything that shows, draws or exports a count of people or forms passes through here.
Shares and bars are calculated from what comes out, never from what went in.

**What is promised.** Take a reader who knows all that is shown here, the totals, the
threshold and that no count is below zero. For every count from 1 to `smallest - 1` two
things stay possible to that reader: that it is 0, and that it is `smallest` or more.
To that end counts that could be shown are hidden as well (complementary suppression).

Zero is hidden like a small number, so that "nobody" and "a few" look alike. Where only
zeros are hidden, the total tells that they are zeros; that is about nobody. Where the
reader learns elsewhere that a line is not empty, what is known of it stays possible in
place of 0.

**What is not promised.** Nothing here knows of other tables: what is drawn from the same
people and shown side by side belongs into one call (`guard_linked`, `guard_table`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

# A process may raise the threshold, never lower it.
SMALLEST_ALLOWED = 5
# How a count is shown that is hidden or empty.
HIDDEN = "–"

K = TypeVar("K", bound=Hashable)
R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)


def guard_total(count: int, *, smallest: int) -> int | None:
    """Return a count that stands alone, or None if it is too small to show."""
    return count if count >= smallest else None


def guard_counts(counts: Mapping[K, int], *, smallest: int) -> dict[K, int | None]:
    """Hide what must not be seen in one list of counts; None is hidden or empty.

    The sum may be shown beside it, as `guard_total` gives it.
    """
    linked = guard_linked({key: (n,) for key, n in counts.items()}, smallest=smallest)
    return {key: values[0] for key, values in linked.items()}


def guard_linked(
    counts: Mapping[K, Sequence[int]],
    *,
    smallest: int,
    known: Mapping[K, int] | None = None,
) -> dict[K, tuple[int | None, ...]]:
    """Guard several counters of the same lines, such as forms, people and statements.

    A line is shown or hidden as a whole: a shown counter bounds the hidden one beside
    it, as there are never more forms than people. Each counter may have its sum shown,
    or, where one form stands in several lines, the number of different ones.

    `known` is the least that the reader knows of lines from elsewhere, such as 1 where
    it is told that somebody speaks. Then the sum may be shown only if it still reaches
    `smallest` without what is known of all lines but one: the line that is not empty and
    of which the reader knows least, be it nothing.
    """
    known = known or {}
    hidden = {key for key, line in counts.items() if min(line) < smallest}
    for key in sorted(counts, key=lambda key: max(counts[key])):
        lines = [(counts[key], known.get(key, 0)) for key in hidden]
        if _cover_each_other(lines, smallest):
            break
        hidden.add(key)
    return {
        key: tuple(None if key in hidden else n for n in line)
        for key, line in counts.items()
    }


def _cover_each_other(
    hidden: Sequence[tuple[Sequence[int], int]], smallest: int
) -> bool:
    """Whether each hidden line could hold all that is hidden but what is known of others.

    With each line comes the least that the reader knows of it.
    """
    at_risk = [least for line, least in hidden if any(line)]
    if not at_risk:
        return True
    known_of_others = sum(least for _, least in hidden) - min(at_risk)
    counters = zip(*(line for line, _ in hidden), strict=True)
    return all(sum(counter) - known_of_others >= smallest for counter in counters)


@dataclass(frozen=True)
class GuardedTable(Generic[R, C]):
    """A table of counts with its margins; None is hidden or empty."""

    rows: tuple[R, ...]
    columns: tuple[C, ...]
    cells: Mapping[tuple[R, C], int | None]
    row_totals: Mapping[R, int | None]
    column_totals: Mapping[C, int | None]
    total: int | None


def guard_table(
    counts: Mapping[tuple[R, C], int],
    *,
    rows: Sequence[R],
    columns: Sequence[C],
    smallest: int,
) -> GuardedTable[R, C]:
    """Guard a table whose row, column and grand totals are shown; missing cells are 0.

    Greedy: hides a little more than the least possible.
    """
    grid = _Grid(
        [[counts.get((row, column), 0) for column in columns] for row in rows],
        smallest,
    )
    grid.protect()
    last_row, last_column = len(rows), len(columns)
    return GuardedTable(
        rows=tuple(rows),
        columns=tuple(columns),
        cells={
            (row, column): grid.shown(i, j)
            for i, row in enumerate(rows)
            for j, column in enumerate(columns)
        },
        row_totals={row: grid.shown(i, last_column) for i, row in enumerate(rows)},
        column_totals={
            column: grid.shown(last_row, j) for j, column in enumerate(columns)
        },
        total=grid.shown(last_row, last_column),
    )


Place = tuple[int, int]
Node = tuple[str, int]


class _Grid:
    """A table with its totals as last row and column.

    Cells are edges between the node of their row and the node of their column. What a
    reader must hold for possible is how much can be moved along circles of hidden
    edges, so the bounds of a cell are maximum flows, and exact.
    """

    def __init__(self, inner: Sequence[Sequence[int]], smallest: int) -> None:
        with_totals = [[*line, sum(line)] for line in inner]
        width = len(inner[0]) if inner else 0
        totals = [sum(line[j] for line in with_totals) for j in range(width + 1)]
        self.counts = [*with_totals, totals]
        self.smallest = smallest
        self.corner: Place = (len(inner), width)
        self.hidden = {place for place in self._places() if self.at(place) < smallest}

    def at(self, place: Place) -> int:
        return self.counts[place[0]][place[1]]

    def shown(self, i: int, j: int) -> int | None:
        return None if (i, j) in self.hidden else self.counts[i][j]

    def protect(self) -> None:
        """Hide further cells until every small one is safe, then show what may be."""
        small = [place for place in sorted(self.hidden) if self.at(place)]
        if self.corner in self.hidden:
            self.hidden = set(self._places())
            return
        added = []
        while (weak := self._first_unsafe(small)) is not None:
            cover = self._cheapest_cover(weak)
            self.hidden.add(cover)
            added.append(cover)
        for place in sorted(added, key=self._price, reverse=True):
            self.hidden.remove(place)
            if self._first_unsafe(small) is not None:
                self.hidden.add(place)

    def _places(self) -> Iterable[Place]:
        return ((i, j) for i, line in enumerate(self.counts) for j in range(len(line)))

    def _first_unsafe(self, places: Iterable[Place]) -> Place | None:
        return next((place for place in places if not self._is_safe(place)), None)

    def _is_safe(self, place: Place) -> bool:
        count = self.at(place)
        return (
            self._can_move(place, count, upwards=False) == count
            and self._can_move(place, self.smallest - count, upwards=True)
            == self.smallest - count
        )

    def _price(self, place: Place) -> tuple[bool, int]:
        """Totals are hidden last: most readers look at them first."""
        return self._is_margin(place), self.at(place)

    def _is_margin(self, place: Place) -> bool:
        return place[0] == self.corner[0] or place[1] == self.corner[1]

    def _cheapest_cover(self, weak: Place) -> Place:
        """Something to hide for `weak`: in its own row or column if there is any."""
        shown = [place for place in self._places() if place not in self.hidden]
        shown.remove(self.corner)
        beside = [p for p in shown if p[0] == weak[0] or p[1] == weak[1]]
        return min(beside or shown, key=self._price)

    def _can_move(self, place: Place, wanted: int, *, upwards: bool) -> int:
        """How far, up to `wanted`, the cell could be more (or less) than it is.

        Raising an inner cell takes from a hidden cell of its row, gives to one of that
        one's column and so on, until the circle closes. A total moves with its cells.
        """
        moves = dict.fromkeys(self.hidden - {place}, 0)
        moved = 0
        while moved < wanted:
            circle = self._circle(place, moves, upwards=upwards)
            if circle is None:
                break
            step = min(
                [wanted - moved]
                + [self.at(p) + moves[p] for p, way in circle if way < 0]
            )
            for p, way in circle:
                moves[p] += way * step
            moved += step
        return moved

    def _circle(
        self, place: Place, moves: Mapping[Place, int], *, upwards: bool
    ) -> list[tuple[Place, int]] | None:
        """The shortest way of other hidden cells that makes up for moving `place`.

        Gives the cells with 1 or -1, the direction in which each of them moves.
        """
        start, goal = ("row", place[0]), ("column", place[1])
        surplus = self._sign(place) if upwards else -self._sign(place)
        came_from: dict[Node, tuple[Node, Place, int]] = {}
        queue = deque([start])
        while queue and goal not in came_from:
            node = queue.popleft()
            for p, direction, other in self._steps(node, moves, surplus):
                if other != start and other not in came_from:
                    came_from[other] = (node, p, direction)
                    queue.append(other)
        return _way_back(came_from, start, goal) if goal in came_from else None

    def _steps(
        self, node: Node, moves: Mapping[Place, int], surplus: int
    ) -> Iterable[tuple[Place, int, Node]]:
        """Hidden cells in the row or column `node` that can take its surplus on."""
        line, number = node
        for p, moved in moves.items():
            if line == "row" and p[0] == number:
                direction, other = -surplus * self._sign(p), ("column", p[1])
            elif line == "column" and p[1] == number:
                direction, other = surplus * self._sign(p), ("row", p[0])
            else:
                continue
            if direction > 0 or self.at(p) + moved > 0:
                yield p, direction, other

    def _sign(self, place: Place) -> int:
        """-1 for a row or column total, 1 for inner cells and the grand total.

        With these signs every row and every column sums to nothing.
        """
        in_totals = (place[0] == self.corner[0]) + (place[1] == self.corner[1])
        return -1 if in_totals == 1 else 1


def _way_back(
    came_from: Mapping[Node, tuple[Node, Place, int]], start: Node, goal: Node
) -> list[tuple[Place, int]]:
    way = []
    node = goal
    while node != start:
        node, place, direction = came_from[node]
        way.append((place, direction))
    return way
