from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from ilmkreis_integration.access import Role, current_process, requires
from staffsurvey.models import StaffSurvey
from staffsurvey.papers import NAMES, write_paper

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@requires(Role.MANAGEMENT)
@require_safe
def paper(request: HttpRequest, name: str) -> HttpResponse:
    """The draft of a Dienstvereinbarung, or of the record of processing."""
    if name not in NAMES:
        raise Http404(name)
    surveys = StaffSurvey.objects.select_related("process")
    survey = get_object_or_404(surveys, process=current_process())
    headers = {"Content-Disposition": f'attachment; filename="{name}.docx"'}
    return HttpResponse(write_paper(name, survey), content_type=DOCX, headers=headers)
