"""The protocol of an opening as PDF, for those who were present to sign."""

from __future__ import annotations

from django.template.loader import render_to_string

from ilmkreis_integration.printing import print_html
from staffsurvey.models import Opening

STYLESHEET = "css/print/opening.css"


def print_opening(opening: Opening) -> bytes:
    context = {
        "opening": opening,
        "survey": opening.survey,
        "process": opening.survey.process,
        "backups": opening.survey.events.said_on_backups(),
        "present": [name for name in opening.present.splitlines() if name.strip()],
    }
    html = render_to_string("staffsurvey/print/opening.html", context)
    return print_html(html, STYLESHEET)
