"""The page of a table host: no account, a link that belongs to one table."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import public, public_form
from worldcafe.board import read_board
from worldcafe.forms import AttendanceForm, NoteForm, RevisionForm
from worldcafe.models import GuidingQuestion, Note, Sitting, Table
from worldcafe.services.holding import CafeClosedError
from worldcafe.services.notes import NoteConflictError, change_note, write_note
from worldcafe.services.sittings import record_attendance


def _usable_table(code: str) -> Table:
    tables = Table.objects.filter(revoked_on__isnull=True).select_related(
        "cafe__process", "cafe__target_group", "action_field"
    )
    return get_object_or_404(tables, code=code)


def _sitting(table: Table, round_number: int) -> Sitting:
    sittings = Sitting.objects.select_related("round")
    sitting = get_object_or_404(sittings, table=table, round__number=round_number)
    sitting.table = table
    return sitting


def _note(table: Table, note_id: UUID) -> Note:
    notes = Note.objects.select_related(
        "contribution", "guiding_question", "sitting__round"
    )
    return get_object_or_404(notes, pk=note_id, sitting__table=table)


def _to_table(table: Table, round_number: int, **state: str) -> HttpResponse:
    query = urlencode({"runde": str(round_number), **state})
    return redirect(f"{reverse('worldcafe:table', args=[table.code])}?{query}")


@public
@require_safe
def show_table(request: HttpRequest, code: str) -> HttpResponse:
    table = _usable_table(code)
    wanted = request.GET.get("runde", "")
    return _board(
        request,
        table,
        int(wanted) if wanted.isdecimal() and len(wanted) < 4 else None,
        deleted=_deleted_note(table, request.GET.get("geloescht", "")),
        is_saved="gespeichert" in request.GET,
    )


def _deleted_note(table: Table, note_id: str) -> Note | None:
    """The note that was just put aside, so that it can be brought back."""
    try:
        wanted = UUID(note_id)
    except ValueError:
        return None
    return Note.objects.filter(pk=wanted, sitting__table=table, is_deleted=True).first()


def _board(
    request: HttpRequest, table: Table, round_number: int | None, **state: Any
) -> HttpResponse:
    if not table.cafe.is_open:
        return _closed(request, table)
    board = read_board(table, round_number)
    context = _context(table) | {
        "board": board,
        "now": timezone.now(),
        "new_ids": [str(uuid4()) for _section in board.sections],
        "deleted": None,
        "is_saved": False,
        "wrong_question": None,
        "wrong_text": "",
        "message": "",
        "attendance_messages": [],
    }
    return render(request, "worldcafe/table.html", context | state)


@public_form
@require_POST
def add_note(request: HttpRequest, code: str, round_number: int) -> HttpResponse:
    table = _usable_table(code)
    sitting = _sitting(table, round_number)
    question = get_object_or_404(
        GuidingQuestion, slug=request.POST.get("frage", ""), process=table.cafe.process
    )
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _board(
            request,
            table,
            round_number,
            wrong_question=question,
            wrong_text=request.POST.get("text", ""),
            message=next(iter(form.errors.values()))[0],
        )
    try:
        write_note(
            sitting,
            note_id=form.cleaned_data["id"],
            guiding_question=question,
            text=form.cleaned_data["text"],
        )
    except CafeClosedError:
        return _closed(request, table, unsaved=form.cleaned_data["text"])
    except NoteConflictError as error:
        return _conflict(request, table, error.note, form.cleaned_data["text"])
    return _to_table(table, round_number, gespeichert="1")


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
def edit_note(request: HttpRequest, code: str, note_id: UUID) -> HttpResponse:
    table = _usable_table(code)
    note = _note(table, note_id)
    if request.method == "POST":
        form = RevisionForm(request.POST)
        if form.is_valid():
            return _revise(request, table, note, form)
    else:
        initial = {"text": note.contribution.text, "version": note.version}
        form = RevisionForm(initial=initial)
    if not table.cafe.is_open:
        return _closed(request, table)
    context = _context(table) | {"note": note, "form": form}
    return render(request, "worldcafe/note.html", context)


def _revise(
    request: HttpRequest, table: Table, note: Note, form: RevisionForm
) -> HttpResponse:
    text, version = form.cleaned_data["text"], form.cleaned_data["version"]
    try:
        change_note(note, version=version, text=text)
    except CafeClosedError:
        return _closed(request, table, unsaved=text)
    except NoteConflictError as error:
        return _conflict(request, table, error.note, text)
    return _to_table(table, note.sitting.round.number, gespeichert="1")


@public_form
@require_POST
def remove_note(request: HttpRequest, code: str, note_id: UUID) -> HttpResponse:
    table = _usable_table(code)
    note = _note(table, note_id)
    try:
        change_note(note, version=note.version, is_deleted=True)
    except CafeClosedError:
        return _closed(request, table)
    return _to_table(table, note.sitting.round.number, geloescht=str(note.pk))


@public_form
@require_POST
def bring_note_back(request: HttpRequest, code: str, note_id: UUID) -> HttpResponse:
    table = _usable_table(code)
    note = _note(table, note_id)
    try:
        change_note(note, version=note.version, is_deleted=False)
    except CafeClosedError:
        return _closed(request, table)
    return _to_table(table, note.sitting.round.number)


@public_form
@require_POST
def count_people(request: HttpRequest, code: str, round_number: int) -> HttpResponse:
    table = _usable_table(code)
    sitting = _sitting(table, round_number)
    form = AttendanceForm(request.POST)
    if not form.is_valid():
        messages = [errors[0] for errors in form.errors.values()]
        return _board(request, table, round_number, attendance_messages=messages)
    try:
        record_attendance(
            sitting,
            people=form.cleaned_data["people"],
            participation_dots=form.cleaned_data["participation_dots"] or 0,
        )
    except CafeClosedError:
        return _closed(request, table)
    return _to_table(table, round_number, gespeichert="1")


def _conflict(
    request: HttpRequest, table: Table, note: Note, mine: str
) -> HttpResponse:
    """Show both wordings; nothing that was typed is lost."""
    context = _context(table) | {
        "note": note,
        "mine": mine,
        "both": f"{note.contribution.text}\n{mine}",
    }
    return render(request, "worldcafe/conflict.html", context, status=409)


def _closed(request: HttpRequest, table: Table, unsaved: str = "") -> HttpResponse:
    context = _context(table) | {"unsaved": unsaved}
    return render(request, "worldcafe/closed.html", context, status=410)


def _context(table: Table) -> dict[str, Any]:
    return {"table": table, "cafe": table.cafe, "process": table.cafe.process}
