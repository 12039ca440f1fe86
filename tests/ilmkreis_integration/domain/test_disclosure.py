"""The attackers here share no code with what they attack."""

from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ilmkreis_integration.domain.disclosure import (
    guard_counts,
    guard_linked,
    guard_table,
    guard_total,
)


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, None), (1, None), (4, None), (5, 5), (220, 220)],
)
def test_guard_total_shows_from_the_threshold(count, shown):
    assert guard_total(count, smallest=5) == shown


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        pytest.param({}, {}, id="nothing"),
        pytest.param({"a": 7, "b": 5}, {"a": 7, "b": 5}, id="nothing small"),
        pytest.param({"a": 7, "b": 0}, {"a": 7, "b": None}, id="zero looks hidden"),
        pytest.param(
            {"a": 3, "b": 20, "c": 9},
            {"a": None, "b": 20, "c": None},
            id="one small takes the next smallest along",
        ),
        pytest.param(
            {"a": 3, "b": 4, "c": 9},
            {"a": None, "b": None, "c": 9},
            id="two small ones cover each other",
        ),
        pytest.param(
            {"a": 1, "b": 2, "c": 9, "d": 9},
            {"a": None, "b": None, "c": None, "d": 9},
            id="two small ones with too small a sum do not",
        ),
        pytest.param(
            {"a": 3, "b": 0, "c": 9},
            {"a": None, "b": None, "c": None},
            id="an empty one is a cover only when the sum suffices",
        ),
        pytest.param({"a": 3}, {"a": None}, id="alone"),
        pytest.param({"a": 1, "b": 3}, {"a": None, "b": None}, id="total too small"),
    ],
)
def test_guard_counts(counts, shown):
    assert guard_counts(counts, smallest=5) == shown


def possible_counts(shown, total):
    """Every assignment of the hidden counts that the reader cannot rule out."""
    hidden = [key for key, count in shown.items() if count is None]
    rest = total - sum(count for count in shown.values() if count is not None)
    for values in product(range(rest + 1), repeat=len(hidden)):
        if sum(values) == rest:
            yield dict(zip(hidden, values, strict=True))


@given(
    counts=st.dictionaries(st.sampled_from("abcd"), st.integers(0, 7), min_size=1),
    smallest=st.integers(2, 5),
)
def test_no_small_count_follows_from_the_total(counts, smallest):
    total = sum(counts.values())
    shown = guard_counts(counts, smallest=smallest)

    assert all(
        n is None or (n == counts[key] and n >= smallest) for key, n in shown.items()
    )
    if guard_total(total, smallest=smallest) is None:
        return
    worlds = list(possible_counts(shown, total))
    for key, count in counts.items():
        if 0 < count < smallest:
            seen = {world[key] for world in worlds}
            assert 0 in seen
            assert max(seen) >= smallest


def test_guard_linked_hides_all_counters_of_a_line():
    # Forms, people, statements. Two forms stand for 40 people.
    counts = {"a": (2, 40, 9), "b": (6, 6, 6), "c": (30, 70, 31)}

    assert guard_linked(counts, smallest=5) == {
        "a": (None, None, None),
        "b": (None, None, None),
        "c": (30, 70, 31),
    }


@given(
    lines=st.dictionaries(
        st.sampled_from("abc"),
        st.tuples(st.integers(0, 5), st.integers(0, 3)),
        min_size=1,
    )
)
def test_linked_counters_do_not_give_each_other_away(lines):
    """The reader also knows that there are no more forms than people."""
    smallest = 3
    counts = {key: (forms, forms + more) for key, (forms, more) in lines.items()}
    totals = [sum(line[n] for line in counts.values()) for n in (0, 1)]
    shown = guard_linked(counts, smallest=smallest)

    if totals[0] < smallest:
        return
    forms_worlds, people_worlds = (
        list(possible_counts({k: v[n] for k, v in shown.items()}, totals[n]))
        for n in (0, 1)
    )
    for key, (count, _people) in counts.items():
        if 0 < count < smallest:
            seen = {
                forms[key]
                for forms in forms_worlds
                if any(
                    all(forms[k] <= people[k] for k in forms)
                    for people in people_worlds
                )
            }
            assert 0 in seen
            assert max(seen) >= smallest


