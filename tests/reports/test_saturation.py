from hypothesis import given
from hypothesis import strategies as st

from reports.saturation import STEP, Step, is_saturated, saturate

notes = st.lists(st.frozensets(st.integers(1, 30), max_size=3), max_size=60)


def test_steps_count_themes_named_for_the_first_time():
    said = [{1}] * 9 + [{2}] + [{1, 3}] * 10 + [{1}, {4}]

    assert saturate(said) == (Step(1, 10, 2), Step(11, 20, 1), Step(21, 22, 1))


@given(notes)
def test_every_theme_is_new_once(said):
    steps = saturate(said)

    assert sum(step.new_themes for step in steps) == len(set().union(*said))
    assert sum(step.last - step.first + 1 for step in steps) == len(said)
    assert all(step.is_whole for step in steps[:-1])


def test_saturated_is_when_the_last_whole_step_brought_one_theme_at_most():
    first = [{theme} for theme in range(STEP)]

    assert is_saturated(saturate(first + [{99}] * STEP)) is True
    assert is_saturated(saturate(first + [{n + 50} for n in range(STEP)])) is False


def test_one_whole_step_tells_nothing():
    assert is_saturated(saturate([{1}] * (2 * STEP - 1))) is None
    assert is_saturated(()) is None


def test_bar_is_never_longer_than_its_track():
    assert Step(1, 10, 14).share == 1
    assert Step(1, 10, 4).share == 0.4
