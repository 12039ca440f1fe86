"""The calculation, on plain rows."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilmkreis_integration.models import ActionField, Kind, Source
from reports.models import Theme
from reports.queries import DotRow, StatementRow
from reports.synthesis import Dots, calculate

FIELD = ActionField(pk=7, title="Wohnen")
HOUSING, NOISE = Theme(pk=1, title="Wohnungssuche"), Theme(pk=2, title="Lärm")
GROUPS = [("ehrenamt", "Ehrenamt"), ("hauptamt", "Hauptamt")]
numbers = count(1)


def row(theme=HOUSING, column="migrants", form=None, **more):
    sources = {"migrants": Source.QUESTIONNAIRE, "staff": Source.STAFF_SURVEY}
    number = next(numbers)
    is_form = column == "migrants"
    return StatementRow(
        **{
            "pk": number,
            "code": f"X-{number}",
            "text": "Es gibt keine Wohnungen.",
            "language": "de",
            "translation": "",
            "kind": Kind.NEED,
            "theme_id": theme and theme.pk,
            "is_grave": False,
            "source": sources.get(column, Source.WORLD_CAFE),
            "column_key": column,
            "form": f"form-{form or number}" if is_form else None,
            "people": 1,
            "people_is_lower_bound": False,
            **more,
        }
    )


def synthesis(rows, dots=(), themes=(HOUSING, NOISE), uncoded=0, staff_texts=True):
    return calculate(
        action_field=FIELD,
        target_groups=GROUPS,
        themes=themes,
        statements=rows,
        dots=dots,
        uncoded=uncoded,
        smallest=5,
        with_staff_texts=staff_texts,
    )


def numbers_of(cells):
    return [(cell.statements, cell.forms, cell.people) for cell in cells]


def test_columns_are_the_migrants_each_target_group_and_the_staff():
    assert [(c.key, c.title) for c in synthesis([]).columns] == [
        ("migrants", "Zugewanderte"),
        ("cafe-ehrenamt", "Ehrenamt"),
        ("cafe-hauptamt", "Hauptamt"),
        ("staff", "Mitarbeitende"),
    ]


def test_forms_people_and_statements_are_counted_apart():
    rows = [row(form=f"single-{n}") for n in range(6)]
    # A group of twelve says two things about the theme: one form, twelve people.
    rows += [row(form="group", people=12) for _ in range(2)]

    [theme, _] = synthesis(rows).themes

    assert numbers_of(theme.cells)[0] == (8, 7, 18)
    assert theme.cells[0].share == 1


def test_an_unknown_group_size_makes_people_a_lower_bound():
    rows = [row() for _ in range(6)]
    group = row(people=3, people_is_lower_bound=True)

    exact, bound = synthesis(rows).totals[0], synthesis([*rows, group]).totals[0]

    assert (exact.people, exact.people_is_lower_bound) == (6, False)
    assert (bound.people, bound.people_is_lower_bound) == (9, True)


def test_cafes_and_staff_count_statements_only():
    rows = [row(column="cafe-ehrenamt")] + [row(column="staff") for _ in range(5)]

    assert numbers_of(synthesis(rows).totals) == [
        (None, None, None),
        (1, None, None),
        (None, None, None),
        (5, None, None),
    ]


def test_a_small_cell_takes_another_along():
    other = Theme(pk=3, title="Nachbarn")
    rows = [row() for _ in range(3)]
    rows += [row(NOISE) for _ in range(6)] + [row(other) for _ in range(9)]

    result = synthesis(rows, themes=(HOUSING, NOISE, other))

    assert {r.theme.title: numbers_of(r.cells)[0] for r in result.themes} == {
        "Wohnungssuche": (None, None, None),
        "Lärm": (None, None, None),
        "Nachbarn": (9, 9, 9),
    }
    assert numbers_of(result.totals)[0] == (18, 18, 18)


def test_what_has_no_theme_is_guarded_as_a_line_of_the_table():
    rows = [row(None) for _ in range(2)] + [row() for _ in range(8)]

    result = synthesis(rows, themes=(HOUSING,))

    assert numbers_of(result.without_theme_cells)[0] == (None, None, None)
    assert numbers_of(result.themes[0].cells)[0] == (None, None, None)
    assert len(result.without_theme) == 2


def test_a_theme_of_another_field_is_no_theme_here():
    elsewhere = row(Theme(pk=99, title="Busse"))

    result = synthesis([elsewhere])

    assert [line.pk for line in result.without_theme] == [elsewhere.pk]


def test_themes_come_by_channels_and_never_by_size():
    rows = [row(NOISE, column=c) for c in ("migrants", "staff", "cafe-ehrenamt")]
    rows += [row() for _ in range(50)]
    empty = Theme(pk=3, title="Aufzüge")

    result = synthesis(rows, themes=(empty, HOUSING, NOISE))

    assert [(r.theme.title, r.channel_count) for r in result.themes] == [
        ("Lärm", 3),
        ("Wohnungssuche", 1),
        ("Aufzüge", 0),
    ]
    assert [r.theme.title for r in result.in_all_channels] == ["Lärm"]
    assert [r.theme.title for r in result.only_one_channel] == ["Wohnungssuche"]


def test_two_cafes_are_one_channel():
    rows = [row(column="cafe-ehrenamt"), row(column="cafe-hauptamt")]

    assert synthesis(rows).themes[0].channels == (Source.WORLD_CAFE,)


@pytest.mark.parametrize(
    ("problem", "strength", "contradict"),
    [
        pytest.param("migrants", "staff", True, id="two channels"),
        pytest.param("cafe-ehrenamt", "cafe-hauptamt", True, id="two cafés"),
        pytest.param("staff", "staff", False, id="the same place"),
    ],
)
def test_contradictions_lie_between_two_places(problem, strength, contradict):
    rows = [
        row(column=problem, kind=Kind.PROBLEM, code="P"),
        row(column=strength, kind=Kind.STRENGTH, code="S"),
        row(kind=Kind.NEED),
    ]

    found = [
        ([p.code for p in c.problems], [s.code for s in c.strengths])
        for c in synthesis(rows).contradictions
    ]

    assert found == ([(["P"], ["S"])] if contradict else [])


def test_the_kind_profile_counts_statements_by_kind():
    rows = [row(kind=Kind.NEED) for _ in range(6)]
    rows += [row(kind=Kind.PROBLEM) for _ in range(18)]

    profile = {r.kind: r.cells[0] for r in synthesis(rows).kind_profile}

    assert list(profile) == list(Kind)
    assert numbers_of([profile[Kind.NEED], profile[Kind.PROBLEM]]) == [
        (6, None, None),
        (18, None, None),
    ]
    assert profile[Kind.NEED].share == 0.25
    assert profile[Kind.ASPECT].statements is None


def test_grave_statements_stand_apart_however_few():
    grave = row(is_grave=True)

    result = synthesis([grave, row()])

    assert [line.pk for line in result.grave] == [grave.pk]


def test_staff_are_quoted_only_where_it_is_allowed():
    rows = [row(column="staff", text="Wir sind zu wenige."), row()]

    texts = [
        [
            line.text
            for line in synthesis(rows, staff_texts=allowed).themes[0].statements
        ]
        for allowed in (True, False)
    ]

    assert texts == [
        ["Wir sind zu wenige.", "Es gibt keine Wohnungen."],
        [None, "Es gibt keine Wohnungen."],
    ]


def test_dots_are_a_share_of_their_own_cafe():
    dots = [
        DotRow(1, "cafe-ehrenamt", FIELD.pk, 10),
        DotRow(1, "cafe-ehrenamt", 8, 30),
        DotRow(2, "cafe-ehrenamt", FIELD.pk, 20),
        DotRow(3, "cafe-hauptamt", 8, 12),
    ]

    columns = synthesis([], dots).columns

    assert columns[1].dots == (Dots(1, 10, 0.25), Dots(2, 20, 1.0))
    assert columns[2].dots == ()


def test_few_dots_are_hidden_with_their_share():
    dots = [
        DotRow(1, "cafe-ehrenamt", FIELD.pk, 10),
        DotRow(1, "cafe-ehrenamt", 8, 3),
        DotRow(1, "cafe-ehrenamt", 9, 30),
    ]

    assert synthesis([], dots).columns[1].dots == (Dots(1, None, None),)


def test_an_empty_field():
    result = synthesis([], themes=(), uncoded=3)

    assert result.is_empty
    assert result.uncoded is None
    assert synthesis([], uncoded=5).uncoded == 5


@given(
    said=st.lists(
        st.tuples(
            st.sampled_from([HOUSING, NOISE, None]),
            st.sampled_from(["migrants", "staff"]),
            st.integers(1, 8),
        ),
        max_size=60,
    )
)
def test_no_small_number_can_be_calculated(said):
    """Adds and takes away, as a reader with a pocket calculator would."""
    rows = [row(theme, column, form=form) for theme, column, form in said]
    result = synthesis(rows)

    for n, total in enumerate(result.totals):
        lines = [r.cells[n] for r in result.themes] + [result.without_theme_cells[n]]
        for name in ("statements", "forms", "people"):
            shown = [getattr(cell, name) for cell in lines]
            assert all(value is None or value >= 5 for value in shown)
            whole = getattr(total, name)
            if whole is None or None not in shown or name != "statements":
                continue
            rest = whole - sum(value for value in shown if value is not None)
            assert rest == 0 or (rest >= 5 and shown.count(None) > 1)
