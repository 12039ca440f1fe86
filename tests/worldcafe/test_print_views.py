"""Downloads of what is printed for a café: what there is, what is refused."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from ilmkreis_integration.printing import PrintingError
from tests.pdf import page_texts, text_of
from worldcafe import printed_cafe
from worldcafe.models import Cafe, Table
from worldcafe.services.closing import close_cafe

pytestmark = pytest.mark.django_db

FILES = ["printed-signs", "printed-cards", "printed-sheets", "printed-guide"]


def url(name, cafe):
    return reverse(f"worldcafe-setup:{name}", args=[cafe.pk])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def cafe(cafe):
    Cafe.objects.update(expected_people=12)
    cafe.refresh_from_db()
    return cafe


def test_page_offers_everything_and_tells_the_projector(manager_client, cafe):
    page = manager_client.get(url("printed", cafe)).content.decode()

    for name in FILES:
        assert url(name, cafe) in page
    assert "2 Seiten A4" in page
    assert "12 Karten" in page
    assert "4 Blätter" in page
    assert f"http://testserver/cafe/{cafe.code}/leinwand/" in page


@pytest.mark.parametrize(
    ("people", "text"),
    [
        (None, "Dazu brauchen wir die Zahl der erwarteten Personen."),
        (3, "Mit 3 Personen säßen am Tisch zu „Wohnen“ nur 1 bis 2"),
    ],
)
def test_page_says_why_there_are_no_cards(manager_client, cafe, people, text):
    Cafe.objects.update(expected_people=people)

    page = manager_client.get(url("printed", cafe)).content.decode()

    assert text in page
    assert url("printed-cards", cafe) not in page


def test_page_says_why_there_are_no_signs(manager_client, cafe):
    Table.objects.update(revoked_on="2026-03-05")

    page = manager_client.get(url("printed", cafe)).content.decode()

    assert "Die Links aller Tische sind gesperrt." in page
    assert url("printed-signs", cafe) not in page


def test_page_needs_few_queries(manager_client, cafe, django_assert_num_queries):
    # session, user, role, current process twice; cafe, tables, rounds, signs, tables
    # and rounds counted
    with django_assert_num_queries(11):
        manager_client.get(url("printed", cafe))


@pytest.mark.parametrize(
    ("name", "query", "expected"),
    [
        ("printed-signs", "", "World-Cafe-1-Tischschilder.pdf"),
        ("printed-cards", "", "World-Cafe-1-Laufkarten.pdf"),
        ("printed-sheets", "", "World-Cafe-1-Blätter-A4.pdf"),
        ("printed-sheets", "?papier=a3", "World-Cafe-1-Blätter-A3.pdf"),
        ("printed-sheets", "?papier=a0", "World-Cafe-1-Blätter-A4.pdf"),
        ("printed-guide", "", "World-Cafe-1-So-gehts-am-Tisch.pdf"),
    ],
)
def test_file_has_a_speaking_name(manager_client, cafe, name, query, expected):
    response = manager_client.get(url(name, cafe) + query)

    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store"
    named = expected.replace("ä", "%C3%A4")
    assert named in response["Content-Disposition"]
    assert response.content.startswith(b"%PDF-")


def test_signs_leave_out_closed_links(manager_client, cafe, table, question):
    other = cafe.tables.get(number=2)
    Table.objects.filter(pk=other.pk).update(revoked_on="2026-03-05")

    (page,) = page_texts(manager_client.get(url("printed-signs", cafe)).content)

    assert table.code in page
    assert other.code not in page
    assert question.text in page


def test_without_open_links_there_are_no_signs(manager_client, cafe):
    Table.objects.update(revoked_on="2026-03-05")

    response = manager_client.get(url("printed-signs", cafe))

    assert response.url == url("printed", cafe)
    assert said(response) == [
        "Die Links aller Tische sind gesperrt. Öffnen Sie sie wieder."
    ]


def test_cards_follow_the_tables_as_they_are(manager_client, cafe):
    text = text_of(manager_client.get(url("printed-cards", cafe)).content)

    assert text.count("Ihre Karte") == 12


@pytest.mark.parametrize("people", [None, 3])
def test_without_a_rotation_there_are_no_cards(manager_client, cafe, people):
    Cafe.objects.update(expected_people=people)

    response = manager_client.get(url("printed-cards", cafe))

    assert response.url == url("printed", cafe)
    assert len(said(response)) == 1


@pytest.mark.parametrize("name", ["printed", *FILES])
def test_nothing_is_printed_for_a_closed_cafe(manager_client, cafe, name):
    close_cafe(cafe)

    assert manager_client.get(url(name, cafe)).status_code == 404


@pytest.mark.parametrize("name", FILES)
def test_failed_printing_leads_back_and_says_so(
    manager_client, cafe, name, monkeypatch, caplog
):
    def fail(*args, **kwargs):
        raise PrintingError("a font is missing")

    monkeypatch.setattr(printed_cafe, "print_html", fail)

    response = manager_client.get(url(name, cafe))

    assert response.url == url("printed", cafe)
    (message,) = said(response)
    assert message.startswith("Das PDF ließ sich nicht herstellen.")
    assert "a font is missing" in caplog.text
