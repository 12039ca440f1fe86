"""The description of anonymity as PDF. Anybody may ask for it, as often as they like."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache

from django.template.loader import render_to_string

from ilmkreis_integration.printing import print_html
from staffsurvey.anonymity import Sample, describe, new_sample
from staffsurvey.models import StaffSurvey

STYLESHEET = "css/print/anonymity.css"


def print_description(survey: StaffSurvey) -> bytes:
    """Raises `PrintingError`."""
    description = replace(describe(survey), sample=printed_sample())
    context = {"description": description, "process": survey.process}
    return _printed(render_to_string("staffsurvey/print/anonymity.html", context))


@cache
def printed_sample() -> Sample:
    """The same on each print, so that the same description is laid out once."""
    return new_sample()


@lru_cache(maxsize=2)
def _printed(html: str) -> bytes:
    """Made when it has changed."""
    return print_html(html, STYLESHEET)
