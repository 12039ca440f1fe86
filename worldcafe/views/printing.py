"""Everything that is printed for a café: signs, route cards, sheets, the guide."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.printing import PrintingError
from ilmkreis_integration.printing.failing import lead_back
from worldcafe.models import Cafe
from worldcafe.printed_cafe import (
    Paper,
    Sign,
    print_cards,
    print_guide,
    print_sheets,
    print_signs,
)
from worldcafe.proposals import Seating, seat_cafe


def _open_cafe(pk: int) -> Cafe:
    cafes = Cafe.objects.select_related("target_group", "process")
    return get_object_or_404(
        cafes, pk=pk, process=current_process(), state=Cafe.State.OPEN
    )


@requires(Role.MANAGEMENT)
@require_safe
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = _open_cafe(pk)
    link = reverse("worldcafe:projector", args=[cafe.code])
    seating = _seating(cafe)
    tables = cafe.tables.count()
    context = {
        "cafe": cafe,
        "signs": cafe.tables.filter(revoked_on=None).count(),
        "sheets": tables * cafe.rounds.count(),
        "seating": seating if isinstance(seating, Seating) else None,
        "obstacle": "" if isinstance(seating, Seating) else seating,
        "projector": request.build_absolute_uri(link),
    }
    return render(request, "worldcafe/setup/printed.html", context)


@requires(Role.MANAGEMENT)
@require_safe
def signs(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = _open_cafe(pk)
    tables = cafe.tables.filter(revoked_on=None).select_related("action_field")
    some = [
        Sign(
            table,
            request.build_absolute_uri(reverse("worldcafe:table", args=[table.code])),
        )
        for table in tables
    ]
    if not some:
        text = _("Die Links aller Tische sind gesperrt. Öffnen Sie sie wieder.")
        messages.warning(request, text)
        return redirect(_page_of(cafe))
    return _download(
        request, cafe, lambda: print_signs(cafe, some), name=_("Tischschilder")
    )


@requires(Role.MANAGEMENT)
@require_safe
def cards(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = _open_cafe(pk)
    seating = _seating(cafe)
    if not isinstance(seating, Seating):
        messages.warning(request, seating)
        return redirect(_page_of(cafe))
    return _download(
        request, cafe, lambda: print_cards(cafe, seating), name=_("Laufkarten")
    )


@requires(Role.MANAGEMENT)
@require_safe
def sheets(request: HttpRequest, pk: int) -> HttpResponse:
    """Empty sheets on A4, or with `?papier=a3` on A3."""
    cafe = _open_cafe(pk)
    paper = Paper.A3 if request.GET.get("papier") == Paper.A3 else Paper.A4
    return _download(
        request,
        cafe,
        lambda: print_sheets(cafe, paper),
        name=_("Blätter {}").format(paper.upper()),
    )


@requires(Role.MANAGEMENT)
@require_safe
def guide(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = _open_cafe(pk)
    return _download(
        request, cafe, lambda: print_guide(cafe), name=_("So gehts am Tisch")
    )


def _seating(cafe: Cafe) -> Seating | str:
    tables = list(cafe.tables.select_related("action_field"))
    return seat_cafe(cafe, tables, cafe.rounds.count())


def _page_of(cafe: Cafe) -> str:
    return reverse("worldcafe-setup:printed", args=[cafe.pk])


def _download(
    request: HttpRequest, cafe: Cafe, printing: Callable[[], bytes], *, name: str
) -> HttpResponse:
    """Print and hand the file over; where printing fails, say so and lead back."""
    try:
        pdf = printing()
    except PrintingError:
        return lead_back(request, _page_of(cafe))
    name = re.sub(r"\W+", "-", name)
    file_name = f"World-Cafe-{cafe.number}-{name}.pdf"
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, file_name)
    response["Cache-Control"] = "no-store"
    return response
