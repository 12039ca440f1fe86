"""A version as PDF: what is asked, what is promised, who said what, and room to sign.

What is stored is its appendix. That says what the program does and not what was wrong with
the server on the day of printing: whatever is, the survey does not start with it.
"""

from __future__ import annotations

from dataclasses import replace

from django.template.loader import render_to_string

from ilmkreis_integration.printing import print_html
from staffsurvey.agreeing import read_agreement
from staffsurvey.anonymity import describe
from staffsurvey.models import Version
from staffsurvey.models.box import FEWEST_ENVELOPES
from staffsurvey.printed_anonymity import printed_sample
from staffsurvey.versions import as_survey, with_days

STYLESHEET = "css/print/version.css"


def print_version(version: Version) -> bytes:
    return print_html(version_html(version), STYLESHEET)


def version_html(version: Version) -> str:
    description = describe(as_survey(version.content))
    context = {
        "version": version,
        "content": with_days(version.content),
        "agreement": read_agreement(version),
        "process": version.survey.process,
        "description": replace(description, sample=printed_sample(), broken=[]),
        "fewest": FEWEST_ENVELOPES,
    }
    return render_to_string("staffsurvey/print/version.html", context)
