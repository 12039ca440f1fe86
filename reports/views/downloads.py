"""Reports to download."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ilmkreis_integration.access import Role, current_process, has_role, requires
from reports.files import Format, last_size, make_file
from reports.models import Measure


@requires(Role.READING)
@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    process = current_process()
    measures = Measure.objects.in_process(process)
    context = {
        "process": process,
        "as_of": timezone.localdate(),
        "unpublished": measures.filter(is_published=False).count(),
        "pdf_size": last_size(process, Format.PDF),
        "xlsx_size": last_size(process, Format.XLSX),
        "with_staff_texts": has_role(request.user, Role.EVALUATION),
    }
    return render(request, "reports/downloads/list.html", context)


@requires(Role.READING)
@require_safe
def download(request: HttpRequest, extension: str) -> HttpResponse:
    """Make the report now: it always shows today's state."""
    if extension not in list(Format):
        raise Http404("unknown format")
    file = make_file(
        current_process(),
        Format(extension),
        with_staff_texts=has_role(request.user, Role.EVALUATION),
    )
    return HttpResponse(
        file.content,
        content_type=file.content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "Cache-Control": "no-store",
        },
    )
