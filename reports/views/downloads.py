"""Reports to download."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.printing import PrintingError
from ilmkreis_integration.printing.failing import lead_back
from reports.files import Variant, last_size, make_file
from reports.models import Measure

_FOR_EVERY_READER = {"pdf": Variant.PDF, "xlsx": Variant.XLSX}


@requires(Role.READING)
@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    process = current_process()
    measures = Measure.objects.in_process(process)
    context = {
        "process": process,
        "as_of": timezone.localdate(),
        "measures": measures.count(),
        "unpublished": measures.filter(is_published=False).count(),
        "pdf_size": last_size(process, Variant.PDF),
        "xlsx_size": last_size(process, Variant.XLSX),
        "internal_size": last_size(process, Variant.INTERNAL_XLSX),
    }
    return render(request, "reports/downloads/list.html", context)


@requires(Role.READING)
@require_safe
def download(request: HttpRequest, extension: str) -> HttpResponse:
    if extension not in _FOR_EVERY_READER:
        raise Http404("unknown format")
    try:
        return _made_now(_FOR_EVERY_READER[extension])
    except PrintingError:
        return lead_back(request, reverse("evaluation:downloads"))


@requires(Role.EVALUATION)
@require_safe
def download_internal(request: HttpRequest) -> HttpResponse:
    return _made_now(Variant.INTERNAL_XLSX)


def _made_now(variant: Variant) -> HttpResponse:
    """A report always shows today's state."""
    file = make_file(current_process(), variant)
    return HttpResponse(
        file.content,
        content_type=file.content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "Cache-Control": "no-store",
        },
    )
