import re
from itertools import count

import pytest

from ilmkreis_integration.models import Kind, Source
from tests.factories import (
    ActionFieldFactory,
    AnswerFactory,
    ContributionFactory,
    NoteFactory,
    ProcessFactory,
    SittingFactory,
    StatementFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

OVERVIEW = "/auswertung/handlungsfelder/"
FIELD = "/auswertung/handlungsfelder/wohnen/"
# Session, account, roles and process; then what the page itself asks for.
OVERVIEW_QUERIES = 4 + 4
FIELD_QUERIES = 4 + 2 + 8
numbers = count(1)


@pytest.fixture
def process():
    return ProcessFactory(is_current=True)


@pytest.fixture
def field(process):
    return ActionFieldFactory(process=process, slug="wohnen", title="Wohnen")


@pytest.fixture
def theme(field):
    return ThemeFactory(action_field=field, title="Wohnungssuche")


def form_says(theme, kind=Kind.NEED, **more):
    answer = AnswerFactory(
        response__channel__questionnaire__process=theme.action_field.process
    )
    return StatementFactory(
        contribution=answer.contribution, theme=theme, kind=kind, **more
    )


def table_says(theme, kind=Kind.NEED, **more):
    note = NoteFactory(
        sitting__table__cafe__process=theme.action_field.process,
        sitting__table__cafe__state="closed",
        sitting__table__action_field=theme.action_field,
        contribution__text="Notiz vom Tisch.",
    )
    return StatementFactory(
        contribution=note.contribution, theme=theme, kind=kind, **more
    )


def staff_say(theme, kind=Kind.NEED, **more):
    comment = ContributionFactory(
        source=Source.STAFF_SURVEY,
        action_field=theme.action_field,
        code=f"M-{next(numbers):04}",
        text="Uns fehlt Personal.",
    )
    return StatementFactory(contribution=comment, theme=theme, kind=kind, **more)


def page(client, url=FIELD):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# --- Who


@pytest.mark.parametrize("url", [OVERVIEW, FIELD])
@pytest.mark.parametrize(
    ("client_name", "status"),
    [
        ("client", 302),
        ("stranger_client", 403),
        ("reader_client", 200),
        ("evaluator_client", 200),
        ("manager_client", 200),
    ],
)
def test_pages_are_for_those_with_a_role(request, field, url, client_name, status):
    client = request.getfixturevalue(client_name)

    assert client.get(url).status_code == status


@pytest.mark.parametrize("url", [OVERVIEW, FIELD])
def test_pages_answer_to_get_only(reader_client, field, url):
    assert reader_client.post(url).status_code == 405


@pytest.mark.parametrize("url", [OVERVIEW, FIELD])
def test_without_process_there_is_nothing(reader_client, url):
    assert reader_client.get(url).status_code == 404


def test_field_of_another_process_is_not_found(reader_client, process):
    ActionFieldFactory(slug="wohnen")

    assert reader_client.get(FIELD).status_code == 404


# --- Overview


def test_overview_leads_to_each_field_with_its_figures(reader_client, theme):
    for _ in range(6):
        form_says(theme)
        staff_say(theme)
    table_says(theme)

    html = page(reader_client, OVERVIEW)

    assert f'href="{FIELD}"' in html
    cells = re.findall(r'<td class="number[^"]*">(.*?)</td>', html)
    # Themes, on all channels, contradicting; forms, people, statements; cafés; staff.
    assert cells == ["1", "1", "0", "6", "6", "6", "1", "6", "–"]


def test_overview_shows_a_lower_bound_as_such(reader_client, theme):
    for _ in range(5):
        form_says(theme)
    answer = AnswerFactory(
        response__channel__questionnaire__process=theme.action_field.process,
        response__form="group",
        response__people=2,
        response__people_is_lower_bound=True,
    )
    StatementFactory(contribution=answer.contribution, theme=theme)

    assert "≥ mindestens 7" in text_of(page(reader_client, OVERVIEW))


def test_overview_without_fields_says_so(reader_client, process):
    assert "noch keine Handlungsfelder" in page(reader_client, OVERVIEW)


def test_only_who_may_code_is_led_to_the_desk(reader_client, evaluator_client, field):
    for url in (OVERVIEW, FIELD):
        assert "/auswertung/aussagen/" not in page(reader_client, url)
        assert "/auswertung/aussagen/" in page(evaluator_client, url)


# --- Field


def test_field_says_it_is_empty(reader_client, evaluator_client, field):
    for client in (reader_client, evaluator_client):
        html = page(client)
        assert "noch keine Aussagen" in html
        assert "<table" not in html


def test_empty_field_shows_the_themes_it_has(reader_client, theme):
    html = page(reader_client)

    assert "Wohnungssuche" in html
    assert "Noch keine Aussage in diesem Feld." in html


def test_field_tells_what_waits_at_the_desk(reader_client, field):
    for _ in range(5):
        ContributionFactory(action_field=field)

    assert "5 Beiträge zu diesem Feld sind noch nicht zugeordnet." in page(
        reader_client
    )


def test_few_that_wait_are_not_told(reader_client, field):
    for _ in range(4):
        ContributionFactory(action_field=field)

    assert "noch nicht zugeordnet" not in page(reader_client)


def test_matrix_names_each_counter(reader_client, theme):
    for _ in range(6):
        form_says(theme)
    table_says(theme)

    text = text_of(page(reader_client))

    assert "Wohnungssuche in 2 /3 von 3 Wegen" in text
    assert "6 Aussagen 6 Bögen 6 Personen" in text
    assert "1 Aussage " in text


def test_matrix_shows_the_dots_of_each_cafe_in_a_row_of_their_own(reader_client, theme):
    for _ in range(5):
        form_says(theme)
    SittingFactory(
        table__cafe__process=theme.action_field.process,
        table__cafe__number=3,
        table__action_field=theme.action_field,
        participation_dots=12,
    )

    text = text_of(page(reader_client))

    assert "Teilnahmepunkte, Anteil im Café" in text
    assert "Café 3: 12 (100&nbsp;%)" in text


def test_every_link_within_the_page_leads_somewhere(evaluator_client, theme):
    other = ThemeFactory(action_field=theme.action_field)
    for one in (theme, other):
        form_says(one, Kind.PROBLEM, is_grave=True)
        table_says(one, Kind.STRENGTH)
        staff_say(one, Kind.STRENGTH)
    StatementFactory(contribution=ContributionFactory(action_field=theme.action_field))

    html = page(evaluator_client)

    ids = re.findall(r' id="([^"]+)"', html)
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert len(ids) == len(set(ids))
    assert targets - set(ids) == set()
    # One for each statement, and both themes.
    assert len([target for target in targets if target.startswith("aussage-")]) == 6
    assert len([target for target in targets if target.startswith("thema-")]) == 2


def test_codes_of_a_contradiction_go_by_who_says_it(reader_client, theme):
    first, second = (form_says(theme, Kind.PROBLEM) for _ in range(2))
    table_says(theme, Kind.STRENGTH)

    text = text_of(page(reader_client))

    assert f"Zugewanderte {first.code} {second.code}" in text


def test_voices_of_a_contradiction_come_with_their_translation(reader_client, theme):
    foreign = ContributionFactory(
        action_field=theme.action_field,
        code="F-0900-1",
        language="uk",
        text="Погано",
        translation="Schlecht.",
    )
    StatementFactory(theme=theme, contribution=foreign, kind=Kind.PROBLEM)
    table_says(theme, Kind.STRENGTH)

    text = text_of(page(reader_client))

    assert "Погано Übersetzung aus dem Ukrainischen, ungeprüft: Schlecht. " in text


def test_readers_neither_read_nor_count_the_comments_of_the_staff(
    reader_client, evaluator_client, theme
):
    said = staff_say(theme, Kind.STRENGTH, is_grave=True)
    loose = staff_say(theme)
    loose.theme = None
    loose.save()
    form_says(theme, Kind.PROBLEM)

    reader, evaluator = page(reader_client), page(evaluator_client)

    for statement in (said, loose):
        assert statement.code in evaluator
        assert statement.code not in reader
    assert "Uns fehlt Personal." in evaluator
    assert "Uns fehlt Personal." not in reader
    # That they speak of it is told, and on which side.
    assert "Auch Mitarbeitende sprechen davon." in reader
    assert "Auch Mitarbeitende sprechen davon." not in evaluator
    assert 'sides__who">Mitarbeitende' in reader


def test_foreign_words_carry_their_language(reader_client, theme):
    StatementFactory(
        theme=theme,
        contribution__source=Source.QUESTIONNAIRE,
        contribution__text="أبحث عن شقة",
        contribution__language="ar",
        contribution__translation="Ich suche eine Wohnung.",
    )

    html = page(reader_client)

    assert '<blockquote class="quote" lang="ar" dir="auto">أبحث عن شقة' in html
    assert "Übersetzung aus dem Arabischen, ungeprüft:</span> Ich suche eine" in html


def test_words_cannot_become_markup(reader_client, theme):
    StatementFactory(theme=theme, contribution__text="<script>alert(1)</script>")

    assert "<script>alert" not in page(reader_client)


# --- Queries


def fill(process, field, number):
    for _ in range(number):
        theme = ThemeFactory(action_field=field)
        for say in (form_says, table_says, staff_say):
            for kind in (Kind.PROBLEM, Kind.STRENGTH):
                say(theme, kind, is_grave=True)
        ActionFieldFactory(process=process)
        ContributionFactory(action_field=field)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("url", "queries"), [(OVERVIEW, OVERVIEW_QUERIES), (FIELD, FIELD_QUERIES)]
)
def test_pages_need_the_same_number_of_queries(
    evaluator_client, process, field, url, queries, number, django_assert_num_queries
):
    fill(process, field, number)

    with django_assert_num_queries(queries):
        evaluator_client.get(url)
