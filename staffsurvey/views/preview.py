"""The survey as the staff will see it, before it starts; nothing is sent or stored."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ilmkreis_integration.access import Role, requires
from staffsurvey.access import survey_or_404
from staffsurvey.codes import new_code, shown
from staffsurvey.filling import Filling
from staffsurvey.forms.answering import CODE
from staffsurvey.models import StaffSurvey
from staffsurvey.models.box import FEWEST_ENVELOPES


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest) -> HttpResponse:
    survey = survey_or_404()
    filling = Filling.of(request, survey)
    if filling.is_to_be_sent:
        return redirect("staffsurvey-setup:preview-thanks")
    # Made up; it opens nothing.
    filling.form.initial[CODE] = shown(new_code())
    context = _context(survey) | filling.context()
    return render(request, "staffsurvey/setup/preview.html", context)


@requires(Role.MANAGEMENT)
@require_safe
def preview_thanks(request: HttpRequest) -> HttpResponse:
    context = _context(survey_or_404())
    return render(request, "staffsurvey/setup/preview_thanks.html", context)


def _context(survey: StaffSurvey) -> dict[str, Any]:
    return {
        "survey": survey,
        "process": survey.process,
        "is_over": False,
        "fewest": FEWEST_ENVELOPES,
        # There is no box to send to.
        "public_key": "",
        "inbox_url": "",
        "thanks_url": reverse("staffsurvey-setup:preview-thanks"),
    }
