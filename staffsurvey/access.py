"""The staff survey of the process being worked on, for pages behind the login."""

from __future__ import annotations

from django.http import Http404

from ilmkreis_integration.access import current_process
from staffsurvey.models import StaffSurvey


def current_survey() -> StaffSurvey | None:
    surveys = StaffSurvey.objects.select_related("process", "box", "opening")
    return surveys.filter(process=current_process()).first()


def survey_or_404() -> StaffSurvey:
    survey = current_survey()
    if survey is None:
        raise Http404("no staff survey")
    return survey
