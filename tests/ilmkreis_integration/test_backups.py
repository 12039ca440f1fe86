import json
import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from ilmkreis_integration import backups
from ilmkreis_integration.models import Process
from tests.factories import EnvelopeFactory, ProcessFactory
from tests.postgres import TOOLS

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="PostgreSQL only"
)


@pytest.fixture
def directory(tmp_path, monkeypatch):
    """Where backups go; the programs of PostgreSQL are there."""
    monkeypatch.setenv("PATH", str(TOOLS), prepend=":")
    return tmp_path / "sicherungen"


@pytest.fixture
def backup(transactional_db, directory):
    EnvelopeFactory()
    return backups.back_up(directory)


def test_backup_holds_every_row_and_nobody_else_reads_it(backup):
    manifest = backups.check(backup)

    assert manifest.rows["core_process"] == 1
    assert manifest.rows["staffsurvey_envelope"] == 1
    assert backup.stat().st_mode & 0o077 == 0
    assert backups.manifest_of(backup).stat().st_mode & 0o077 == 0
    assert [
        file.suffix for file in backup.parent.iterdir() if "part" in file.name
    ] == []


def test_backup_while_somebody_writes_is_whole(transactional_db, directory):
    done = threading.Event()

    def write():
        while not done.is_set():
            ProcessFactory()
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backups.back_up(directory) for _ in range(3)]
    finally:
        done.set()
        writer.join()

    counts = [backups.check(backup).rows["core_process"] for backup in made]
    assert counts == sorted(counts)
    assert counts[-1] <= Process.objects.count()


def test_changed_backup_is_refused(backup):
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 0xFF
    backup.write_bytes(content)

    with pytest.raises(backups.BackupError, match="beschädigt oder verändert"):
        backups.check(backup)


def test_backup_without_manifest_is_refused(backup):
    backups.manifest_of(backup).unlink()

    with pytest.raises(CommandError, match="fehlt das Verzeichnis"):
        call_command("check_backup", backup)


def test_commands_say_what_they_did(backup, capsys):
    call_command("backup", to=backup.parent)
    call_command("check_backup", backup)

    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"Gesichert: {backup.parent}")
    assert second.startswith("In Ordnung: ")


def test_backups_of_before_the_opening_are_deleted(backup, capsys):
    """On its day, those with sealed answers; later ones stay."""
    today = timezone.localdate()
    file = backups.manifest_of(backup)
    manifest = json.loads(file.read_text("utf-8"))
    opened = manifest | {"rows": {"staffsurvey_envelope": 0}}

    file.write_text(json.dumps(opened), "utf-8")
    call_command("delete_backups", "--in", backup.parent, "--before", str(today))
    assert backup.exists()

    file.write_text(json.dumps(manifest), "utf-8")
    yesterday = today - timedelta(days=1)
    call_command("delete_backups", "--in", backup.parent, "--before", str(yesterday))
    assert backup.exists()

    call_command("delete_backups", "--in", backup.parent, "--before", str(today))
    assert list(backup.parent.iterdir()) == []
    assert f"Gelöscht: {backup}" in capsys.readouterr().out


def test_missing_directory_is_told(tmp_path):
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("delete_backups", "--in", tmp_path / "x", "--before", "2026-01-01")


@on_postgresql
def test_missing_program_is_told(transactional_db, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")

    with pytest.raises(CommandError, match="pg_dump fehlt"):
        call_command("backup", to=tmp_path)

    assert list(tmp_path.iterdir()) == []
