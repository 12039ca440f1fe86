"""A version as PDF: what is asked, what is promised, who said what, and room to sign."""

from __future__ import annotations

from django.template.loader import render_to_string

from ilmkreis_integration.printing import print_html
from staffsurvey.agreeing import read_agreement
from staffsurvey.models import Version
from staffsurvey.versions import with_days

STYLESHEET = "css/print/version.css"


def print_version(version: Version) -> bytes:
    return print_html(version_html(version), STYLESHEET)


def version_html(version: Version) -> str:
    context = {
        "version": version,
        "content": with_days(version.content),
        "agreement": read_agreement(version),
        "process": version.survey.process,
    }
    return render_to_string("staffsurvey/print/version.html", context)
