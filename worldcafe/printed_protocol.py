"""The protocol as PDF."""

from __future__ import annotations

from django.template.loader import render_to_string

from ilmkreis_integration.printing import print_html
from worldcafe.protocol import Protocol

STYLESHEET = "css/print/protocol.css"


def print_protocol(protocol: Protocol) -> bytes:
    html = render_to_string("worldcafe/protocol/protocol.html", {"protocol": protocol})
    return print_html(html, STYLESHEET)
