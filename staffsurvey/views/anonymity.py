"""The page on anonymity, for everybody, and the same on paper. No cookie, no log line."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ilmkreis_integration.access import public
from ilmkreis_integration.printing import PrintingError
from staffsurvey.access import survey_or_404
from staffsurvey.anonymity import describe
from staffsurvey.models import StaffSurvey
from staffsurvey.printed_anonymity import print_description

logger = logging.getLogger(__name__)


@public
@require_safe
def anonymity(request: HttpRequest) -> HttpResponse:
    return _page(request, survey_or_404())


@public
@require_safe
def anonymity_pdf(request: HttpRequest) -> HttpResponse:
    survey = survey_or_404()
    try:
        pdf = print_description(survey)
    except PrintingError:
        logger.exception("printing failed: the page on anonymity")
        return _page(request, survey, is_instead_of_pdf=True)
    headers = {
        "Content-Disposition": 'inline; filename="anonymitaet.pdf"',
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _page(
    request: HttpRequest, survey: StaffSurvey, *, is_instead_of_pdf: bool = False
) -> HttpResponse:
    context = {
        "description": describe(survey),
        "process": survey.process,
        "is_instead_of_pdf": is_instead_of_pdf,
        # Without messages of its own, the page would look for those of a session.
        "messages": (),
    }
    status = 503 if is_instead_of_pdf else 200
    return render(request, "staffsurvey/anonymity.html", context, status=status)
