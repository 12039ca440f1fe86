from io import BytesIO

import pytest
from django.db import connection
from django.urls import reverse

from ilmkreis_integration.access import Role
from staffsurvey.models import (
    BallotBox,
    Envelope,
    EventKind,
    HeldComment,
    Opening,
)
from staffsurvey.services.recording import record
from tests.conftest import logged_in
from tests.factories import (
    PASSPHRASE,
    EnvelopeFactory,
    OpeningFactory,
    ProcessFactory,
    UserFactory,
)
from tests.pdf import check_pdf, page_texts, pdf_text, text_of
from tests.threads import at_once

pytestmark = pytest.mark.django_db

URL = "/verfahren/mitarbeiterbefragung/oeffnung/"
PROTOCOL = f"{URL}protokoll.pdf"


@pytest.fixture
def full(closed):
    """Twelve envelopes wait to be opened."""
    for number in range(12):
        EnvelopeFactory(box=closed.box, answer={"konzept/wohnen": f"Zu teuer {number}"})
    return closed


def open_it(client, passphrase=PASSPHRASE, present="A. Muster (Personalrat)", **more):
    return client.post(URL, {"first": passphrase, "present": present} | more)


def nothing_happened():
    assert Envelope.objects.count() == 12
    assert BallotBox.objects.exists()
    assert not Opening.objects.exists()
    assert not HeldComment.objects.exists()


def test_page_explains_and_asks(manager_client, full):
    page = manager_client.get(URL).content.decode()

    assert "Das geht nur einmal." in page
    assert 'name="first"' in page
    assert 'name="second"' not in page
    assert "12" not in page.split("<main")[1].split("<form")[0]


def test_page_grows_while_the_box_opens(manager_client, full):
    response = open_it(manager_client)

    assert response.streaming
    assert response["Cache-Control"] == "no-store"
    page = response.getvalue().decode()
    assert "1 von 12 Umschlägen geöffnet" in page
    assert "12 von 12 Umschlägen geöffnet" in page
    assert "12 Kommentare warten auf die Freigabe." in page
    assert page.rstrip().endswith("</html>")
    opening = Opening.objects.get()
    assert (opening.opened_by, opening.present) == (
        "verwaltung",
        "A. Muster (Personalrat)",
    )
    assert HeldComment.objects.count() == 12


def test_longest_name_there_can_be_stands_in_the_protocol(
    manager_client, manager, full
):
    manager.first_name, manager.last_name = "A" * 150, "B" * 150
    manager.save()

    open_it(manager_client).getvalue()

    full.refresh_from_db()
    assert full.opening.opened_by == f"{'A' * 150} {'B' * 150}"


def test_many_envelopes_make_few_reports(manager_client, closed):
    EnvelopeFactory.create_batch(100, box=closed.box, answer={"konzept/wohnen": "Ja"})

    page = open_it(manager_client).getvalue().decode()

    assert page.count("von 100 Umschlägen geöffnet") == 10


def test_result_is_shown_afterwards(manager_client, full):
    open_it(manager_client).getvalue()

    page = manager_client.get(URL).content.decode()

    assert "Eingegangene Umschläge" in page
    assert reverse("staffsurvey-setup:opening-protocol") in page
    assert "manage.py delete_backups" in page
    assert 'name="first"' not in page


def test_both_halves_are_asked_for(manager_client, full):
    full.box.has_two_halves = True
    full.box.save()

    assert 'name="second"' in manager_client.get(URL).content.decode()
    first, second = PASSPHRASE.rsplit(" ", 3)[0], " ".join(PASSPHRASE.split()[-3:])
    assert (
        "12 von 12" in open_it(manager_client, first, second=second).getvalue().decode()
    )


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"passphrase": "sechs falsche worte"}, "öffnet sich die Wahlurne nicht"),
        ({"passphrase": ""}, "Bitte tippen Sie die Wörter ab."),
        ({"present": ""}, "Bitte schreiben Sie auf, wer dabei ist."),
    ],
)
def test_wrong_entries_open_nothing(manager_client, full, entries, message):
    page = open_it(manager_client, **entries).content.decode()

    assert message in page
    nothing_happened()


def test_after_a_wrong_passphrase_only_the_passphrase_is_gone(manager_client, full):
    page = open_it(manager_client, "sechs falsche worte").content.decode()

    assert "A. Muster (Personalrat)" in page
    assert "sechs falsche worte" not in page


def test_too_few_envelopes_are_not_opened_and_not_counted(manager_client, closed):
    EnvelopeFactory.create_batch(7, box=closed.box)

    page = open_it(manager_client).content.decode()

    assert "weniger als 10 Umschläge" in page
    assert "7" not in page.split("weniger als 10")[1].split("<form")[0]
    assert Envelope.objects.count() == 7


