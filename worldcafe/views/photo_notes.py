"""Typing notes from a photograph, and saying where on it each of them stands."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ilmkreis_integration.access import public_form
from worldcafe.forms.photos import PhotoNoteForm, RegionForm, in_percent
from worldcafe.models import Note, Photo, PhotoRegion, Table
from worldcafe.open_tables import for_open_table
from worldcafe.photos import regions_of
from worldcafe.services.notes import NoteConflictError
from worldcafe.services.photos import (
    place_region,
    remove_region,
    write_note_from_photo,
)
from worldcafe.table_pages import context_of
from worldcafe.views.photos import photo_at


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
@for_open_table
def show_photo(request: HttpRequest, table: Table, photo_id: UUID) -> HttpResponse:
    """A photograph, the notes typed from it, and the form for the next one."""
    photo = photo_at(table, photo_id)
    if request.method != "POST":
        return _show(request, table, photo, _next_form(table, photo, request.GET))
    form = PhotoNoteForm(request.POST, table=table)
    if form.is_valid() and _store(form, photo, table):
        query = {
            "runde": form.cleaned_data["round"].round.number,
            "frage": form.cleaned_data["question"].slug,
            "gespeichert": 1,
        }
        return redirect(_page_of(table, photo, query) + "#neu")
    return _show(request, table, photo, form)


def _store(form: PhotoNoteForm, photo: Photo, table: Table) -> bool:
    """Store the note, or put to the form why not."""
    entered = form.cleaned_data
    entered["round"].table = table
    try:
        write_note_from_photo(
            photo,
            region=form.region,
            sitting=entered["round"],
            note_id=entered["id"],
            guiding_question=entered["question"],
            text=entered["text"],
        )
    except NoteConflictError:
        form.add_error(None, _("Diese Notiz ist schon gespeichert, anders als hier."))
    except Photo.DoesNotExist:
        form.add_error(None, _("Das Foto ist inzwischen gelöscht."))
    return not form.errors


def _next_form(table: Table, photo: Photo, query: QueryDict) -> PhotoNoteForm:
    """The form for the next note; round and question stay as they were chosen."""
    initial = {
        "id": uuid4(),
        "round": query.get("runde") or photo.sitting,
        "question": query.get("frage"),
    }
    return PhotoNoteForm(initial=initial, table=table)


def _show(
    request: HttpRequest, table: Table, photo: Photo, form: PhotoNoteForm
) -> HttpResponse:
    notes = Note.objects.kept().filter(sitting__table=table, region=None)
    context = context_of(table) | {
        "photo": photo,
        "regions": regions_of(photo),
        "loose_notes": notes.select_related("contribution"),
        "form": form,
        "is_saved": "gespeichert" in request.GET,
        "removed": _removed(table, request),
    }
    return render(request, "worldcafe/photos/photo.html", context)


def _removed(table: Table, request: HttpRequest) -> dict[str, Any] | None:
    """The region that was just taken away, so that it can be brought back."""
    try:
        note_id = UUID(request.GET.get("entfernt", ""))
    except ValueError:
        return None
    form = RegionForm(request.GET)
    note = Note.objects.filter(pk=note_id, sitting__table=table, region=None).first()
    return {"note": note, "form": form} if note and form.is_valid() else None


def _page_of(table: Table, photo: Photo, query: dict[str, Any] | None = None) -> str:
    return reverse("worldcafe:photo", args=[table.code, photo.pk], query=query)


def _note(table: Table, note_id: UUID) -> Note:
    notes = Note.objects.kept().select_related(
        "contribution", "guiding_question", "sitting__round"
    )
    return get_object_or_404(notes, pk=note_id, sitting__table=table)


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
@for_open_table
def edit_region(
    request: HttpRequest, table: Table, photo_id: UUID, note_id: UUID
) -> HttpResponse:
    photo, note = photo_at(table, photo_id), _note(table, note_id)
    form = RegionForm(request.POST)
    if request.method == "POST" and form.is_valid():
        place_region(photo, note, form.region)
        return redirect(_page_of(table, photo, {"gespeichert": 1}))
    if request.method != "POST":
        region = PhotoRegion.objects.filter(note=note, photo=photo).first()
        form = RegionForm(initial=in_percent(region) if region else None)
    context = context_of(table) | {"photo": photo, "note": note, "form": form}
    return render(request, "worldcafe/photos/region.html", context)


@public_form
@require_POST
@for_open_table
def delete_region(
    request: HttpRequest, table: Table, photo_id: UUID, note_id: UUID
) -> HttpResponse:
    photo, note = photo_at(table, photo_id), _note(table, note_id)
    region = get_object_or_404(photo.regions, note=note)
    region.photo = photo
    remove_region(region)
    query = {"entfernt": note.pk} | in_percent(region)
    return redirect(_page_of(table, photo, query))
