"""The page of a table host: no account, a link that belongs to one table."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import public, public_form
from worldcafe.board import read_board
from worldcafe.forms.table import (
    AttendanceForm,
    EditForm,
    MarkForm,
    NoteForm,
    VersionForm,
    tapped,
)
from worldcafe.models import Note, Sitting, Subgroup, Table
from worldcafe.services.holding import CafeClosedError
from worldcafe.services.notes import (
    change_note,
    mark_note,
    reshape_note,
    write_note,
)
from worldcafe.services.sittings import confirm_read_back
from worldcafe.table_pages import context_of, for_table, to_table


def asked_round(request: HttpRequest) -> int | None:
    """The round in the address; None where there is none that could be."""
    wanted = request.GET.get("runde", "")
    return int(wanted) if wanted.isdecimal() and len(wanted) < 4 else None


def _sitting(table: Table, round_number: int) -> Sitting:
    sittings = Sitting.objects.select_related("round")
    sitting = get_object_or_404(sittings, table=table, round__number=round_number)
    sitting.table = table
    return sitting


def _note(table: Table, note_id: UUID) -> Note:
    notes = Note.objects.select_related(
        "contribution", "guiding_question", "sitting__table", "sitting__round"
    )
    return get_object_or_404(notes, pk=note_id, sitting__table=table)


@public
@require_safe
@for_table
def show_table(request: HttpRequest, table: Table) -> HttpResponse:
    return _board(
        request,
        table,
        asked_round(request),
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
        raise CafeClosedError(str(table))
    board = read_board(table, round_number)
    context = context_of(table) | {
        "board": board,
        "now": timezone.now(),
        "new_ids": [str(uuid4()) for _section in board.sections],
        "longest": settings.LONGEST_TEXT,
        "deleted": None,
        "is_saved": False,
        "wrong_question": "",
        "wrong_text": "",
        "message": "",
        "attendance_messages": [],
    }
    return render(request, "worldcafe/table.html", context | state)


@public_form
@require_POST
@for_table
def add_note(request: HttpRequest, table: Table, round_number: int) -> HttpResponse:
    sitting = _sitting(table, round_number)
    questions = table.cafe.process.guiding_questions
    question = get_object_or_404(questions, slug=request.POST.get("question", ""))
    entries = {**request.POST.dict(), "round": round_number}
    form = NoteForm(entries, table=table)
    if not form.is_valid():
        return _board(
            request,
            table,
            round_number,
            wrong_question=question.slug,
            wrong_text=request.POST.get("text", ""),
            message=_first_error(form),
        )
    write_note(
        sitting,
        note_id=form.cleaned_data["id"],
        guiding_question=question,
        text=form.cleaned_data["text"],
    )
    return to_table(table, round_number, gespeichert="1")


def _first_error(form: Any) -> str:
    return str(next(iter(form.errors.values()))[0])


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
@for_table
def edit_note(request: HttpRequest, table: Table, note_id: UUID) -> HttpResponse:
    note = _note(table, note_id)
    if request.method == "POST":
        form = EditForm(request.POST, table=table)
        if form.is_valid():
            reshape_note(
                note,
                version=form.cleaned_data["version"],
                text=form.cleaned_data["text"],
                guiding_question_id=form.cleaned_data["question"].pk,
                weighting_dots=form.cleaned_data["dots"],
            )
            return to_table(table, note.sitting.round.number, gespeichert="1")
    else:
        form = EditForm(None, table=table, initial=_entries_of(note))
    if not table.cafe.is_open:
        raise CafeClosedError(str(table))
    context = context_of(table) | {"note": note, "form": form}
    context["questions"] = table.cafe.process.guiding_questions.all()
    return render(request, "worldcafe/note.html", context)


def _entries_of(note: Note) -> dict[str, Any]:
    return {
        "version": note.version,
        "text": note.contribution.text,
        "question": note.guiding_question.slug,
        "dots": note.weighting_dots,
    }


@public_form
@require_POST
@for_table
def remove_note(request: HttpRequest, table: Table, note_id: UUID) -> HttpResponse:
    note = _note(table, note_id)
    change_note(note, version=_version(request, note), is_deleted=True)
    return to_table(table, note.sitting.round.number, geloescht=str(note.pk))


@public_form
@require_POST
@for_table
def bring_note_back(request: HttpRequest, table: Table, note_id: UUID) -> HttpResponse:
    note = _note(table, note_id)
    change_note(note, version=_version(request, note), is_deleted=False)
    return to_table(table, note.sitting.round.number)


def _version(request: HttpRequest, note: Note) -> int:
    """The version that somebody has seen; the current one if the page says nothing."""
    form = VersionForm(request.POST)
    version: int = form.cleaned_data["version"] if form.is_valid() else note.version
    return version


@public_form
@require_POST
@for_table
def mark(
    request: HttpRequest, table: Table, round_number: int, note_id: UUID
) -> HttpResponse:
    note, sitting = _note(table, note_id), _sitting(table, round_number)
    entries = {"id": uuid4(), "note": note_id, "round": round_number}
    form = MarkForm({**entries, "kind": request.POST.get("kind", "")}, table=table)
    if not form.is_valid() or sitting.round.number <= note.sitting.round.number:
        return HttpResponse(status=400)
    mark_note(note, sitting=sitting, kind=form.cleaned_data["kind"] or None)
    return to_table(table, round_number, gespeichert="1")


@public_form
@require_POST
@for_table
def count_people(request: HttpRequest, table: Table, round_number: int) -> HttpResponse:
    sitting = _sitting(table, round_number)
    subgroups = Subgroup.objects.filter(target_group=table.cafe.target_group_id)
    entries = tapped(request.POST.dict(), request.POST.get("step", ""))
    form = AttendanceForm(entries, subgroups=list(subgroups))
    if not form.is_valid():
        messages = list(dict.fromkeys(str(e[0]) for e in form.errors.values()))
        return _board(request, table, round_number, attendance_messages=messages)
    form.save(sitting)
    return to_table(table, round_number, gespeichert="1")


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
@for_table
def read_back(request: HttpRequest, table: Table, round_number: int) -> HttpResponse:
    """Read the notes of a round aloud, one under the other, and confirm them."""
    sitting = _sitting(table, round_number)
    if request.method == "POST":
        confirm_read_back(sitting)
        return to_table(table, round_number, gespeichert="1")
    if not table.cafe.is_open:
        raise CafeClosedError(str(table))
    context = context_of(table) | {"board": read_board(table, round_number)}
    return render(request, "worldcafe/read_back.html", context)
