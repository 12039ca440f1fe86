"""The page on anonymity, for everybody, and the same on paper. No cookie, no log line."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from ilmkreis_integration.access import public
from ilmkreis_integration.printing import print_html
from staffsurvey.anonymity import describe
from staffsurvey.models import StaffSurvey

STYLESHEET = "css/print/anonymity.css"


def _current_survey() -> StaffSurvey:
    surveys = StaffSurvey.objects.select_related("process")
    survey = surveys.filter(process__is_current=True).first()
    if survey is None:
        raise Http404("no survey")
    return survey


@public
@require_safe
def anonymity(request: HttpRequest) -> HttpResponse:
    survey = _current_survey()
    context = {
        "description": describe(survey),
        "process": survey.process,
        # Without messages of its own, the page would look for those of a session.
        "messages": (),
    }
    response = render(request, "staffsurvey/anonymity.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


@public
@require_safe
def anonymity_pdf(request: HttpRequest) -> HttpResponse:
    pdf = print_description(_current_survey())
    headers = {"Content-Disposition": 'inline; filename="anonymitaet.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def print_description(survey: StaffSurvey) -> bytes:
    context = {"description": describe(survey), "process": survey.process}
    html = render_to_string("staffsurvey/print/anonymity.html", context)
    return print_html(html, STYLESHEET)
