"""The wall of the room: guiding questions, round, and the time that is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ilmkreis_integration.access import public
from worldcafe.models import Cafe, Round


@dataclass(frozen=True)
class Screen:
    """`round` is the one begun last, None before the first."""

    round: Round | None
    rounds: int
    ends_at: datetime | None

    def key(self, cafe: Cafe) -> str:
        """Changes whenever the page has something else to show."""
        begun = self.round.started_at if self.round else None
        return f"{cafe.state}-{self.round}-{begun}"


def _cafe(code: str) -> Cafe:
    cafes = Cafe.objects.select_related("process", "target_group")
    return get_object_or_404(cafes, code=code)


def _screen(cafe: Cafe) -> Screen:
    rounds = list(Round.objects.filter(cafe=cafe))
    begun = [round_ for round_ in rounds if round_.started_at]
    last = begun[-1] if begun else None
    if last is not None:
        last.cafe = cafe
    return Screen(last, len(rounds), last.ends_at if last else None)


@public
@require_safe
def show_projector(request: HttpRequest, code: str) -> HttpResponse:
    cafe = _cafe(code)
    screen = _screen(cafe)
    context = {
        "cafe": cafe,
        "process": cafe.process,
        "screen": screen,
        "key": screen.key(cafe),
        "now": timezone.now(),
        "tables": cafe.tables.select_related("action_field"),
        "questions": cafe.process.guiding_questions.all(),
    }
    return render(request, "worldcafe/projector.html", context)


@public
@require_safe
def projector_state(request: HttpRequest, code: str) -> HttpResponse:
    """Tell the page in a few bytes whether it has to fetch itself anew."""
    cafe = _cafe(code)
    return JsonResponse({"key": _screen(cafe).key(cafe)})
