from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from reports.models import Goal, Measure, Principle, StatusChange
from reports.services.catalogue import (
    EvidenceMissingError,
    GoalHasMeasuresError,
    ReasonMissingError,
    StillPublishedError,
    append,
    change_status,
    delete,
    move,
    publish_measure,
    set_evidence,
    withdraw_measure,
)
from tests.factories import (
    ActionFieldFactory,
    GoalFactory,
    MeasureFactory,
    PrincipleFactory,
    ProcessFactory,
    StatementFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def measures_of(goal, count):
    return [MeasureFactory(goal=goal, position=n) for n in range(1, count + 1)]


def order(goal):
    return list(goal.measures.order_by("position").values_list("title", "position"))


def test_numbers_name_field_goal_and_measure():
    goal = GoalFactory(action_field__position=2, position=1)
    measure = MeasureFactory(goal=goal, position=3)

    assert (goal.number, measure.number) == ("2.1", "2.1.3")


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(
            lambda: Principle(process=ProcessFactory(), text="Neu"), id="principle"
        ),
        pytest.param(
            lambda: Goal(action_field=ActionFieldFactory(), title="Neu"), id="goal"
        ),
        pytest.param(lambda: Measure(goal=GoalFactory(), title="Neu"), id="measure"),
    ],
)
def test_append_starts_counting_at_one(item):
    new = item()

    append(new)

    assert type(new).objects.get().position == 1


def test_append_goes_behind_the_last():
    goal = GoalFactory()
    MeasureFactory(goal=goal, position=4)
    new = Measure(goal=goal, title="Neu")

    append(new)

    assert new.position == 5


@pytest.mark.parametrize(
    ("index", "direction", "expected"),
    [
        pytest.param(1, "up", [1, 0, 2], id="up"),
        pytest.param(1, "down", [0, 2, 1], id="down"),
        pytest.param(0, "up", [0, 1, 2], id="first stays"),
        pytest.param(2, "down", [0, 1, 2], id="last stays"),
    ],
)
def test_move_changes_places_with_the_neighbour(index, direction, expected):
    goal = GoalFactory()
    measures = measures_of(goal, 3)

    move(measures[index], direction)

    assert order(goal) == [
        (measures[i].title, position) for position, i in enumerate(expected, start=1)
    ]


def test_move_knows_what_somebody_else_moved_meanwhile():
    goal = GoalFactory()
    first, second, third = measures_of(goal, 3)
    seen_before = Measure.objects.get(pk=third.pk)
    move(third, "up")

    move(seen_before, "up")

    assert order(goal) == [(third.title, 1), (first.title, 2), (second.title, 3)]


def test_move_leaves_other_goals_alone():
    goal, other = GoalFactory(), GoalFactory()
    measures_of(goal, 2)
    measures_of(other, 2)
    before = order(other)

    move(goal.measures.get(position=2), "up")

    assert order(other) == before


def test_delete_closes_the_gap():
    goal = GoalFactory()
    first, second, third = measures_of(goal, 3)

    delete(first)

    assert order(goal) == [(second.title, 1), (third.title, 2)]


def test_delete_refuses_a_published_measure():
    measure = MeasureFactory(is_published=True)

    with pytest.raises(StillPublishedError):
        delete(measure)

    assert Measure.objects.get() == measure


def test_delete_refuses_a_goal_with_measures():
    goal = MeasureFactory().goal

    with pytest.raises(GoalHasMeasuresError):
        delete(goal)

    assert Goal.objects.get() == goal


def test_delete_of_a_principle_keeps_its_evidence():
    statement = StatementFactory()
    principle = PrincipleFactory(statements=[statement])

    delete(principle)

    statement.refresh_from_db()
    assert not Principle.objects.exists()


def test_publish_with_a_statement_needs_no_reason(evaluator):
    measure = MeasureFactory(statements=[StatementFactory()])

    publish_measure(measure, justification="", by=evaluator)

    measure.refresh_from_db()
    assert measure.is_published
    assert measure.published_by == evaluator
    assert measure.published_on == timezone.localdate()


def test_publish_with_a_theme_needs_no_reason(evaluator):
    theme = ThemeFactory()
    StatementFactory(theme=theme)
    measure = MeasureFactory(themes=[theme])

    publish_measure(measure, justification="", by=evaluator)

    assert Measure.objects.get().is_published


