"""Backups of the database: whole, checked, and deleted when they have to go."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

_PREFIX = "sicherung-"
_SUFFIX = {"sqlite": ".sqlite3", "postgresql": ".dump"}
# A backup, and whatever lies beside it under its name: manifest, parts of a broken one.
_NAME = re.compile(r"sicherung-(\d{4}-\d{2}-\d{2})[\w-]*\.(?:sqlite3|dump)")
# Its rows are sealed answers: such a backup goes after the opening, whatever its day.
_SEALED = "staffsurvey_envelope"
# Nobody is to know how many there are; counted night after night they would tell.
_UNCOUNTED = {_SEALED, "staffsurvey_code"}


class BackupError(Exception):
    """The message says what is wrong, in German."""


@dataclass(frozen=True)
class Manifest:
    """What a backup must hold; it lies beside it."""

    made_at: str
    sha256: str
    # By table, but for `_UNCOUNTED`.
    rows: dict[str, int]
    holds_envelopes: bool


def back_up(directory: Path) -> Path:
    """Write a backup; a half one never has its final name. Raises `BackupError`."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = timezone.localtime()
    name = f"{_PREFIX}{now:%Y-%m-%d-%H%M%S-%f}{_SUFFIX[connection.vendor]}"
    half = directory / f"{name}.part"
    half.touch(mode=0o600)
    try:
        write = {"sqlite": _copy_sqlite, "postgresql": _dump_postgresql}
        rows = write[connection.vendor](half)
        manifest = Manifest(
            made_at=now.isoformat(),
            sha256=_digest(half),
            rows=_counted(rows),
            holds_envelopes=rows.get(_SEALED, 0) > 0,
        )
        _write_whole(manifest_of(directory / name), json.dumps(asdict(manifest)))
        return _finish(half, directory / name)
    finally:
        half.unlink(missing_ok=True)


def check(backup: Path) -> Manifest:
    """Whether a backup is whole. Raises `BackupError`."""
    manifest = _read_manifest(backup)
    if not backup.exists() or _digest(backup) != manifest.sha256:
        raise BackupError(f"{backup.name} ist beschädigt oder verändert.")
    if backup.suffix == _SUFFIX["sqlite"]:
        with closing(sqlite3.connect(f"file:{backup}?mode=ro", uri=True)) as database:
            (answer,) = database.execute("PRAGMA integrity_check").fetchone()
            if answer != "ok" or _counted(_rows_in(database)) != manifest.rows:
                raise BackupError(f"{backup.name} ist nicht vollständig.")
    else:
        _run("pg_restore", "--list", str(backup))
    return manifest


def outdated(directory: Path, *, before: date) -> Iterator[Path]:
    """Backups made before a day, and on it those with sealed answers in them.

    Broken ones, too: a part, without a manifest, or with one that nobody can read.
    """
    found = (_NAME.match(file.name) for file in directory.glob(f"{_PREFIX}*"))
    days = {match[0]: match[1] for match in found if match}
    for name, day in sorted(days.items()):
        backup, until = directory / name, before.isoformat()
        if day < until or (day == until and _may_hold_envelopes(backup)):
            yield backup


def delete(backup: Path) -> None:
    """With whatever lies beside it under its name."""
    for file in backup.parent.glob(f"{backup.name}*"):
        file.unlink()


def manifest_of(backup: Path) -> Path:
    return backup.with_name(f"{backup.name}.json")


def _read_manifest(backup: Path) -> Manifest:
    try:
        return Manifest(**json.loads(manifest_of(backup).read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise BackupError(
            f"Zu {backup.name} fehlt das Verzeichnis (.json), oder es ist beschädigt."
        ) from error


def _may_hold_envelopes(backup: Path) -> bool:
    try:
        return _read_manifest(backup).holds_envelopes is not False
    except BackupError:
        return True


def _counted(rows: dict[str, int]) -> dict[str, int]:
    return {table: count for table, count in rows.items() if table not in _UNCOUNTED}


def _copy_sqlite(target: Path) -> dict[str, int]:
    source = f"file:{connection.settings_dict['NAME']}?mode=ro"
    with (
        closing(sqlite3.connect(source, uri=True)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        return _rows_in(copy)


def _dump_postgresql(target: Path) -> dict[str, int]:
    """Dump and count what one and the same moment shows."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}")
        rows = {}
        for table in connection.introspection.table_names(cursor):
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"SELECT count(*) FROM {quoted}")  # noqa: S608
            (rows[table],) = cursor.fetchone()
    return rows


def _rows_in(database: sqlite3.Connection) -> dict[str, int]:
    names = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    return {
        name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in names
    }


def _run(program: str, *arguments: str) -> None:
    path = shutil.which(program)
    if path is None:
        raise BackupError(
            f"Das Programm {program} fehlt. Bitte installieren: "
            "apt-get install postgresql-client"
        )
    done = subprocess.run(  # noqa: S603
        [path, *arguments], env=_client_environment(), capture_output=True, text=True
    )
    if done.returncode:
        raise BackupError(f"{program} ist gescheitert: {done.stderr.strip()}")


def _client_environment() -> dict[str, str]:
    values = connection.settings_dict
    wanted = {
        "PGHOST": values["HOST"],
        "PGPORT": str(values["PORT"]),
        "PGUSER": values["USER"],
        "PGPASSWORD": values["PASSWORD"],
        "PGDATABASE": values["NAME"],
    }
    return os.environ | {name: value for name, value in wanted.items() if value}


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _write_whole(file: Path, text: str) -> None:
    half = file.with_name(f"{file.name}.part")
    half.touch(mode=0o600)
    half.write_text(text, "utf-8")
    _finish(half, file)


def _finish(half: Path, final: Path) -> Path:
    """Give it its name once it is on the disk for good."""
    half.chmod(0o600)
    for path, name in ((half, final), (final.parent, None)):
        handle = os.open(path, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
        if name:
            half.rename(name)
    return final
