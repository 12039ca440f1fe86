from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import ConnectionHandler, connections

from ilmkreis_integration.models import Process
from reports.example import building
from staffsurvey.models import CommentImport
from tests.factories import CommentImportFactory, ProcessFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def set_up(*options):
    """What the command says, and the line for bin/start."""
    told, line = StringIO(), StringIO()
    call_command("set_up", *options, stderr=told, stdout=line)
    return told.getvalue(), line.getvalue()


def test_without_example_there_is_one_process():
    told, line = set_up("--leer")

    assert told == "Lade das Verfahren …\n"
    assert line.startswith("Anmeldung: verwaltung / ")
    process = Process.objects.get()
    assert process.is_current
    assert not process.is_example


def test_second_time_changes_nothing():
    _told, first = set_up("--leer")
    before = list(Process.objects.values())

    assert set_up() == ("", first)
    assert list(Process.objects.values()) == before


def test_removed_example_stays_away():
    ProcessFactory(is_current=True)

    told, _line = set_up()

    assert told == ""
    assert Process.objects.count() == 1


def test_start_deletes_what_nobody_took_over():
    ProcessFactory(is_current=True)
    CommentImportFactory()

    set_up()

    assert not CommentImport.objects.exists()


def test_interrupted_loading_is_made_up_for(monkeypatch):
    def interrupted(*args, **options):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(building, "submit_forms", interrupted)
        with pytest.raises(KeyboardInterrupt):
            set_up()
    assert not Process.objects.exists()

    told, _line = set_up()

    assert told == "Lade das Verfahren …\nLade Beispieldaten …\n"
    assert Process.objects.count() == 2
    assert Process.objects.get(is_current=True).is_example


def test_database_out_of_reach_is_told_with_its_reason(monkeypatch, tmp_path):
    file = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "fehlt" / "db"}
    nowhere = ConnectionHandler({"default": file})["default"]
    monkeypatch.setattr(connections["default"], "copy", lambda: nowhere)

    with pytest.raises(
        CommandError,
        match="^Die Datenbank ist nicht erreichbar: unable to open database file$",
    ):
        set_up()
