import json
import threading
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from ilmkreis_integration import backups
from ilmkreis_integration.models import Process
from staffsurvey.models import Envelope
from tests.factories import CodeFactory, EnvelopeFactory, ProcessFactory
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
    assert manifest.holds_envelopes is True
    assert backup.stat().st_mode & 0o077 == 0
    assert backups.manifest_of(backup).stat().st_mode & 0o077 == 0
    assert [
        file.suffix for file in backup.parent.iterdir() if "part" in file.name
    ] == []


def test_how_many_have_answered_is_not_written_beside_it(backup):
    """Night after night, the numbers would show who answered when."""
    box = Envelope.objects.get().box
    EnvelopeFactory.create_batch(3, box=box)
    CodeFactory.create_batch(2, box=box)
    later = backups.back_up(backup.parent)

    before, after = (
        json.loads(backups.manifest_of(file).read_text("utf-8"))
        for file in (backup, later)
    )

    assert before.keys() == {"made_at", "sha256", "rows", "holds_envelopes"}
    assert after["rows"] == before["rows"]
    assert after["holds_envelopes"] is True


def test_backup_while_somebody_writes_is_whole(transactional_db, directory):
    begun, done = threading.Event(), threading.Event()

    def write():
        while not done.is_set():
            ProcessFactory()
            begun.set()
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert begun.wait(timeout=60)
        made = [backups.back_up(directory) for _ in range(3)]
    finally:
        done.set()
        writer.join()

    counts = [backups.check(backup).rows["core_process"] for backup in made]
    assert counts[0] > 0
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
    file = backups.manifest_of(backup)
    manifest = json.loads(file.read_text("utf-8"))
    day = date.fromisoformat(manifest["made_at"][:10])
    opened = manifest | {"holds_envelopes": False}

    file.write_text(json.dumps(opened), "utf-8")
    call_command("delete_backups", "--in", backup.parent, "--before", str(day))
    assert backup.exists()

    file.write_text(json.dumps(manifest), "utf-8")
    yesterday = day - timedelta(days=1)
    call_command("delete_backups", "--in", backup.parent, "--before", str(yesterday))
    assert backup.exists()

    call_command("delete_backups", "--in", backup.parent, "--before", str(day))
    assert list(backup.parent.iterdir()) == []
    assert f"Gelöscht: {backup}" in capsys.readouterr().out


BROKEN = pytest.mark.parametrize(
    "left",
    [
        pytest.param({".part": b"sealed"}, id="part"),
        pytest.param({".part": b"sealed", ".part-journal": b"x"}, id="journal"),
        pytest.param({".part": b"sealed", ".json.part": b"{"}, id="half manifest"),
        pytest.param({"": b"sealed"}, id="no manifest"),
        pytest.param({"": b"sealed", ".json": b""}, id="empty manifest"),
        pytest.param({"": b"sealed", ".json": b"[]"}, id="other manifest"),
        pytest.param({"": b"sealed", ".json": b"\xff{"}, id="damaged manifest"),
        pytest.param({"": b"sealed", ".json": b'{"rows": {}}'}, id="too little"),
        pytest.param({".json": b"{"}, id="manifest alone"),
    ],
)


@BROKEN
@pytest.mark.parametrize("suffix", ["sqlite3", "dump"])
def test_what_is_broken_may_hold_sealed_answers_and_goes(tmp_path, left, suffix):
    name = f"sicherung-2026-02-03-041500-123456.{suffix}"
    for ending, content in left.items():
        (tmp_path / f"{name}{ending}").write_bytes(content)

    call_command("delete_backups", "--in", tmp_path, "--before", "2026-02-02")
    assert len(list(tmp_path.iterdir())) == len(left)

    call_command("delete_backups", "--in", tmp_path, "--before", "2026-02-03")
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_backup_stays(tmp_path):
    for name in ("sicherung-plan.txt", "other-2026-02-03.sqlite3", "sicherung-2026.md"):
        (tmp_path / name).touch()

    call_command("delete_backups", "--in", tmp_path, "--before", "2027-01-01")

    assert len(list(tmp_path.iterdir())) == 3


def test_missing_directory_is_told(tmp_path):
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("delete_backups", "--in", tmp_path / "x", "--before", "2026-01-01")


@on_postgresql
def test_missing_program_is_told(transactional_db, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")

    with pytest.raises(CommandError, match="pg_dump fehlt"):
        call_command("backup", to=tmp_path)

    assert list(tmp_path.iterdir()) == []
