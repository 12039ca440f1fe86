import pytest
from django.urls import reverse

from reports.models import Goal, Measure, Principle, StatusChange
from tests.factories import (
    ActionFieldFactory,
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


def own_items(action_field):
    """The addresses of everything that belongs to the process, by their route."""
    process = action_field.process
    principle = PrincipleFactory(process=process)
    measure = MeasureFactory(goal__action_field=action_field)
    return {
        **{
            name: url(name, principle.pk)
            for name in (
                "edit-principle",
                "delete-principle",
                "move-principle",
                "principle-evidence",
            )
        },
        "add-goal": url("add-goal", action_field.slug),
        **{
            name: url(name, measure.goal_id)
            for name in (
                "edit-goal",
                "delete-goal",
                "move-goal",
                "goal-evidence",
                "add-measure",
            )
        },
        **{
            name: url(name, measure.pk)
            for name in (
                "edit-measure",
                "delete-measure",
                "move-measure",
                "measure-evidence",
                "publish-measure",
                "withdraw-measure",
                "measure-status",
            )
        },
    }


POST_ONLY = ("move-principle", "move-goal", "move-measure", "withdraw-measure")


def test_everything_that_writes_needs_the_evaluation_role(
    client, reader_client, stranger_client, action_field
):
    for address in [url("add-principle"), *own_items(action_field).values()]:
        assert client.post(address).url.startswith(reverse("login"))
        assert reader_client.post(address).status_code == 403
        assert stranger_client.post(address).status_code == 403


def test_pages_are_for_readers(client, reader_client, stranger_client, measure):
    for address in [
        url("principles"),
        url("catalogue"),
        url("measure", measure.pk),
        url("downloads"),
    ]:
        assert client.get(address).url.startswith(reverse("login"))
        assert stranger_client.get(address).status_code == 403
        assert reader_client.get(address).status_code == 200
        assert reader_client.post(address).status_code == 405


def test_what_belongs_to_another_process_is_not_found(evaluator_client, process):
    foreign = own_items(ActionFieldFactory())

    for address in foreign.values():
        assert evaluator_client.post(address).status_code == 404, address


def test_what_does_not_exist_is_not_found(evaluator_client, process):
    assert evaluator_client.get(url("measure", 999)).status_code == 404
    assert evaluator_client.get(url("add-goal", "fehlt")).status_code == 404


def test_actions_answer_to_post_only(evaluator_client, action_field):
    addresses = own_items(action_field)

    for name in POST_ONLY:
        assert evaluator_client.get(addresses[name]).status_code == 405


def test_forms_open(evaluator_client, action_field):
    addresses = own_items(action_field)

    for name in addresses.keys() - set(POST_ONLY):
        assert evaluator_client.get(addresses[name]).status_code == 200, name


# --- Leitbild


def test_principles_show_codes_that_lead_to_the_synthesis(
    reader_client, process, action_field
):
    theme = ThemeFactory(action_field=action_field)
    statement = StatementFactory(theme=theme, contribution__code="F-0143-2")
    PrincipleFactory(process=process, statements=[statement], text="Alle gehören dazu.")

    html = reader_client.get(url("principles")).content.decode()

    place = f"{url('synthesis', 'wohnen')}#aussage-F-0143-2"
    assert f'<a class="kern-link code" href="{place}">F-0143-2</a>' in html
    assert "Alle gehören dazu." in html
    assert "Bearbeiten" not in html


def test_add_principle(evaluator_client, process):
    response = evaluator_client.post(
        url("add-principle"), {"text": " Wir hören zu.\x00 "}
    )

    assert response.url == url("principles")
    assert list(Principle.objects.values_list("process", "position", "text")) == [
        (process.pk, 1, "Wir hören zu.")
    ]


@pytest.mark.parametrize(
    "text", [pytest.param(" \x00", id="empty"), pytest.param("a" * 5001, id="too long")]
)
def test_add_principle_refuses_and_loses_nothing(evaluator_client, process, text):
    response = evaluator_client.post(url("add-principle"), {"text": text})

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"text"}
    assert not Principle.objects.exists()


def test_edit_principle(evaluator_client, process):
    principle = PrincipleFactory(process=process, position=4)

    response = evaluator_client.post(
        url("edit-principle", principle.pk), {"text": "Neu"}
    )

    principle.refresh_from_db()
    assert response.url == f"{url('principles')}#leitsatz-{principle.pk}"
    assert (principle.text, principle.position) == ("Neu", 4)


def test_delete_principle_asks_first(evaluator_client, process):
    principle = PrincipleFactory(process=process)
    address = url("delete-principle", principle.pk)

    assert "Ja, löschen" in evaluator_client.get(address).content.decode()
    assert Principle.objects.exists()

    evaluator_client.post(address)
    assert not Principle.objects.exists()


def test_move_principle(evaluator_client, process):
    first = PrincipleFactory(process=process, position=1)
    second = PrincipleFactory(process=process, position=2)

    evaluator_client.post(url("move-principle", second.pk), {"direction": "up"})

    assert list(process.principles.all()) == [second, first]


def test_move_needs_a_direction(evaluator_client, process):
    principle = PrincipleFactory(process=process)

    response = evaluator_client.post(
        url("move-principle", principle.pk), {"direction": "weg"}
    )

    assert response.status_code == 404


# --- Katalog


