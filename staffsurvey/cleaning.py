"""What was deleted or overwritten goes from the files of the database, too."""

from __future__ import annotations

from django.db import OperationalError, connection, models


def clear_away(*tables: type[models.Model]) -> bool:
    """Empty what the database keeps of rows that are gone; False if it could not now.

    On SQLite, where `secure_delete` overwrites at once, the write-ahead log is left; on
    PostgreSQL the old rows of `tables`. Outside of transactions only.
    """
    if connection.in_atomic_block:  # in tests
        return True
    statements = {
        "sqlite": ["PRAGMA wal_checkpoint(TRUNCATE)"],
        "postgresql": [f"VACUUM (FULL) {table._meta.db_table}" for table in tables],
    }
    try:
        with connection.cursor() as cursor:
            for statement in statements[connection.vendor]:
                cursor.execute(statement)
    except OperationalError:
        return False
    return True
