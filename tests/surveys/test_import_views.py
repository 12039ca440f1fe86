"""Importing filled-in forms through the pages; who may, see tests/test_setup_access."""

import html
import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from ilmkreis_integration.models import Contribution
from surveys.forms import imports as import_forms
from surveys.models import Import, ImportFile, Response
from surveys.views import imports as import_views
from tests.factories import (
    ChannelFactory,
    EditionFactory,
    ImportFactory,
    StatementFactory,
)
from tests.ilmkreis_integration.tables import samples
from tests.surveys.importing.tables import filled, saved, template, upload, workbook

pytestmark = pytest.mark.django_db
PAGE = reverse("surveys-setup:imports")


@pytest.fixture(autouse=True)
def current(questionnaire, channel):
    questionnaire.process.is_current = True
    questionnaire.process.save()


@pytest.fixture
def send(manager_client, channel):
    """Upload a table; return the response."""

    def send(table, **values):
        sent = {
            "format": "template",
            "file": upload(table),
            "channel": channel.pk,
            "received_on": "2017-03-31",
        }
        return manager_client.post(PAGE, sent | values)

    return send


def page_of(imported, name="import"):
    return reverse(f"surveys-setup:{name}", args=[imported.pk])


def text_of(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).split())


def test_page_offers_templates_of_released_editions(manager_client, questionnaire):
    EditionFactory(questionnaire=questionnaire, number=2)
    EditionFactory(questionnaire=questionnaire, number=3, released_on=None)

    response = manager_client.get(PAGE)

    links = re.findall(r"import/vorlage/(\d+)/", response.content.decode())
    assert links == ["2", "1"]
    assert "Noch ist keine Tabelle eingelesen." in text_of(response)
    assert f'value="{timezone.localdate():%Y-%m-%d}"' in response.content.decode()


def test_page_without_channel_leads_to_making_one(manager_client, channel):
    channel.delete()

    response = manager_client.get(PAGE)

    assert "Noch gibt es keine Ausgabestelle." in text_of(response)
    assert "multipart/form-data" not in response.content.decode()


def test_without_a_released_edition_nothing_can_be_uploaded(
    send, manager_client, questionnaire
):
    table = filled(questionnaire)
    questionnaire.editions.update(released_on=None)

    for response in (
        manager_client.get(PAGE),
        send(table),
        send(table, format="sosci"),
    ):
        assert "Noch ist keine Fassung freigegeben." in text_of(response)
        assert "multipart/form-data" not in response.content.decode()
    assert Import.objects.count() == 0


def test_page_forgets_tables_that_nobody_stored(manager_client, channel):
    ImportFactory(channel=channel)
    Import.objects.update(uploaded_at=timezone.now() - timedelta(hours=25))

    manager_client.get(PAGE)

    assert Import.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_as_many_queries_for_one_as_for_three(
    manager_client, channel, django_assert_num_queries, manager, count
):
    for _number in range(count):
        ImportFactory(channel=channel, uploaded_by=manager)
        ImportFactory(channel=channel, uploaded_by=manager, imported_on="2026-03-02")

    with django_assert_num_queries(12):
        manager_client.get(PAGE)


def test_template_is_a_workbook(manager_client, questionnaire):
    response = manager_client.get(reverse("surveys-setup:import-template", args=[1]))

    name = f"{questionnaire.slug}-vorlage-fassung-1.xlsx"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    book = load_workbook(BytesIO(response.content))
    assert book.sheetnames == ["Anleitung", "Einzelbögen", "Gruppenbögen", "Codes"]


@pytest.mark.parametrize("number", [2, 99])
def test_there_is_no_template_of_a_draft(manager_client, questionnaire, number):
    EditionFactory(questionnaire=questionnaire, number=2, released_on=None)

    response = manager_client.get(
        reverse("surveys-setup:import-template", args=[number])
    )

    assert response.status_code == 404


