import re

import pytest

from tests.factories import (
    ActionFieldFactory,
    GuidingQuestionFactory,
    ProcessFactory,
    ThemeFactory,
)
from tests.reports.cafes import hold_cafe, note_down, seat

pytestmark = pytest.mark.django_db

OVERVIEW = "/auswertung/world-cafes/"
FIELD = "/auswertung/world-cafes/wohnen/"
# Session, account, roles and process; then what is compared; then the open cafés.
FIELD_QUERIES = 4 + 7
OVERVIEW_QUERIES = FIELD_QUERIES + 1


@pytest.fixture
def process():
    return ProcessFactory(is_current=True)


@pytest.fixture
def field(process):
    return ActionFieldFactory(process=process, slug="wohnen", title="Wohnen")


@pytest.fixture
def held(field):
    """Call it to hold one more café with a note at the table of the field."""
    question = GuidingQuestionFactory(process=field.process, text="Welche Bedarfe?")
    theme = ThemeFactory(action_field=field, title="Wohnungssuche")

    def hold(title="Ehrenamt"):
        cafe = hold_cafe(field.process, title)
        note_down(seat(cafe, field, dots=8), question, theme=theme, dots=2)
        return cafe

    return hold


def text_of(response):
    html = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.split())


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
    assert request.getfixturevalue(client_name).get(url).status_code == status


@pytest.mark.parametrize("url", [OVERVIEW, FIELD])
def test_pages_answer_to_get_only(reader_client, field, url):
    assert reader_client.post(url).status_code == 405


def test_field_of_another_process_is_not_found(reader_client, process):
    ActionFieldFactory(slug="wohnen")

    assert reader_client.get(FIELD).status_code == 404


def test_overview_shows_every_share(reader_client, held):
    held()

    text = text_of(reader_client.get(OVERVIEW))

    assert "Wohnen 100&nbsp;% (1)" in text
    assert "Wohnen 100&nbsp;% (8)" in text
    assert "Anteil an allen Gewichtungspunkten des Cafés" in text
    assert "Noch nicht zu sagen" in text


def test_overview_names_cafes_that_are_still_open(reader_client, process, field):
    hold_cafe(process, "Ehrenamt", state="open", number=7)

    text = text_of(reader_client.get(OVERVIEW))

    assert "World Café 7: Ehrenamt ist noch nicht abgeschlossen und fehlt hier." in text
    assert "Noch ist kein World Café abgeschlossen." in text


def test_field_tells_who_said_what(reader_client, held):
    held("Ehrenamt")
    held("Hauptamt")

    text = text_of(reader_client.get(FIELD))

    assert "Welche Bedarfe? 100&nbsp;% (1) 100&nbsp;% (1)" in text
    assert "In allen Cafés mit diesem Tisch: Wohnungssuche." in text


def test_field_without_notes_says_so(reader_client, field):
    assert "noch keine Notizen" in text_of(reader_client.get(FIELD))


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_the_cafes(
    reader_client, held, number, django_assert_num_queries
):
    for n in range(number):
        held(f"Gruppe {n}")

    with django_assert_num_queries(OVERVIEW_QUERIES):
        reader_client.get(OVERVIEW)
    with django_assert_num_queries(FIELD_QUERIES):
        reader_client.get(FIELD)
