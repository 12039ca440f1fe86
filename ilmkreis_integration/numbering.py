"""Numbers that are given out once each and without gaps, however many ask at once."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import Model


def draw_number(row: Model, field: str) -> int:
    """Add one to `field` of a stored row; return the new number.

    Others who draw from the same row wait until the transaction of the first one ends.
    Raises `ObjectDoesNotExist` if somebody deleted the row.
    """
    return draw_numbers(row, field, 1).start


def draw_numbers(row: Model, field: str, count: int) -> range:
    """The same for `count` numbers in a row."""
    # With Django 6.0, save() of F(field) + 1 knows the new value in one statement, too.
    quote = connection.ops.quote_name
    table, column = quote(row._meta.db_table), quote(field)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {column} = {column} + %s WHERE id = %s"  # noqa: S608
            f" RETURNING {column}",
            [count, row.pk],
        )
        drawn = cursor.fetchone()
    if drawn is None:
        raise ObjectDoesNotExist(str(row))
    last: int = drawn[0]
    return range(last - count + 1, last + 1)