@pytest.mark.parametrize("justification", ["", "  \n", "\x00"])
def test_publish_without_evidence_needs_a_reason(evaluator, justification):
    measure = MeasureFactory()

    with pytest.raises(EvidenceMissingError):
        publish_measure(measure, justification=justification, by=evaluator)

    assert not Measure.objects.get().is_published


def test_a_theme_without_statements_is_no_evidence(evaluator):
    measure = MeasureFactory(themes=[ThemeFactory()])

    with pytest.raises(EvidenceMissingError):
        publish_measure(measure, justification="", by=evaluator)


def test_publish_with_a_reason_keeps_it(evaluator):
    measure = MeasureFactory()

    publish_measure(measure, justification=" Gesetzlich nötig. ", by=evaluator)

    measure.refresh_from_db()
    assert (measure.is_published, measure.justification) == (True, "Gesetzlich nötig.")


def test_withdraw_forgets_who_published(evaluator):
    measure = MeasureFactory()
    publish_measure(measure, justification="Nötig.", by=evaluator)

    withdraw_measure(measure)

    measure.refresh_from_db()
    assert (measure.is_published, measure.published_by) == (False, None)
    assert measure.justification == "Nötig."


def test_the_last_evidence_of_a_published_measure_stays(evaluator):
    statement = StatementFactory()
    measure = MeasureFactory(statements=[statement])
    publish_measure(measure, justification="", by=evaluator)

    with pytest.raises(EvidenceMissingError):
        set_evidence(measure, statements=[], themes=[])

    assert list(measure.statements.all()) == [statement]


def test_set_evidence_replaces_what_was_chosen():
    old, new = StatementFactory(), StatementFactory()
    theme = ThemeFactory()
    principle = PrincipleFactory(statements=[old])

    set_evidence(principle, statements=[new], themes=[theme])

    assert list(principle.statements.all()) == [new]
    assert list(principle.themes.all()) == [theme]


def test_a_published_measure_whose_statements_vanish_is_unfounded(evaluator):
    statement = StatementFactory()
    measure = MeasureFactory(statements=[statement])
    publish_measure(measure, justification="", by=evaluator)

    statement.delete()

    assert Measure.objects.get().is_unfounded


def test_evidence_codes_come_once_and_in_order():
    theme = ThemeFactory()
    later = StatementFactory(theme=theme, contribution__code="M-0002")
    first = StatementFactory(theme=theme, contribution__code="F-0001-1")
    measure = MeasureFactory(themes=[theme], statements=[later])

    assert measure.evidence_codes == [first.code, later.code]


def test_change_status_is_recorded(evaluator):
    measure = MeasureFactory()

    change_status(
        measure,
        status=Measure.Status.DECIDED,
        reason="",
        by=evaluator,
        on=date(2026, 3, 2),
    )

    measure.refresh_from_db()
    change = StatusChange.objects.get()
    assert measure.status == Measure.Status.DECIDED
    assert (change.status, change.changed_on) == ("decided", date(2026, 3, 2))
    assert change.changed_by == evaluator


@pytest.mark.parametrize("status", ["postponed", "dropped"])
def test_postponing_and_dropping_need_a_reason(evaluator, status):
    measure = MeasureFactory()

    with pytest.raises(ReasonMissingError):
        change_status(measure, status=Measure.Status(status), reason=" ", by=evaluator)

    measure.refresh_from_db()
    assert measure.status == Measure.Status.PROPOSED
    assert not StatusChange.objects.exists()


def test_the_database_refuses_to_drop_without_a_reason():
    measure = MeasureFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        StatusChange.objects.create(
            measure=measure, status="dropped", changed_on=date(2026, 3, 2)
        )


@pytest.mark.parametrize("count", [1, 3])
def test_evidence_takes_the_same_number_of_queries(count, django_assert_num_queries):
    for _ in range(count):
        theme = ThemeFactory()
        StatementFactory(theme=theme)
        MeasureFactory(themes=[theme], statements=[StatementFactory(theme=theme)])

    # measures; statements and their fields; themes and their statements
    with django_assert_num_queries(5):
        for measure in Measure.objects.with_evidence():
            assert measure.evidence_codes
