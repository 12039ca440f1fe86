"""Attacks across pages and files: what a reader may see, put together.

The reader adds and takes away, knows how the guard works, and sees who speaks of what.
Nothing here reads the database but to set the scene and to check the guess.
"""

import re
from io import BytesIO
from itertools import count

import pytest
from openpyxl import load_workbook

from ilmkreis_integration.models import Kind, Source
from reports.document import assemble_report
from reports.pdf import report_html
from tests.factories import (
    ActionFieldFactory,
    AnswerFactory,
    ContributionFactory,
    GoalFactory,
    MeasureFactory,
    PrincipleFactory,
    ProcessFactory,
    StatementFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

SMALLEST = 5
PAGES = [
    "/verfahren/",
    "/auswertung/handlungsfelder/",
    "/auswertung/leitbild/",
    "/auswertung/katalog/",
    "/auswertung/berichte/",
]
TEXT = "Ein Satz, der lang genug ist, um zitiert zu werden."
numbers = count(1)


@pytest.fixture
def process():
    return ProcessFactory(is_current=True)


@pytest.fixture
def fields(process):
    return [
        ActionFieldFactory(process=process, slug=f"feld-{n}", title=f"Feld {n}")
        for n in range(3)
    ]


def staff_say(field, *themes, kind=Kind.NEED):
    for theme in themes:
        comment = ContributionFactory(
            source=Source.STAFF_SURVEY,
            action_field=field,
            code=f"M-{next(numbers):04}",
            text=TEXT,
        )
        StatementFactory(contribution=comment, theme=theme, kind=kind)


def forms_say(theme, number, kind=Kind.NEED):
    process = theme.action_field.process
    for _ in range(number):
        answer = AnswerFactory(
            response__channel__questionnaire__process=process,
            contribution__text=TEXT,
        )
        StatementFactory(contribution=answer.contribution, theme=theme, kind=kind)


def workbook(client):
    response = client.get("/auswertung/berichte/synthese.xlsx")
    return load_workbook(BytesIO(response.content))


def rows(sheet):
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def printed(fields):
    """What is printed as PDF, the same for everybody."""
    return report_html(assemble_report(fields[0].process))


def everything(client, fields, measures=()):
    """All that a reader sees and takes away, as one text."""
    addresses = [
        *PAGES,
        *(f"/auswertung/handlungsfelder/{field.slug}/" for field in fields),
        *(f"/auswertung/katalog/massnahmen/{measure.pk}/" for measure in measures),
    ]
    pages = []
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        pages.append(response.content.decode())
    cells = [
        str(value)
        for sheet in workbook(client)
        for row in sheet.iter_rows(values_only=True)
        for value in row
    ]
    return "\n".join([*pages, *cells, printed(fields)])


# --- Staff


def test_no_list_tells_how_many_comments_there_are(reader_client, process, fields):
    """Neither the pages of the evaluation nor the files count them one by one."""
    theme = ThemeFactory(action_field=fields[0])
    staff_say(fields[0], *[theme] * 3, kind=Kind.STRENGTH)
    forms_say(theme, 6, Kind.PROBLEM)
    goal = GoalFactory(action_field=fields[0], themes=[theme])
    measure = MeasureFactory(goal=goal, themes=[theme])
    PrincipleFactory(process=process, themes=[theme])

    seen = everything(reader_client, fields, [measure])

    # M-0088 is the example that explains the codes.
    assert set(re.findall(r"M-\d{4}", seen)) <= {"M-0088"}


def test_evidence_names_the_comments_that_were_chosen(reader_client, process, fields):
    theme = ThemeFactory(action_field=fields[0])
    staff_say(fields[0], theme, theme)
    chosen, other = theme.statements.all()
    PrincipleFactory(process=process, themes=[theme], statements=[chosen])

    seen = everything(reader_client, fields)

    assert chosen.code in seen
    assert other.code not in seen


@pytest.mark.parametrize(
    "comments",
    [
        pytest.param((3, 9, 12), id="few in one field"),
        pytest.param((4, 6, 0), id="few and none"),
        pytest.param((2, 2, 9), id="few in two fields"),
        pytest.param((5, 5, 5), id="just enough"),
        pytest.param((1, 5, 30), id="one"),
    ],
)
def test_comments_of_a_field_do_not_follow_from_the_others(
    reader_client, fields, comments
):
    for field, number in zip(fields, comments, strict=True):
        theme = ThemeFactory(action_field=field)
        staff_say(field, *[theme] * number)

    overview = reader_client.get("/auswertung/handlungsfelder/").context["fields"]
    book = workbook(reader_client)
    returned = {
        (row["Weg"], row["Gezählt wurde"]): row["Anzahl"]
        for row in rows(book["Rücklauf"])
    }
    in_all = returned["Mitarbeiterbefragung", "Beiträge in eigenen Worten"]
    shown = [line.staff.statements for line in overview]
    by_theme = [
        row["Mitarbeitende: Aussagen"]
        for row in rows(book["Synthese"])
        if row["Thema"] == "alle Aussagen"
    ]

    assert [number or "–" for number in shown] == by_theme
    hidden = [real for real, told in zip(comments, shown, strict=True) if not told]
    if any(0 < number < SMALLEST for number in comments):
        rest = in_all - sum(filter(None, shown))
        # Each of them could be all that is left but one for each other.
        speaking = sum(1 for number in hidden if number)
        assert rest - (speaking - 1) >= SMALLEST


def test_few_comments_on_many_themes_show_no_total(reader_client, fields):
    """Six comments on five themes: wherever the sum stood, it would tell them."""
    field = fields[0]
    themes = [ThemeFactory(action_field=field) for _ in range(5)]
    staff_say(field, *themes, themes[0])

    seen = everything(reader_client, fields)

    assert "6 Aussagen" not in seen
    assert "6 Kommentare" not in seen
    figures = {
        value
        for row in rows(workbook(reader_client)["Synthese"])
        for name, value in row.items()
        if name == "Mitarbeitende: Aussagen"
    }
    assert figures == {"–"}


# --- Forms


def test_files_name_one_form_at_most_where_few_speak(reader_client, fields):
    few, many = (ThemeFactory(action_field=fields[0]) for _ in range(2))
    forms_say(few, 2, Kind.PROBLEM)
    forms_say(few, 2, Kind.STRENGTH)
    forms_say(many, 20)

    codes = {statement.code for statement in few.statements.all()}
    text = printed(fields)
    statements = rows(workbook(reader_client)["Aussagen"])

    assert len({code for code in codes if code in text}) == 1
    listed = [row for row in statements if row["Beleg-Nr."] in codes]
    assert [row["Thema"] for row in listed] == ["–"]


def test_files_name_one_form_where_few_contradict(reader_client, fields):
    """The contradiction quotes one of them, so the theme does not."""
    theme, other = (ThemeFactory(action_field=fields[0]) for _ in range(2))
    forms_say(theme, 4, Kind.PROBLEM)
    forms_say(other, 20)
    staff_say(fields[0], *[theme] * 9, kind=Kind.STRENGTH)

    codes = {statement.code for statement in theme.statements.all()}
    text = printed(fields)

    assert "Wo sich die Sichtweisen widersprechen" in text
    assert len({code for code in codes if code in text}) == 1


def test_catalogue_does_not_list_the_forms_behind_a_theme(reader_client, fields):
    theme = ThemeFactory(action_field=fields[0])
    forms_say(theme, 4)
    MeasureFactory(goal=GoalFactory(action_field=fields[0]), themes=[theme])

    [measure] = rows(workbook(reader_client)["Katalog"])

    codes = {statement.code for statement in theme.statements.all()}
    assert not any(code in str(value) for code in codes for value in measure.values())
    catalogue = reader_client.get("/auswertung/katalog/").content.decode()
    assert not any(code in catalogue for code in codes)


@pytest.mark.parametrize("forms", [1, 4])
def test_few_forms_look_like_none(reader_client, fields, forms):
    theme = ThemeFactory(action_field=fields[0])
    forms_say(theme, forms)

    figures = [
        (row["Zugewanderte: Bögen"], row["Zugewanderte: Personen"])
        for row in rows(workbook(reader_client)["Synthese"])
    ]
    returned = [row["Anzahl"] for row in rows(workbook(reader_client)["Rücklauf"])]

    assert set(figures) == {("–", "–")}
    assert set(returned) == {"–"}
    assert "keine oder zu wenige Bögen" in printed(fields)
