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


class Format(StrEnum):
    PDF = "pdf"
    XLSX = "xlsx"

    @property
    def content_type(self) -> str:
        return _CONTENT_TYPES[self]


_CONTENT_TYPES = {
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class ReportFile:
    name: str
    content_type: str
    content: bytes


def make_file(
    process: Process, file_format: Format, *, with_staff_texts: bool
) -> ReportFile:
    """Assemble and write the report; the PDF never quotes the staff."""
    report = assemble_report(process)
    if file_format is Format.PDF:
        content = render_pdf(report)
    else:
        content = write_workbook(report, with_staff_texts=with_staff_texts)
    cache.set(_size_key(process, file_format), len(content), _SIZE_IS_REMEMBERED)
    return ReportFile(_name(report, file_format), file_format.content_type, content)


def last_size(process: Process, file_format: Format) -> int | None:
    """How many bytes the file had that was made last, if that is known."""
    size: int | None = cache.get(_size_key(process, file_format))
    return size


def _name(report: Report, file_format: Format) -> str:
    county = slugify(report.process.county) or "landkreis"
    return f"integrationskonzept-{county}-{report.as_of.isoformat()}.{file_format}"


def _size_key(process: Process, file_format: Format) -> str:
    return f"report-size-{process.pk}-{file_format}"
