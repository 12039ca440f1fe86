"""The slips that people draw: printed in memory, kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import segno
from django.template.loader import render_to_string

from ilmkreis_integration.printing import print_html
from ilmkreis_integration.qr_codes import typed_address
from staffsurvey.codes import new_code, shown
from staffsurvey.models import StaffSurvey

STYLESHEET = "css/print/slips.css"
# Fewer, and one could tell who has which; more, and one print takes too long.
FEWEST, MOST = 10, 1000
PER_PAGE = 8


@dataclass(frozen=True)
class Slip:
    code: str
    link: str

    @property
    def shown_code(self) -> str:
        return shown(self.code)

    @property
    def picture(self) -> str:
        """The address with the code behind `#`, which no browser sends to a server."""
        # Trying all eight masks would take most of the time; every one can be read.
        qr = segno.make(
            f"{self.link}#{self.shown_code}", micro=False, error="m", mask=0
        )
        # A picture of pixels is laid out at once, one of lines is not.
        uri: str = qr.png_data_uri(border=4, scale=6)
        return uri


def new_codes(number: int) -> list[str]:
    """All different, and in no order."""
    codes: set[str] = set()
    while len(codes) < number:
        codes.add(new_code())
    return list(codes)


def print_slips(codes: Iterable[str], survey: StaffSurvey, *, link: str) -> bytes:
    """Raises `PrintingError`; what it says may hold a code and belongs into no log."""
    return print_html(slips_html(codes, survey, link=link), STYLESHEET)


def slips_html(codes: Iterable[str], survey: StaffSurvey, *, link: str) -> str:
    slips = [Slip(code, link) for code in codes]
    context = {
        "survey": survey,
        "process": survey.process,
        "pages": list(_pages(slips)),
        "address": typed_address(link),
    }
    return render_to_string("staffsurvey/print/slips.html", context)


def _pages(slips: list[Slip]) -> Iterator[list[Slip]]:
    for first in range(0, len(slips), PER_PAGE):
        yield slips[first : first + PER_PAGE]
