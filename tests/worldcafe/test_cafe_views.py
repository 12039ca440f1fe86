from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from ilmkreis_integration.models import Contribution
from ilmkreis_integration.qr_codes import qr_response
from tests.factories import (
    ActionFieldFactory,
    NoteFactory,
    TargetGroupFactory,
)
from worldcafe.models import Cafe, Note, Sitting, Table
from worldcafe.services.closing import close_cafe
from worldcafe.services.rounds import start_round

pytestmark = pytest.mark.django_db

OVERVIEW = "/verfahren/worldcafe/"


def url(name, *args):
    return reverse(f"worldcafe-setup:{name}", args=args)


def link_of(table):
    return f"http://testserver/cafe/{table.code}/"


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- Planning


@pytest.fixture
def fields(process):
    return [ActionFieldFactory(process=process) for _ in range(6)]


@pytest.fixture
def group(process):
    return TargetGroupFactory(process=process, title="Ehrenamt")


@pytest.fixture
def plan(manager_client, fields, group):
    """Send the form of a new cafe, which is right unless told otherwise."""

    def send(**changes):
        entries = {
            "target_group": group.pk,
            "held_on": "2026-03-05",
            "place": "Arnstadt",
            "minutes_per_round": 20,
            "action_fields": [field.pk for field in fields[:3]],
            "rounds": "",
        }
        return manager_client.post(url("cafe-add"), entries | changes)

    return send


def test_cafe_is_planned_with_its_tables_and_rounds(plan, fields, group):
    response = plan()

    cafe = Cafe.objects.get()
    assert response.url == url("cafe", cafe.pk)
    assert (cafe.number, cafe.target_group, cafe.place) == (1, group, "Arnstadt")
    assert (cafe.held_on, cafe.minutes_per_round) == (date(2026, 3, 5), 20)
    assert [table.action_field for table in cafe.tables.all()] == fields[:3]
    assert cafe.rounds.count() == 3
    assert Sitting.objects.filter(table__cafe=cafe).count() == 9


def test_number_of_rounds_can_be_chosen(plan, fields):
    plan(rounds="2", action_fields=[field.pk for field in fields[2:]])

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
def test_cafe_has_three_or_four_stations(plan, fields, stations, message):
    response = plan(action_fields=[field.pk for field in fields[:stations]])

    assert message in response.content.decode()
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
    ],
)
def test_wrong_cafe_is_not_planned(plan, changes, field):
    response = plan(**changes)

    assert list(response.context["form"].errors) == [field]
    assert not Cafe.objects.exists()


def test_cafe_takes_groups_and_fields_of_its_own_process_only(plan, fields):
    foreign = [ActionFieldFactory() for _ in range(3)]

    response = plan(
        target_group=TargetGroupFactory().pk,
        action_fields=[field.pk for field in foreign],
    )

    assert list(response.context["form"].errors) == ["target_group", "action_fields"]
    assert not Cafe.objects.exists()


def test_everything_else_is_no_station(manager_client, process, fields):
    ActionFieldFactory(process=process, is_other=True)

    form = manager_client.get(url("cafe-add")).context["form"]

    assert list(form.fields["action_fields"].queryset) == fields


# --- Changing and deleting


def entries_of(cafe, **changes):
    return {
        "target_group": cafe.target_group_id,
        "held_on": cafe.held_on.isoformat(),
        "place": cafe.place,
        "minutes_per_round": cafe.minutes_per_round,
    } | changes


def test_cafe_is_moved_to_another_day_with_its_notes(manager_client, cafe, sitting):
    NoteFactory(sitting=sitting)

    response = manager_client.post(
        url("cafe-edit", cafe.pk),
        entries_of(cafe, held_on="2026-03-12", place="Ilmenau"),
    )

    assert response.url == url("cafe", cafe.pk)
    changed = Cafe.objects.get()
    assert (changed.held_on, changed.place) == (date(2026, 3, 12), "Ilmenau")
    assert Contribution.objects.get().received_on == date(2026, 3, 12)
    assert changed.tables.count() == 2


