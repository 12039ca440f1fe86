from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories import CafeFactory, NoteImportFactory
from tests.worldcafe.importing.tables import csv, filled, upload
from worldcafe.forms.note_imports import LARGEST_FILE
from worldcafe.models import Note, NoteImport, Table
from worldcafe.services.closing import close_cafe
from worldcafe.services.notes import change_note

pytestmark = pytest.mark.django_db


def url_of(name, pk):
    return reverse(f"worldcafe-setup:{name}", args=[pk])


@pytest.fixture
def send(manager_client, cafe):
    """Upload a table and look at what comes then."""

    def send(table=None, name="tische.xlsx"):
        content = filled(cafe, [{}]) if table is None else table
        url = url_of("note-imports", cafe.pk)
        return manager_client.post(url, {"file": upload(content, name)}, follow=True)

    return send


@pytest.fixture
def stored(manager_client, send):
    send()
    imported = NoteImport.objects.get()
    manager_client.post(url_of("note-import", imported.pk))
    imported.refresh_from_db()
    return imported


def test_page_leads_to_tables_and_template(manager_client, cafe, table):
    Table.objects.filter(number=2).update(revoked_on=cafe.held_on)

    content = manager_client.get(url_of("note-imports", cafe.pk)).content.decode()

    assert reverse("worldcafe:table", args=[table.code]) in content
    assert "Tisch 2" not in content
    assert url_of("note-template", cafe.pk) in content
    assert "Noch ist keine Tabelle eingelesen." in content


def test_page_says_if_all_links_are_revoked(manager_client, cafe):
    Table.objects.update(revoked_on=cafe.held_on)

    content = manager_client.get(url_of("note-imports", cafe.pk)).content.decode()

    assert "Die Links aller Tische sind gesperrt." in content


def test_cafe_leads_to_the_page(manager_client, cafe):
    content = manager_client.get(url_of("cafe", cafe.pk)).content.decode()

    assert url_of("note-imports", cafe.pk) in content
    assert url_of("photos", cafe.pk) in content


@pytest.mark.parametrize("count", [1, 3])
def test_page_needs_the_same_number_of_queries(
    manager_client, manager, cafe, count, django_assert_num_queries
):
    for day in (None, cafe.held_on):
        NoteImportFactory.create_batch(
            count, cafe=cafe, imported_on=day, uploaded_by=manager
        )

    # session, user, roles; process (also for the frame of the page), café; forgotten
    # ones, tables, waiting and stored ones
    with django_assert_num_queries(10):
        manager_client.get(url_of("note-imports", cafe.pk))


def test_template_is_downloaded(manager_client, cafe):
    response = manager_client.get(url_of("note-template", cafe.pk))

    name = f"worldcafe-{cafe.number}-nacherfassung.xlsx"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "Notizen" in load_workbook(BytesIO(response.content)).sheetnames


def test_uploaded_table_is_shown_before_it_is_stored(send, cafe):
    table = filled(cafe, [{"Gewichtungspunkte": 3}], [{"Personen": 6}])

    content = send(table).content.decode()

    assert "Die Tabelle ist in Ordnung. 1 Notiz ist neu." in content
    assert "Zu wenig Wohnungen" in content
    assert "3 Gewichtungspunkte" in content
    assert '<td class="number">6</td>' in content
    assert not Note.objects.exists()


def test_shown_table_is_stored_by_its_button(manager_client, send):
    send()

    url = url_of("note-import", NoteImport.objects.get().pk)
    content = manager_client.post(url, follow=True).content.decode()

    assert "1 Notiz ist eingelesen." in content
    assert Note.objects.count() == 1


def test_second_click_says_that_it_is_stored(manager_client, stored):
    url = url_of("note-import", stored.pk)

    for answer in (
        manager_client.post(url, follow=True),
        manager_client.get(url, follow=True),
    ):
        assert "„tische.xlsx“ ist eingelesen." in answer.content.decode()
    assert Note.objects.count() == 1


def test_problems_are_listed_and_nothing_can_be_stored(manager_client, send, cafe):
    response = send(filled(cafe, [{}, {"Tisch": "9"}]))

    content = response.content.decode()
    assert "1 Fehler in der Tabelle" in content
    assert "„9“ gibt es hier nicht." in content
    assert "Notiz speichern" not in content
    url = url_of("note-import", NoteImport.objects.get().pk)
    answer = manager_client.post(url, follow=True).content.decode()
    assert "Inzwischen hat sich etwas geändert." in answer
    assert not Note.objects.exists()


