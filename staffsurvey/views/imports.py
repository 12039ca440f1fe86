"""Taking over the comments of a survey that ran in SoSci Survey."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from ilmkreis_integration.access import Role, requires
from staffsurvey.access import survey_or_404
from staffsurvey.cleaning import REMAINS
from staffsurvey.forms.imports import LARGEST_UPLOAD, ColumnsForm, UploadForm
from staffsurvey.importing import taking_over
from staffsurvey.importing.reading import Reading
from staffsurvey.importing.taking_over import (
    areas_of,
    assign,
    forget_old,
    may_take_over,
    receive,
    take_over,
)
from staffsurvey.models import CommentImport, StaffSurvey


class _InMemory(MemoryFileUploadHandler):
    """Keeps an upload out of the file system, whatever its size."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 -- as Django calls it
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        self.activated = content_length <= LARGEST_UPLOAD


# The upload may not be read before it is said where it goes; CSRF is checked after that.
@csrf_exempt
@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    request.upload_handlers = [_InMemory(request)]
    return _imports(request)


@csrf_protect
def _imports(request: HttpRequest) -> HttpResponse:
    survey = survey_or_404()
    forget_old(survey)
    form = UploadForm()
    if request.method == "POST" and may_take_over(survey):
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        form = UploadForm(
            request.POST, request.FILES, is_too_large=length > LARGEST_UPLOAD
        )
        if form.is_valid() and form.reading:
            return _received(request, survey, form.digest, form.reading)
    context = {
        "form": form,
        "is_possible": may_take_over(survey),
        "has_areas": bool(areas_of(survey)),
        "waiting": survey.comment_imports.filter(comments=None),
        "done": survey.comment_imports.exclude(comments=None),
    }
    return render(request, "staffsurvey/setup/imports.html", context)


def _received(
    request: HttpRequest, survey: StaffSurvey, digest: str, reading: Reading
) -> HttpResponse:
    imported = receive(survey, digest=digest, columns=reading.columns)
    if imported.comments is not None:
        day = date_format(imported.uploaded_on, "j. F Y")
        text = _("Diese Datei wurde schon übernommen. Hochgeladen war sie am {}.")
        messages.info(request, text.format(day))
        return redirect("staffsurvey-setup:imports")
    text = ngettext(
        "{} andere Spalte wurde sofort verworfen.",
        "{} andere Spalten wurden sofort verworfen.",
        reading.dropped,
    ).format(reading.dropped)
    if reading.unfinished:
        text += " " + ngettext(
            "{} Interview wurde nicht abgeschlossen und zählt nicht.",
            "{} Interviews wurden nicht abgeschlossen und zählen nicht.",
            reading.unfinished,
        ).format(reading.unfinished)
    messages.success(request, text)
    return redirect("staffsurvey-setup:import", imported.pk)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """To which focus area each column belongs."""
    imported = _waiting(pk)
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        columns=list(imported.columns.all()),
        areas=areas_of(imported.survey),
    )
    if form.is_valid():
        assign(imported, form.assigned())
        return redirect("staffsurvey-setup:import-check", pk)
    context = {"import": imported, "form": form}
    return render(request, "staffsurvey/setup/import_columns.html", context)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """How many texts go where; the button below takes them over."""
    imported = _waiting(pk)
    lines = _lines(imported)
    if not any(area for area, _count in lines):
        return redirect("staffsurvey-setup:import", pk)
    if request.method == "POST":
        return _take_over(request, imported)
    context = {
        "import": imported,
        "lines": [(area, count) for area, count in lines if area],
        "left": sum(count for area, count in lines if area is None),
        "total": sum(count for area, count in lines if area),
    }
    return render(request, "staffsurvey/setup/import_check.html", context)


def _take_over(request: HttpRequest, imported: CommentImport) -> HttpResponse:
    if not may_take_over(imported.survey):
        messages.warning(
            request,
            _("Die Befragung läuft. Übernehmen können Sie, wenn sie beendet ist."),
        )
        return redirect("staffsurvey-setup:imports")
    count = take_over(imported)
    text = ngettext(
        "{} Text wartet jetzt auf die Freigabe.",
        "{} Texte warten jetzt auf die Freigabe.",
        count,
    )
    messages.success(request, text.format(count))
    return redirect("staffsurvey-setup:imports")


@requires(Role.MANAGEMENT)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    is_cleared = taking_over.discard(_waiting(pk))
    messages.success(request, _("Die Texte sind gelöscht. Es wurde nichts übernommen."))
    if not is_cleared:
        messages.warning(request, REMAINS)
    return redirect("staffsurvey-setup:imports")


def _lines(imported: CommentImport) -> list[tuple[Any, int]]:
    """How many texts go to each focus area, and how many to none."""
    counts: dict[Any, int] = dict.fromkeys([*areas_of(imported.survey), None], 0)
    for column in imported.columns.select_related("focus_area"):
        counts[column.focus_area] += len(column.texts)
    return [(area, count) for area, count in counts.items() if count]


def _waiting(pk: int) -> CommentImport:
    rows = CommentImport.objects.select_related("survey__box", "survey__opening")
    return get_object_or_404(rows, pk=pk, survey=survey_or_404(), comments=None)
