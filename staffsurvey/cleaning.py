"""What was deleted or overwritten goes from the files of the database, too."""

from __future__ import annotations

from django.db import OperationalError, connection, models
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext_lazy as _

# With fewer empty pages the file is not worth writing anew; they hold nothing.
_MANY_PAGES = 100

REMAINS = _(
    "Das Programm liest die Datenbank gerade auch für jemand anderen. Reste können noch "
    "kurz in den Dateien der Datenbank stehen; beim nächsten Aufräumen gehen auch sie."
)


def clear_away(*tables: type[models.Model]) -> bool:
    """Empty what the database keeps of rows that are gone; False if it could not now.

    On SQLite, where `secure_delete` overwrites at once, the write-ahead log is left; on
    PostgreSQL the old rows of `tables`. Outside of transactions only.
    """
    if connection.in_atomic_block:  # in tests
        return True
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                return _empty_log(cursor)
            for table in tables:
                cursor.execute(f"VACUUM (FULL) {table._meta.db_table}")
    except OperationalError:
        return False
    return True


def _empty_log(cursor: CursorWrapper) -> bool:
    """Whoever still reads keeps the log; SQLite says so in a row, and raises nothing."""
    cursor.execute("PRAGMA freelist_count")
    [empty] = cursor.fetchone()
    if empty > _MANY_PAGES:
        cursor.execute("VACUUM")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    [is_busy, *_pages] = cursor.fetchone()
    return not is_busy
