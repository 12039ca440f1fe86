import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from staffsurvey.cleaning import REMAINS
from staffsurvey.importing.reading import TextColumn
from staffsurvey.importing.taking_over import (
    DoneError,
    GoneError,
    RunningError,
    discard,
    receive,
    take_over,
)
from staffsurvey.models import (
    BallotBox,
    CommentImport,
    FocusArea,
    HeldComment,
    ImportColumn,
)
from tests.factories import (
    BallotBoxFactory,
    CommentImportFactory,
    FocusAreaFactory,
    ImportColumnFactory,
)
from tests.staffsurvey.importing.exports import SCRIPT, TRACES, some_interviews
from tests.staffsurvey.test_inbox import whole_database

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"staffsurvey-setup:{name}", args=args)


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def make_old():
    yesterday = timezone.localdate() - timedelta(days=1)
    CommentImport.objects.update(uploaded_on=yesterday)


def upload(client, table=None, script=SCRIPT, **extra):
    files = {}
    if table != b"none":
        content = some_interviews(12) if table is None else table
        files["file"] = SimpleUploadedFile("daten.csv", content)
    if script:
        files["script"] = SimpleUploadedFile("import.r", script)
    return client.post(url("imports"), files, **extra)


@pytest.fixture
def area(draft):
    return FocusArea.objects.get(slug="wohnen")


@pytest.fixture
def imported(draft, area):
    """Waits with two columns, one of them assigned."""
    imported = CommentImportFactory(survey=draft, uploaded_on=timezone.localdate())
    ImportColumnFactory(of=imported, texts=["Zu teuer", "Zu weit"], focus_area=area)
    ImportColumnFactory(of=imported, texts=["Egal"])
    return imported


# --- Uploading


def test_upload_keeps_the_texts_and_guesses_where_they_belong(manager_client, draft):
    response = upload(manager_client)

    imported = CommentImport.objects.get()
    assert response.url == url("import", imported.pk)
    assert imported.comments is None
    columns = imported.columns.values_list("name", "focus_area__slug")
    assert list(columns) == [("WO01_01", "wohnen"), ("KI01_01", "kinder")]
    page = manager_client.get(response.url).content.decode()
    assert "21 andere Spalten wurden sofort verworfen." in page
    assert "12 Texte" in page
    assert "Schwerpunkte: Kinder" in page  # the label of the question
    assert "Wohnung fehlt" not in page  # nobody reads it before it is released


def test_traces_of_the_interviews_are_found_nowhere(manager_client, draft):
    imported = upload(manager_client).url
    before = whole_database()
    manager_client.post(imported, chosen())
    manager_client.post(f"{imported}pruefen/")
    after = whole_database()

    assert "Wohnung fehlt 03" in before
    assert "Wohnung fehlt 03" in after
    for trace in TRACES:
        assert trace not in before
        assert trace not in after


def test_upload_never_touches_the_disk(manager_client, draft, settings, tmp_path):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "does-not-exist")

    assert upload(manager_client).status_code == 302


def test_the_same_file_again_leads_to_what_waits(manager_client, draft):
    first = upload(manager_client)
    ImportColumn.objects.update(focus_area=None)

    second = upload(manager_client)

    assert second.url == first.url
    assert CommentImport.objects.count() == 1
    assert not ImportColumn.objects.exclude(focus_area=None).exists()


def test_the_same_file_is_not_taken_over_twice(manager_client, draft):
    upload(manager_client)
    CommentImport.objects.update(comments=24)
    ImportColumn.objects.all().delete()

    response = upload(manager_client)
    page = manager_client.get(response.url).content.decode()

    assert response.url == url("imports")
    assert "Diese Datei wurde schon übernommen." in page
    assert not ImportColumn.objects.exists()


@pytest.mark.parametrize(
    ("table", "script", "message"),
    [
        pytest.param(b"none", b"", "Bitte wählen Sie die Datei", id="no file"),
        pytest.param(b"", b"", "Die Datei ist leer.", id="empty"),
        pytest.param(b"a;b\n1;2", b"", "Die Spalte CASE fehlt", id="other"),
        pytest.param(None, b"x = 1", "kein Import-Skript", id="script"),
    ],
)
def test_wrong_files_are_told_and_nothing_is_stored(
    manager_client, draft, table, script, message
):
    response = upload(manager_client, table, script)

    assert response.status_code == 200
    assert message in response.content.decode()
    assert not CommentImport.objects.exists()


def test_too_large_files_are_told(manager_client, draft, monkeypatch):
    monkeypatch.setattr("staffsurvey.views.imports.LARGEST_UPLOAD", 100)

    response = upload(manager_client)

    assert "zusammen höchstens 20 MB" in response.content.decode()
    assert not CommentImport.objects.exists()


def test_upload_is_guarded_against_posts_of_other_sites(manager, draft):
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)

    assert upload(client).status_code == 403
    assert not CommentImport.objects.exists()


