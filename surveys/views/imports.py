"""Importing filled-in forms: upload, look through, store; and take back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import Role, SignedInRequest, requires
from ilmkreis_integration.tables.findings import ImportRefusedError
from ilmkreis_integration.tables.problems import TableError
from surveys.definition import definition_of_edition
from surveys.forms.imports import ImportForm
from surveys.importing.examining import examine
from surveys.importing.receiving import forget_old, receive, stored_source
from surveys.importing.showing import shown
from surveys.importing.source import Source
from surveys.importing.storing import (
    ImportedMeanwhileError,
    ImportInUseError,
    is_in_use,
    store_import,
    undo_import,
)
from surveys.importing.template import write_template
from surveys.models import Import, ImportFile, Questionnaire
from surveys.models.imports import ImportQuerySet
from surveys.views.setup import questionnaire_in_work

# Storing so many forms holds the database up for more than some seconds.
LONG_IMPORT = 5_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: SignedInRequest) -> HttpResponse:
    questionnaire = questionnaire_in_work()
    forget_old(questionnaire)
    row = Import(
        questionnaire=questionnaire,
        format=Import.Format.TEMPLATE,
        received_on=timezone.localdate(),
        uploaded_by=request.user,
    )
    if request.method == "POST" and questionnaire.editions.current():
        form = ImportForm(request.POST, request.FILES, instance=row)
        if form.is_valid():
            imported = form.save(commit=False)
            receive(imported, table=form.table, labels=form.labels)
            return _to("import-columns" if imported.is_foreign else "import", imported)
    else:
        form = ImportForm(instance=row)
    context = {"form": form} | _lists(questionnaire)
    return render(request, "surveys/setup/imports.html", context)


def _lists(questionnaire: Questionnaire) -> dict[str, Any]:
    rows = questionnaire.imports.select_related("channel", "uploaded_by")
    return {
        "editions": questionnaire.editions.released().order_by("-number"),
        "has_channels": questionnaire.channels.exists(),
        "waiting": rows.waiting(),
        "done": rows.done(),
    }


def _to(step: str, imported: Import) -> HttpResponse:
    return redirect(f"surveys-setup:{step}", imported.pk)


@requires(Role.MANAGEMENT)
@require_safe
def template(request: HttpRequest, number: int) -> HttpResponse:
    """The workbook to fill in, for one edition."""
    questionnaire = questionnaire_in_work()
    edition = get_object_or_404(questionnaire.editions.released(), number=number)
    names = list(questionnaire.channels.values_list("name", flat=True))
    workbook = write_template(definition_of_edition(edition), names)
    name = f"{questionnaire.slug}-vorlage-fassung-{number}.xlsx"
    return HttpResponse(
        workbook,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def look_through(request: HttpRequest, pk: int) -> HttpResponse:
    """What is in a table; stored is it by the button below."""
    imported = get_object_or_404(_imports(), pk=pk)
    if imported.imported_on:
        # The button was pressed twice, or by somebody else.
        messages.info(request, _("„{}“ ist eingelesen.").format(imported))
        return redirect("surveys-setup:imports")
    if imported.is_to_be_assigned:
        return _to("import-columns", imported)
    try:
        source = stored_source(imported)
    except TableError as error:
        return _start_over(request, imported, error)
    except ImportFile.DoesNotExist:
        # Stored just now by somebody else, or by a second click.
        return redirect("surveys-setup:imports")
    if request.method == "POST":
        return _store(request, imported, source)
    return _show(request, imported, source)


def _start_over(
    request: HttpRequest, imported: Import, error: TableError
) -> HttpResponse:
    """The questionnaire was changed since the table came."""
    messages.warning(request, str(error))
    if imported.is_foreign:
        return _to("import-columns", imported)
    return redirect("surveys-setup:imports")


def _show(request: HttpRequest, imported: Import, source: Source) -> HttpResponse:
    examination = examine(source)
    context = {
        "import": imported,
        "examination": examination,
        "is_long": examination.new > LONG_IMPORT,
        "skipped": [(reason, n) for reason, n in source.skipped.items() if n],
        "first": [shown(form) for form in examination.first],
    }
    return render(request, "surveys/setup/import.html", context)


def _store(request: HttpRequest, imported: Import, source: Source) -> HttpResponse:
    try:
        examination = store_import(imported, source)
    except (ImportRefusedError, ImportedMeanwhileError):
        text = _(
            "Inzwischen hat sich etwas geändert. Bitte sehen Sie noch einmal nach."
        )
        messages.warning(request, text)
        return _to("import", imported)
    text = ngettext(
        "{} Bogen ist eingelesen.", "{} Bögen sind eingelesen.", examination.new
    )
    messages.success(request, text.format(examination.new))
    return redirect("surveys-setup:imports")


@requires(Role.MANAGEMENT)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    waiting_import(pk).delete()
    messages.success(
        request, _("Die Tabelle ist gelöscht. Es wurde nichts gespeichert.")
    )
    return redirect("surveys-setup:imports")


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    imported = get_object_or_404(_imports().done(), pk=pk)
    if request.method == "POST":
        try:
            undo_import(imported)
        except ImportInUseError:
            text = _("Der Import ist inzwischen in Arbeit und bleibt.")
            messages.warning(request, text)
        else:
            messages.success(request, _("Der Import ist zurückgenommen."))
        return redirect("surveys-setup:imports")
    return _ask_to_undo(request, imported, in_use=is_in_use(imported))


def _ask_to_undo(
    request: HttpRequest, imported: Import, *, in_use: bool
) -> HttpResponse:
    if in_use:
        explanation = _(
            "Aus diesem Import sind schon Beiträge ausgewertet oder übersetzt. Er bleibt."
        )
    else:
        explanation = _(
            "Alle Bögen dieses Imports werden gelöscht, mit allen Antworten. Ihre Nummern "
            "werden nicht noch einmal vergeben. Die Datei können Sie danach neu hochladen."
        )
    context = {
        "title": _("Import „{}“ zurücknehmen?").format(imported),
        "explanation": explanation,
        "is_possible": not in_use,
        "yes": _("Ja, zurücknehmen"),
        "back": reverse("surveys-setup:imports"),
    }
    return render(request, "setup/confirm.html", context)


def waiting_import(pk: int) -> Import:
    return get_object_or_404(_imports().waiting(), pk=pk)


def _imports() -> ImportQuerySet:
    rows: ImportQuerySet = questionnaire_in_work().imports.select_related(
        "questionnaire", "channel"
    )
    return rows
