from datetime import date

import pytest

from ilmkreis_integration.handover import contributions_final, hand_over
from ilmkreis_integration.models import Contribution, Kind, Source
from reports.models import Dismissal, Paraphrase, Statement, Theme
from reports.services.coding import (
    CodedMeanwhileError,
    CodedPart,
    CodedSpan,
    FieldError,
    NotCodableError,
    SpanError,
    ThemeError,
    UsedAsEvidenceError,
    code_contribution,
    code_parts,
    coding_state,
    dismiss,
    put_back,
)
from tests.factories import (
    ActionFieldFactory,
    ContributionFactory,
    DismissalFactory,
    MeasureFactory,
    ParaphraseFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

TEXT = "Die Busse fahren selten. Der Kurs ist gut."
WHOLE, FIRST, SECOND = (0, 42), (0, 24), (25, 42)


def span(field, place=WHOLE, kind=Kind.NEED, **more):
    return CodedSpan(*place, kind=kind, action_fields=(field,), **more)


def as_stored(contribution):
    return [
        (s.code, s.text, s.kind, s.theme, s.is_grave, list(s.action_fields.all()))
        for s in contribution.statements.all()
    ]


@pytest.fixture
def field():
    return ActionFieldFactory()


@pytest.fixture
def contribution(field):
    return ContributionFactory(process=field.process, text=TEXT, code="F-0143-2")


def test_code_contribution_as_a_whole(contribution, field, evaluator):
    theme = ThemeFactory(action_field=field)

    code_contribution(
        contribution, spans=[span(field, theme=theme, is_grave=True)], by=evaluator
    )

    assert as_stored(contribution) == [
        ("F-0143-2", TEXT, Kind.NEED, theme, True, [field])
    ]
    statement = contribution.statements.get()
    assert statement.coded_by == evaluator
    assert statement.coded_on is not None


def test_code_contribution_numbers_parts_in_the_order_of_the_text(
    contribution, field, evaluator
):
    other = ActionFieldFactory(process=field.process)

    code_contribution(
        contribution,
        spans=[
            span(other, SECOND, Kind.STRENGTH),
            CodedSpan(*FIRST, kind=Kind.PROBLEM, action_fields=(field, other)),
        ],
        by=evaluator,
    )

    assert as_stored(contribution) == [
        (
            "F-0143-2.1",
            "Die Busse fahren selten.",
            Kind.PROBLEM,
            None,
            False,
            [field, other],
        ),
        ("F-0143-2.2", "Der Kurs ist gut.", Kind.STRENGTH, None, False, [other]),
    ]


def test_code_contribution_keeps_rows_whose_span_stays(
    contribution, field, evaluator, manager
):
    before = code_contribution(
        contribution, spans=[span(field, FIRST), span(field, SECOND)], by=evaluator
    )

    after = code_contribution(
        contribution,
        spans=[span(field, FIRST), span(field, SECOND, Kind.STRENGTH)],
        by=manager,
    )

    assert [row.pk for row in after] == [row.pk for row in before]
    assert [row.coded_by for row in contribution.statements.all()] == [
        evaluator,
        manager,
    ]


def test_code_contribution_puts_a_new_part_before_kept_ones(
    contribution, field, evaluator
):
    """Numbers are unique, so kept rows must not collide while they move up."""
    thirds = [(0, 10), (11, 24), (25, 42)]
    kept = code_contribution(
        contribution, spans=[span(field, p) for p in thirds[1:]], by=evaluator
    )

    after = code_contribution(
        contribution, spans=[span(field, p) for p in thirds], by=evaluator
    )

    assert [row.pk for row in after][1:] == [row.pk for row in kept]
    assert [row.number for row in contribution.statements.all()] == [1, 2, 3]


def test_code_contribution_keeps_evidence_for_the_part_that_has_most_of_it(
    contribution, field, evaluator
):
    [whole] = code_contribution(contribution, spans=[span(field)], by=evaluator)
    measure = MeasureFactory(goal__action_field=field, statements=[whole])

    first, second = code_contribution(
        contribution, spans=[span(field, FIRST), span(field, SECOND)], by=evaluator
    )

    assert first.pk == whole.pk
    assert list(measure.statements.all()) == [first]
    assert measure.statements.get().text == "Die Busse fahren selten."


@pytest.mark.parametrize(("place", "is_kept"), [(WHOLE, True), (FIRST, False)])
def test_paraphrase_stays_as_long_as_the_passage_does(
    contribution, field, evaluator, place, is_kept
):
    [whole] = code_contribution(contribution, spans=[span(field)], by=evaluator)
    MeasureFactory(goal__action_field=field, statements=[whole])
    ParaphraseFactory(statement=whole)

    code_contribution(
        contribution, spans=[span(field, place, Kind.PROBLEM)], by=evaluator
    )

    assert Statement.objects.get().pk == whole.pk
    assert Paraphrase.objects.exists() == is_kept


def test_code_contribution_refuses_to_lose_evidence(contribution, field, evaluator):
    first, second = code_contribution(
        contribution, spans=[span(field, FIRST), span(field, SECOND)], by=evaluator
    )
    MeasureFactory(goal__action_field=field, statements=[second])

    with pytest.raises(UsedAsEvidenceError) as refusal:
        code_contribution(contribution, spans=[span(field, FIRST)], by=evaluator)

    assert refusal.value.statements == [second]
    assert contribution.statements.count() == 2


def test_code_parts_finds_themes_or_makes_them(contribution, field, evaluator):
    theme = ThemeFactory(action_field=field, title="Takt")

    first, second = code_parts(
        contribution,
        parts=[
            CodedPart(span(field, FIRST), theme_title="takt"),
            CodedPart(span(field, SECOND), theme_title="Kurse"),
        ],
        by=evaluator,
    )

    assert first.theme == theme
    assert (second.theme.title, second.theme.action_field) == ("Kurse", field)


def test_code_parts_that_are_refused_leave_no_theme(contribution, field, evaluator):
    with pytest.raises(CodedMeanwhileError):
        code_parts(
            contribution,
            parts=[CodedPart(span(field), theme_title="Kurse")],
            by=evaluator,
            seen="something else",
        )

    assert Theme.objects.count() == 0


@pytest.mark.parametrize(
    "places",
    [
        pytest.param([], id="none"),
        pytest.param([(0, 99)], id="beyond the end"),
        pytest.param([(-1, 5)], id="before the start"),
        pytest.param([(5, 5)], id="empty"),
        pytest.param([(24, 25)], id="only white space"),
        pytest.param([(0, 20), (19, 42)], id="overlapping"),
        pytest.param([(0, 20), (0, 20)], id="twice"),
    ],
)
def test_code_contribution_refuses_wrong_spans(contribution, field, evaluator, places):
    with pytest.raises(SpanError):
        code_contribution(
            contribution, spans=[span(field, p) for p in places], by=evaluator
        )

    assert Statement.objects.count() == 0


def test_code_contribution_needs_a_field_of_its_process(contribution, evaluator):
    for fields in [(), (ActionFieldFactory(),)]:
        with pytest.raises(FieldError):
            code_contribution(
                contribution,
                spans=[CodedSpan(0, 5, kind=Kind.NEED, action_fields=fields)],
                by=evaluator,
            )

    assert Statement.objects.count() == 0


def test_code_contribution_needs_a_theme_of_one_of_its_fields(
    contribution, field, evaluator
):
    theme = ThemeFactory(action_field__process=field.process)

    with pytest.raises(ThemeError):
        code_contribution(contribution, spans=[span(field, theme=theme)], by=evaluator)


@pytest.mark.parametrize("state", [{"is_final": False}, {"for_concept": False}])
def test_code_contribution_refuses_what_is_open_or_for_others(
    contribution, field, evaluator, state
):
    Contribution.objects.filter(pk=contribution.pk).update(**state)

    with pytest.raises(NotCodableError):
        code_contribution(contribution, spans=[span(field)], by=evaluator)


def test_the_second_of_two_coders_is_told(contribution, field, evaluator, manager):
    code_contribution(contribution, spans=[span(field)], by=evaluator, seen="")

    with pytest.raises(CodedMeanwhileError):
        code_contribution(
            contribution, spans=[span(field, kind=Kind.PROBLEM)], by=manager, seen=""
        )
    with pytest.raises(CodedMeanwhileError):
        dismiss(contribution, by=manager, seen="")
    with pytest.raises(CodedMeanwhileError):
        put_back(contribution, seen="")

    assert contribution.statements.get().kind == Kind.NEED


def test_coding_state_changes_with_every_detail(contribution, field, evaluator):
    theme = ThemeFactory(action_field=field)
    other = ActionFieldFactory(process=field.process)
    codings = [
        [span(field)],
        [span(field, kind=Kind.PROBLEM)],
        [span(field, theme=theme)],
        [span(field, is_grave=True)],
        [span(other)],
        [span(field, FIRST)],
        [span(field, FIRST), span(field, SECOND)],
    ]
    states = {coding_state(contribution)}

    for spans in codings:
        code_contribution(contribution, spans=spans, by=evaluator)
        states.add(coding_state(Contribution.objects.get(pk=contribution.pk)))

    assert len(states) == 1 + len(codings)


def test_dismiss_and_put_back(contribution, field, evaluator):
    code_contribution(contribution, spans=[span(field)], by=evaluator)

    dismiss(contribution, by=evaluator)
    dismiss(contribution, by=evaluator)

    assert list(contribution.statements.all()) == []
    assert Dismissal.objects.get().dismissed_by == evaluator

    put_back(contribution)

    assert Dismissal.objects.count() == 0


def test_coding_a_dismissed_contribution_takes_it_back(contribution, field, evaluator):
    DismissalFactory(contribution=contribution)

    code_contribution(contribution, spans=[span(field)], by=evaluator)

    assert Dismissal.objects.count() == 0


def test_put_back_what_was_coded(contribution, field, evaluator):
    code_contribution(contribution, spans=[span(field)], by=evaluator)

    put_back(contribution)

    assert Statement.objects.count() == 0


@pytest.mark.parametrize("undo", [put_back, lambda c: dismiss(c, by=None)])
def test_evidence_cannot_be_undone(contribution, field, evaluator, undo):
    [statement] = code_contribution(contribution, spans=[span(field)], by=evaluator)
    MeasureFactory(goal__action_field=field, statements=[statement])

    with pytest.raises(UsedAsEvidenceError):
        undo(contribution)

    assert Statement.objects.count() == 1


def note(field, **more):
    return ContributionFactory.build(
        process=field.process,
        action_field=field,
        source=Source.WORLD_CAFE,
        kind=Kind.PROBLEM,
        received_on=date(2026, 3, 2),
        **more,
    )


def test_notes_arrive_coded(field):
    hand_over(
        [
            note(field, text="Zu wenig Busse", code="W1-T1-R1-01"),
            note(field, text="Noch offen", code="W1-T1-R1-02", is_final=False),
            ContributionFactory.build(process=field.process, action_field=field),
        ]
    )

    [statement] = Statement.objects.all()
    assert (statement.code, statement.text, statement.kind, statement.number) == (
        "W1-T1-R1-01",
        "Zu wenig Busse",
        Kind.PROBLEM,
        0,
    )
    assert list(statement.action_fields.all()) == [field]
    assert statement.coded_by is None


def test_notes_of_other_strategies_are_not_coded(field):
    hand_over([note(field, for_concept=False)])

    assert Statement.objects.count() == 0


def test_notes_of_a_reopened_cafe_speak_as_a_whole_again(field, evaluator):
    contribution = note(field, text=TEXT)
    hand_over([contribution])
    first, second = code_contribution(
        contribution,
        spans=[span(field, FIRST), span(field, SECOND, Kind.STRENGTH)],
        by=evaluator,
    )
    measure = MeasureFactory(goal__action_field=field, statements=[second])
    Contribution.objects.filter(pk=contribution.pk).update(text="Neuer Wortlaut")
    contribution.refresh_from_db()

    contributions_final.send(sender=Contribution, contributions=[contribution])

    statement = Statement.objects.get()
    assert (statement.pk, statement.text, statement.number) == (
        first.pk,
        "Neuer Wortlaut",
        0,
    )
    assert list(measure.statements.all()) == [statement]


def test_a_new_coding_takes_few_queries(
    contribution, field, evaluator, django_assert_num_queries
):
    # savepoint, lock, statements, dismissal, statement, fields, release
    with django_assert_num_queries(7):
        code_contribution(contribution, spans=[span(field)], by=evaluator)
