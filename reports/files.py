"""The reports as files to take away."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.core.cache import cache
from django.utils.text import slugify

from ilmkreis_integration.models import Process
from reports.document import Report, assemble_report
from reports.pdf import render_pdf
from reports.xlsx import write_workbook

# For how long the size of the last file is remembered, in seconds.
_SIZE_IS_REMEMBERED = 7 * 24 * 3600


class Variant(StrEnum):
    """The files there are; the internal one is for the evaluation only."""

    PDF = "pdf"
    XLSX = "xlsx"
    INTERNAL_XLSX = "intern-xlsx"

    @property
    def ending(self) -> str:
        return "-intern.xlsx" if self is Variant.INTERNAL_XLSX else f".{self}"

    @property
    def content_type(self) -> str:
        if self is Variant.PDF:
            return "application/pdf"
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class ReportFile:
    name: str
    content_type: str
    content: bytes


def make_file(process: Process, variant: Variant) -> ReportFile:
    """Assemble and write the report."""
    report = assemble_report(process)
    if variant is Variant.PDF:
        content = render_pdf(report)
    else:
        is_internal = variant is Variant.INTERNAL_XLSX
        content = write_workbook(report, is_internal=is_internal)
    cache.set(_size_key(process, variant), len(content), _SIZE_IS_REMEMBERED)
    return ReportFile(_name(report, variant), variant.content_type, content)


def last_size(process: Process, variant: Variant) -> int | None:
    """How many bytes the file had that was made last, if that is known."""
    size: int | None = cache.get(_size_key(process, variant))
    return size


def _name(report: Report, variant: Variant) -> str:
    county = slugify(report.process.county) or "landkreis"
    return f"integrationskonzept-{county}-{report.as_of.isoformat()}{variant.ending}"


def _size_key(process: Process, variant: Variant) -> str:
    return f"report-size-{process.pk}-{variant}"