def test_table_is_uploaded_looked_through_and_stored(
    send, manager, manager_client, questionnaire
):
    table = filled(
        questionnaire,
        single=[{"bogen-nr": "A1", "merkmal-alter": "jung", "frage-gut": "die Ruhe"}],
        group=[{"personen": 12, "frage-schwer": "die Busse"}],
    )

    response = send(table)

    imported = Import.objects.get()
    assert response.url == page_of(imported)
    assert (imported.uploaded_by, imported.file_name) == (manager, "boegen.xlsx")
    assert Response.objects.count() == 0

    text = text_of(manager_client.get(response.url))
    assert "Die Tabelle ist in Ordnung. 2 Bögen sind neu." in text
    assert "Einzelfragebogen 1 1 0 1" in text
    assert "Gruppenfragebogen 1 12 0 1" in text
    assert "Einzelbögen, Zeile 3 Form Einzelfragebogen Bogen-Nr. A1" in text
    assert "Eingang 31. März 2017" in text
    assert Response.objects.count() == 0

    response = manager_client.post(page_of(imported), follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    assert "2 Bögen sind eingelesen." in text_of(response)
    assert "boegen.xlsx eingelesen am" in text_of(response)
    texts = Contribution.objects.values_list("text", flat=True)
    assert list(texts) == ["die Ruhe", "die Busse"]
    assert ImportFile.objects.count() == 0


def test_every_problem_is_listed_and_nothing_stored(
    send, manager_client, questionnaire
):
    table = filled(
        questionnaire,
        single=[
            {"frage-gut": "Ruhe"},
            {"frage-gut": "Wald", "merkmal-alter": "<b>uralt</b>"},
        ],
        group=[{"personen": 1, "frage-gut": "Ruhe"}],
    )

    imported_page = send(table).url
    response = manager_client.get(imported_page)

    text = text_of(response)
    assert "2 Fehler in der Tabelle" in text
    assert "Einzelbögen 4 " in text
    assert "„<b>uralt</b>“ gibt es hier nicht." in text
    assert "Eine Gruppe hat mindestens 2 Personen." in text
    assert "Bögen speichern" not in text

    response = manager_client.post(imported_page)
    assert response.url == imported_page
    assert Response.objects.count() == 0
    assert ImportFile.objects.count() == 1


def test_many_problems_are_counted(send, manager_client, questionnaire):
    table = filled(
        questionnaire, single=[{"frage-gut": "a", "sprache": "Elbisch"}] * 130
    )

    text = text_of(manager_client.get(send(table).url))

    assert "130 Fehler in der Tabelle" in text
    assert "Die ersten 100 von 130 Fehlern" in text
    assert text.count("„Elbisch“ gibt es hier nicht.") == 100


def test_repeated_file_is_refused_and_named(send, manager_client, questionnaire):
    table = filled(questionnaire, single=[{"frage-gut": "Ruhe"}])
    manager_client.post(send(table).url)

    other = ChannelFactory(questionnaire=questionnaire)
    response = send(table, channel=other.pk)

    assert response.status_code == 200
    assert "Diese Datei ist schon eingelesen, am " in text_of(response)
    assert (Import.objects.count(), Response.objects.count()) == (1, 1)


def test_rows_that_are_there_already_are_shown_and_not_stored(
    send, manager_client, questionnaire
):
    rows = [{"frage-gut": "Ruhe"}]
    manager_client.post(send(filled(questionnaire, single=rows)).url)

    url = send(filled(questionnaire, single=[*rows, {"frage-gut": "Wald"}])).url
    text = text_of(manager_client.get(url))

    assert "1 Bogen ist neu. 1 ist schon da und wird nicht doppelt gespeichert." in text
    assert "1 Bogen speichern" in text
    manager_client.post(url)
    assert Response.objects.count() == 2


def test_table_without_anything_new_says_so(send, manager_client, questionnaire):
    rows = [{"frage-gut": "Ruhe"}]
    manager_client.post(send(filled(questionnaire, single=rows)).url)

    other_file = filled(questionnaire, single=[{}, *rows])
    text = text_of(manager_client.get(send(other_file).url))

    assert "Alle Bögen sind schon da" in text
    assert "Bogen speichern" not in text


def test_empty_template_says_so(send, manager_client, questionnaire):
    text = text_of(manager_client.get(send(template(questionnaire)).url))

    assert "In der Tabelle steht kein Bogen" in text


def test_table_of_an_edition_that_is_gone_leads_back(
    send, manager_client, questionnaire
):
    url = send(filled(questionnaire, single=[{"frage-gut": "Ruhe"}])).url
    questionnaire.editions.update(number=7)

    for answer in (manager_client.get(url), manager_client.post(url)):
        assert answer.url == PAGE
    assert Response.objects.count() == 0


UNSAFE = {
    "macros": (
        lambda q: samples.workbook(**{"xl__vbaProject.bin": b"x"}).getvalue(),
        "Die Datei enthält Makros.",
    ),
    "entities": (
        lambda q: samples.workbook(
            **{
                "xl__worksheets__sheet1.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///e">'
                "]><worksheet/>"
            }
        ).getvalue(),
        "Die Datei enthält eine Dokumenttyp-Angabe.",
    ),
    "bomb": (
        lambda q: samples.workbook(
            **{"xl__worksheets__sheet1.xml": "<worksheet>" + " " * 30_000_000}
        ).getvalue(),
        "Die Datei",
    ),
    "links": (
        lambda q: samples.workbook(
            **{"xl__externalLinks__externalLink1.xml": "<x/>"}
        ).getvalue(),
        "eingebettete Objekte oder Verknüpfungen",
    ),
    "old": (lambda q: b"\xd0\xcf\x11\xe0" + b"x" * 600, "hat das alte Format"),
    "pdf": (lambda q: b"%PDF-1.7", "Die Datei ist keine Tabelle."),
    "text": (lambda q: b"a;b\n1;2\n", "Das ist nicht unsere Vorlage"),
    "broken": (lambda q: template(q)[:-100], "Die Datei"),
}


@pytest.mark.parametrize("kind", UNSAFE)
def test_unsafe_files_are_refused_when_they_come(send, questionnaire, kind):
    make, reason = UNSAFE[kind]

    response = send(make(questionnaire))

    assert response.status_code == 200
    assert reason in text_of(response)
    assert Import.objects.count() == 0


def test_large_files_are_refused(send, questionnaire, monkeypatch):
    monkeypatch.setattr(import_forms, "LARGEST_FILE", 100)

    response = send(filled(questionnaire))

    assert "Die Datei ist zu groß; höchstens 25 MB." in text_of(response)
    assert Import.objects.count() == 0


def test_invalid_upload_stores_nothing(send, questionnaire):
    foreign = ChannelFactory()
    tomorrow = timezone.localdate() + timedelta(days=1)
    table = filled(questionnaire)

    for wrong in (
        {"channel": foreign.pk},
        {"received_on": tomorrow},
        {"file": ""},
        {"format": "excel"},
        {"labels_file": upload(b"")},
    ):
        assert send(table, **wrong).status_code == 200
    assert Import.objects.count() == 0


def test_waiting_table_is_discarded(send, manager_client, questionnaire):
    send(filled(questionnaire))
    imported = Import.objects.get()

    response = manager_client.post(page_of(imported, "import-discard"), follow=True)

    assert "Es wurde nichts gespeichert." in text_of(response)
    assert (Import.objects.count(), ImportFile.objects.count()) == (0, 0)


def test_only_waiting_tables_are_discarded_and_only_stored_ones_undone(
    manager_client, channel
):
    waiting = ImportFactory(channel=channel)
    done = ImportFactory(channel=channel, imported_on="2026-03-02")

    for address in (page_of(done, "import-discard"), page_of(waiting, "import-undo")):
        assert manager_client.post(address).status_code == 404
    assert Import.objects.count() == 2


def test_pressing_twice_stores_once(send, manager_client, questionnaire):
    url = send(filled(questionnaire, single=[{"frage-gut": "Ruhe"}])).url
    manager_client.post(url)

    response = manager_client.post(url, follow=True)

    assert response.redirect_chain == [(PAGE, 302)]
    assert "„boegen.xlsx“ ist eingelesen." in text_of(response)
    assert Response.objects.count() == 1


def test_table_that_is_stored_at_this_moment_leads_back(manager_client, channel):
    imported = ImportFactory(channel=channel)

    assert manager_client.post(page_of(imported)).url == PAGE


def test_long_import_is_announced(send, manager_client, questionnaire, monkeypatch):
    url = send(filled(questionnaire, single=[{"frage-gut": "Ruhe"}] * 3)).url
    announcement = "Das Speichern dauert eine Weile"

    assert announcement not in text_of(manager_client.get(url))
    monkeypatch.setattr(import_views, "LONG_IMPORT", 2)
    assert announcement in text_of(manager_client.get(url))


def test_import_is_undone_after_a_question(send, manager_client, questionnaire):
    manager_client.post(send(filled(questionnaire, single=[{"frage-gut": "Ruhe"}])).url)
    undo = page_of(Import.objects.get(), "import-undo")

    text = text_of(manager_client.get(undo))
    assert "Import „boegen.xlsx“ zurücknehmen?" in text
    assert "Ja, zurücknehmen" in text
    assert Response.objects.count() == 1

    response = manager_client.post(undo, follow=True)
    assert "Der Import ist zurückgenommen." in text_of(response)
    assert (Response.objects.count(), Contribution.objects.count()) == (0, 0)


def test_import_in_use_stays(send, manager_client, questionnaire):
    manager_client.post(send(filled(questionnaire, single=[{"frage-gut": "Ruhe"}])).url)
    undo = page_of(Import.objects.get(), "import-undo")
    StatementFactory(contribution=Contribution.objects.get())

    text = text_of(manager_client.get(undo))
    assert "schon Beiträge ausgewertet oder übersetzt" in text
    assert "Ja, zurücknehmen" not in text

    response = manager_client.post(undo, follow=True)
    assert "ist inzwischen in Arbeit und bleibt." in text_of(response)
    assert Response.objects.count() == 1


def test_columns_that_were_deleted_are_named(send, manager_client, questionnaire):
    book = workbook(questionnaire)
    book["Einzelbögen"].delete_cols(1)

    text = text_of(manager_client.get(send(saved(book)).url))

    assert "Einzelbögen 2 bogen-nr Diese Spalte fehlt." in text
