"""Posters and table cards of the channels, as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from ilmkreis_integration.printing import print_html
from ilmkreis_integration.qr_codes import qr_data_uri, typed_address
from surveys.languages import LANGUAGES
from surveys.models import Channel, Questionnaire
from surveys.reading_aids import aid_in

STYLESHEET = "css/print/poster.css"
# So many letters of an address stand in one line of the largest size.
_LONGEST_IN_LARGE = 48


@dataclass(frozen=True)
class Invitation:
    """A channel and the link to the questionnaire that it hands out."""

    channel: Channel
    link: str

    @property
    def address(self) -> str:
        return typed_address(self.link)

    @property
    def has_long_address(self) -> bool:
        return len(self.address) > _LONGEST_IN_LARGE

    @property
    def picture(self) -> str:
        return qr_data_uri(self.link)


def print_posters(invitations: Sequence[Invitation], of: Questionnaire) -> bytes:
    """One A4 page for each channel."""
    return print_html(poster_html(invitations, of), STYLESHEET)


def poster_html(invitations: Sequence[Invitation], of: Questionnaire) -> str:
    return _html("surveys/print/posters.html", invitations, of)


def print_table_cards(invitations: Sequence[Invitation], of: Questionnaire) -> bytes:
    """One A4 page for each channel; folded, it stands and is read from both sides."""
    html = _html("surveys/print/table_cards.html", invitations, of)
    return print_html(html, STYLESHEET)


def _html(
    template: str, invitations: Sequence[Invitation], questionnaire: Questionnaire
) -> str:
    context = {
        "aids": [aid_in(code, questionnaire) for code in LANGUAGES],
        "invitations": invitations,
        "process": questionnaire.process,
        "questionnaire": questionnaire,
    }
    return render_to_string(template, context)
