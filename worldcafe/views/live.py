"""What the script of a table page asks for: the table as it is now, and changes to it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from ilmkreis_integration.access import public, public_form
from worldcafe.board import read_board
from worldcafe.changes import ChangeError, known_change, make_change, read_entries
from worldcafe.models import Cafe, Note, NoteRevision, Table
from worldcafe.services.holding import CafeClosedError, TableGoneError
from worldcafe.services.notes import NoteConflictError, read_note
from worldcafe.table_pages import MADE_FOR, linked_table, tables
from worldcafe.views.photos import PHOTO_FILES
from worldcafe.views.table import asked_round

# How often it is written down that somebody has the page of a table open.
SIGN_OF_LIFE = timedelta(seconds=30)
# What the page loads; the service worker keeps all of it, and the page for photographs.
FILES = [
    "icon.svg",
    "vendor/kern/2.7.2/kern.min.css",
    "vendor/fira-sans/5.3.0/fira-sans-latin-400-normal.woff2",
    "vendor/fira-sans/5.3.0/fira-sans-latin-600-normal.woff2",
    "css/tokens.css",
    "css/kern-repairs.css",
    "css/layout.css",
    "css/components/form.css",
    "css/worldcafe.css",
    "js/page.js",
    "js/cafe/changes.js",
    "js/cafe/clock.js",
    "js/cafe/conflicts.js",
    "js/cafe/counting.js",
    "js/cafe/drafts.js",
    "js/cafe/editing.js",
    "js/cafe/export.js",
    "js/cafe/left-behind.js",
    "js/cafe/live.js",
    "js/cafe/new-notes.js",
    "js/cafe/notes.js",
    "js/cafe/overlay.js",
    "js/cafe/queue.js",
    "js/cafe/reading.js",
    "js/cafe/remembering.js",
    "js/cafe/state.js",
    "js/cafe/store.js",
    "js/cafe/table.js",
    "js/cafe/taking-over.js",
]


@public
@require_safe
def live_part(request: HttpRequest, code: str) -> HttpResponse:
    """What others may have changed, drawn anew; 304 if the page has seen it.

    One query answers most requests: each browser asks every other second.
    """
    columns = ("version", "seen_at", "revoked_on", "cafe__version", "cafe__state")
    state = Table.objects.filter(code=code).values(*columns).first()
    if state is None:
        return _ended("unknown", 404)
    if state["revoked_on"]:
        return _ended("revoked")
    if state["cafe__state"] != Cafe.State.OPEN:
        return _ended("closed")
    _give_sign_of_life(code, state["seen_at"])
    number = asked_round(request)
    etag = f'"{state["version"]}-{state["cafe__version"]}-{number}"'
    unchanged: HttpResponse | None = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    return _draw(request, linked_table(code), number, etag)


def _draw(
    request: HttpRequest, table: Table, number: int | None, etag: str
) -> HttpResponse:
    board = read_board(table, number)
    context = {"table": table, "board": board, "attendance_messages": []}
    response = render(request, "worldcafe/live.html", context)
    response["ETag"] = etag
    response[MADE_FOR] = table.code
    return response


def _give_sign_of_life(code: str, before: datetime | None) -> None:
    now = timezone.now()
    if before is None or before < now - SIGN_OF_LIFE:
        # Of several pages one writes it down.
        is_old = Q(seen_at=None) | Q(seen_at__lt=now - SIGN_OF_LIFE)
        Table.objects.filter(is_old, code=code).update(seen_at=now)


@public_form
@require_POST
def take_change(request: HttpRequest, code: str) -> HttpResponse:
    """Take one change. Only a receipt that names its id lets the device forget.

    200 with the receipt, also for a repeated sending; 404 unknown table; 409 somebody
    was faster, with the note as it is; 410 closed or revoked; 422 will never be taken.
    """
    table = tables().filter(code=code).first()
    if table is None:
        return _ended("unknown", 404)
    try:
        entries = read_entries(request.body)
        known = known_change(table, entries)
        if known is not None:
            return _receipt(table, entries, known)
        if table.revoked_on:
            return _ended("revoked")
        return _receipt(table, entries, make_change(table, entries))
    except CafeClosedError:
        return _ended("closed")
    except TableGoneError:
        return _ended("unknown", 404)
    except NoteConflictError as error:
        return JsonResponse({"note": _as_it_is(error.note)}, status=409)
    except ChangeError as error:
        return JsonResponse({"message": str(error)}, status=422)


def _receipt(
    table: Table, entries: dict[str, str], made: Note | NoteRevision | None
) -> JsonResponse:
    """`tableVersion`: from which on pages show the change."""
    versions = Table.objects.filter(pk=table.pk).values_list("version", flat=True)
    receipt = {
        "receipt": entries["id"],
        "version": made.version if made else None,
        "tableVersion": versions.get(),
    }
    return JsonResponse(receipt)


def _as_it_is(note: Note) -> dict[str, Any]:
    note = read_note(note.pk) or note
    return {
        "id": str(note.pk),
        "version": note.version,
        "text": note.contribution.text,
        "question": note.guiding_question.slug,
        "dots": note.weighting_dots,
        "isDeleted": note.is_deleted,
        "code": note.contribution.code,
        "round": note.sitting.round.number,
    }


def _ended(reason: str, status: int = 410) -> JsonResponse:
    return JsonResponse({"reason": reason}, status=status)


@public
@require_safe
def worker(request: HttpRequest, code: str) -> HttpResponse:
    """The service worker of one table: answers for its pages and no others."""
    table = linked_table(code)
    page = reverse("worldcafe:table", args=[code])
    photos = reverse("worldcafe:photos", args=[code])
    rounds = table.cafe.rounds.values_list("number", flat=True)
    settings = {
        "code": code,
        "page": page,
        "photos": photos,
        "pages": [page, *(f"{page}?runde={number}" for number in rounds), photos],
        "files": [static(file) for file in [*FILES, *PHOTO_FILES]],
    }
    # Another version of a file, or another round: everything is kept anew.
    fingerprint = sha256(json.dumps(settings).encode()).hexdigest()[:12]
    settings["cache"] = f"cafe-{code}-{fingerprint}"
    script = render_to_string("worldcafe/worker.js")
    response = HttpResponse(
        f"const SETTINGS = {json.dumps(settings)};\n{script}",
        content_type="text/javascript",
    )
    response["Cache-Control"] = "no-cache"
    return response
