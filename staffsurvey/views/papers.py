from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ilmkreis_integration.access import Role, requires
from staffsurvey.access import survey_or_404
from staffsurvey.papers import NAMES, write_paper

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@requires(Role.MANAGEMENT)
@require_safe
def paper(request: HttpRequest, name: str) -> HttpResponse:
    """The draft of a Dienstvereinbarung, or of the record of processing."""
    if name not in NAMES:
        raise Http404(name)
    headers = {"Content-Disposition": f'attachment; filename="{name}.docx"'}
    paper = write_paper(name, survey_or_404())
    return HttpResponse(paper, content_type=DOCX, headers=headers)