def test_catalogue_numbers_goals_and_measures(reader_client, measure):
    html = reader_client.get(url("catalogue")).content.decode()

    assert "Ziel 2.1" in html
    assert "2.1.3" in html
    assert "Neues Ziel" not in html


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param({}, {"Eins", "Zwei"}, id="everything"),
        pytest.param({"feld": "wohnen"}, {"Eins"}, id="field"),
        pytest.param({"kennzeichen": "quick_win"}, {"Zwei"}, id="mark"),
        pytest.param({"stand": "agreed"}, {"Eins"}, id="status"),
        pytest.param({"federfuehrung": "Jugendamt"}, {"Zwei"}, id="lead"),
        pytest.param(
            {"stand": "agreed", "federfuehrung": "Jugendamt"}, set(), id="both"
        ),
        pytest.param({"feld": "fehlt"}, {"Eins", "Zwei"}, id="unknown is ignored"),
    ],
)
def test_catalogue_can_be_narrowed_down(
    reader_client, process, action_field, wanted, expected
):
    MeasureFactory(goal__action_field=action_field, title="Eins", status="agreed")
    MeasureFactory(
        goal__action_field=ActionFieldFactory(process=process),
        title="Zwei",
        mark="quick_win",
        lead="Jugendamt",
    )

    response = reader_client.get(url("catalogue"), wanted)

    shown = {
        measure.title
        for field in response.context["catalogue"].fields
        for goal in field.goals
        for measure in goal.measures
    }
    assert shown == expected


def test_add_goal(evaluator_client, action_field):
    response = evaluator_client.post(url("add-goal", "wohnen"), {"title": "Wohnraum"})

    assert response.url == f"{url('catalogue')}#feld-wohnen"
    goal = Goal.objects.get()
    assert (goal.action_field, goal.position, goal.title) == (
        action_field,
        1,
        "Wohnraum",
    )


def test_delete_goal_with_measures_says_why_not(evaluator_client, measure):
    response = evaluator_client.post(url("delete-goal", measure.goal_id), follow=True)

    assert "gehören noch Maßnahmen" in response.content.decode()
    assert Goal.objects.exists()


def measure_values(**changes):
    return {
        "title": "Wohnlotsen",
        "cost_class": "low",
        "mark": "priority",
        "is_new": "True",
        **changes,
    }


def test_add_measure_stores_every_field(evaluator_client, action_field):
    goal = GoalFactory(action_field=action_field)
    values = measure_values(
        description="Beschreibung",
        target_group="Familien",
        lead="Sozialamt",
        partners="Vereine",
        starts_on="2027-01-01",
        due_on="2027-12-31",
        funding="Haushalt",
        indicator="Zahl der Umzüge",
        is_new="False",
    )

    response = evaluator_client.post(url("add-measure", goal.pk), values)

    assert response.url == f"{url('catalogue')}#ziel-{goal.pk}"
    stored = Measure.objects.values(*values).get()
    assert {key: str(value) for key, value in stored.items()} == values


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"title": ""}, "title", id="no title"),
        pytest.param({"title": "a" * 201}, "title", id="long title"),
        pytest.param({"starts_on": "gestern"}, "starts_on", id="no date"),
        pytest.param({"cost_class": "viel"}, "cost_class", id="unknown cost"),
        pytest.param(
            {"starts_on": "2027-02-01", "due_on": "2027-01-01"},
            "__all__",
            id="due before it starts",
        ),
    ],
)
def test_add_measure_refuses(evaluator_client, action_field, changes, field):
    goal = GoalFactory(action_field=action_field)

    response = evaluator_client.post(
        url("add-measure", goal.pk), measure_values(**changes)
    )

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {field}
    assert not Measure.objects.exists()


def test_publish_without_evidence_asks_for_a_reason(evaluator_client, measure):
    address = url("publish-measure", measure.pk)

    refused = evaluator_client.post(address, {"justification": ""})
    assert "kein Beitrag aus der Beteiligung" in refused.content.decode()
    assert not Measure.objects.get().is_published

    accepted = evaluator_client.post(address, {"justification": "Pflichtaufgabe"})
    assert accepted.url == url("measure", measure.pk)
    stored = Measure.objects.get()
    assert (stored.is_published, stored.justification) == (True, "Pflichtaufgabe")


def test_publish_with_evidence_asks_nothing(evaluator_client, measure):
    measure.statements.add(StatementFactory())

    evaluator_client.post(url("publish-measure", measure.pk), {"justification": ""})

    assert Measure.objects.get().is_published


def test_withdraw(evaluator_client, measure):
    Measure.objects.update(is_published=True)

    evaluator_client.post(url("withdraw-measure", measure.pk))

    assert not Measure.objects.get().is_published


def test_status_change_appears_in_the_history(evaluator_client, evaluator, measure):
    evaluator_client.post(
        url("measure-status", measure.pk),
        {"status": "dropped", "reason": "Kein Geld", "changed_on": "2026-03-02"},
    )

    html = evaluator_client.get(url("measure", measure.pk)).content.decode()
    assert "2. März 2026" in html
    assert "Kein Geld" in html
    assert StatusChange.objects.get().changed_by == evaluator


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"status": "postponed"}, "reason", id="no reason"),
        pytest.param({"status": "fehlt"}, "status", id="unknown"),
        pytest.param({"changed_on": "2999-01-01"}, "changed_on", id="future"),
        pytest.param({"changed_on": ""}, "changed_on", id="no date"),
    ],
)
def test_status_change_refuses(evaluator_client, measure, values, field):
    response = evaluator_client.post(
        url("measure-status", measure.pk),
        {"status": "agreed", "reason": "", "changed_on": "2026-03-02", **values},
    )

    assert response.context["form"].errors.keys() == {field}
    assert not StatusChange.objects.exists()
