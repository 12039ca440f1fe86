from hypothesis import given
from hypothesis import strategies as st

from surveys.comparing import Gap, compare

LABELS = {"a": "A", "b": "B", "c": "C"}


def gaps(people, population, total=None):
    total = sum(n or 0 for n in people.values()) if total is None else total
    lines = compare(LABELS, population=population, people=people, total=total)
    return [line.gap for line in lines]


def test_shares_are_compared_and_not_numbers():
    people = {"a": 10, "b": 10, "c": 10}

    assert gaps(people, {"a": 600, "b": 300, "c": 100}) == [
        Gap.FEWER,
        Gap.ALIKE,
        Gap.MORE,
    ]


def test_hidden_counts_and_missing_figures_tell_nothing():
    lines = compare(
        LABELS, population={"a": 100, "b": 100}, people={"a": None, "c": 9}, total=9
    )

    assert [(line.people, line.share, line.gap) for line in lines] == [
        (None, None, None),
        (None, None, None),
        (9, 1.0, None),
    ]
    assert [line.population_share for line in lines] == [0.5, 0.5, 0.0]


def test_nothing_at_all_compares_to_nothing():
    assert gaps({}, {}) == [None, None, None]


@given(
    st.dictionaries(st.sampled_from("abc"), st.none() | st.integers(0, 1000)),
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 10**6)),
)
def test_lines_are_as_many_as_groups_and_shares_between_0_and_1(people, population):
    total = sum(n or 0 for n in people.values())

    lines = compare(LABELS, population=population, people=people, total=total)

    assert [line.label for line in lines] == ["A", "B", "C"]
    for line in lines:
        assert line.share is None or 0 <= line.share <= 1
        assert (line.gap is None) == (line.share is None or not line.population_share)
