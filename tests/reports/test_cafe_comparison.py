import pytest

from reports.cafe_comparison import NOT_ASKED, Cell, compare_cafes
from tests.factories import (
    ActionFieldFactory,
    GuidingQuestionFactory,
    ProcessFactory,
    ThemeFactory,
)
from tests.reports.cafes import hold_cafe, note_down, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def process():
    return ProcessFactory(is_current=True)


@pytest.fixture
def housing(process):
    return ActionFieldFactory(process=process, title="Wohnen", position=1)


@pytest.fixture
def work(process):
    return ActionFieldFactory(process=process, title="Arbeit", position=2)


@pytest.fixture
def need(process):
    return GuidingQuestionFactory(process=process, position=1)


@pytest.fixture
def problem(process):
    return GuidingQuestionFactory(process=process, position=2)


def test_notes_are_shares_of_each_cafe(process, housing, work, need):
    first, second = hold_cafe(process, "Ehrenamt"), hold_cafe(process, "Hauptamt")
    for _ in range(3):
        note_down(seat(first, housing), need)
    note_down(seat(first, work), need)
    note_down(seat(second, housing), need)

    compared = compare_cafes(process)

    assert [cafe.target_group.title for cafe in compared.cafes] == [
        "Ehrenamt",
        "Hauptamt",
    ]
    in_housing, in_work = compared.fields
    assert in_housing.notes == (Cell(3, 0.75), Cell(1, 1))
    assert in_work.notes == (Cell(1, 0.25), NOT_ASKED)


def test_weights_are_told_by_share_alone(process, housing, work, need):
    cafe = hold_cafe(process, "Ehrenamt")
    note_down(seat(cafe, housing), need, dots=9)
    note_down(seat(cafe, work), need, dots=3)

    compared = compare_cafes(process)

    assert [field.weights for field in compared.fields] == [
        (Cell(share=0.75),),
        (Cell(share=0.25),),
    ]
    assert compared.has_weights


def test_few_participation_dots_are_hidden_and_cannot_be_calculated(
    process, housing, work
):
    other = ActionFieldFactory(process=process, position=3)
    cafe = hold_cafe(process, "Ehrenamt")
    seat(cafe, housing, dots=20)
    seat(cafe, work, dots=3)
    seat(cafe, other, dots=12)

    fields = compare_cafes(process).fields

    assert fields[0].participation == (Cell(20, 20 / 35),)
    # The twelve would tell the three.
    assert [field.participation for field in fields[1:]] == [(Cell(),), (Cell(),)]


def test_dots_of_both_kinds_stay_apart(process, housing, need):
    cafe = hold_cafe(process, "Ehrenamt")
    note_down(seat(cafe, housing, dots=8), need, dots=5)

    (field,) = compare_cafes(process).fields

    assert field.participation == (Cell(8, 1),)
    assert field.weights == (Cell(share=1),)


def test_questions_are_shares_of_what_was_noted_in_the_field(
    process, housing, need, problem
):
    sitting = seat(hold_cafe(process, "Ehrenamt"), housing)
    for question in (need, problem, problem, problem):
        note_down(sitting, question)

    (field,) = compare_cafes(process).fields

    assert [(line.question, line.cells) for line in field.questions] == [
        (need, (Cell(1, 0.25),)),
        (problem, (Cell(3, 0.75),)),
    ]


def test_themes_tell_who_raised_them(process, housing, need):
    shared = ThemeFactory(action_field=housing, title="Wohnungssuche")
    alone = ThemeFactory(action_field=housing, title="Ausstattung")
    tables = [
        seat(hold_cafe(process, title), housing) for title in ("Ehrenamt", "Hauptamt")
    ]
    for table in tables:
        note_down(table, need, theme=shared)
    note_down(tables[1], need, theme=alone)

    (field,) = compare_cafes(process).fields

    assert [(line.theme, line.cells) for line in field.themes] == [
        (shared, (Cell(1, 1), Cell(1, 0.5))),
        (alone, (Cell(), Cell(1, 0.5))),
    ]
    assert [line.theme for line in field.raised_everywhere] == [shared]
    assert [line.theme for line in field.raised_once] == [alone]


def test_notes_without_theme_do_not_saturate(process, housing, need):
    theme = ThemeFactory(action_field=housing)
    sitting = seat(hold_cafe(process, "Ehrenamt"), housing)
    for _ in range(2):
        note_down(sitting, need, theme=theme)
    note_down(sitting, need)

    (field,) = compare_cafes(process).fields

    assert field.unread == 1
    assert [(step.last, step.new_themes) for step in field.steps] == [(2, 1)]


def test_saturation_follows_the_day_of_the_cafe(process, housing, need):
    themes = ThemeFactory.create_batch(2, action_field=housing)
    later = seat(hold_cafe(process, "Später", held_on="2026-03-20"), housing)
    for _ in range(10):
        note_down(later, need, theme=themes[0])
    earlier = seat(hold_cafe(process, "Früher", held_on="2026-03-01"), housing)
    for _ in range(10):
        note_down(earlier, need, theme=themes[1])

    (field,) = compare_cafes(process).fields

    assert [(step.first, step.new_themes) for step in field.steps] == [(1, 1), (11, 1)]


def test_open_cafes_and_deleted_notes_are_not_compared(process, housing, need):
    note_down(seat(hold_cafe(process, "Offen", state="open"), housing), need)
    sitting = seat(hold_cafe(process, "Zu"), housing)
    note_down(sitting, need)
    deleted = note_down(sitting, need)
    deleted.is_deleted = True
    deleted.save()

    compared = compare_cafes(process)

    assert [cafe.target_group.title for cafe in compared.cafes] == ["Zu"]
    assert compared.fields[0].notes == (Cell(1, 1),)


def test_without_notes_a_field_is_empty(process, housing):
    hold_cafe(process, "Ehrenamt")

    (field,) = compare_cafes(process).fields

    assert field.is_empty
    assert field.is_saturated is None