@pytest.mark.parametrize("days_to_start", [0, 5])
def test_while_a_survey_runs_nothing_is_taken_over(
    manager_client, imported, draft, days_to_start
):
    draft.opens_on = timezone.localdate() + timedelta(days=days_to_start)
    draft.save()
    BallotBoxFactory(survey=draft)

    page = manager_client.get(url("imports")).content.decode()
    upload(manager_client)
    response = manager_client.post(url("import-check", imported.pk))

    assert "Solange die Befragung hier läuft" in page
    assert response.url == url("imports")
    assert CommentImport.objects.get() == imported
    assert not HeldComment.objects.exists()


def test_after_the_end_it_is_possible_again(manager_client, closed):
    assert upload(manager_client).status_code == 302
    BallotBox.objects.all().delete()


def test_page_says_what_is_missing(manager_client, draft):
    FocusArea.objects.all().delete()

    page = manager_client.get(url("imports")).content.decode()

    assert "Bitte legen Sie zuerst Themen und Schwerpunkte an." in page
    assert "Noch ist nichts übernommen." in page


@pytest.mark.parametrize("act", [receive, take_over])
def test_who_asked_just_before_the_start_comes_too_late(imported, draft, act):
    """What the page showed may be over by now."""
    draft.opens_on = timezone.localdate()
    draft.save()
    BallotBoxFactory(survey=draft)
    column = TextColumn(name="AB01_01", label="", texts=("Neu",))

    with pytest.raises(RunningError):
        if act is take_over:
            take_over(imported)
        else:
            receive(draft, digest="1" * 64, columns=[column])

    assert CommentImport.objects.get().columns.count() == 2
    assert not HeldComment.objects.exists()


def test_start_during_an_upload_is_told(manager_client, draft, monkeypatch):
    def start_meanwhile(*args, **kwargs):
        draft.opens_on = timezone.localdate()
        draft.save()
        BallotBoxFactory(survey=draft)
        return receive(*args, **kwargs)

    monkeypatch.setattr("staffsurvey.views.imports.receive", start_meanwhile)

    response = upload(manager_client)

    assert response.url == url("imports")
    assert told(response) == [
        "Die Befragung läuft. Übernehmen können Sie, wenn sie beendet ist."
    ]
    assert not CommentImport.objects.exists()


# --- After midnight


@pytest.mark.parametrize("page", ["imports", "overview"])
def test_looking_at_a_page_deletes_nothing(manager_client, imported, page):
    make_old()

    manager_client.get(url(page))

    assert CommentImport.objects.exists()


def test_what_is_old_is_not_shown(manager_client, imported):
    assert str(imported) in manager_client.get(url("imports")).content.decode()
    make_old()

    assert str(imported) not in manager_client.get(url("imports")).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", ["import", "import-check", "import-discard"])
def test_nothing_more_becomes_of_what_is_old(manager_client, imported, page, method):
    make_old()

    response = getattr(manager_client, method)(url(page, imported.pk))

    assert response.url == url("imports")
    [message] = told(response)
    assert "niemand hat sie bis Mitternacht übernommen" in message
    assert CommentImport.objects.get().comments is None
    assert not HeldComment.objects.exists()


@pytest.mark.parametrize("act", [take_over, discard])
def test_who_asked_just_before_midnight_comes_too_late(imported, act):
    make_old()

    with pytest.raises(GoneError):
        act(imported)

    assert not HeldComment.objects.exists()


@pytest.mark.parametrize("way", ["upload", "import-check", "import-discard"])
def test_what_is_old_goes_when_something_is_done(manager_client, imported, draft, way):
    yesterday = timezone.localdate() - timedelta(days=1)
    old = CommentImportFactory(survey=draft, uploaded_on=yesterday)
    done = CommentImportFactory(survey=draft, uploaded_on=yesterday, comments=3)

    if way == "upload":
        upload(manager_client)
    else:
        manager_client.post(url(way, imported.pk))

    assert not CommentImport.objects.filter(pk=old.pk).exists()
    assert CommentImport.objects.filter(pk=done.pk).exists()


def test_file_of_yesterday_may_come_again(manager_client, draft):
    upload(manager_client)
    make_old()

    upload(manager_client)

    assert CommentImport.objects.get().uploaded_on == timezone.localdate()


def test_command_deletes_what_is_old(imported):
    out = StringIO()
    call_command("delete_old_imports", stdout=out)
    make_old()
    call_command("delete_old_imports", stdout=out)

    assert out.getvalue() == (
        "Gelöschte Dateien mit Texten: 0\nGelöschte Dateien mit Texten: 1\n"
    )
    assert not CommentImport.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_list_needs_the_same_number_of_queries(
    manager_client, draft, count, django_assert_num_queries
):
    for _number in range(count):
        for comments in (None, 5):
            CommentImportFactory(
                survey=draft, comments=comments, uploaded_on=timezone.localdate()
            )

    # session, user, role, current process; survey, areas, both lists
    with django_assert_num_queries(8):
        manager_client.get(url("imports"))


# --- Assigning


def chosen(**changes):
    return {
        f"spalte-{column.position}": column.focus_area_id or "-"
        for column in ImportColumn.objects.all()
    } | changes


