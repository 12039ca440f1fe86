"""Property tests, and each fault by an example."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldcafe.dots import (
    Count,
    Fault,
    Finding,
    check_participation,
    check_weighting,
    people_in_room,
)


@st.composite
def plausible(draw):
    """Counts of a café where the same people sit at tables of 4 to 8 in each round."""
    sizes = draw(st.lists(st.integers(4, 8), min_size=1, max_size=6))
    rounds = draw(st.integers(1, 4))
    counts = []
    for round_ in range(1, rounds + 1):
        for table, people in enumerate(draw(st.permutations(sizes)), start=1):
            dots = draw(st.integers(1, people))
            notes = draw(st.integers(0, 30))
            counts.append(Count(table, round_, people, dots, notes))
    return counts


@st.composite
def anything(draw):
    """Whatever hosts may type."""
    return [
        Count(
            table,
            round_,
            draw(st.none() | st.integers(0, 99)),
            draw(st.integers(0, 999)),
            draw(st.integers(0, 30)),
        )
        for round_ in range(1, draw(st.integers(0, 4)) + 1)
        for table in range(1, draw(st.integers(1, 6)) + 1)
    ]


def rounds_of(counts):
    return {count.round for count in counts}


def check(counts):
    return check_participation(counts, over=rounds_of(counts))


@given(plausible())
def test_nothing_is_found_where_all_can_be_true(counts):
    assert check(counts) == []


@given(plausible(), st.integers(1, 5), st.data())
def test_as_many_weighting_dots_as_people_have_are_fine(counts, per_person, data):
    people = people_in_room(counts, over=rounds_of(counts))
    dots = data.draw(st.integers(0, people * per_person))

    assert check_weighting(dots, people=people, per_person=per_person) == []
    assert check_weighting(
        people * per_person + 1, people=people, per_person=per_person
    ) == [
        Finding(
            Fault.TOO_MUCH_WEIGHT,
            found=people * per_person + 1,
            most=people * per_person,
        )
    ]


@given(plausible(), st.data())
def test_one_dot_too_many_is_found_where_it_is(counts, data):
    place = data.draw(st.integers(0, len(counts) - 1))
    wrong = counts[place]
    counts[place] = Count(
        wrong.table, wrong.round, wrong.people, wrong.people + 1, wrong.notes
    )

    expected = Finding(Fault.MORE_DOTS_THAN_PEOPLE, wrong.table, wrong.round)

    assert [f for f in check(counts) if f.table] == [expected]


@given(anything(), st.data())
def test_order_of_the_counts_plays_no_part(counts, data):
    other = data.draw(st.permutations(counts))

    assert set(check(other)) == set(check(counts))
    over = rounds_of(counts)
    assert people_in_room(other, over=over) == people_in_room(counts, over=over)


@given(anything())
def test_whatever_was_typed_is_checked_and_told_once(counts):
    found = check(counts)

    assert len(found) == len(set(found))


@given(anything())
def test_of_a_running_round_nothing_is_missing(counts):
    expected_later = {
        Fault.ROUND_NOT_COUNTED,
        Fault.TABLE_NOT_COUNTED,
        Fault.DOTS_NOT_COUNTED,
        Fault.UNEQUAL_ROUNDS,
        Fault.MORE_DOTS_THAN_ROUNDS,
    }

    found = {finding.fault for finding in check_participation(counts, over=())}

    assert not found & expected_later


@given(anything(), st.integers(0, 50))
def test_weighting_dots_are_never_held_against_participation_dots(counts, more):
    """However many participation dots there are, the people stay the same."""
    with_more = [
        Count(c.table, c.round, c.people, c.participation_dots + more, c.notes)
        for c in counts
        if c.is_used
    ]
    used = [c for c in counts if c.is_used]

    people = people_in_room(with_more, over=rounds_of(used))

    assert people == people_in_room(used, over=rounds_of(used))


@pytest.mark.parametrize(
    ("counts", "findings"),
    [
        pytest.param([Count(1, 1, 3, 3)], [Finding(Fault.FEW_PEOPLE, 1, 1)], id="few"),
        pytest.param(
            [Count(1, 1, 9, 9)], [Finding(Fault.MANY_PEOPLE, 1, 1)], id="many"
        ),
        pytest.param(
            [Count(1, 1, None, 0, notes=3)],
            [Finding(Fault.ROUND_NOT_COUNTED, round=1)],
            id="round without any count",
        ),
        pytest.param(
            [Count(1, 1, 6, 6), Count(2, 1, None, 0, notes=3)],
            [Finding(Fault.TABLE_NOT_COUNTED, 2, 1)],
            id="table with notes but without count",
        ),
        pytest.param(
            [Count(1, 1, 6, 6), Count(2, 1, 0, 4)],
            [Finding(Fault.TABLE_NOT_COUNTED, 2, 1)],
            id="dots of nobody",
        ),
        pytest.param(
            [Count(1, 1, 6, 6), Count(2, 1, None)],
            [],
            id="table where nobody was",
        ),
        pytest.param(
            [Count(1, 1, 6, 0)],
            [Finding(Fault.DOTS_NOT_COUNTED, 1, 1)],
            id="people without dots",
        ),
        pytest.param(
            [Count(1, 1, 8, 8), Count(1, 2, 4, 4)],
            [Finding(Fault.UNEQUAL_ROUNDS, round=2)],
            id="half of the people gone",
        ),
        pytest.param(
            [Count(1, 1, 8, 8), Count(1, 2, 6, 6)], [], id="a quarter went home"
        ),
        pytest.param(
            [Count(1, 1, 6, 6), Count(1, 2, 6, 6), Count(2, 2, None, 7)],
            [
                Finding(Fault.TABLE_NOT_COUNTED, 2, 2),
                Finding(Fault.MORE_DOTS_THAN_ROUNDS, found=19, most=12),
            ],
            id="more dots than people times rounds",
        ),
    ],
)
def test_fault_is_found(counts, findings):
    assert check(counts) == findings


def test_weighting_dots_need_people_and_a_number_for_each():
    unknown = check_weighting(3, people=None, per_person=3)
    not_foreseen = check_weighting(3, people=20, per_person=0)

    assert unknown == [Finding(Fault.WEIGHT_UNCHECKED)]
    assert not_foreseen == [Finding(Fault.NO_WEIGHT_FORESEEN)]
    assert check_weighting(0, people=None, per_person=0) == []
