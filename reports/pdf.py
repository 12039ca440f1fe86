"""The printed report."""

from __future__ import annotations

from django.template.loader import render_to_string

from ilmkreis_integration.printing import print_html
from reports.document import Report
from reports.matrix import HIDDEN_EXPLAINED

STYLESHEET = "css/print/report.css"


def render_pdf(report: Report) -> bytes:
    """Print `report` as one PDF that is PDF/UA-1 and PDF/A-3a."""
    return print_html(report_html(report), STYLESHEET)


def report_html(report: Report) -> str:
    context = {"report": report, "hidden_explained": HIDDEN_EXPLAINED}
    return render_to_string("reports/pdf/report.html", context)
