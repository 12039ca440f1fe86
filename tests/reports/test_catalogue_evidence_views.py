import pytest
from django.urls import reverse

from ilmkreis_integration.models import Source
from reports.models import Measure
from tests.factories import (
    ActionFieldFactory,
    ContributionFactory,
    GoalFactory,
    MeasureFactory,
    PrincipleFactory,
    ProcessFactory,
    StatementFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def process():
    return ProcessFactory(is_current=True)


@pytest.fixture
def action_field(process):
    return ActionFieldFactory(process=process, position=2, slug="wohnen")


@pytest.fixture
def measure(action_field):
    return MeasureFactory(goal__action_field=action_field, goal__position=1, position=3)


def url(name, *args):
    return reverse(f"evaluation:{name}", args=args)


def test_measure_leads_back_to_the_wording(reader_client, measure, action_field):
    theme = ThemeFactory(action_field=action_field, title="Wohnungssuche")
    StatementFactory(
        theme=theme,
        contribution__code="F-0007-1",
        contribution__text="Wir finden keine Wohnung.",
    )
    measure.themes.add(theme)

    html = reader_client.get(url("measure", measure.pk)).content.decode()

    for part in (
        "Wohnungssuche",
        "F-0007-1",
        "Fragebogen",
        "Wir finden keine Wohnung.",
    ):
        assert part in html


def test_wording_of_staff_is_for_the_evaluation_only(
    reader_client, evaluator_client, measure
):
    comment = ContributionFactory(
        source=Source.STAFF_SURVEY, code="M-0088", text="Bei uns im Amt fehlt Personal."
    )
    measure.statements.add(StatementFactory(contribution=comment))

    for_reader = reader_client.get(url("measure", measure.pk)).content.decode()
    for_evaluator = evaluator_client.get(url("measure", measure.pk)).content.decode()

    assert "M-0088" in for_reader
    assert "fehlt Personal" not in for_reader
    assert "fehlt Personal" in for_evaluator


# --- Belege wählen


def test_evidence_is_searched_and_kept(evaluator_client, measure, action_field):
    chosen = StatementFactory(theme=ThemeFactory(action_field=action_field))
    address = url("measure-evidence", measure.pk)

    response = evaluator_client.post(
        address,
        {"statements": [chosen.pk], "search": "1", "suche": "Größe", "feld": "wohnen"},
    )

    assert response.url == f"{address}?feld=wohnen&thema=&suche=Gr%C3%B6%C3%9Fe#auswahl"
    page = evaluator_client.get(response.url)
    assert page.context["chosen_statements"] == [chosen]
    assert page.context["candidates"].statements == []


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param({"feld": "wohnen"}, id="field"),
        pytest.param({"suche": "Öffentlicher"}, id="word"),
        pytest.param({"suche": "öffentlicher"}, id="umlaut in the other case"),
        pytest.param({"suche": "F-0900"}, id="code"),
        pytest.param({"suche": "draußen"}, id="word of the translation"),
    ],
)
def test_evidence_can_be_found(evaluator_client, process, action_field, wanted):
    hit = StatementFactory(
        theme=ThemeFactory(action_field=action_field),
        contribution__code="F-0900-1",
        contribution__text="Öffentlicher Raum",
        contribution__translation="Draußen",
    )
    StatementFactory(
        theme=ThemeFactory(action_field=ActionFieldFactory(process=process))
    )
    principle = PrincipleFactory(process=process)

    page = evaluator_client.get(url("principle-evidence", principle.pk), wanted)

    assert page.context["candidates"].statements == [hit]


def test_evidence_of_another_process_is_refused(evaluator_client, measure):
    foreign = StatementFactory()

    response = evaluator_client.post(
        url("measure-evidence", measure.pk), {"statements": [foreign.pk]}
    )

    assert response.status_code == 404
    assert not measure.statements.exists()


def test_a_published_measure_keeps_its_last_evidence(
    evaluator_client, measure, action_field
):
    statement = StatementFactory(theme=ThemeFactory(action_field=action_field))
    measure.statements.add(statement)
    Measure.objects.update(is_published=True)

    response = evaluator_client.post(
        url("measure-evidence", measure.pk), {"save": "1"}, follow=True
    )

    assert "braucht mindestens einen Beleg" in response.content.decode()
    assert list(measure.statements.all()) == [statement]


# --- Abfragen


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("route", "queries"), [("principles", 9), ("catalogue", 17), ("evidence", 11)]
)
def test_pages_need_the_same_number_of_queries(
    evaluator_client, process, count, route, queries, django_assert_num_queries
):
    for _ in range(count):
        theme = ThemeFactory(action_field=ActionFieldFactory(process=process))
        evidence = {
            "themes": [theme],
            "statements": [StatementFactory(theme=theme)],
        }
        principle = PrincipleFactory(process=process, **evidence)
        goal = GoalFactory(action_field=theme.action_field, **evidence)
        MeasureFactory(goal=goal, **evidence)
        StatementFactory(theme=theme)
        ThemeFactory(action_field=theme.action_field)
    addresses = {"evidence": url("principle-evidence", principle.pk)}
    address = addresses.get(route) or url(route)

    with django_assert_num_queries(queries):
        assert evaluator_client.get(address).status_code == 200