@given(
    counts=st.dictionaries(st.sampled_from("abcd"), st.integers(0, 6), min_size=1),
    told=st.sets(st.sampled_from("abcd")),
)
@example(counts={"a": 1, "b": 2}, told={"a"})  # the sum, 3, tells that b is below 3
@example(counts={"a": 1, "b": 3}, told={"a"})
def test_no_small_count_follows_beside_what_is_told(counts, told):
    """The reader also knows of some lines that they are not empty."""
    smallest = 3
    known = {key: 1 for key in told if counts.get(key)}
    shown = {
        key: line[0]
        for key, line in guard_linked(
            {key: (n,) for key, n in counts.items()}, smallest=smallest, known=known
        ).items()
    }

    total = sum(counts.values())
    least = min((known.get(key, 0) for key, n in counts.items() if n), default=0)
    if total - (len(known) - least) < smallest:
        return  # the sum would not be shown either
    worlds = [
        world
        for world in possible_counts(shown, total)
        if all(world.get(key, 1) >= 1 for key in known)
    ]
    for key, count in counts.items():
        if 0 < count < smallest:
            seen = {world[key] for world in worlds}
            assert known.get(key, 0) in seen
            assert max(seen) >= smallest


def test_guard_table_covers_in_row_and_column():
    counts = {
        ("women", "young"): 3,
        ("women", "middle"): 20,
        ("women", "old"): 10,
        ("men", "young"): 8,
        ("men", "middle"): 30,
        ("men", "old"): 12,
    }

    table = guard_table(
        counts,
        rows=("women", "men"),
        columns=("young", "middle", "old"),
        smallest=5,
    )

    assert table.cells == {
        ("women", "young"): None,
        ("women", "middle"): 20,
        ("women", "old"): None,
        ("men", "young"): None,
        ("men", "middle"): 30,
        ("men", "old"): None,
    }
    assert table.row_totals == {"women": 33, "men": 50}
    assert table.column_totals == {"young": 11, "middle": 50, "old": 22}
    assert table.total == 83


def test_guard_table_hides_a_small_total_and_its_line():
    counts = {("a", "x"): 3, ("b", "x"): 9, ("b", "y"): 9, ("c", "x"): 8, ("c", "y"): 7}

    table = guard_table(counts, rows=("a", "b", "c"), columns=("x", "y"), smallest=5)

    assert table.row_totals["a"] is None
    assert [total for total in table.row_totals.values() if total is None] == [
        None,
        None,
    ]
    assert table.total == 36


def test_guard_table_of_too_few_shows_nothing():
    table = guard_table({("a", "x"): 4}, rows=("a",), columns=("x",), smallest=5)

    assert table.cells == {("a", "x"): None}
    assert table.row_totals == {"a": None}
    assert table.column_totals == {"x": None}
    assert table.total is None


def test_guard_table_without_lines():
    table = guard_table({}, rows=(), columns=(), smallest=5)

    assert table.cells == {}
    assert table.total is None


def with_margins(cells, rows, columns):
    """All counts of a table, totals under "all"."""
    full = dict(cells)
    for r in rows:
        full[r, "all"] = sum(cells[r, c] for c in columns)
    for c in columns:
        full["all", c] = sum(cells[r, c] for r in rows)
    full["all", "all"] = sum(cells.values())
    return full


def as_shown(table):
    shown = dict(table.cells)
    shown |= {(r, "all"): n for r, n in table.row_totals.items()}
    shown |= {("all", c): n for c, n in table.column_totals.items()}
    shown["all", "all"] = table.total
    return shown


