"""Access and methods are tested for all set-up pages in tests/test_setup_access.py."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from ilmkreis_integration.models import Contribution
from reports.models import Statement
from tests.factories import NoteFactory
from worldcafe.models import Cafe, Closing, Round, Sitting
from worldcafe.services.closing import close_cafe
from worldcafe.services.rounds import start_round
from worldcafe.services.sittings import confirm_read_back

pytestmark = pytest.mark.django_db


def url(name, cafe):
    return reverse(f"worldcafe-setup:{name}", args=[cafe.pk])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)][-1:]


def test_closing_asks_first(manager_client, manager, cafe, sitting):
    NoteFactory(sitting=sitting, contribution__is_final=False)

    page = manager_client.get(url("close", cafe)).content.decode()
    assert "World Café 1: Ehrenamt abschließen?" in page
    assert "1 Notiz geht mit Handlungsfeld und Art in die Auswertung." in page
    assert Cafe.objects.get().is_open
    response = manager_client.post(url("close", cafe))

    assert response.url == url("cafe", cafe)
    assert not Cafe.objects.get().is_open
    assert Contribution.objects.get().is_final
    assert Closing.objects.get().closed_by == manager


def test_page_names_what_is_not_finished(manager_client, cafe, sitting, write):
    start_round(Round.objects.select_related("cafe").get(number=2))
    write("Nicht vorgelesen")
    Sitting.objects.filter(round__number=2).update(people=12)

    page = manager_client.get(url("close", cafe)).content.decode()

    assert "Runde 2 läuft noch." in page
    assert "<li>Tisch 1, Runde 1</li>" in page
    assert "Tisch 2, Runde 1" not in page
    assert "Tisch 1, Runde 2: Es saßen mehr Personen da" in page


def test_page_of_a_finished_cafe_asks_nothing_more(
    manager_client, cafe, sitting, write
):
    write("Vorgelesen")
    confirm_read_back(sitting)
    Sitting.objects.filter(pk=sitting.pk).update(people=6, participation_dots=6)

    page = manager_client.get(url("close", cafe)).content.decode()

    assert "läuft noch" not in page
    assert "Noch nicht vorgelesen" not in page
    assert "Stimmt das so?" not in page


def test_closed_cafe_is_not_closed_again(manager_client, cafe):
    close_cafe(cafe)

    for send in (manager_client.get, manager_client.post):
        assert send(url("close", cafe)).url == url("cafe", cafe)
    assert Closing.objects.get().closed_by is None


@pytest.mark.parametrize("count", [1, 3])
def test_page_needs_the_same_number_of_queries(
    manager_client, cafe, write, count, django_assert_num_queries
):
    for number in range(count):
        write(f"{number}")

    # session, user, role, process twice, café; rounds, notes, sittings not read back;
    # findings in three
    with django_assert_num_queries(12):
        manager_client.get(url("close", cafe))


def test_reopening_needs_a_reason(manager_client, cafe):
    close_cafe(cafe)

    form = manager_client.get(url("reopen", cafe)).content.decode()
    refused = manager_client.post(url("reopen", cafe), {"reason": " "})

    assert "World Café 1: Ehrenamt wieder öffnen" in form
    assert "Bitte nennen Sie einen Grund." in refused.content.decode()
    assert not Cafe.objects.get().is_open


def test_cafe_is_reopened(manager_client, manager, cafe, write):
    write("Zu wenig")
    close_cafe(cafe)

    response = manager_client.post(url("reopen", cafe), {"reason": "Tisch 3 fehlt"})

    assert response.url == url("cafe", cafe)
    assert said(response) == [
        "Das World Café ist wieder offen. Die Links gelten wieder."
    ]
    assert Cafe.objects.get().is_open
    closing = Closing.objects.get()
    assert (closing.reopened_by, closing.reason) == (manager, "Tisch 3 fehlt")
    page = manager_client.get(response.url).content.decode()
    assert "Tisch 3 fehlt" in page


def test_worked_on_notes_are_named_and_the_cafe_stays_closed(
    manager_client, cafe, write
):
    for number in range(5):
        write(f"{number}")
    close_cafe(cafe)
    Statement.objects.exclude(contribution__code="W1-T1-R1-01").update(is_grave=True)

    response = manager_client.post(url("reopen", cafe), {"reason": "Tisch 3 fehlt"})

    assert said(response) == [
        "In der Auswertung wurde schon mit den Notizen gearbeitet "
        "(W1-T1-R1-02, W1-T1-R1-03, W1-T1-R1-04 …). "
        "Das World Café bleibt abgeschlossen."
    ]
    assert not Cafe.objects.get().is_open
    assert Closing.objects.get().reason == ""


def test_open_cafe_is_not_reopened(manager_client, cafe):
    for send in (manager_client.get, manager_client.post):
        response = send(url("reopen", cafe), {"reason": "Versehen"})
        assert response.url == url("cafe", cafe)
    assert not Closing.objects.exists()