def test_wrong_changes_are_not_stored(manager_client, cafe):
    response = manager_client.post(
        url("cafe-edit", cafe.pk), entries_of(cafe, minutes_per_round=45)
    )

    assert list(response.context["form"].errors) == ["minutes_per_round"]
    assert Cafe.objects.get().minutes_per_round == 25


def test_cafe_without_notes_is_deleted_after_asking(manager_client, cafe):
    page = manager_client.get(url("cafe-delete", cafe.pk)).content.decode()
    assert "„World Café 1: Ehrenamt“ löschen?" in page
    assert Cafe.objects.exists()

    response = manager_client.post(url("cafe-delete", cafe.pk))

    assert response.url == OVERVIEW
    assert not Cafe.objects.exists()
    assert not Table.objects.exists()


def test_cafe_with_notes_stays(manager_client, cafe, sitting):
    NoteFactory(sitting=sitting)

    page = manager_client.get(url("cafe-delete", cafe.pk)).content.decode()
    response = manager_client.post(url("cafe-delete", cafe.pk))

    assert "An den Tischen wurde schon geschrieben." in page
    assert response.url == url("cafe", cafe.pk)
    assert said(response) == ["An den Tischen wurde schon geschrieben."]
    assert Note.objects.exists()


# --- The page of a cafe


def test_page_shows_the_link_and_qr_code_of_every_table(manager_client, cafe):
    page = manager_client.get(url("cafe", cafe.pk)).content.decode()

    for table in cafe.tables.all():
        assert link_of(table) in page
        assert url("table-qr", table.pk) in page
    assert f"http://testserver/cafe/{cafe.code}/leinwand/" in page


def test_page_shows_people_of_a_round_from_five_on(manager_client, cafe):
    first, second = cafe.rounds.all()
    Sitting.objects.filter(round=first).update(people=4)
    Sitting.objects.filter(round=second, table__number=1).update(people=4)

    response = manager_client.get(url("cafe", cafe.pk))

    assert response.context["rounds"] == [(first, 8), (second, None)]
    page = response.content.decode()
    assert page.count("Personen gezählt") == 3
    assert page.count("Personen noch nicht gezählt") == 1
    assert "4 Personen" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_page_needs_the_same_number_of_queries(
    manager_client, cafe, sitting, count, django_assert_num_queries
):
    for _ in range(count):
        NoteFactory(sitting=sitting)

    # session, user, role, current process twice; cafe, rounds, tables, sittings, closings
    with django_assert_num_queries(10):
        manager_client.get(url("cafe", cafe.pk))


def test_table_signs_leave_out_closed_links(manager_client, cafe, table, question):
    other = cafe.tables.get(number=2)
    Table.objects.filter(pk=other.pk).update(revoked_on=date(2026, 3, 5))

    page = manager_client.get(url("links", cafe.pk)).content.decode()

    assert link_of(table) in page
    assert link_of(other) not in page
    assert question.text in page


def test_qr_code_holds_the_link(manager_client, table):
    response = manager_client.get(url("table-qr", table.pk))

    assert response["Content-Type"] == "image/svg+xml"
    assert response.content == qr_response(link_of(table)).content


def test_revoked_link_opens_nothing_until_it_is_open_again(
    client, manager_client, cafe, table
):
    response = manager_client.post(url("table-revoke", table.pk))

    assert response.url == url("cafe", cafe.pk)
    assert said(response) == ["Der Link von Tisch 1 ist gesperrt."]
    assert Table.objects.get(pk=table.pk).revoked_on == timezone.localdate()
    assert client.get(link_of(table)).status_code == 404
    assert link_of(table) not in manager_client.get(response.url).content.decode()

    response = manager_client.post(url("table-reopen", table.pk))
    assert said(response) == ["Der Link von Tisch 1 ist wieder offen."]
    assert client.get(link_of(table)).status_code == 200


# --- Closing


def test_closed_cafe_offers_nothing_that_is_over(manager_client, cafe, table):
    start_round(cafe.rounds.get(number=1))
    close_cafe(cafe)

    page = manager_client.get(url("cafe", cafe.pk)).content.decode()

    assert "abgeschlossen" in page
    for over in ("Moderation", "Leinwand", "Abschließen", link_of(table)):
        assert over not in page
