"""Who may use the coding desk, how, and with which contributions and themes."""

import pytest
from django.urls import reverse

from ilmkreis_integration.models import Contribution, ContributionTranslation
from reports.models import Dismissal, Statement, Theme
from tests.factories import (
    ActionFieldFactory,
    ContributionFactory,
    StatementFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

OF_NOTHING = ["coding-desk", "coded", "translations", "theme-overview"]
OF_A_CONTRIBUTION = [
    "coding-parts",
    "coding-split",
    "translate",
    "undo-translation",
    "coding-code",
    "coding-dismiss",
    "coding-undo",
]
OF_A_FIELD = ["themes", "add-theme"]
OF_A_THEME = ["edit-theme", "merge-theme", "delete-theme"]
ROUTES = [*OF_NOTHING, *OF_A_CONTRIBUTION, *OF_A_FIELD, *OF_A_THEME]
ONLY_READ = [*OF_NOTHING, "themes"]
ONLY_POSTED = ["coding-code", "coding-dismiss", "coding-undo", "undo-translation"]


@pytest.fixture
def field():
    return ActionFieldFactory(process__is_current=True, slug="wohnen")


def address(route, *, contribution=None, theme=None, field=None):
    if route in OF_A_CONTRIBUTION:
        return reverse(f"evaluation:{route}", args=[contribution.pk])
    if route in OF_A_THEME:
        return reverse(f"evaluation:{route}", args=[theme.action_field.slug, theme.pk])
    if route in OF_A_FIELD:
        return reverse(f"evaluation:{route}", args=[field.slug])
    return reverse(f"evaluation:{route}")


@pytest.fixture
def url(field):
    """The address of a route for things of the current process."""
    things = {
        "contribution": ContributionFactory(process=field.process),
        "theme": ThemeFactory(action_field=field),
        "field": field,
    }
    return lambda route: address(route, **things)


def request_as_meant(client, route, url):
    return client.post(url) if route in ONLY_POSTED else client.get(url)


@pytest.mark.parametrize("route", ROUTES)
def test_whoever_is_not_logged_in_is_asked_to(client, url, route):
    response = request_as_meant(client, route, url(route))

    assert response.status_code == 302
    assert response.url.startswith("/anmelden/")


@pytest.mark.parametrize("route", ROUTES)
def test_the_desk_is_for_the_evaluation(
    url, route, reader_client, stranger_client, evaluator_client, manager_client
):
    clients = [reader_client, stranger_client, evaluator_client, manager_client]

    statuses = [
        request_as_meant(client, route, url(route)).status_code for client in clients
    ]

    assert statuses[:2] == [403, 403]
    assert 403 not in statuses[2:]
    assert not {404, 405} & set(statuses)


@pytest.mark.parametrize("route", ROUTES)
def test_other_methods_are_refused(url, route, evaluator_client):
    methods = {evaluator_client.put, evaluator_client.delete}
    if route in ONLY_READ:
        methods.add(evaluator_client.post)
    if route in ONLY_POSTED:
        methods.add(evaluator_client.get)

    assert {method(url(route)).status_code for method in methods} == {405}


@pytest.mark.parametrize("route", OF_A_CONTRIBUTION)
@pytest.mark.parametrize(
    "state",
    [
        pytest.param({"is_final": False}, id="its wording may still change"),
        pytest.param({"for_concept": False}, id="about another strategy"),
        pytest.param({"process__slug": "anderswo"}, id="of another process"),
    ],
)
def test_contributions_that_are_not_to_be_coded_do_not_exist(
    field, evaluator_client, route, state
):
    origin = {} if "process__slug" in state else {"process": field.process}
    contribution = ContributionFactory(**origin, **state)
    url = address(route, contribution=contribution)
    coded = {"action_fields": field.pk, "kind": "need", "seen": ""}
    translated = {"text": "Kurse", "kind": "person", "language": "uk"}

    assert evaluator_client.post(url, coded).status_code == 404
    assert evaluator_client.post(url, translated).status_code == 404
    assert ContributionTranslation.objects.count() == 0
    assert Statement.objects.count() == 0
    assert Dismissal.objects.count() == 0


@pytest.mark.parametrize("route", [*OF_A_FIELD, *OF_A_THEME])
def test_themes_of_another_process_do_not_exist(field, evaluator_client, route):
    theme = ThemeFactory(action_field__slug="anderswo")
    url = address(route, theme=theme, field=theme.action_field)

    assert evaluator_client.get(url).status_code == 404


@pytest.mark.parametrize("route", OF_A_THEME)
def test_themes_of_another_field_do_not_exist_here(field, evaluator_client, route):
    elsewhere = ThemeFactory(action_field__process=field.process)
    url = reverse(f"evaluation:{route}", args=[field.slug, elsewhere.pk])

    assert evaluator_client.post(url, {"title": "Anders"}).status_code == 404
    assert Theme.objects.get() == elsewhere


@pytest.mark.parametrize("route", OF_NOTHING)
def test_without_a_process_there_is_no_desk(db, evaluator_client, route):
    assert evaluator_client.get(address(route)).status_code == 404


def test_the_desk_shows_texts_and_nothing_about_persons(field, evaluator_client):
    """Neither how many a text speaks for, nor when it was given, nor by which form."""
    ContributionFactory(process=field.process, people=9137, code="F-0001-1")
    coded = ContributionFactory(process=field.process, people=9137, code="F-0002-1")
    StatementFactory(contribution=coded, action_fields=[field])
    Contribution.objects.update(received_on="2019-08-17")

    for route in ("coding-desk", "coded"):
        html = evaluator_client.get(address(route)).content.decode()
        assert "Wir brauchen mehr Deutschkurse." in html
        assert "9137" not in html
        assert "2019" not in html