@st.composite
def tables(draw, *, most_rows, most_columns, largest):
    rows = tuple(range(draw(st.integers(1, most_rows))))
    columns = tuple("abcdef"[: draw(st.integers(1, most_columns))])
    return (
        rows,
        columns,
        {(r, c): draw(st.integers(0, largest)) for r in rows for c in columns},
    )


def possible_tables(shown, rows, columns):
    """Every table the reader cannot rule out, found by trying them all."""
    places = list(product(rows, columns))
    total = shown["all", "all"]

    def fill(done, left):
        if len(done) == len(places):
            if left == 0:
                full = with_margins(done, rows, columns)
                if all(n is None or full[p] == n for p, n in shown.items()):
                    yield full
            return
        place = places[len(done)]
        known = shown[place]
        for n in range(left + 1) if known is None else [known]:
            if n <= left:
                yield from fill({**done, place: n}, left - n)

    yield from fill({}, total)


@settings(deadline=None, max_examples=150)
@given(table=tables(most_rows=2, most_columns=3, largest=3), smallest=st.integers(2, 3))
def test_no_small_count_follows_from_a_table(table, smallest):
    rows, columns, cells = table
    true = with_margins(cells, rows, columns)
    shown = as_shown(guard_table(cells, rows=rows, columns=columns, smallest=smallest))

    assert all(n is None or n == true[p] >= smallest for p, n in shown.items())
    if shown["all", "all"] is None:
        assert set(shown.values()) == {None}
        return
    worlds = list(possible_tables(shown, rows, columns))
    for place, count in true.items():
        if 0 < count < smallest:
            seen = {world[place] for world in worlds}
            assert 0 in seen
            assert max(seen) >= smallest


def bounds(shown, rows, columns):
    """What follows for each hidden count by adding up and taking away, repeatedly."""
    most = shown["all", "all"]
    low = {p: 0 if n is None else n for p, n in shown.items()}
    high = {p: most if n is None else n for p, n in shown.items()}
    lines = [([(r, c) for c in columns], (r, "all")) for r in (*rows, "all")]
    lines += [([(r, c) for r in rows], ("all", c)) for c in (*columns, "all")]
    changed = True
    while changed:
        before = (dict(low), dict(high))
        for parts, whole in lines:
            low[whole] = max(low[whole], sum(low[p] for p in parts))
            high[whole] = min(high[whole], sum(high[p] for p in parts))
            for p in parts:
                others = [q for q in parts if q != p]
                low[p] = max(low[p], low[whole] - sum(high[q] for q in others))
                high[p] = min(high[p], high[whole] - sum(low[q] for q in others))
        changed = before != (low, high)
    return low, high


@settings(deadline=None)
@given(table=tables(most_rows=5, most_columns=6, largest=14))
def test_no_small_count_is_narrowed_down_in_larger_tables(table):
    rows, columns, cells = table
    true = with_margins(cells, rows, columns)
    shown = as_shown(guard_table(cells, rows=rows, columns=columns, smallest=5))

    if shown["all", "all"] is None:
        return
    low, high = bounds(shown, rows, columns)
    for place, count in true.items():
        if 0 < count < 5:
            assert low[place] == 0
            assert high[place] >= 5


def test_the_attacker_succeeds_where_only_small_counts_are_hidden():
    """Makes sure that the attack above can find something."""
    rows, columns = (1, 2), ("a", "b")
    cells = {(1, "a"): 3, (1, "b"): 9, (2, "a"): 9, (2, "b"): 9}
    shown = with_margins(cells, rows, columns) | {(1, "a"): None}

    low, high = bounds(shown, rows, columns)

    assert low[1, "a"] == high[1, "a"] == 3
    assert {world[1, "a"] for world in possible_tables(shown, rows, columns)} == {3}


def test_a_table_of_200_cells_is_guarded_at_once():
    rows, columns = tuple(range(20)), tuple("abcdefghij")
    cells = {(r, c): (r * 7 + ord(c) * 3) % 13 for r in rows for c in columns}

    table = guard_table(cells, rows=rows, columns=columns, smallest=5)

    assert table.total == sum(cells.values())
