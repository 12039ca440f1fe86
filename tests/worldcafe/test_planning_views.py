"""Planning a café: the form, the proposal, and what can be changed afterwards."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from ilmkreis_integration.models import Contribution
from tests.factories import (
    ActionFieldFactory,
    NoteFactory,
    RoundFactory,
    SittingFactory,
    TargetGroupFactory,
)
from worldcafe.models import Cafe, Round, Sitting, Table
from worldcafe.services.closing import close_cafe
from worldcafe.services.rounds import start_round

pytestmark = pytest.mark.django_db

USED = "Dort wurde schon geschrieben oder gezählt."


def url(name, *args):
    return reverse(f"worldcafe-setup:{name}", args=args)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def shown(response):
    return response.content.decode()


@pytest.fixture
def fields(process):
    return [ActionFieldFactory(process=process) for _ in range(6)]


@pytest.fixture
def group(process):
    return TargetGroupFactory(process=process, title="Ehrenamt")


# --- The form


@pytest.fixture
def entries(fields, group):
    """What is typed into the form of a new café."""
    return {
        "target_group": group.pk,
        "held_on": "2026-03-05",
        "place": "Arnstadt",
        "expected_people": "",
        "minutes_per_round": 20,
        "weighting_dots_per_person": 5,
        "action_fields": [field.pk for field in fields[:3]],
        "rounds": "",
    }


@pytest.fixture
def send(manager_client, entries):
    """Send the form of a new café, which is right unless told otherwise."""
    return lambda **changes: manager_client.post(url("cafe-add"), entries | changes)


@pytest.fixture
def take(send):
    """The same, and take what is proposed."""
    return lambda **changes: send(uebernehmen="1", **changes)


def test_form_has_sensible_beginnings(manager_client, fields):
    form = manager_client.get(url("cafe-add")).context["form"]

    assert form["minutes_per_round"].value() == 25
    assert form["weighting_dots_per_person"].value() == 3
    assert form["expected_people"].value() is None


def test_cafe_is_planned_with_its_tables_and_rounds(take, fields, group):
    response = take()

    cafe = Cafe.objects.get()
    assert response.url == url("cafe", cafe.pk)
    assert said(response) == ["Das World Café ist angelegt."]
    assert (cafe.number, cafe.target_group, cafe.place) == (1, group, "Arnstadt")
    assert (cafe.held_on, cafe.minutes_per_round) == (date(2026, 3, 5), 20)
    assert (cafe.expected_people, cafe.weighting_dots_per_person) == (None, 5)
    assert [table.action_field for table in cafe.tables.all()] == fields[:3]
    assert cafe.rounds.count() == 3
    assert Sitting.objects.filter(table__cafe=cafe).count() == 9


def test_number_of_rounds_can_be_chosen(take, fields):
    take(rounds="2", action_fields=[field.pk for field in fields[2:]])

    cafe = Cafe.objects.get()
    assert (cafe.tables.count(), cafe.rounds.count()) == (4, 2)


@pytest.mark.parametrize(
    ("stations", "message"),
    [
        (0, "Bitte wählen Sie 3 oder 4 Handlungsfelder."),
        (2, "Sie haben 2 Stationen gewählt. Möglich sind 3 oder 4."),
        (5, "Sie haben 5 Stationen gewählt. Möglich sind 3 oder 4."),
    ],
)
def test_cafe_has_three_or_four_stations(take, fields, stations, message):
    response = take(action_fields=[field.pk for field in fields[:stations]])

    assert message in shown(response)
    assert not Cafe.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"minutes_per_round": 19}, "minutes_per_round"),
        ({"minutes_per_round": 31}, "minutes_per_round"),
        ({"held_on": ""}, "held_on"),
        ({"target_group": ""}, "target_group"),
        ({"rounds": "0"}, "rounds"),
        ({"rounds": "9"}, "rounds"),
        ({"expected_people": "0"}, "expected_people"),
        ({"expected_people": "201"}, "expected_people"),
        ({"weighting_dots_per_person": "21"}, "weighting_dots_per_person"),
        ({"weighting_dots_per_person": ""}, "weighting_dots_per_person"),
    ],
)
def test_wrong_cafe_is_not_planned(take, changes, field):
    response = take(**changes)

    assert list(response.context["form"].errors) == [field]
    assert not Cafe.objects.exists()


def test_cafe_takes_groups_and_fields_of_its_own_process_only(take):
    foreign = [ActionFieldFactory() for _ in range(3)]

    response = take(
        target_group=TargetGroupFactory().pk,
        action_fields=[field.pk for field in foreign],
        popular_fields=[foreign[0].pk],
    )

    wrong = ["target_group", "action_fields", "popular_fields"]
    assert list(response.context["form"].errors) == wrong
    assert not Cafe.objects.exists()


def test_everything_else_is_no_station(manager_client, process, fields):
    ActionFieldFactory(process=process, is_other=True)

    form = manager_client.get(url("cafe-add")).context["form"]

    assert list(form.fields["action_fields"].queryset) == fields
    assert list(form.fields["popular_fields"].queryset) == fields


def test_only_a_station_can_be_popular(take, fields):
    response = take(popular_fields=[fields[0].pk, fields[5].pk])

    assert response.context["form"].errors == {
        "popular_fields": [f"„{fields[5]}“ ist keine der gewählten Stationen."]
    }
    assert not Cafe.objects.exists()


# --- The proposal


def test_proposal_is_shown_and_nothing_is_stored(send, fields):
    response = send(
        expected_people="30",
        rounds="3",
        action_fields=[field.pk for field in fields[:4]],
        popular_fields=[fields[1].pk],
    )

    offer = response.context["offer"]
    assert offer.action_fields == [fields[0], fields[1], fields[1], *fields[2:4]]
    assert len(offer.seating.routes) == 30
    page = shown(response)
    assert "30 Personen an 5 Tischen in 3 Runden." in page
    assert "Jede Person trifft 11 bis 14 andere Menschen" in page
    assert f"{fields[1]}: Tisch 2, Tisch 3" in page
    assert not Cafe.objects.exists()


def test_proposal_is_taken_with_its_doubled_tables(take, fields):
    take(
        expected_people="30",
        rounds="3",
        action_fields=[field.pk for field in fields[:4]],
        popular_fields=[fields[1].pk],
    )

    cafe = Cafe.objects.get()
    assert [table.action_field for table in cafe.tables.all()] == [
        fields[0],
        fields[1],
        fields[1],
        *fields[2:4],
    ]
    assert (cafe.expected_people, cafe.rounds.count()) == (30, 3)


def test_proposal_carries_all_entries_on(send, entries, fields):
    response = send(expected_people="24", popular_fields=[fields[0].pk])

    page = shown(response)
    for field in fields[:3]:
        hidden = f'<input type="hidden" name="action_fields" value="{field.pk}"'
        assert hidden in page
    assert f'name="popular_fields" value="{fields[0].pk}"' in page
    assert 'name="held_on" value="2026-03-05"' in page
    assert 'name="expected_people" value="24"' in page


def test_proposal_leads_back_to_the_filled_in_form(send):
    response = send(expected_people="24", aendern="1")

    assert response.templates[0].name == "setup/edit.html"
    assert response.context["form"]["expected_people"].value() == "24"
    assert not Cafe.objects.exists()


def test_without_people_each_station_has_a_table(send, fields):
    response = send()

    assert response.context["offer"].action_fields == fields[:3]
    assert response.context["offer"].seating is None
    assert "Ein Tisch je Station." in shown(response)


def test_numbers_that_cannot_work_are_explained_and_can_be_taken(send, take, fields):
    response = send(expected_people="10")

    assert "Mit 10 Personen und 3 Stationen säßen nur 3 bis 4" in shown(response)
    assert "Trotzdem übernehmen" in shown(response)
    take(expected_people="10")
    assert [table.action_field for table in Table.objects.all()] == fields[:3]


@pytest.mark.parametrize(
    ("changes", "remark"),
    [
        ({"rounds": ""}, "Alle kommen ohnehin überall"),
        ({"rounds": "2"}, "bekommt nicht mehr Tische als die anderen"),
    ],
)
def test_marks_that_change_nothing_are_explained(send, fields, changes, remark):
    response = send(expected_people="12", popular_fields=[fields[0].pk], **changes)

    assert remark in shown(response)


# --- Changing the café


def entries_of(cafe, **changes):
    return {
        "target_group": cafe.target_group_id,
        "held_on": cafe.held_on.isoformat(),
        "place": cafe.place,
        "expected_people": "",
        "minutes_per_round": cafe.minutes_per_round,
        "weighting_dots_per_person": cafe.weighting_dots_per_person,
    } | changes


def test_cafe_is_moved_to_another_day_with_its_notes(manager_client, cafe, sitting):
    NoteFactory(sitting=sitting)

    response = manager_client.post(
        url("cafe-edit", cafe.pk),
        entries_of(cafe, held_on="2026-03-12", place="Ilmenau", expected_people="9"),
    )

    assert response.url == url("cafe", cafe.pk)
    changed = Cafe.objects.get()
    assert (changed.held_on, changed.place) == (date(2026, 3, 12), "Ilmenau")
    assert changed.expected_people == 9
    assert Contribution.objects.get().received_on == date(2026, 3, 12)
    assert changed.tables.count() == 2


def test_wrong_changes_are_not_stored(manager_client, cafe):
    response = manager_client.post(
        url("cafe-edit", cafe.pk), entries_of(cafe, minutes_per_round=45)
    )

    assert list(response.context["form"].errors) == ["minutes_per_round"]
    assert Cafe.objects.get().minutes_per_round == 25


# --- Planning anew


def test_planning_anew_begins_with_what_is_planned(manager_client, cafe):
    Cafe.objects.update(expected_people=20)

    form = manager_client.get(url("cafe-replan", cafe.pk)).context["form"]

    assert form["expected_people"].value() == 20
    assert form["rounds"].value() == 2
    stations = [table.action_field for table in cafe.tables.all()]
    assert list(form.fields["popular_fields"].queryset) == stations


def test_tables_are_planned_anew_after_a_look(manager_client, cafe):
    numbers = {"expected_people": "20", "rounds": ""}
    codes = set(cafe.tables.values_list("code", flat=True))

    response = manager_client.post(url("cafe-replan", cafe.pk), numbers)
    assert "20 Personen an 4 Tischen in 2 Runden." in shown(response)
    assert cafe.tables.count() == 2
    response = manager_client.post(
        url("cafe-replan", cafe.pk), numbers | {"uebernehmen": "1"}
    )

    assert response.url == url("cafe", cafe.pk) + "#tische"
    assert said(response) == [
        "Die Tische sind neu eingeteilt. Drucken Sie Schilder und Karten neu."
    ]
    assert Cafe.objects.get().expected_people == 20
    titles = [table.action_field.title for table in cafe.tables.all()]
    assert titles == ["Wohnen", "Wohnen", "Arbeit", "Arbeit"]
    assert codes < set(cafe.tables.values_list("code", flat=True))


@pytest.mark.parametrize("changes", [{"expected_people": ""}, {"rounds": "0"}])
def test_wrong_numbers_plan_nothing_anew(manager_client, cafe, changes):
    numbers = {"expected_people": "20", "rounds": "", "uebernehmen": "1"} | changes

    response = manager_client.post(url("cafe-replan", cafe.pk), numbers)

    assert list(response.context["form"].errors) == list(changes)
    assert cafe.tables.count() == 2


def test_planning_anew_leads_back_to_the_filled_in_form(manager_client, cafe):
    numbers = {"expected_people": "20", "rounds": "1", "aendern": "1"}

    response = manager_client.post(url("cafe-replan", cafe.pk), numbers)

    assert response.context["form"]["rounds"].value() == "1"


@pytest.mark.parametrize("method", ["get", "post"])
def test_cafe_that_has_begun_is_not_planned_anew(manager_client, cafe, method):
    start_round(cafe.rounds.first())

    response = getattr(manager_client, method)(url("cafe-replan", cafe.pk))

    assert response.url == url("cafe", cafe.pk) + "#tische"
    assert said(response) == [
        "Es wurde schon begonnen: Tische und Runden bleiben, wie sie sind."
    ]


# --- Tables


def test_table_is_added_as_the_last(manager_client, cafe):
    field = cafe.tables.get(number=1).action_field

    response = manager_client.post(
        url("table-add", cafe.pk), {"action_field": field.pk}
    )

    assert response.url == url("cafe", cafe.pk) + "#tische"
    table = cafe.tables.get(number=3)
    assert table.action_field == field
    assert table.sittings.count() == 2


@pytest.mark.parametrize("foreign", [True, False])
def test_table_stands_at_a_field_of_its_process(manager_client, cafe, table, foreign):
    field = ActionFieldFactory().pk if foreign else ""

    for address in (url("table-add", cafe.pk), url("table", table.pk)):
        response = manager_client.post(address, {"action_field": field})
        assert list(response.context["form"].errors) == ["action_field"]
    assert cafe.tables.count() == 2
    assert Table.objects.get(pk=table.pk).action_field == table.action_field


def test_table_moves_to_another_station(manager_client, cafe, table):
    other = ActionFieldFactory(process=cafe.process)

    response = manager_client.post(url("table", table.pk), {"action_field": other.pk})

    assert response.url == url("cafe", cafe.pk) + "#tische"
    assert Table.objects.get(pk=table.pk).action_field == other


def test_table_is_deleted_after_asking_and_others_move_up(manager_client, cafe, table):
    other = cafe.tables.get(number=2)

    page = manager_client.get(url("table-delete", table.pk))
    assert "„Tisch 1“ löschen?" in shown(page)
    response = manager_client.post(url("table-delete", table.pk))

    assert response.url == url("cafe", cafe.pk) + "#tische"
    assert said(response) == ["„Tisch 1“ ist gelöscht."]
    (left,) = cafe.tables.all()
    assert (left, left.number) == (other, 1)


def test_last_table_stays(manager_client, cafe, table):
    cafe.tables.get(number=2).delete()

    response = manager_client.post(url("table-delete", table.pk))

    assert said(response) == ["Ein World Café braucht mindestens einen Tisch."]
    assert cafe.tables.count() == 1


def test_table_with_notes_stays_as_it_is(manager_client, cafe, table, sitting):
    NoteFactory(sitting=sitting)
    other = ActionFieldFactory(process=cafe.process)

    moved = manager_client.post(url("table", table.pk), {"action_field": other.pk})
    page = manager_client.get(url("table-delete", table.pk))
    deleted = manager_client.post(url("table-delete", table.pk))

    assert said(moved) == [USED]
    assert USED in shown(page)
    # The message of the first answer was shown on the page in between.
    assert said(deleted) == [USED]
    assert Table.objects.get(pk=table.pk).action_field == table.action_field


# --- Rounds


def test_round_is_added_and_taken_away(manager_client, cafe):
    response = manager_client.post(url("round-add", cafe.pk))

    assert response.url == url("cafe", cafe.pk) + "#runden"
    assert said(response) == ["Eine Runde ist dazugekommen."]
    assert cafe.rounds.count() == 3
    assert Sitting.objects.filter(round__number=3).count() == 2

    response = manager_client.post(url("round-remove", cafe.pk))

    assert said(response)[-1] == "Die letzte Runde ist gestrichen."
    assert cafe.rounds.count() == 2


def test_round_that_has_begun_stays(manager_client, cafe):
    start_round(cafe.rounds.last())

    response = manager_client.post(url("round-remove", cafe.pk))

    (message,) = said(response)
    assert message.startswith("Die letzte Runde bleibt:")
    assert cafe.rounds.count() == 2


def test_cafe_has_eight_rounds_at_most(manager_client, cafe):
    for number in range(3, 9):
        RoundFactory(cafe=cafe, number=number)

    response = manager_client.post(url("round-add", cafe.pk))

    assert said(response) == ["Mehr als 8 Runden sind nicht möglich."]
    assert cafe.rounds.count() == 8


# --- Closed


@pytest.mark.parametrize(
    "name", ["cafe-replan", "table-add", "round-add", "round-remove"]
)
def test_closed_cafe_is_not_planned_any_more(manager_client, cafe, name):
    close_cafe(cafe)

    assert manager_client.post(url(name, cafe.pk)).status_code == 404
    assert Round.objects.count() == 2


@pytest.mark.parametrize("name", ["table", "table-delete"])
def test_table_of_a_closed_cafe_stays(manager_client, cafe, table, name):
    close_cafe(cafe)

    assert manager_client.post(url(name, table.pk)).status_code == 404
    assert cafe.tables.count() == 2


# --- The rotation on the page of the café


@pytest.fixture
def three_tables(cafe):
    for number in (1, 2):
        SittingFactory(
            table__cafe=cafe,
            table__number=number + 2,
            round=cafe.rounds.get(number=number),
        )
    return cafe


@pytest.mark.parametrize(
    ("people", "text"),
    [
        (None, "Tragen Sie ein, wie viele Personen kommen."),
        (16, "Jede Person trifft"),
        (6, "Mit 6 Personen säßen am Tisch zu „Wohnen“ nur 1 bis 2"),
        (60, "Mit 60 Personen säßen am Tisch zu „Wohnen“ bis zu 15"),
    ],
)
def test_page_seats_people_or_says_why_not(manager_client, three_tables, people, text):
    Cafe.objects.update(expected_people=people)

    assert text in shown(manager_client.get(url("cafe", three_tables.pk)))


def test_rotation_follows_the_tables_as_they_are(manager_client, cafe):
    Cafe.objects.update(expected_people=16)

    before = manager_client.get(url("cafe", cafe.pk)).context["seating"]
    manager_client.post(
        url("table-add", cafe.pk),
        {"action_field": cafe.tables.first().action_field_id},
    )
    after = manager_client.get(url("cafe", cafe.pk)).context

    assert [place.number for place, _groups in before.groups] == [1, 2]
    # Eight come to each of two stations; that is still enough for one more table.
    assert [place.number for place, _groups in after["seating"].groups] == [1, 2, 3]
    sizes = [[len(group) for group in groups] for _p, groups in after["seating"].groups]
    assert sizes == [[4, 4], [8, 8], [4, 4]]
