from datetime import date

import pytest
from django.urls import reverse

from ilmkreis_integration.models import Kind
from reports.models import Statement, Theme
from reports.services.coding import coding_state
from reports.views.parts import MOST_PARTS
from tests.factories import (
    ActionFieldFactory,
    ContributionFactory,
    DismissalFactory,
    MeasureFactory,
    StatementFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

TEXT = "Die Busse fahren selten. Der Kurs ist gut."
MARKED = "Die Busse fahren selten. | Der Kurs ist gut."
FIRST, SECOND = TEXT[:24], TEXT[25:]
CODED = reverse("evaluation:coded")
DESK = reverse("evaluation:coding-desk")


@pytest.fixture
def field():
    return ActionFieldFactory(process__is_current=True, position=1)


@pytest.fixture
def contribution(field):
    return ContributionFactory(
        process=field.process,
        code="F-0007-2",
        text=TEXT,
        kind=Kind.PROBLEM,
        received_on=date(2026, 3, 1),
    )


def split_url(contribution, **query):
    return reverse("evaluation:coding-split", args=[contribution.pk], query=query)


def parts_url(contribution, **query):
    return reverse("evaluation:coding-parts", args=[contribution.pk], query=query)


def part(number, field, kind="need", **more):
    """What the form of one part sends."""
    values = {"action_fields": field.pk, "kind": kind, **more}
    return {f"teil{number}-{name}": value for name, value in values.items()}


def texts(response):
    return [form.text for form in response.context["forms"]]


def messages(response):
    return [str(message) for message in response.context["messages"]]


def as_stored(contribution):
    return [(s.code, s.text, s.kind) for s in contribution.statements.all()]


# --- Splitting


def test_the_wording_is_shown_to_be_split(evaluator_client, contribution):
    response = evaluator_client.get(split_url(contribution))

    assert response.context["form"]["marked"].value() == TEXT
    assert "Zurück zu den offenen Beiträgen" in response.content.decode()


def test_stored_cuts_are_shown(evaluator_client, contribution):
    StatementFactory(contribution=contribution, end=24)
    StatementFactory(contribution=contribution, start=25, number=1)

    response = evaluator_client.get(split_url(contribution))

    assert response.context["form"]["marked"].value() == MARKED
    assert "Zurück zu den bearbeiteten Beiträgen" in response.content.decode()


def test_marks_lead_to_the_parts_and_store_nothing(evaluator_client, contribution):
    response = evaluator_client.post(
        split_url(contribution, quelle="questionnaire", seite=2), {"marked": MARKED}
    )

    assert response.url == parts_url(
        contribution, quelle="questionnaire", seite=2, schnitte=25
    )
    assert texts(evaluator_client.get(response.url)) == [FIRST, SECOND]
    assert Statement.objects.count() == 0


def test_altered_wording_is_refused_and_kept(evaluator_client, contribution):
    typed = "Die Busse fahren nie. | Der Kurs ist gut."

    response = evaluator_client.post(split_url(contribution), {"marked": typed})

    assert response.status_code == 200
    assert response.context["form"]["marked"].value() == typed
    html = response.content.decode()
    assert "Der Wortlaut muss bleiben, wie er ist. Er weicht hier ab:" in html
    assert typed in html


# --- Parts


@pytest.mark.parametrize(
    ("cuts", "expected"),
    [
        pytest.param("25", [FIRST, SECOND], id="one cut"),
        pytest.param("10,25", ["Die Busse", "fahren selten.", SECOND], id="two cuts"),
        pytest.param("25,25", [FIRST, SECOND], id="twice"),
        pytest.param("", [TEXT], id="none"),
        pytest.param("0,42,999,-3,x,99999999", [TEXT], id="nonsense"),
    ],
)
def test_the_address_says_where_to_cut(evaluator_client, contribution, cuts, expected):
    response = evaluator_client.get(parts_url(contribution, schnitte=cuts))

    assert texts(response) == expected


def test_there_are_only_so_many_parts(evaluator_client, field):
    contribution = ContributionFactory(process=field.process, text="ab" * MOST_PARTS)
    cuts = ",".join(map(str, range(1, 2 * MOST_PARTS)))

    response = evaluator_client.get(parts_url(contribution, schnitte=cuts))

    assert len(texts(response)) == MOST_PARTS


def test_parts_become_statements_and_the_next_entry_follows(
    evaluator_client, evaluator, contribution, field
):
    other = ActionFieldFactory(process=field.process, position=2)
    following = ContributionFactory(process=field.process, received_on="2026-03-02")
    query = {"quelle": "questionnaire", "seite": 1, "schnitte": 25}

    response = evaluator_client.post(
        parts_url(contribution, **query),
        part(1, field, "problem", theme="Takt", is_grave="on")
        | part(2, other, "strength"),
    )

    assert response.url == (
        f"{DESK}?quelle=questionnaire&seite=1&zuletzt={contribution.pk}"
        f"#b-{following.pk}"
    )
    first, second = contribution.statements.all()
    assert as_stored(contribution) == [
        ("F-0007-2.1", FIRST, Kind.PROBLEM),
        ("F-0007-2.2", SECOND, Kind.STRENGTH),
    ]
    assert (first.theme.title, first.is_grave) == ("Takt", True)
    assert (second.theme, second.is_grave) == (None, False)
    assert list(first.action_fields.all()) == [field]
    assert list(second.action_fields.all()) == [other]
    assert {first.coded_by, second.coded_by} == {evaluator}


def test_a_part_can_be_left_out(evaluator_client, contribution, field):
    evaluator_client.post(
        parts_url(contribution, schnitte=25),
        part(1, field) | {"teil2-leave_out": "on"},
    )

    assert as_stored(contribution) == [("F-0007-2", FIRST, Kind.NEED)]


def test_not_every_part_can_be_left_out(evaluator_client, contribution):
    response = evaluator_client.post(
        parts_url(contribution, schnitte=25),
        {"teil1-leave_out": "on", "teil2-leave_out": "on"},
    )

    html = response.content.decode()
    assert html.count("Bitte ordnen Sie mindestens einen Teil zu.") == 1
    assert Statement.objects.count() == 0


def test_incomplete_parts_are_named_and_what_was_typed_stays(
    evaluator_client, contribution, field
):
    response = evaluator_client.post(
        parts_url(contribution, schnitte=25),
        part(1, field, theme="Takt") | {"teil2-kind": "strength", "seen": "before"},
    )

    assert response.context["wrong"] == [2]
    first, second = response.context["forms"]
    assert first["theme"].value() == "Takt"
    assert second["kind"].value() == "strength"
    html = response.content.decode()
    assert html.count("Bitte wählen Sie mindestens ein Handlungsfeld.") == 1
    assert 'href="#teil-2"' in html
    # Otherwise the next attempt would pass over what others did.
    assert 'name="seen" value="before"' in html
    assert Statement.objects.count() == 0
    assert Theme.objects.count() == 0


# --- Changing what is coded


@pytest.fixture
def coded(contribution, field, manager):
    """The first sentence, as a problem with a theme."""
    return StatementFactory(
        contribution=contribution,
        end=24,
        kind=Kind.PROBLEM,
        theme=ThemeFactory(action_field=field, title="Takt"),
        coded_by=manager,
    )


def test_what_is_coded_is_shown_to_be_changed(evaluator_client, contribution, coded):
    response = evaluator_client.get(parts_url(contribution))

    first, second = response.context["forms"]
    assert (first.text, second.text) == (FIRST, SECOND)
    assert first["theme"].value() == "Takt"
    assert second["leave_out"].value() is True


def test_a_change_is_stored_and_leads_back_to_the_list(
    evaluator_client, evaluator, contribution, coded, field
):
    response = evaluator_client.post(
        parts_url(contribution, thema="ohne", seite=3),
        part(1, field, "need")
        | part(2, field, "strength")
        | {"seen": coding_state(contribution)},
    )

    assert response.url == f"{CODED}?thema=ohne&seite=3#b-{contribution.pk}"
    assert messages(evaluator_client.get(CODED)) == ["F-0007-2 ist gespeichert."]
    first, second = contribution.statements.all()
    assert (first.pk, first.kind, first.theme) == (coded.pk, Kind.NEED, None)
    assert {first.coded_by, second.coded_by} == {evaluator}


def test_what_arrived_coded_by_its_origin_can_be_refined(evaluator_client, field):
    note = ContributionFactory(action_field=field, kind=Kind.NEED, text=TEXT)
    statement = StatementFactory(contribution=note)

    evaluator_client.post(
        parts_url(note),
        part(1, field, "need", theme="Takt") | {"seen": coding_state(note)},
    )

    statement.refresh_from_db()
    assert (statement.theme.title, statement.text) == ("Takt", TEXT)


def test_a_dismissed_contribution_can_be_coded(evaluator_client, contribution, field):
    DismissalFactory(contribution=contribution)

    evaluator_client.post(
        parts_url(contribution), part(1, field) | {"seen": "dismissed"}
    )

    assert as_stored(contribution) == [("F-0007-2", TEXT, Kind.NEED)]


@pytest.mark.parametrize("seen", [{}, {"seen": ""}, {"seen": "something else"}])
def test_the_second_of_two_coders_is_told(
    evaluator_client, contribution, coded, field, seen
):
    response = evaluator_client.post(
        parts_url(contribution, schnitte=25),
        part(1, field, "need", theme="Neu") | part(2, field) | seen,
        follow=True,
    )

    assert response.redirect_chain == [(parts_url(contribution), 302)]
    assert messages(response) == [
        "F-0007-2 wurde inzwischen von verwaltung bearbeitet. "
        "Ihre Eingabe wurde nicht gespeichert."
    ]
    assert contribution.statements.get() == coded
    assert list(Theme.objects.all()) == [coded.theme]


def test_evidence_is_announced_and_goes_on_to_the_part_that_keeps_it(
    evaluator_client, contribution, coded, field
):
    measure = MeasureFactory(goal__action_field=field, statements=[coded])
    page = evaluator_client.get(parts_url(contribution, schnitte=10))

    evaluator_client.post(
        parts_url(contribution, schnitte=10),
        part(1, field) | part(2, field) | {"seen": coding_state(contribution)},
    )

    assert "Belege im Leitbild oder im Katalog" in page.content.decode()
    assert measure.statements.get().text == "fahren selten. Der Kurs ist gut."


def test_evidence_is_not_left_out(evaluator_client, contribution, coded, field):
    MeasureFactory(goal__action_field=field, statements=[coded])

    response = evaluator_client.post(
        parts_url(contribution),
        {"teil1-leave_out": "on", "seen": coding_state(contribution)} | part(2, field),
        follow=True,
    )

    assert messages(response) == [
        "F-0007-2 ist Beleg im Leitbild oder im Katalog und bleibt deshalb. "
        "Nehmen Sie zuerst den Beleg dort heraus."
    ]
    assert contribution.statements.get() == coded


# --- Queries


@pytest.mark.parametrize("count", [1, 3])
def test_parts_need_the_same_number_of_queries(
    evaluator_client, evaluator, field, count, django_assert_num_queries
):
    contribution = ContributionFactory(process=field.process, text="abc")
    for place in range(count):
        statement = StatementFactory(
            contribution=contribution,
            start=place,
            end=place + 1,
            number=place,
            theme=ThemeFactory(action_field=field),
            coded_by=evaluator,
        )
        MeasureFactory(goal__action_field=field, statements=[statement])

    with django_assert_num_queries(13):
        evaluator_client.get(parts_url(contribution))
    with django_assert_num_queries(10):
        evaluator_client.get(split_url(contribution))
