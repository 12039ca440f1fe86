"""The protocol of a café to download. Nobody gets it by itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ilmkreis_integration.access import Role, requires
from ilmkreis_integration.printing import PrintingError
from ilmkreis_integration.printing.failing import lead_back
from worldcafe.access import cafe_or_404
from worldcafe.models import Cafe
from worldcafe.printed_protocol import print_protocol
from worldcafe.protocol import Protocol, read_protocol
from worldcafe.protocol_docx import write_protocol

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _read(cafe: Cafe) -> Protocol:
    return read_protocol(cafe, as_of=timezone.localtime())


@requires(Role.MANAGEMENT)
@require_safe
def protocol_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = cafe_or_404(pk)
    try:
        pdf = print_protocol(_read(cafe))
    except PrintingError:
        return lead_back(request, reverse("worldcafe-setup:cafe", args=[pk]))
    return _file(cafe, pdf, "pdf", "application/pdf")


@requires(Role.MANAGEMENT)
@require_safe
def protocol_docx(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = cafe_or_404(pk)
    return _file(cafe, write_protocol(_read(cafe)), "docx", DOCX)


def _file(cafe: Cafe, content: bytes, ending: str, content_type: str) -> HttpResponse:
    name = f"protokoll-world-cafe-{cafe.number}"
    if cafe.is_open:
        name += "-" + _("vorlaeufig")
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(
        True, f"{name}.{ending}"
    )
    response["Cache-Control"] = "no-store"
    return response
