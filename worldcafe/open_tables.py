"""Pages of a table that are there only as long as its café is open."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from worldcafe.models import Table
from worldcafe.services.holding import CafeClosedError
from worldcafe.table_pages import TableView, for_table


def for_open_table(view: TableView) -> TableView:
    """The same as `for_table` where even looking ends with the café."""

    @wraps(view)
    def while_open(request: HttpRequest, table: Table, **rest: Any) -> HttpResponse:
        if not table.cafe.is_open:
            raise CafeClosedError(str(table))
        return view(request, table, **rest)

    return for_table(while_open)
