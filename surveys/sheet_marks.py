"""What stands on every page of a paper form, so that a lost one finds its way back."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from ilmkreis_integration.qr_codes import qr_data_uri
from surveys.models import Channel, Edition, Response

# How large a square of the code is on paper; any scanner and phone can read it.
_MODULE = 0.42  # millimetres


@dataclass(frozen=True)
class SheetMark:
    """Which form a page belongs to; the page itself is counted from 1."""

    edition: Edition
    form: Response.Form
    channel: Channel | None

    def text(self, page: int) -> str:
        """What the code of a page says, in parts that no slash can break."""
        parts = (
            "bogen",
            self.edition.questionnaire.slug,
            str(self.edition.number),
            self.channel.code if self.channel else "",
            self.channel.batch if self.channel else "",
            self.form.value,
            str(page),
        )
        return "/".join(quote(part, safe="") for part in parts)

    def rules(self, pages: int) -> list[str]:
        """What in a style sheet gives each of so many pages its own code."""
        return [
            f'@page :nth({page}) {{ @bottom-left {{ content: url("{picture}"); }} }}'
            for page in range(1, pages + 1)
            for picture in [qr_data_uri(self.text(page), millimetres=_MODULE)]
        ]
