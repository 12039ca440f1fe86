"""Closing a café, and opening it again while nobody has worked with its notes."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ilmkreis_integration.access import (
    Role,
    SignedInRequest,
    requires,
)
from ilmkreis_integration.editing import show_form
from ilmkreis_integration.handover import WorkedOnError
from worldcafe.access import cafe_or_404
from worldcafe.findings import read_findings
from worldcafe.forms.closing import ReopeningForm
from worldcafe.models import Cafe, Note, Sitting
from worldcafe.phases import read_clock
from worldcafe.services.closing import close_cafe, reopen_cafe

MOST_NAMED = 3  # notes in a refusal


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    cafe = cafe_or_404(pk)
    if not cafe.is_open:
        return redirect("worldcafe-setup:cafe", pk)
    if request.method == "POST":
        close_cafe(cafe, by=request.user)
        text = _(
            "Das World Café ist abgeschlossen. Die Notizen sind in der Auswertung."
        )
        messages.success(request, text)
        return redirect("worldcafe-setup:cafe", pk)
    context = {
        "cafe": cafe,
        "running": read_clock(cafe).running,
        "note_count": Note.objects.of(cafe).kept().count(),
        "not_read_back": _not_read_back(cafe),
        "findings": read_findings(cafe),
    }
    return render(request, "worldcafe/setup/close.html", context)


def _not_read_back(cafe: Cafe) -> QuerySet[Sitting]:
    """Where something was written that nobody confirmed."""
    written = Note.objects.kept().filter(sitting=OuterRef("pk"))
    return (
        Sitting.objects.filter(Exists(written), table__cafe=cafe, read_back_at=None)
        .select_related("table", "round")
        .order_by("table__number", "round__number")
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    cafe = cafe_or_404(pk)
    if cafe.is_open:
        return redirect("worldcafe-setup:cafe", pk)
    if request.method == "POST":
        form = ReopeningForm(request.POST)
        if form.is_valid():
            return _reopen(request, cafe, form.cleaned_data["reason"])
    else:
        form = ReopeningForm()
    return show_form(
        request,
        form,
        title=_("{} wieder öffnen").format(cafe),
        back=reverse("worldcafe-setup:cafe", args=[pk]),
        caution=_(
            "Das geht, solange niemand in der Auswertung mit den Notizen gearbeitet hat. "
            "Sie verschwinden dort, bis Sie das World Café wieder abschließen. "
            "Grund und Zeitpunkt werden festgehalten."
        ),
    )


def _reopen(request: SignedInRequest, cafe: Cafe, reason: str) -> HttpResponse:
    try:
        reopen_cafe(cafe, by=request.user, reason=reason)
    except WorkedOnError as refusal:
        codes = [contribution.code for contribution in refusal.contributions]
        text = _(
            "In der Auswertung wurde schon mit den Notizen gearbeitet ({}). "
            "Das World Café bleibt abgeschlossen."
        )
        messages.warning(request, text.format(_named(codes)))
    else:
        messages.success(
            request, _("Das World Café ist wieder offen. Die Links gelten wieder.")
        )
    return redirect("worldcafe-setup:cafe", cafe.pk)


def _named(codes: list[str]) -> str:
    shown = ", ".join(sorted(codes)[:MOST_NAMED])
    return shown if len(codes) <= MOST_NAMED else f"{shown} …"