def test_file_that_is_no_table_says_so(send):
    assert "Die Datei ist keine Tabelle." in send(b"%PDF-1.7").content.decode()


def test_empty_template_says_so(send, cafe):
    content = send(filled(cafe)).content.decode()

    assert "In der Tabelle steht keine Notiz" in content


def test_columns_that_are_not_read_are_told(send):
    content = send(
        csv("1;1;probleme;x;rot", head="Tisch;Runde;Leitfrage;Notiz;Farbe"), "a.csv"
    ).content.decode()

    assert "Das wird nicht gelesen" in content
    assert "Farbe" in content


def test_known_notes_say_that_there_is_nothing_to_store(send, stored):
    content = send(csv(";1;1;probleme;Zu wenig Wohnungen"), "a.csv").content.decode()

    assert "Alle Notizen sind schon da" in content
    assert "speichern</span>" not in content


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "Die Datei ist leer."), (bytes(LARGEST_FILE + 1), "höchstens 10 MB")],
)
def test_impossible_file_is_refused(send, content, says):
    assert says in send(content).content.decode()
    assert not NoteImport.objects.exists()


def test_missing_file_is_refused(manager_client, cafe):
    response = manager_client.post(url_of("note-imports", cafe.pk))

    assert "Bitte wählen Sie die Tabelle." in response.content.decode()


def test_same_file_is_refused_once_it_is_stored(manager_client, send):
    table = csv(";1;1;probleme;x")
    send(table, "a.csv")
    manager_client.post(url_of("note-import", NoteImport.objects.get().pk))

    assert "Diese Datei ist schon eingelesen, am " in send(table).content.decode()
    assert NoteImport.objects.count() == 1


def test_waiting_table_is_listed_and_thrown_away(manager_client, send, cafe):
    send()
    imported = NoteImport.objects.get()
    page = manager_client.get(url_of("note-imports", cafe.pk)).content.decode()
    assert "Noch nicht gespeichert" in page

    url = url_of("note-import-discard", imported.pk)
    content = manager_client.post(url, follow=True).content.decode()

    assert "Die Tabelle ist gelöscht. Es wurde nichts gespeichert." in content
    assert not NoteImport.objects.exists()


def test_stored_table_is_not_thrown_away(manager_client, stored):
    manager_client.post(url_of("note-import-discard", stored.pk))

    assert NoteImport.objects.exists()


def test_import_is_taken_back_after_asking(manager_client, stored):
    url = url_of("note-import-undo", stored.pk)

    assert "zurücknehmen?" in manager_client.get(url).content.decode()
    assert Note.objects.exists()
    content = manager_client.post(url, follow=True).content.decode()
    assert "Der Import ist zurückgenommen." in content
    assert not Note.objects.exists()


def test_import_that_somebody_works_on_is_not_taken_back(manager_client, stored):
    change_note(Note.objects.get(), version=1, text="Anders")
    url = url_of("note-import-undo", stored.pk)

    for answer in (manager_client.get(url), manager_client.post(url, follow=True)):
        assert "hat schon jemand weitergearbeitet" in answer.content.decode()
    assert Note.objects.exists()


def test_closed_cafe_takes_nothing_and_gives_nothing_back(
    manager_client, stored, send, cafe
):
    send(filled(cafe, [{"Notiz": "Zu spät"}]))
    waiting = NoteImport.objects.waiting().get()
    close_cafe(cafe)

    page = send(csv(";1;1;probleme;y")).content.decode()
    assert "Es nimmt keine Notizen mehr auf." in page
    assert NoteImport.objects.count() == 2
    for url in (
        url_of("note-import", waiting.pk),
        url_of("note-import-undo", stored.pk),
    ):
        answer = manager_client.post(url, follow=True).content.decode()
        assert "Seine Notizen ändern sich nicht mehr." in answer
    assert Note.objects.count() == 1


def test_import_of_another_process_is_not_found(manager_client, cafe):
    foreign = NoteImportFactory()
    for name in ("note-import", "note-import-undo", "note-import-discard"):
        assert manager_client.post(url_of(name, foreign.pk)).status_code == 404
    for name in ("note-imports", "note-template"):
        assert manager_client.get(url_of(name, CafeFactory().pk)).status_code == 404
    assert NoteImport.objects.exists()


def test_only_managers_import(client, evaluator_client, reader_client, cafe):
    url = url_of("note-imports", cafe.pk)

    assert client.get(url).url == f"{reverse('login')}?next={url}"
    assert evaluator_client.get(url).status_code == 403
    assert reader_client.get(url).status_code == 403
