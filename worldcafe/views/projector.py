"""The wall of the room: welcome, round and time left, change of tables, harvest."""

from __future__ import annotations

from typing import Any

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import etag, require_safe

from ilmkreis_integration.access import public
from worldcafe.models import Cafe
from worldcafe.phases import Phase, read_clock
from worldcafe.standing import read_harvest


def _cafe(code: str) -> Cafe:
    cafes = Cafe.objects.select_related("process", "target_group")
    return get_object_or_404(cafes, code=code)


def _state(request: HttpRequest, code: str) -> str:
    """Changes whenever the wall has something else to show; one query, two in harvest."""
    cafe = get_object_or_404(Cafe, code=code)
    written = None
    if cafe.is_harvest_shown:
        # Only then is anything to be seen of what is written at the tables.
        written = cafe.tables.aggregate(versions=Sum("version"))["versions"]
    return f'"{cafe.version}-{cafe.state}-{cafe.minutes_per_round}-{written}"'


def _context(cafe: Cafe) -> dict[str, Any]:
    clock = read_clock(cafe)
    context: dict[str, Any] = {
        "cafe": cafe,
        "process": cafe.process,
        "clock": clock,
        "now": timezone.now(),
    }
    if clock.phase == Phase.HARVEST:
        context["harvest"] = read_harvest(cafe)
    if clock.phase in (Phase.WELCOME, Phase.ROUND, Phase.CHANGE):
        context["tables"] = cafe.tables.select_related("action_field")
        context["questions"] = cafe.process.guiding_questions.all()
    return context


@public
@require_safe
def show_projector(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "worldcafe/projector.html", _context(_cafe(code)))


@public
@require_safe
@etag(_state)
def projector_state(request: HttpRequest, code: str) -> HttpResponse:
    """What the page shows in its middle; 304 as long as it stays the same."""
    return render(request, "worldcafe/_wall.html", _context(_cafe(code)))
