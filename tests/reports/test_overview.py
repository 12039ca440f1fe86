"""All fields at a glance: the calculation on plain rows, and the rows themselves."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilmkreis_integration.models import ActionField, Kind, Source
from reports.matrix import Known
from reports.overview import CodedRow, calculate_overview, coded_rows, overview_of
from tests.factories import (
    ActionFieldFactory,
    AnswerFactory,
    CommentFactory,
    ContributionFactory,
    NoteFactory,
    ProcessFactory,
    StatementFactory,
    ThemeFactory,
)

HOUSING, WORK, HEALTH = (ActionField(pk=n, title=f"Feld {n}") for n in (1, 2, 3))
numbers = count(1)


def row(field=HOUSING, column="migrants", theme=11, kind=Kind.NEED, **more):
    sources = {"migrants": Source.QUESTIONNAIRE, "staff": Source.STAFF_SURVEY}
    return CodedRow(
        **{
            "action_field_id": field.pk,
            "theme_id": theme,
            "kind": kind,
            "source": sources.get(column, Source.WORLD_CAFE),
            "column_key": column,
            "form": f"form-{next(numbers)}" if column == "migrants" else None,
            "people": 1,
            "people_is_lower_bound": False,
            **more,
        }
    )


def overview(rows, uncoded=None, fields=(HOUSING, WORK, HEALTH)):
    return calculate_overview(
        fields,
        rows,
        themes=dict.fromkeys((field.pk for field in fields), 2),
        uncoded=uncoded or {},
        smallest=5,
    )


def comments(*numbers_by_field):
    return [
        row(field, "staff")
        for field, number in zip((HOUSING, WORK, HEALTH), numbers_by_field, strict=True)
        for _ in range(number)
    ]


def test_every_field_is_there_in_order_also_without_statements():
    lines = overview([])

    assert [line.action_field for line in lines] == [HOUSING, WORK, HEALTH]
    assert {line.migrants.statements for line in lines} == {None}
    assert {(line.cafe_statements, line.themes) for line in lines} == {(0, 2)}


def test_counters_of_the_channels_stand_apart():
    group = row(form="group", people=12, people_is_lower_bound=True)
    rows = [row() for _ in range(5)] + [group, group]
    rows += [row(column="cafe-ehrenamt"), row(column="cafe-hauptamt")]
    rows += [row(column="staff") for _ in range(6)]

    housing, *_ = overview(rows)

    said = housing.migrants
    assert (said.statements, said.forms, said.people) == (7, 6, 17)
    assert said.people_is_lower_bound
    assert housing.cafe_statements == 2
    assert housing.staff.statements == 6


def test_themes_are_counted_that_all_channels_share_and_that_contradict():
    shared = [row(column=column) for column in ("migrants", "cafe-a", "staff")]
    contrary = [
        row(theme=12, kind=Kind.PROBLEM),
        row(theme=12, column="cafe-a", kind=Kind.STRENGTH),
    ]
    # Statements without a theme have nothing in common.
    loose = [row(theme=None, column=c) for c in ("migrants", "cafe-a", "staff")]

    housing, work, _ = overview([*shared, *contrary, *loose])

    assert (housing.shared_themes, housing.contradictions) == (1, 1)
    assert (work.shared_themes, work.contradictions) == (0, 0)


@pytest.mark.parametrize(
    ("forms", "shown"), [(4, None), (5, 5)], ids=["too few", "enough"]
)
def test_few_forms_hide_the_field_alone(forms, shown):
    rows = [row() for _ in range(forms)] + [row(WORK) for _ in range(5)]

    housing, work, _ = overview(rows)

    assert (housing.migrants.forms, work.migrants.forms) == (shown, 5)


def test_few_comments_of_one_field_hide_those_of_another():
    """How many comments there are in all is printed in the report."""
    lines = overview(comments(3, 6, 9))

    assert [line.staff.statements for line in lines] == [None, None, 9]


def test_waiting_comments_are_in_the_same_list():
    lines = overview(comments(9, 0, 0), uncoded={HOUSING.pk: 3, WORK.pk: 7})

    assert [line.staff.statements for line in lines] == [9, None, None]
    assert [line.uncoded for line in lines] == [None, None, None]


def test_a_total_is_hidden_that_tells_how_few_speak_of_each_theme():
    """Six comments on four themes: none of these could have five."""
    rows = [row(column="staff", theme=n) for n in (11, 12, 13, 14)]
    more = [row(column="staff") for _ in range(2)]

    hidden, *_ = overview([*rows, *more])
    shown, *_ = overview([*rows, *more, *more])

    assert (hidden.staff.statements, shown.staff.statements) == (None, 8)


@settings(deadline=None)
@given(
    said=st.lists(
        st.tuples(
            st.sampled_from([HOUSING, WORK, HEALTH]),
            st.sampled_from([11, 12, 13, None]),
        ),
        max_size=40,
    ),
    uncoded=st.dictionaries(st.sampled_from([1, 2, 3]), st.integers(0, 8)),
)
def test_no_small_number_of_comments_follows_from_their_sum(said, uncoded):
    """Who reads all pages knows the sum, and which themes the staff speak of."""
    rows = [row(field, "staff", theme) for field, theme in said]
    lines = overview(rows, uncoded)
    total = len(rows) + sum(uncoded.values())
    is_shown = total - sum(line.told_of_staff for line in lines) >= 5

    told = {
        field.pk: len({theme for f, theme in said if f == field})
        for field in (HOUSING, WORK, HEALTH)
    }
    coded = [(line.staff.statements, told[line.action_field.pk]) for line in lines]
    waiting = [(line.uncoded, 0) for line in lines]
    rest = total - sum(number or 0 for number, _ in [*coded, *waiting])
    known = [least for number, least in [*coded, *waiting] if number is None]
    true = [len([f for f, _ in said if f.pk == pk]) for pk in (1, 2, 3)]
    true += [uncoded.get(pk, 0) for pk in (1, 2, 3)]
    for number, (shown, least) in zip(true, [*coded, *waiting], strict=True):
        assert shown in (None, number)
        if shown is None and 0 < number < 5 and is_shown:
            assert rest - (sum(known) - least) >= 5


def test_known_of_a_theme_is_who_speaks_and_on_which_side():
    known = Known(
        [
            (1, Kind.PROBLEM, "staff"),
            (1, Kind.STRENGTH, "staff"),
            (1, Kind.STRENGTH, "migrants"),
            (2, Kind.NEED, "staff"),
            (2, Kind.NEED, "staff"),
            (None, Kind.PROBLEM, "staff"),
        ]
    )

    assert known.themes("staff") == {1: 2, 2: 1, None: 1}
    assert known.kinds("staff") == {Kind.PROBLEM: 1, Kind.STRENGTH: 1}
    assert known.kinds("migrants") == {Kind.STRENGTH: 1}
    assert (known.beside("staff"), known.beside("migrants")) == (3, 1)
    assert (known.told("staff"), known.told("migrants")) == (4, 1)
    assert (known.beside("cafe-a"), known.told("cafe-a")) == (0, 0)


# --- Rows


@pytest.fixture
def process(db):
    return ProcessFactory()


def test_rows_tell_channel_form_and_people(process):
    field = ActionFieldFactory(process=process)
    theme = ThemeFactory(action_field=field)
    answer = AnswerFactory(
        response__channel__questionnaire__process=process,
        response__form="group",
        response__people=12,
    )
    note = NoteFactory(
        sitting__table__cafe__process=process,
        sitting__table__cafe__target_group__slug="ehrenamt",
        sitting__table__cafe__state="closed",
        sitting__table__action_field=field,
    )
    comment = CommentFactory(
        focus_area__topic__survey__process=process, focus_area__action_field=field
    )
    for contribution in (answer, note, comment):
        StatementFactory(contribution=contribution.contribution, theme=theme)

    rows = {row.source: row for row in coded_rows(process)}

    form = rows[Source.QUESTIONNAIRE]
    assert (form.form, form.people) == (str(answer.response_id), 12)
    assert {row.column_key for row in rows.values()} == {
        "migrants",
        "cafe-ehrenamt",
        "staff",
    }
    assert {row.theme_id for row in rows.values()} == {theme.pk}


def test_a_statement_stands_in_each_of_its_fields_with_the_theme_of_one(process):
    here, there = (ActionFieldFactory(process=process) for _ in range(2))
    theme = ThemeFactory(action_field=here)
    StatementFactory(theme=theme, action_fields=[here, there])

    rows = {row.action_field_id: row.theme_id for row in coded_rows(process)}

    assert rows == {here.pk: theme.pk, there.pk: None}


def test_only_what_counts_is_counted(process):
    field = ActionFieldFactory(process=process)
    for state in ({"is_final": False}, {"for_concept": False}):
        contribution = ContributionFactory(action_field=field, **state)
        StatementFactory(contribution=contribution)
    StatementFactory(contribution__process=ProcessFactory())

    assert coded_rows(process) == []


def test_overview_counts_themes_and_what_waits_at_the_desk(process):
    field = ActionFieldFactory(process=process)
    ThemeFactory(action_field=field)
    for _ in range(5):
        ContributionFactory(action_field=field)

    [line] = overview_of(process)

    assert (line.themes, line.uncoded) == (1, 5)


@pytest.mark.parametrize("number", [1, 3])
def test_overview_needs_the_same_number_of_queries(
    process, number, django_assert_num_queries
):
    for _ in range(number):
        field = ActionFieldFactory(process=process)
        for _ in range(number):
            StatementFactory(theme=ThemeFactory(action_field=field))

    with django_assert_num_queries(4):
        overview_of(process)
