"""QR codes of links, as pictures that stay sharp on paper."""

from io import BytesIO

import segno
from django.http import HttpResponse


def qr_response(link: str) -> HttpResponse:
    """Answer with the QR code of `link` as SVG, black on white in dark mode, too."""
    picture = BytesIO()
    code = segno.make(link, micro=False, error="m")
    code.save(picture, kind="svg", scale=8, border=4, light="#fff")
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


def qr_data_uri(text: str, *, millimetres: float | None = None) -> str:
    """The same as an address that holds the picture itself.

    For secrets, seen once, and for print, where a square has that many `millimetres`.
    """
    code = segno.make(text, micro=False, error="m")
    size = {"scale": millimetres, "unit": "mm"} if millimetres else {"scale": 8}
    uri: str = code.svg_data_uri(**size, border=4, light="#fff")
    return uri


def typed_address(link: str) -> str:
    """The link as people type it."""
    return link.partition("://")[2].rstrip("/")
