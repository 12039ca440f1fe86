"""The calculation, on plain rows."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilmkreis_integration.models import ActionField, Kind, Source
from reports.matrix import Cell, Dots
from reports.models import Theme
from reports.overview import CodedRow, calculate_overview
from reports.queries import DotRow, StatementRow
from reports.synthesis import calculate

FIELD = ActionField(pk=7, title="Wohnen")
HOUSING, NOISE = Theme(pk=1, title="Wohnungssuche"), Theme(pk=2, title="Lärm")
NEIGHBOURS = Theme(pk=3, title="Nachbarn")
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
            "translation_label": "",
            "kind": Kind.NEED,
            "theme_id": theme and theme.pk,
            "is_grave": False,
            "source": sources.get(column, Source.WORLD_CAFE),
            "column_key": column,
            "form": f"form-{form or number}" if is_form else None,
            "people": 1,
            "people_is_lower_bound": False,
            "may_be_quoted": True,
            "paraphrase": "",
            **more,
        }
    )


def synthesis(
    rows, dots=(), themes=(HOUSING, NOISE), uncoded=0, staff_texts=True, **hidden
):
    [overview] = calculate_overview(
        [FIELD],
        [coded(row, {theme.pk for theme in themes}) for row in rows],
        themes={FIELD.pk: len(themes)},
        uncoded={FIELD.pk: uncoded},
        smallest=5,
    )
    return calculate(
        overview=replace(overview, **hidden),
        target_groups=GROUPS,
        themes=themes,
        statements=rows,
        dots=dots,
        smallest=5,
        with_staff_texts=staff_texts,
    )


def coded(row, themes):
    return CodedRow(
        action_field_id=FIELD.pk,
        theme_id=row.theme_id if row.theme_id in themes else None,
        kind=row.kind,
        source=row.source,
        column_key=row.column_key,
        form=row.form,
        people=row.people,
        people_is_lower_bound=row.people_is_lower_bound,
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
    rows = [row() for _ in range(3)]
    rows += [row(NOISE) for _ in range(6)] + [row(NEIGHBOURS) for _ in range(9)]

    result = synthesis(rows, themes=(HOUSING, NOISE, NEIGHBOURS))

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
        (codes(c.problems), codes(c.strengths)) for c in synthesis(rows).contradictions
    ]

    assert found == ([({problem: ["P"]}, {strength: ["S"]})] if contradict else [])


def codes(sides):
    return {side.column.key: [line.code for line in side.lines] for side in sides}


def test_sides_of_a_contradiction_go_by_column():
    rows = [
        row(column="cafe-hauptamt", kind=Kind.PROBLEM, code="W2"),
        row(kind=Kind.PROBLEM, code="F1"),
        row(kind=Kind.PROBLEM, code="F2"),
        row(column="staff", kind=Kind.STRENGTH, code="M1"),
    ]

    [found] = synthesis(rows, staff_texts=False).contradictions

    assert codes(found.problems) == {"migrants": ["F1", "F2"], "cafe-hauptamt": ["W2"]}
    # Who says it is told, not how many.
    assert codes(found.strengths) == {"staff": []}


def test_two_that_face_each_other_are_of_two_columns():
    rows = [
        row(kind=Kind.PROBLEM, code="F1"),
        row(kind=Kind.STRENGTH, code="F2"),
        row(column="staff", kind=Kind.STRENGTH, code="M1"),
        row(column="cafe-hauptamt", kind=Kind.STRENGTH, code="W1"),
    ]

    [found] = synthesis(rows, staff_texts=False).contradictions

    assert [side.column.key for side in found.facing] == ["migrants", "cafe-hauptamt"]


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


@pytest.mark.parametrize(
    ("staff_texts", "listed"), [(True, ["F", "W", "M"]), (False, ["F", "W"])]
)
def test_staff_are_listed_only_where_it_is_allowed(staff_texts, listed):
    rows = [
        row(column="staff", code="M", is_grave=True),
        row(code="F", is_grave=True),
        row(column="cafe-ehrenamt", code="W", is_grave=True),
    ]
    rest = [replace(line, theme_id=None, is_grave=False) for line in rows]

    result = synthesis([*rows, *rest], staff_texts=staff_texts)

    [theme, _] = result.themes
    assert [line.code for line in theme.statements] == listed
    assert [line.code for line in result.grave] == listed
    assert [line.code for line in result.without_theme] == listed
    assert theme.staff_is_unread is not staff_texts
    assert result.has_rest


def test_only_staff_without_theme_is_still_a_line_of_the_table():
    result = synthesis([row(None, "staff")], staff_texts=False)

    assert result.without_theme == ()
    assert result.has_rest
    assert not result.is_empty


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


@settings(deadline=None)
@given(
    said=st.lists(
        st.tuples(
            st.sampled_from([HOUSING, NOISE, NEIGHBOURS, None]),
            st.sampled_from(["migrants", "staff"]),
            st.integers(1, 8),
            st.sampled_from([Kind.NEED, Kind.PROBLEM, Kind.STRENGTH]),
        ),
        max_size=60,
    )
)
def test_no_small_number_can_be_calculated(said):
    """Adds and takes away, as a reader would who also sees who speaks of what."""
    rows = [
        row(theme, column, form=form, kind=kind) for theme, column, form, kind in said
    ]
    result = synthesis(rows, themes=(HOUSING, NOISE, NEIGHBOURS))

    for n, total in enumerate(result.totals):
        key = result.columns[n].key
        told = [
            (found.theme, kind)
            for found in result.contradictions
            for kind, sides in (("+", found.strengths), ("-", found.problems))
            if key in {side.column.key for side in sides}
        ]
        themes = [
            (r.cells[n], max(1, sum(r.theme == theme for theme, _ in told)))
            for r in result.themes
        ]
        rest = (result.without_theme_cells[n], 1)
        signs = {Kind.PROBLEM: "-", Kind.STRENGTH: "+"}
        kinds = [
            (r.cells[n], sum(signs.get(r.kind) == sign for _, sign in told))
            for r in result.kind_profile
        ]
        attack([*themes, rest], total)
        attack(kinds, total)


def attack(lines, total):
    """Each line comes with the least that is known of it, if there is anything."""
    for cell in [total, *(cell for cell, _ in lines)]:
        assert min(filter(None, numbers_of([cell])[0]), default=5) >= 5
    hidden = [known for cell, known in lines if cell.is_hidden]
    if hidden and total.statements is not None:
        rest = total.statements - sum(cell.statements or 0 for cell, _ in lines)
        for known in hidden:
            assert rest - (sum(hidden) - known) >= 5


def test_a_hidden_total_hides_its_lines():
    """Few comments of another field hide how many there are in this one."""
    rows = [row(column="staff") for _ in range(9)]

    result = synthesis(rows, staff=Cell(is_present=True))

    assert {cell.statements for r in result.themes for cell in r.cells} == {None}
    assert {cell.statements for r in result.kind_profile for cell in r.cells} == {None}


def test_a_total_that_tells_of_its_lines_is_hidden_with_them():
    """Five statements on five themes: each must be the only one there."""
    themes = [Theme(pk=n, title=f"Thema {n}") for n in range(1, 6)]
    once = [row(theme, "staff") for theme in themes]
    more = [row(themes[0], "staff") for _ in range(4)]

    few = synthesis(once, themes=themes)
    enough = synthesis([*once, *more], themes=themes)

    assert numbers_of(few.totals)[3] == (None, None, None)
    assert {cell.statements for r in enough.themes for cell in r.cells} == {None}
    assert numbers_of(enough.totals)[3] == (9, None, None)