@pytest.mark.parametrize("client_of", ["survey", "draft"])
def test_before_the_end_nothing_can_be_opened(manager_client, request, client_of):
    survey = request.getfixturevalue(client_of)
    page = open_it(manager_client).content.decode()

    assert 'name="first"' not in page
    assert "Die Befragung" in page
    assert not Opening.objects.filter(survey=survey).exists()


def test_opened_box_is_not_opened_again(manager_client, full):
    open_it(manager_client).getvalue()

    page = open_it(manager_client).content.decode()

    assert "Eingegangene Umschläge" in page
    assert Opening.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_whoever_leaves_half_way_undoes_it(manager_client, full):
    response = open_it(manager_client)
    pieces = iter(response.streaming_content)
    assert b"<h1>" in next(pieces)
    assert b"2 von 12" in [next(pieces) for _ in range(2)][-1]

    response.close()

    nothing_happened()
    assert "12 von 12" in open_it(manager_client).getvalue().decode()


@pytest.mark.django_db(transaction=True)
def test_error_of_the_database_undoes_it_and_says_so(manager_client, full):
    response = open_it(manager_client)
    pieces = iter(response.streaming_content)
    next(pieces)
    OpeningFactory(survey=full)  # so the real one cannot be stored

    rest = b"".join(pieces).decode()

    assert "Abgebrochen: Die Datenbank hat einen Fehler gemeldet." in rest
    assert rest.rstrip().endswith("</html>")
    nothing_happened()


@pytest.mark.django_db(transaction=True)
def test_while_somebody_opens_nobody_else_does(manager_client, full):
    first = open_it(manager_client)
    next(iter(first.streaming_content))

    def open_meanwhile(_number):
        impatient = "PRAGMA busy_timeout = 200"
        if connection.vendor == "postgresql":
            impatient = "SET lock_timeout = 200"
        with connection.cursor() as cursor:
            cursor.execute(impatient)
        return open_it(manager_client).content.decode()

    (second,) = at_once(1, open_meanwhile)

    assert "wird gerade auf einer anderen Seite geöffnet" in second
    assert "12 von 12" in first.getvalue().decode()


def test_protocol_can_be_signed(manager_client, closed, tmp_path):
    OpeningFactory(
        survey=closed,
        slips=700,
        received=412,
        invalid=3,
        comments=1033,
        present="A. Muster (Personalrat)\n\nB. Beispiel (Datenschutz)\n",
    )

    response = manager_client.get(PROTOCOL)

    file = tmp_path / "protokoll.pdf"
    file.write_bytes(BytesIO(response.content).read())
    check_pdf(file)
    text = " ".join(pdf_text(file).split())
    for said in ("700", "412", "409", "A. Muster (Personalrat)", "B. Beispiel"):
        assert said in text
    assert "manage.py delete_backups" in text


def test_protocol_says_where_backups_lie(manager_client, manager, closed):
    record(closed, EventKind.STARTED, by=manager, detail="NAS im Keller, 14 Tage")
    record(closed, EventKind.PROLONGED, by=manager, detail="vom 1. auf den 2. März")
    names = [f"{name} (Personalrat)" for name in ("A. Muster", "B. Beispiel")]
    OpeningFactory(survey=closed, present="\n".join(names))

    pdf = manager_client.get(PROTOCOL).content
    text = " ".join(text_of(pdf).split())

    assert "laut Angabe vor dem Start NAS im Keller, 14 Tage Was geschehen" in text
    assert "auf den 2. März" not in text
    # Nobody signs on a sheet of its own.
    signed = [page for page in page_texts(pdf) if "Name und Stelle" in page]
    assert len(signed) == 1
    assert all(name in signed[0] for name in names)


def test_protocol_is_silent_where_nothing_was_said_of_backups(manager_client, closed):
    OpeningFactory(survey=closed)

    assert "Start angegeben" not in text_of(manager_client.get(PROTOCOL).content)


def test_there_is_no_protocol_before_the_opening(manager_client, full):
    assert manager_client.get(PROTOCOL).status_code == 404


def test_protocol_of_another_process_is_not_found(manager_client, db):
    ProcessFactory(is_current=True)
    OpeningFactory()

    assert manager_client.get(PROTOCOL).status_code == 404


@pytest.mark.parametrize("url", [URL, PROTOCOL])
def test_only_the_management_opens(client, full, url):
    OpeningFactory(survey=full)

    assert client.get(url).status_code == 302
    for role in (None, *(set(Role) - {Role.MANAGEMENT})):
        visitor = logged_in(UserFactory(**({"role": role} if role else {})))
        assert visitor.get(url).status_code == 403


def test_protocol_takes_no_post(manager_client, full):
    assert manager_client.post(PROTOCOL).status_code == 405
