"""A whole café: three tables, two rounds, and the protocol before people leave."""

from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from ilmkreis_integration.models import Contribution
from reports.models import Statement
from tests.factories import ActionFieldFactory
from worldcafe.models import Cafe, Note, Sitting, Table

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What is typed: by table, round and Leitfrage.
ROUND_1 = {
    1: [("probleme", "Zu wenige große Wohnungen"), ("gut", "Die Umzugshelfer")],
    2: [("probleme", "Zeugnisse werden nicht anerkannt")],
    3: [("gut", "Das Begegnungscafé am Freitag"), ("probleme", "Busse am Abend")],
}
ROUND_2 = {
    1: [("probleme", "Kautionen sind zu hoch")],
    2: [("gut", "Praktika beim Landratsamt"), ("probleme", "Keine Kita, kein Kurs")],
    3: [("gut", "Sportvereine ohne Beitrag im ersten Jahr")],
}
REWORDED = "Zu wenige große Wohnungen, vor allem in Ilmenau"
MEANWHILE = "Zu wenige und zu teure große Wohnungen"


@pytest.fixture
def cafe(cafe, process):
    """With a third table."""
    field = ActionFieldFactory(process=process, slug="kultur", position=3)
    table = Table.objects.create(cafe=cafe, number=3, action_field=field)
    for round_ in cafe.rounds.all():
        Sitting.objects.create(table=table, round=round_)
    return cafe


@pytest.fixture
def moderator(page, live_server, log_in, manager, cafe):
    log_in(manager)
    page.goto(live_server.url + reverse("worldcafe-setup:moderation", args=[cafe.pk]))
    return page


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def note_down(hosts, notes):
    for number, host in hosts.items():
        for question, text in notes[number]:
            host.write(text, question)


def count_people(host, people):
    for _ in range(people):
        host.page.locator("#mehr_people").click()
        host.page.locator("#mehr_participation_dots").click()


def download(page, name):
    with page.expect_download() as downloading:
        page.get_by_role("link", name=name).click()
    return downloading.value.path().read_bytes()


def squeezed(text):
    return " ".join(text.split())


def text_of_pdf(file):
    return squeezed(" ".join(p.extract_text() for p in PdfReader(BytesIO(file)).pages))


def text_of_docx(file):
    document = Document(BytesIO(file))
    cells = [
        cell for table in document.tables for row in table.rows for cell in row.cells
    ]
    return squeezed(" ".join(part.text for part in [*document.paragraphs, *cells]))


def test_cafe_from_the_first_round_to_the_protocol(moderator, cafe, arrive):
    hosts = {table.number: arrive(at=table) for table in cafe.tables.all()}
    second_device = arrive(at=cafe.tables.get(number=1))

    press(moderator, "Runde 1 beginnen")
    note_down(hosts, ROUND_1)
    for host in hosts.values():
        count_people(host, people=5)
        host.wait_until_stored()

    have_both_change_one_note(hosts[1], second_device)
    hold_second_round_with_one_host_offline(moderator, hosts)
    weigh_notes(hosts)
    close(moderator, cafe)

    typed = {
        text
        for notes in (ROUND_1, ROUND_2)
        for said in notes.values()
        for _, text in said
    }
    typed = typed - {"Zu wenige große Wohnungen"} | {REWORDED, MEANWHILE}
    assert set(Contribution.objects.values_list("text", flat=True)) == typed
    assert Statement.objects.count() == len(typed)
    assert not Contribution.objects.filter(is_final=False).exists()
    for text in (
        text_of_pdf(download(moderator, "Protokoll als PDF")),
        text_of_docx(download(moderator, "Protokoll als Word-Datei")),
    ):
        assert [said for said in typed if said not in text] == []
        assert "W1-T2-R2-01" in text
    hosts[3].sees("Das World Café ist beendet")


def have_both_change_one_note(first, second):
    """One without network, the other meanwhile; both wordings stay."""
    second.sees_note("Zu wenige große Wohnungen")
    first.go_offline()
    first.edit("Zu wenige große Wohnungen", REWORDED)
    second.edit("Zu wenige große Wohnungen", MEANWHILE)
    second.wait_until_stored()
    first.go_online()
    first.sees("Jemand anderes hat diese Notiz gerade geändert")
    first.press("Beide behalten")
    first.wait_until_stored()
    second.sees_note(REWORDED)


def hold_second_round_with_one_host_offline(moderator, hosts):
    hosts[2].go_offline()
    press(moderator, "Runde 1 beenden")
    press(moderator, "Runde 2 beginnen")
    moderator.get_by_role("heading", name="Runde 2 von 2 läuft").wait_for()
    for number in (1, 3):
        hosts[number].page.get_by_role("link", name="Zu Runde 2").click()
    # Nobody tells the one without network; the host goes on by hand.
    hosts[2].page.get_by_role("link", name="Runde 2", exact=True).click()
    for host in hosts.values():
        host.page.wait_for_url("**?runde=2")
    note_down(hosts, ROUND_2)
    count_people(hosts[2], people=6)
    hosts[1].press("bestätigt", within=hosts[1].note(MEANWHILE))
    hosts[2].sees("kein Netz. Schreiben Sie ruhig weiter.")

    hosts[2].go_online()

    hosts[2].wait_until_stored()
    late = Sitting.objects.get(table__number=2, round__number=2)
    assert (late.people, late.participation_dots) == (6, 6)
    assert Note.objects.filter(sitting=late).count() == len(ROUND_2[2])


def weigh_notes(hosts):
    host = hosts[3]
    host.press("Gewichtungspunkte zählen")
    note = host.note("Sportvereine ohne Beitrag")
    for _ in range(7):
        note.get_by_role("button", name="ein Punkt mehr").click()
    for host in hosts.values():
        host.wait_until_stored()


def close(moderator, cafe):
    moderator.get_by_role("link", name="Zurück zum World Café").click()
    moderator.get_by_role("link", name="Abschließen").click()
    press(moderator, "Ja, abschließen")
    moderator.get_by_text("Das World Café ist abgeschlossen.").wait_for()
    assert Cafe.objects.get(pk=cafe.pk).state == Cafe.State.CLOSED
