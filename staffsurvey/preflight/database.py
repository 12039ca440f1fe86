"""What the database would write down, asked over the connection that is open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staffsurvey.preflight.findings import Finding

# What PostgreSQL must be set to for the role of the application, and why.
_RULES = {
    "log_statement": ("none", gettext_lazy("schreibt Befehle in sein Protokoll")),
    "log_duration": ("off", gettext_lazy("schreibt auf, wann Befehle liefen")),
    "log_min_duration_statement": ("-1", gettext_lazy("schreibt langsame Befehle auf")),
    "log_min_duration_sample": ("-1", gettext_lazy("schreibt ausgewählte Befehle auf")),
    "log_transaction_sample_rate": (
        "0",
        gettext_lazy("schreibt ausgewählte Vorgänge auf"),
    ),
    "log_min_error_statement": (
        "panic",
        gettext_lazy("schreibt Befehle auf, die scheitern"),
    ),
    "log_parameter_max_length": ("0", gettext_lazy("schreibt Werte zu Befehlen auf")),
    "log_parameter_max_length_on_error": (
        "0",
        gettext_lazy("schreibt bei Fehlern Werte auf"),
    ),
    # DETAIL: Failing row contains (…)
    "log_error_verbosity": (
        "terse",
        gettext_lazy("schreibt bei Fehlern ganze Zeilen auf"),
    ),
}
_TIMES = "track_commit_timestamp"
_ARCHIVE = "archive_mode"
# Only there while their extension is loaded; this value keeps it quiet.
_EXTENSIONS = {"pgaudit.log": "none", "auto_explain.log_min_duration": "-1"}
_READABLE_BY_OTHERS = 0o077


def examine_database() -> Iterator[Finding]:
    connection.ensure_connection()
    yield from {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]()


def _sqlite() -> Iterator[Finding]:
    if _asked("PRAGMA secure_delete") != 1:
        yield Finding(
            _("Gelöschtes bleibt in der Datei der Datenbank lesbar."),
            _("Bitte „PRAGMA secure_delete=ON“ in DATABASES wieder einsetzen."),
        )
    if _asked("PRAGMA journal_mode") != "wal":
        yield Finding(
            _("Die Datenbank führt ihr Änderungsprotokoll anders als vorgesehen."),
            _("Bitte „PRAGMA journal_mode=WAL“ in DATABASES wieder einsetzen."),
            is_blocking=False,
        )
    file = Path(connection.settings_dict["NAME"])
    if file.exists() and file.stat().st_mode & _READABLE_BY_OTHERS:
        yield Finding(
            _("Andere Konten dieses Rechners dürfen die Datenbank lesen."),
            f"chmod -R go= {file.parent}",
            is_blocking=False,
        )


def _postgresql() -> Iterator[Finding]:
    current = _settings()
    yield from _binding()
    for name, (value, why) in _RULES.items():
        if current.get(name, value) != value:
            yield Finding(
                _("PostgreSQL {why} ({name} = {current}).").format(
                    why=why, name=name, current=current[name]
                ),
                f"ALTER ROLE {_role()} SET {name} = '{value}';",
            )
    if current.get(_TIMES) == "on":
        yield Finding(
            _("PostgreSQL merkt sich zu jeder Zeile die Uhrzeit ({name} = on).").format(
                name=_TIMES
            ),
            _("{command} Danach PostgreSQL neu starten.").format(
                command=f"ALTER SYSTEM SET {_TIMES} = off;"
            ),
        )
    for name, quiet in _EXTENSIONS.items():
        if current.get(name, quiet) != quiet:
            yield Finding(
                _(
                    "Eine Erweiterung von PostgreSQL zeichnet Befehle auf ({name})."
                ).format(name=name),
                f"ALTER ROLE {_role()} SET {name} = '{quiet}';",
            )
    if current.get(_ARCHIVE, "off") != "off":
        yield Finding(
            _(
                "PostgreSQL legt sein Änderungsprotokoll in ein Archiv: Dort bliebe, welcher "
                "Code mit welchem Umschlag kam."
            ),
            _(
                "{command} Danach PostgreSQL neu starten und so lassen, bis die Wahlurne "
                "geöffnet ist. Oder diese Datenbank in einen eigenen PostgreSQL-Cluster ohne "
                "Archiv legen. Zur Sicherung genügt „manage.py backup“."
            ).format(command=f"ALTER SYSTEM SET {_ARCHIVE} = off;"),
        )
    if _asked("SELECT count(*) FROM pg_replication_slots"):
        yield Finding(
            _("Ein anderer Rechner liest das Änderungsprotokoll von PostgreSQL mit."),
            _(
                "Eine Kopie der Datenbank darf das. Bitte darauf achten, dass niemand das "
                "Protokoll dabei aufhebt, zum Beispiel mit pg_receivewal."
            ),
            is_blocking=False,
        )


def _binding() -> Iterator[Finding]:
    """Of the connection as it is, not as the settings say."""
    # Not loaded where the database is SQLite.
    from psycopg import ClientCursor  # noqa: PLC0415

    if issubclass(connection.connection.cursor_factory, ClientCursor):
        yield Finding(
            _(
                "Werte stehen im Text der Datenbankbefehle und so in jedem Fehlerprotokoll."
            ),
            _("Bitte „server_side_binding“ in DATABASES wieder auf True setzen."),
        )


def _settings() -> dict[str, str]:
    """As they hold for this connection, by name."""
    names = [*_RULES, *_EXTENSIONS, _TIMES, _ARCHIVE]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, current_setting(name, true) FROM unnest(%s::text[]) AS name "
            "WHERE current_setting(name, true) <> ''",
            [names],
        )
        return dict(cursor.fetchall())


def _role() -> str:
    return connection.ops.quote_name(str(_asked("SELECT current_user")))


def _asked(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]
