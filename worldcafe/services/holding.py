"""Who may write at a table, and in which order."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ObjectDoesNotExist

from ilmkreis_integration.numbering import draw_number
from worldcafe.models import Cafe, Table


class CafeClosedError(Exception):
    """The café is closed; its notes are final."""


class TableGoneError(Exception):
    """Somebody took the table out of the plan."""


def hold_open(table: Table) -> None:
    """Be the only one to write at `table` until this transaction ends.

    Whoever closes the café waits as well, and the pages of the table notice that there
    is something new. Raises `CafeClosedError` if somebody closed the café before, or
    `TableGoneError`.
    """
    # First of all in a transaction: hosts who lock in another order block each other.
    try:
        draw_number(table, "version")
    except ObjectDoesNotExist as error:
        raise TableGoneError(str(table)) from error
    # Asked only now: it may have been closed while this transaction waited.
    if not Cafe.objects.filter(pk=table.cafe_id, state=Cafe.State.OPEN).exists():
        raise CafeClosedError(str(table))


def hold_cafe_open(cafe: Cafe) -> None:
    """Be the only one to steer `cafe` until this transaction ends; all its pages notice.

    Whoever writes at tables as well holds those first. Raises `CafeClosedError` if
    somebody closed it before.
    """
    draw_number(cafe, "version")
    if not Cafe.objects.filter(pk=cafe.pk, state=Cafe.State.OPEN).exists():
        raise CafeClosedError(str(cafe))


def hold_open_all(tables: Iterable[Table]) -> None:
    """The same for several tables, in one order for all."""
    for table in sorted(tables, key=lambda table: table.pk):
        hold_open(table)
