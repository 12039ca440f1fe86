from datetime import date

import pytest
from django.urls import reverse

from ilmkreis_integration.models import Kind
from reports.views import coding
from tests.factories import (
    ActionFieldFactory,
    ContributionFactory,
    DismissalFactory,
    StatementFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

CODED = reverse("evaluation:coded")


@pytest.fixture
def field():
    return ActionFieldFactory(process__is_current=True)


def test_what_is_coded_is_listed_with_how_and_by_whom(
    evaluator_client, evaluator, field
):
    theme = ThemeFactory(action_field=field, title="Miete")
    by_hand = StatementFactory(
        theme=theme, coded_by=evaluator, coded_on=date(2026, 3, 5)
    )
    by_origin = StatementFactory(
        contribution=ContributionFactory(action_field=field, code="W1-T1-R1-01")
    )
    dismissed = DismissalFactory(
        contribution__process=field.process,
        contribution__code="Z-1",
        dismissed_by=evaluator,
        dismissed_on=date(2026, 3, 6),
    )

    response = evaluator_client.get(CODED)

    assert [contribution for contribution, _state in response.context["entries"]] == [
        by_hand.contribution,
        by_origin.contribution,
        dismissed.contribution,
    ]
    html = response.content.decode()
    for text in (
        "Thema: Miete",
        "zugeordnet von auswertung am 5. März 2026",
        "zugeordnet durch Tisch und Leitfrage",
        "zugeordnet von auswertung am 6. März 2026",
    ):
        assert html.count(text) == 1


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ({}, "Noch ist nichts zugeordnet."),
        ({"suche": "Bus"}, "Kein bearbeiteter Beitrag passt zu dieser Auswahl."),
    ],
)
def test_nothing_coded_says_so(evaluator_client, field, query, text):
    assert text in evaluator_client.get(CODED, query).content.decode()


def test_what_is_coded_has_pages(evaluator_client, field, monkeypatch):
    monkeypatch.setattr(coding, "PER_PAGE", 2)
    for code in "ABC":
        StatementFactory(
            contribution__process=field.process,
            contribution__code=code,
            kind=Kind.NEED,
        )

    response = evaluator_client.get(CODED, {"seite": 2, "art": "need"})

    assert [c.code for c, _state in response.context["entries"]] == ["C"]
    assert "?seite=1&amp;art=need" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_coded_needs_the_same_number_of_queries(
    evaluator_client, evaluator, field, count, django_assert_num_queries
):
    for _ in range(count):
        StatementFactory(theme=ThemeFactory(action_field=field), coded_by=evaluator)
        DismissalFactory(contribution__process=field.process, dismissed_by=evaluator)

    with django_assert_num_queries(13):
        evaluator_client.get(CODED)
