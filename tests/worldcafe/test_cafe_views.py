import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from ilmkreis_integration.qr_codes import qr_response
from tests.factories import (
    NoteFactory,
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


# --- Deleting


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
    assert page.count(", Personen gezählt") == 3
    assert page.count("Personen noch nicht gezählt") == 1
    assert "4 Personen" not in page


def test_page_tells_counts_that_cannot_be_true(manager_client, cafe):
    Sitting.objects.filter(round__number=1).update(people=6, participation_dots=7)

    page = manager_client.get(url("cafe", cafe.pk)).content.decode()

    assert (
        "Tisch 2, Runde 1: Es sind mehr Teilnahmepunkte als Personen gezählt." in page
    )


@pytest.mark.parametrize("count", [1, 3])
def test_page_needs_the_same_number_of_queries(
    manager_client, cafe, sitting, count, django_assert_num_queries
):
    for _ in range(count):
        NoteFactory(sitting=sitting)

    # session, user, role, current process twice; cafe, rounds, tables, sittings, closings;
    # rounds, sittings and weighting dots that are checked
    with django_assert_num_queries(13):
        manager_client.get(url("cafe", cafe.pk))


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