def test_columns_are_assigned(manager_client, imported, draft):
    area = FocusArea.objects.get(slug="kinder")
    first, second = imported.columns.all()

    response = manager_client.post(
        url("import", imported.pk),
        {f"spalte-{first.position}": "-", f"spalte-{second.position}": area.pk},
    )

    assert response.url == url("import-check", imported.pk)
    areas = imported.columns.values_list("focus_area__slug", flat=True)
    assert list(areas) == [None, "kinder"]


@pytest.mark.parametrize("chosen_area", ["-", "foreign", ""])
def test_wrong_assignment_changes_nothing(manager_client, imported, chosen_area, area):
    value = FocusAreaFactory().pk if chosen_area == "foreign" else chosen_area
    entries = {f"spalte-{c.position}": value for c in imported.columns.all()}

    response = manager_client.post(url("import", imported.pk), entries)

    assert response.status_code == 200
    assert response.context["form"].errors
    areas = imported.columns.values_list("focus_area", flat=True)
    assert list(areas) == [area.pk, None]


# --- Taking over


def test_check_says_how_many_texts_go_where(manager_client, imported):
    page = manager_client.get(url("import-check", imported.pk))

    assert [(area.slug, n) for area, n in page.context["lines"]] == [("wohnen", 2)]
    assert "2 Texte übernehmen?" in page.content.decode()
    assert "1 Text aus Spalten ohne Schwerpunkt wird gelöscht." in page.content.decode()
    assert not HeldComment.objects.exists()


def test_texts_go_into_the_release_queue_and_their_columns_go(
    manager_client, imported, area
):
    response = manager_client.post(url("import-check", imported.pk))

    assert response.url == url("imports")
    held = HeldComment.objects.values_list("text", "focus_area")
    assert sorted(held) == [("Zu teuer", area.pk), ("Zu weit", area.pk)]
    assert not ImportColumn.objects.exists()
    imported.refresh_from_db()
    assert imported.comments == 2
    assert "2 Texte warten" in manager_client.get(response.url).content.decode()


def test_unassigned_import_goes_back_to_the_columns(manager_client, imported):
    ImportColumn.objects.update(focus_area=None)

    response = manager_client.post(url("import-check", imported.pk))

    assert response.url == url("import", imported.pk)
    assert not HeldComment.objects.exists()


@pytest.mark.parametrize("page", ["import", "import-check", "import-discard"])
def test_what_was_taken_over_cannot_be_changed(manager_client, imported, page):
    """So a second click is told that the first one did it."""
    take_over(imported)

    response = manager_client.post(url(page, imported.pk))

    assert response.url == url("imports")
    assert told(response) == ["Die Texte dieser Datei sind schon übernommen."]
    assert CommentImport.objects.get().comments == 2


def test_who_discards_at_the_same_time_comes_too_late(imported):
    take_over(imported)

    with pytest.raises(DoneError):
        discard(imported)

    assert CommentImport.objects.get().comments == 2


def test_discarding_asks_first_and_deletes_everything(manager_client, imported):
    address = url("import-discard", imported.pk)

    page = manager_client.get(address).content.decode()

    assert "Hochgeladene Texte löschen?" in page
    assert "Die Texte werden gelöscht und nicht übernommen." in page
    assert imported.columns.count() == 2
    assert manager_client.post(address).url == url("imports")
    assert not CommentImport.objects.exists()
    assert not HeldComment.objects.exists()
    again = manager_client.post(address)
    assert again.url == url("imports")
    assert "Jemand hat sie gelöscht" in told(again)[-1]


@pytest.mark.parametrize("page", ["imports", "import", "import-check"])
def test_link_leads_to_the_question(manager_client, imported, page):
    address = url(page) if page == "imports" else url(page, imported.pk)

    content = manager_client.get(address).content.decode()

    assert f'href="{url("import-discard", imported.pk)}"' in content
    assert "Hochgeladene Texte löschen" in content


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the log of SQLite")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["import-check", "import-discard"])
def test_remains_are_told(manager_client, imported, way):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=10")
    path = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM staffsurvey_importcolumn").fetchone()
        response = manager_client.post(url(way, imported.pk))
    connection.close()

    assert str(REMAINS) in told(response)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the log of SQLite")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["import-check", "import-discard", "command"])
def test_texts_that_go_leave_the_log_of_the_database(manager_client, imported, way):
    log = Path(f"{connection.settings_dict['NAME']}-wal")
    if way == "command":
        make_old()
        call_command("delete_old_imports")
    else:
        manager_client.post(url(way, imported.pk))

    assert not ImportColumn.objects.exists()
    assert b"Egal" not in log.read_bytes()  # assigned to nothing


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_take_over_once(imported):
    def click(_number):
        try:
            return take_over(imported).texts
        except DoneError:
            return "told"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(click, range(4)))

    assert sorted(map(str, outcomes)) == ["2", "told", "told", "told"]
    assert HeldComment.objects.count() == 2


@pytest.mark.parametrize("phase", ["preparing", "running"])
def test_overview_leads_there_when_it_is_possible(manager_client, draft, phase):
    if phase == "running":
        BallotBoxFactory(survey=draft)

    page = manager_client.get(url("overview")).content.decode()

    assert (url("imports") in page) == (phase == "preparing")
