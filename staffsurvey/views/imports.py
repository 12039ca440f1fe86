"""Taking over the comments of a survey that ran in SoSci Survey."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from ilmkreis_integration.access import Role, requires
from staffsurvey.access import survey_or_404
from staffsurvey.cleaning import REMAINS
from staffsurvey.forms.imports import LARGEST_UPLOAD, ColumnsForm, UploadForm
from staffsurvey.importing import taking_over
from staffsurvey.importing.reading import Reading
from staffsurvey.importing.taking_over import (
    DoneError,
    GoneError,
    RunningError,
    areas_of,
    assign,
    may_take_over,
    receive,
    take_over,
)
from staffsurvey.models import CommentImport, StaffSurvey
from staffsurvey.views.changing import View


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


def explain_refusal(view: View) -> View:
    """Tell what somebody else, or a second click, has done meanwhile."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, **kwargs)
        except RunningError:
            text = _(
                "Die Befragung läuft. Übernehmen können Sie, wenn sie beendet ist."
            )
            messages.warning(request, text)
        except DoneError:
            text = _("Die Texte dieser Datei sind schon übernommen.")
            messages.info(request, text)
        except GoneError:
            text = _(
                "Diese Texte stehen nicht mehr bereit: Jemand hat sie gelöscht, oder "
                "niemand hat sie bis Mitternacht übernommen. Wenn Sie sie übernehmen "
                "wollen, laden Sie die Datei bitte noch einmal hoch."
            )
            messages.warning(request, text)
        return redirect("staffsurvey-setup:imports")

    return guarded


# The upload may not be read before it is said where it goes; CSRF is checked after that.
@csrf_exempt
@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    request.upload_handlers = [_InMemory(request)]
    return _imports(request)


@csrf_protect
@explain_refusal
def _imports(request: HttpRequest) -> HttpResponse:
    survey = survey_or_404()
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
        "waiting": survey.comment_imports.waiting(),
        "done": survey.comment_imports.done(),
    }
    return render(request, "staffsurvey/setup/imports.html", context)


def _received(
    request: HttpRequest, survey: StaffSurvey, digest: str, reading: Reading
) -> HttpResponse:
    imported = receive(survey, digest=digest, columns=reading.columns)
    if imported.is_done:
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
@explain_refusal
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
@explain_refusal
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
    taken = take_over(imported)
    text = ngettext(
        "{} Text wartet jetzt auf die Freigabe.",
        "{} Texte warten jetzt auf die Freigabe.",
        taken.texts,
    )
    messages.success(request, text.format(taken.texts))
    if not taken.is_cleared:
        messages.warning(request, REMAINS)
    return redirect("staffsurvey-setup:imports")


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@explain_refusal
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    imported = _waiting(pk)
    if request.method == "POST":
        is_cleared = taking_over.discard(imported)
        text = _("Die Texte sind gelöscht. Es wurde nichts übernommen.")
        messages.success(request, text)
        if not is_cleared:
            messages.warning(request, REMAINS)
        return redirect("staffsurvey-setup:imports")
    context = {
        "title": _("Hochgeladene Texte löschen?"),
        "explanation": _(
            "Die Texte werden gelöscht und nicht übernommen. Wollen Sie sie später doch "
            "übernehmen, brauchen Sie die Datei noch einmal."
        ),
        "is_possible": True,
        "yes": _("Ja, löschen"),
        "back": reverse("staffsurvey-setup:imports"),
    }
    return render(request, "setup/confirm.html", context)


def _lines(imported: CommentImport) -> list[tuple[Any, int]]:
    """How many texts go to each focus area, and how many to none."""
    counts: dict[Any, int] = dict.fromkeys([*areas_of(imported.survey), None], 0)
    for column in imported.columns.select_related("focus_area"):
        counts[column.focus_area] += len(column.texts)
    return [(area, count) for area, count in counts.items() if count]


def _waiting(pk: int) -> CommentImport:
    """One that nobody took over yet; otherwise see `explain_refusal`."""
    survey = survey_or_404()
    imported = CommentImport.objects.select_related("survey").filter(pk=pk).first()
    if imported is not None and imported.survey != survey:
        raise Http404("of another survey")
    if imported is None or imported.is_old:
        raise GoneError
    if imported.is_done:
        raise DoneError
    return imported
