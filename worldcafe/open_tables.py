"""Pages of a table that exist only while its café is open and its link is not revoked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from worldcafe.models import Table
from worldcafe.services.holding import CafeClosedError

View = Callable[..., HttpResponse]


def usable_tables() -> QuerySet[Table]:
    return Table.objects.filter(revoked_on__isnull=True).select_related(
        "cafe__process", "cafe__target_group", "action_field"
    )


def at_open_table(view: View) -> View:
    """Give the view the table with this code, as long as its café is open."""

    @wraps(view)
    def at_table(request: HttpRequest, code: str, **rest: Any) -> HttpResponse:
        table = get_object_or_404(usable_tables(), code=code)
        try:
            if table.cafe.is_open:
                return view(request, table, **rest)
        except CafeClosedError:
            pass  # somebody closed it just now
        context = page_context(table) | {"unsaved": request.POST.get("text", "")}
        return render(request, "worldcafe/closed.html", context, status=410)

    return at_table


def page_context(table: Table) -> dict[str, Any]:
    return {"table": table, "cafe": table.cafe, "process": table.cafe.process}
