from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from ilmkreis_integration.models import Kind, Source
from reports.models import Dismissal, Statement, Theme
from reports.services.coding import coding_state
from reports.views import coding
from tests.factories import (
    ActionFieldFactory,
    ContributionFactory,
    DismissalFactory,
    MeasureFactory,
    StatementFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

DESK = reverse("evaluation:coding-desk")


@pytest.fixture
def field():
    return ActionFieldFactory(process__is_current=True, slug="wohnen", title="Wohnen")


@pytest.fixture
def waiting(field):
    """Three contributions, in the order in which they wait."""
    return [
        ContributionFactory(
            process=field.process,
            code=f"F-000{n}-1",
            kind=Kind.NEED,
            received_on=date(2026, 3, n),
        )
        for n in (1, 2, 3)
    ]


def url(name, contribution, **query):
    return reverse(f"evaluation:{name}", args=[contribution.pk], query=query)


def assign(client, contribution, field, query=(), **more):
    sent = {"action_fields": field.pk, "kind": "problem", **more}
    return client.post(url("coding-code", contribution, **dict(query)), sent)


def shown(response):
    return [form.contribution for form in response.context["forms"]]


def desk(at=None, **query):
    """What the address of the desk says: parameters, and the entry it leads to."""
    return {name: [str(value)] for name, value in query.items()}, at and f"b-{at.pk}"


def address(response):
    parts = urlsplit(response.url)
    assert parts.path == DESK
    return parse_qs(parts.query), parts.fragment or None


def warnings(response):
    assert response.redirect_chain
    return [str(message) for message in response.context["messages"]]


# --- The desk


def test_the_desk_shows_the_oldest_first(evaluator_client, waiting):
    response = evaluator_client.get(DESK)

    assert shown(response) == waiting
    assert "<strong>3</strong> Beiträge warten" in response.content.decode()


def test_the_desk_is_empty_when_everything_is_done(evaluator_client, field):
    StatementFactory(contribution__process=field.process)

    assert "Alles zugeordnet." in evaluator_client.get(DESK).content.decode()


def test_a_filter_that_fits_nothing_says_so(evaluator_client, waiting):
    html = evaluator_client.get(DESK, {"quelle": "worldcafe"}).content.decode()

    assert "Kein offener Beitrag passt zu dieser Auswahl." in html
    assert "Alles zugeordnet." not in html


def test_the_desk_has_pages(evaluator_client, waiting, monkeypatch):
    monkeypatch.setattr(coding, "PER_PAGE", 2)

    pages = [evaluator_client.get(DESK, {"seite": n}) for n in (1, 2, 99)]

    assert [shown(page) for page in pages] == [waiting[:2], waiting[2:], waiting[2:]]
    assert "Seite 2 von 2" in pages[1].content.decode()


# --- Coding


def test_a_contribution_is_coded_and_the_next_one_follows(
    evaluator_client, evaluator, waiting, field
):
    first, second, _third = waiting

    response = assign(evaluator_client, first, field, theme="Miete", is_grave="on")

    assert address(response) == desk(at=second, seite=1, zuletzt=first.pk)
    statement = Statement.objects.get()
    assert (statement.contribution, statement.kind) == (first, Kind.PROBLEM)
    assert (statement.start, statement.end) == (0, len(first.text))
    assert list(statement.action_fields.all()) == [field]
    assert (statement.theme.title, statement.is_grave) == ("Miete", True)
    assert statement.coded_by == evaluator


def test_one_can_start_anywhere(evaluator_client, waiting, field):
    _first, second, third = waiting

    response = assign(evaluator_client, second, field)

    assert address(response) == desk(at=third, seite=1, zuletzt=second.pk)


def test_after_the_last_one_the_desk_starts_over(
    evaluator_client, waiting, field, monkeypatch
):
    monkeypatch.setattr(coding, "PER_PAGE", 2)
    first, _second, third = waiting

    response = assign(evaluator_client, third, field)

    assert address(response) == desk(at=first, seite=1, zuletzt=third.pk)


def test_after_the_very_last_one_the_desk_is_empty(evaluator_client, field):
    contribution = ContributionFactory(process=field.process)

    response = assign(evaluator_client, contribution, field)

    assert address(response) == desk(seite=1, zuletzt=contribution.pk)


def test_after_the_last_one_of_a_page_the_next_one_moves_up(
    evaluator_client, waiting, field, monkeypatch
):
    monkeypatch.setattr(coding, "PER_PAGE", 2)
    _first, second, third = waiting

    response = assign(evaluator_client, second, field)

    assert address(response) == desk(at=third, seite=1, zuletzt=second.pk)


def test_filters_and_page_stay(evaluator_client, waiting, field, monkeypatch):
    monkeypatch.setattr(coding, "PER_PAGE", 1)
    _first, second, third = waiting
    ContributionFactory(
        process=field.process, source=Source.WORLD_CAFE, received_on=date(2026, 3, 2)
    )
    query = {"quelle": "questionnaire", "seite": "2", "zuletzt": "old"}

    response = assign(evaluator_client, second, field, query)

    assert address(response) == desk(
        at=third, quelle="questionnaire", seite=2, zuletzt=second.pk
    )


def test_incomplete_input_is_explained_and_kept(evaluator_client, waiting):
    second = waiting[1]

    response = evaluator_client.post(
        url("coding-code", second), {"kind": "strength", "theme": "Busse"}
    )

    assert shown(response) == waiting
    form = response.context["forms"][1]
    assert list(form.errors) == ["action_fields"]
    assert (form["kind"].value(), form["theme"].value()) == ("strength", "Busse")
    html = response.content.decode()
    assert html.count("Bitte wählen Sie mindestens ein Handlungsfeld.") == 1
    assert 'value="Busse"' in html
    assert Statement.objects.count() == 0
    assert Theme.objects.count() == 0


def test_incomplete_input_is_shown_on_the_page_where_it_waits(
    evaluator_client, waiting, monkeypatch
):
    monkeypatch.setattr(coding, "PER_PAGE", 2)

    response = evaluator_client.post(url("coding-code", waiting[2], seite=1))

    assert shown(response) == waiting[2:]


@pytest.mark.parametrize("is_complete", [True, False])
def test_the_second_of_two_coders_is_told(
    evaluator_client, manager, waiting, field, is_complete
):
    first = waiting[0]
    StatementFactory(contribution=first, kind=Kind.NEED, coded_by=manager)
    kind = "problem" if is_complete else ""

    response = evaluator_client.post(
        url("coding-code", first),
        {"action_fields": field.pk, "kind": kind, "theme": "Neu"},
        follow=True,
    )

    assert response.redirect_chain == [(url("coding-parts", first), 302)]
    assert warnings(response) == [
        "F-0001-1 wurde inzwischen von verwaltung bearbeitet. "
        "Ihre Eingabe wurde nicht gespeichert."
    ]
    assert Statement.objects.get().kind == Kind.NEED
    assert Theme.objects.count() == 0


def test_what_was_dismissed_meanwhile_is_not_coded(
    evaluator_client, manager, waiting, field
):
    DismissalFactory(contribution=waiting[0], dismissed_by=manager)

    response = evaluator_client.post(
        url("coding-code", waiting[0]),
        {"action_fields": field.pk, "kind": "need"},
        follow=True,
    )

    assert "von verwaltung bearbeitet" in warnings(response)[0]
    assert Statement.objects.count() == 0


# --- Dismissing


def test_a_contribution_without_statement_is_dismissed(
    evaluator_client, evaluator, waiting
):
    first, second, _third = waiting

    response = evaluator_client.post(url("coding-dismiss", first))

    assert address(response) == desk(at=second, seite=1, zuletzt=first.pk)
    dismissal = Dismissal.objects.get()
    assert (dismissal.contribution, dismissal.dismissed_by) == (first, evaluator)


def test_what_was_coded_meanwhile_is_not_dismissed(evaluator_client, waiting):
    StatementFactory(contribution=waiting[0])

    response = evaluator_client.post(url("coding-dismiss", waiting[0]), follow=True)

    # Nobody is named where the origin coded.
    assert warnings(response) == [
        "F-0001-1 wurde inzwischen bearbeitet. Ihre Eingabe wurde nicht gespeichert."
    ]
    assert Dismissal.objects.count() == 0


# --- Taking back


def take_back(client, contribution, **query):
    return client.post(
        url("coding-undo", contribution, **query),
        {"seen": coding_state(contribution)},
    )


def test_what_was_done_last_is_offered_to_be_taken_back(
    evaluator_client, waiting, field
):
    first = waiting[0]
    theme = ThemeFactory(action_field=field, title="Miete")
    StatementFactory(contribution=first, theme=theme, kind=Kind.NEED, is_grave=True)

    html = evaluator_client.get(DESK, {"zuletzt": first.pk}).content.decode()

    assert (
        '<span class="code">F-0001-1</span> Bedarf in Wohnen, '
        "Thema „Miete“, schwerwiegend" in html
    )
    assert f'action="{url("coding-undo", first)}' in html
    assert f'value="{coding_state(first)}"' in html


@pytest.mark.parametrize("last", ["", "nonsense", "FOREIGN", "WAITING"])
def test_there_may_be_nothing_to_take_back(evaluator_client, waiting, last):
    foreign = StatementFactory().contribution
    last = {"FOREIGN": foreign.pk, "WAITING": waiting[0].pk}.get(last, last)

    response = evaluator_client.get(DESK, {"zuletzt": last})

    assert response.context["last"] is None
    assert "Rückgängig" not in response.content.decode()


def test_a_coding_is_taken_back(evaluator_client, waiting, field):
    second = waiting[1]
    assign(evaluator_client, second, field)

    response = take_back(evaluator_client, second, quelle="questionnaire")

    assert address(response) == desk(at=second, quelle="questionnaire", seite=1)
    assert Statement.objects.count() == 0


def test_a_dismissal_is_taken_back(evaluator_client, waiting):
    evaluator_client.post(url("coding-dismiss", waiting[0]))

    response = take_back(evaluator_client, waiting[0])

    assert address(response) == desk(at=waiting[0], seite=1)
    assert Dismissal.objects.count() == 0


def test_what_is_taken_back_is_shown_on_its_page(
    evaluator_client, waiting, monkeypatch
):
    monkeypatch.setattr(coding, "PER_PAGE", 1)
    StatementFactory(contribution=waiting[2])

    response = take_back(evaluator_client, waiting[2])

    assert address(response) == desk(at=waiting[2], seite=3)


def test_what_was_changed_meanwhile_is_not_taken_back(
    evaluator_client, manager, waiting
):
    statement = StatementFactory(contribution=waiting[0], coded_by=manager)
    seen = coding_state(waiting[0])
    statement.kind = Kind.STRENGTH
    statement.save()

    response = evaluator_client.post(
        url("coding-undo", waiting[0]), {"seen": seen}, follow=True
    )

    assert "von verwaltung bearbeitet" in warnings(response)[0]
    assert Statement.objects.count() == 1


def test_evidence_is_not_taken_back(evaluator_client, waiting, field):
    statement = StatementFactory(contribution=waiting[0])
    MeasureFactory(goal__action_field=field, statements=[statement])

    response = evaluator_client.post(
        url("coding-undo", waiting[0]),
        {"seen": coding_state(waiting[0])},
        follow=True,
    )

    assert warnings(response) == [
        "F-0001-1 ist Beleg im Leitbild oder im Katalog und bleibt deshalb. "
        "Nehmen Sie zuerst den Beleg dort heraus."
    ]
    assert Statement.objects.count() == 1


# --- Queries


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_needs_the_same_number_of_queries(
    evaluator_client, field, count, django_assert_num_queries
):
    for _ in range(count):
        ContributionFactory(process=field.process)
        ThemeFactory(action_field=ActionFieldFactory(process=field.process))
    last = StatementFactory(theme=ThemeFactory(action_field=field)).contribution

    with django_assert_num_queries(14):
        evaluator_client.get(DESK, {"zuletzt": last.pk})
