"""Sheets that were written by hand: typed into a table, looked through, stored."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import (
    Role,
    SignedInRequest,
    current_process,
    requires,
)
from ilmkreis_integration.tables.findings import ImportRefusedError
from worldcafe.access import cafe_or_404
from worldcafe.forms.note_imports import NoteImportForm
from worldcafe.importing.plan import Plan
from worldcafe.importing.storing import (
    ImportedMeanwhileError,
    NotesInUseError,
    examine_import,
    forget_old,
    is_in_use,
    receive,
    store_notes,
    undo_notes,
)
from worldcafe.importing.template import write_template
from worldcafe.models import Cafe, NoteImport, NoteImportFile
from worldcafe.services.holding import CafeClosedError

PREVIEWED = 10
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _import(pk: int) -> NoteImport:
    rows = NoteImport.objects.select_related("cafe__target_group", "cafe__process")
    return get_object_or_404(rows, pk=pk, cafe__process=current_process())


def _to_list(cafe: Cafe) -> HttpResponse:
    return redirect("worldcafe-setup:note-imports", cafe.pk)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def note_imports(request: SignedInRequest, pk: int) -> HttpResponse:
    cafe = cafe_or_404(pk)
    forget_old(cafe)
    row = NoteImport(cafe=cafe, uploaded_by=request.user)
    if request.method == "POST" and cafe.is_open:
        form = NoteImportForm(request.POST, request.FILES, instance=row)
        if form.is_valid():
            imported = receive(form.save(commit=False), form.table)
            return redirect("worldcafe-setup:note-import", imported.pk)
    else:
        form = NoteImportForm(instance=row)
    rows = cafe.note_imports.select_related("uploaded_by")
    context = {
        "cafe": cafe,
        "form": form,
        "tables": cafe.tables.filter(revoked_on=None).select_related("action_field"),
        "waiting": rows.waiting(),
        "done": rows.done(),
    }
    return render(request, "worldcafe/setup/note_imports.html", context)


@requires(Role.MANAGEMENT)
@require_safe
def note_template(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = cafe_or_404(pk)
    name = f"worldcafe-{cafe.number}-nacherfassung.xlsx"
    return HttpResponse(
        write_template(Plan.of(cafe)),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def look_through(request: HttpRequest, pk: int) -> HttpResponse:
    """What is in a table; stored is it by the button below."""
    imported = _import(pk)
    if imported.imported_on:
        # The button was pressed twice, or by somebody else.
        messages.info(request, _("„{}“ ist eingelesen.").format(imported))
        return _to_list(imported.cafe)
    if request.method == "POST":
        return _store(request, imported)
    try:
        examination = examine_import(imported)
    except NoteImportFile.DoesNotExist:
        return _to_list(imported.cafe)
    context = {
        "import": imported,
        "cafe": imported.cafe,
        "examination": examination,
        "first": examination.new[:PREVIEWED],
    }
    return render(request, "worldcafe/setup/note_import.html", context)


def _store(request: HttpRequest, imported: NoteImport) -> HttpResponse:
    try:
        examination = store_notes(imported)
    except CafeClosedError:
        messages.warning(request, _closed())
        return _to_list(imported.cafe)
    except (ImportRefusedError, ImportedMeanwhileError):
        text = _(
            "Inzwischen hat sich etwas geändert. Bitte sehen Sie noch einmal nach."
        )
        messages.warning(request, text)
        return redirect("worldcafe-setup:note-import", imported.pk)
    number = len(examination.new)
    text = ngettext(
        "{} Notiz ist eingelesen.", "{} Notizen sind eingelesen.", number
    ).format(number)
    messages.success(request, text)
    return _to_list(imported.cafe)


@requires(Role.MANAGEMENT)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    imported = _import(pk)
    if not imported.imported_on:
        imported.delete()
        text = _("Die Tabelle ist gelöscht. Es wurde nichts gespeichert.")
        messages.success(request, text)
    return _to_list(imported.cafe)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    imported = _import(pk)
    if request.method != "POST":
        return _ask_to_undo(request, imported)
    try:
        undo_notes(imported)
    except CafeClosedError:
        messages.warning(request, _closed())
    except NotesInUseError:
        messages.warning(request, _in_use())
    else:
        messages.success(request, _("Der Import ist zurückgenommen."))
    return _to_list(imported.cafe)


def _ask_to_undo(request: HttpRequest, imported: NoteImport) -> HttpResponse:
    refusal = "" if imported.cafe.is_open else _closed()
    if not refusal and is_in_use(imported):
        refusal = _in_use()
    explanation = _(
        "Alle Notizen dieses Imports werden gelöscht. Ihre Nummern werden nicht noch "
        "einmal vergeben. Gezählte Personen und Teilnahmepunkte bleiben stehen. Die Datei "
        "können Sie danach neu hochladen."
    )
    context = {
        "title": _("Import „{}“ zurücknehmen?").format(imported),
        "explanation": refusal or explanation,
        "is_possible": not refusal,
        "yes": _("Ja, zurücknehmen"),
        "back": reverse("worldcafe-setup:note-imports", args=[imported.cafe_id]),
    }
    return render(request, "setup/confirm.html", context)


def _closed() -> str:
    return _("Das World Café ist abgeschlossen. Seine Notizen ändern sich nicht mehr.")


def _in_use() -> str:
    return _(
        "Mit Notizen dieses Imports hat schon jemand weitergearbeitet. Er bleibt; einzelne "
        "Notizen lassen sich am Tisch ändern und löschen."
    )
