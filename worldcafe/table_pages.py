"""The table that a link opens, and the pages for when it cannot be written at."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import uuid4

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from worldcafe.models import Note, Table
from worldcafe.services.holding import CafeClosedError, TableGoneError
from worldcafe.services.notes import NoteConflictError, read_note

TableView = Callable[..., HttpResponse]
# Tells the script that an answer comes from here and not from the login of a network.
MADE_FOR = "X-Table"


def for_table(view: TableView) -> TableView:
    """Hand the table of a link to `view`; explain to people why they cannot write.

    Unknown links are 404, and so are revoked ones, with a page of their own, because
    the device may still hold what was written. A closed café is 410.
    """

    @wraps(view)
    def guarded(
        request: HttpRequest, code: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        table = linked_table(code)
        response = _answer(request, table, view, *args, **kwargs)
        response[MADE_FOR] = code
        return response

    return guarded


def _answer(
    request: HttpRequest, table: Table, view: TableView, *args: Any, **kwargs: Any
) -> HttpResponse:
    if table.revoked_on:
        return _ended(request, table, "worldcafe/revoked.html", 404)
    try:
        return view(request, table, *args, **kwargs)
    except CafeClosedError:
        return _ended(request, table, "worldcafe/closed.html", 410)
    except TableGoneError as error:
        raise Http404(str(error)) from error
    except NoteConflictError as error:
        return _conflict(request, table, error.note)


def tables() -> QuerySet[Table]:
    """Tables with all that their pages show of them."""
    return Table.objects.select_related(
        "cafe__process", "cafe__target_group", "action_field"
    )


def linked_table(code: str) -> Table:
    return get_object_or_404(tables(), code=code)


def context_of(table: Table) -> dict[str, Any]:
    return {"table": table, "cafe": table.cafe, "process": table.cafe.process}


def to_table(table: Table, round_number: int, **state: str) -> HttpResponse:
    query = urlencode({"runde": str(round_number), **state})
    return redirect(f"{reverse('worldcafe:table', args=[table.code])}?{query}")


def _ended(
    request: HttpRequest, table: Table, template: str, status: int
) -> HttpResponse:
    questions = table.cafe.process.guiding_questions.values_list("slug", "text")
    context = context_of(table) | {
        "unsaved": request.POST.get("text", ""),
        "titles": json.dumps(dict(questions)),
    }
    return render(request, template, context, status=status)


def _conflict(request: HttpRequest, table: Table, note: Note) -> HttpResponse:
    """Show the note as it is and as it was wanted; nothing that was typed is lost."""
    wanted = request.POST.dict()
    questions = {q.slug: q for q in table.cafe.process.guiding_questions.all()}
    context = context_of(table) | {
        "note": read_note(note.pk) or note,
        "mine": wanted.get("text", ""),
        "my_question": questions.get(wanted.get("question", "")),
        "my_dots": wanted.get("dots", ""),
        "wanted": {name: value for name, value in wanted.items() if name != "version"},
        "new_id": uuid4(),
    }
    return render(request, "worldcafe/conflict.html", context, status=409)
