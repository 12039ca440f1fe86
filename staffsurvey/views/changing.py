"""What may still be changed of a survey, and what is fixed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ilmkreis_integration.access import current_process
from staffsurvey.access import survey_or_404
from staffsurvey.agreeing import locked_version
from staffsurvey.models import StaffSurvey

View = Callable[..., HttpResponse]


def changes_survey(view: View) -> View:
    """Open a view that changes what the parties agree to, as long as that may change.

    Otherwise it says why not, and what can be done.
    """

    @wraps(view)
    def changing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return _refusal(request) or view(request, *args, **kwargs)
        with transaction.atomic():
            # Whoever makes a version binding at the same time waits, or we do.
            StaffSurvey.objects.select_for_update().filter(
                process=current_process()
            ).first()
            return _refusal(request) or view(request, *args, **kwargs)

    return changing


def _refusal(request: HttpRequest) -> HttpResponse | None:
    survey = survey_or_404()
    version = locked_version(survey)
    if version is None and not survey.has_started:
        return None
    context = {
        "survey": survey,
        "version": version,
        "is_started": survey.has_started,
        "is_opened": hasattr(survey, "opening"),
    }
    return render(request, "staffsurvey/setup/locked.html", context)
