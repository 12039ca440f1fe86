"""The page from which one person leads the whole room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    conditional_page,
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import Role, current_process, requires
from worldcafe.access import cafe_or_404
from worldcafe.models import Cafe, Note, Round
from worldcafe.moderation import read_room
from worldcafe.resembling import alike
from worldcafe.services.holding import CafeClosedError
from worldcafe.services.merging import CannotMergeError, merge_notes, separate_notes
from worldcafe.services.rounds import (
    RoundNotBegunError,
    extend_round,
    show_harvest,
    start_round,
    stop_round,
)
from worldcafe.standing import read_standing

EXTENSIONS = (1, 5)  # minutes
MOST_HINTS = 5  # pairs of notes that may say the same


def _round(pk: int, number: int) -> Round:
    rounds = Round.objects.select_related("cafe")
    return get_object_or_404(
        rounds, number=number, cafe=pk, cafe__process=current_process()
    )


def _context(cafe: Cafe) -> dict[str, Any]:
    now = timezone.now()
    return {
        "cafe": cafe,
        "now": now,
        "room": read_room(cafe, now=now),
        "extensions": EXTENSIONS,
    }


@requires(Role.MANAGEMENT)
@require_safe
def show_moderation(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "worldcafe/moderation/page.html", _context(cafe_or_404(pk)))


@requires(Role.MANAGEMENT)
@require_safe
@conditional_page
def moderation_state(request: HttpRequest, pk: int) -> HttpResponse:
    """What changes on the page; 304 as long as it reads the same."""
    return render(request, "worldcafe/moderation/_room.html", _context(cafe_or_404(pk)))


def _steer(request: HttpRequest, pk: int, act: Callable[[], str]) -> HttpResponse:
    """Do what `act` does and say what it says."""
    try:
        messages.success(request, act())
    except CafeClosedError:
        messages.warning(request, _("Dieses World Café ist inzwischen abgeschlossen."))
    except RoundNotBegunError:
        messages.warning(request, _("Diese Runde hat noch nicht begonnen."))
    return redirect("worldcafe-setup:moderation", pk)


@requires(Role.MANAGEMENT)
@require_POST
def begin_round(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    round_ = _round(pk, number)

    def begin() -> str:
        start_round(round_)
        return _("{} läuft.").format(round_)

    return _steer(request, pk, begin)


@requires(Role.MANAGEMENT)
@require_POST
def end_round(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    round_ = _round(pk, number)

    def end() -> str:
        stop_round(round_)
        return _("{} ist beendet.").format(round_)

    return _steer(request, pk, end)


@requires(Role.MANAGEMENT)
@require_POST
def prolong_round(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    round_ = _round(pk, number)
    minutes = request.POST.get("minuten", "")
    if minutes not in map(str, EXTENSIONS):
        raise Http404("unknown extension")

    def prolong() -> str:
        extend_round(round_, minutes=int(minutes))
        until = timezone.localtime(round_.ends_at)
        return _("{} läuft weiter, bis {:%H:%M} Uhr.").format(round_, until)

    return _steer(request, pk, prolong)


@requires(Role.MANAGEMENT)
@require_POST
def set_harvest(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = cafe_or_404(pk)
    is_shown = request.POST.get("zeigen") == "1"

    def show() -> str:
        show_harvest(cafe, is_shown=is_shown)
        if is_shown:
            return _("Die Ernte ist auf der Leinwand.")
        return _("Die Ernte ist nicht mehr auf der Leinwand.")

    return _steer(request, pk, show)


@requires(Role.MANAGEMENT)
@require_safe
def list_duplicates(request: HttpRequest, pk: int) -> HttpResponse:
    """The notes of one field, to tick those that say the same."""
    cafe = cafe_or_404(pk)
    fields = list(cafe.process.action_fields.filter(tables__cafe=cafe).distinct())
    wanted = request.GET.get("feld", "")
    field = next((f for f in fields if f.slug == wanted), fields[0] if fields else None)
    notes = [
        standing
        for standing in read_standing(cafe)
        if standing.note.sitting.table.action_field == field
    ]
    context = {
        "cafe": cafe,
        "fields": fields,
        "field": field,
        "notes": notes,
        "alike": _alike([standing.note for standing in notes]) if cafe.is_open else [],
    }
    return render(request, "worldcafe/moderation/duplicates.html", context)


def _alike(notes: list[Note]) -> list[tuple[Note, Note]]:
    pairs = alike([note.contribution.text for note in notes])
    return [(notes[a], notes[b]) for a, b in pairs[:MOST_HINTS]]


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whose wording stays, then let it stand for all that were ticked."""
    cafe = cafe_or_404(pk)
    notes = _ticked(request, cafe)
    if request.method == "POST":
        return _merge(request, cafe, notes)
    if len(notes) < 2:  # noqa: PLR2004
        messages.warning(request, _("Bitte wählen Sie mindestens zwei Notizen."))
        return redirect(_duplicates(cafe, notes))
    context = {
        "cafe": cafe,
        "notes": notes,
        "first": max(notes, key=lambda note: note.weighting_dots),
        "back": _duplicates(cafe, notes),
    }
    return render(request, "worldcafe/moderation/merge.html", context)


def _merge(request: HttpRequest, cafe: Cafe, notes: list[Note]) -> HttpResponse:
    stays = request.POST.get("bleibt", "")
    into = next((note for note in notes if str(note.pk) == stays), None)
    if into is None:
        raise Http404("not one of the notes")
    try:
        merge_notes(notes, into=into)
    except CannotMergeError as refusal:
        messages.warning(request, str(refusal))
    except CafeClosedError:
        messages.warning(request, _("Dieses World Café ist inzwischen abgeschlossen."))
    else:
        text = _("{} steht jetzt für alle gewählten Notizen.").format(into)
        messages.success(request, text)
    return redirect(f"{_duplicates(cafe, notes)}#notiz-{into.pk}")


@requires(Role.MANAGEMENT)
@require_POST
def separate(request: HttpRequest, pk: int, note_id: UUID) -> HttpResponse:
    cafe = cafe_or_404(pk)
    note = get_object_or_404(_notes(cafe), pk=note_id)
    try:
        separate_notes(note)
    except CafeClosedError:
        messages.warning(request, _("Dieses World Café ist inzwischen abgeschlossen."))
    else:
        messages.success(request, _("Die Notizen stehen wieder für sich."))
    return redirect(f"{_duplicates(cafe, [note])}#notiz-{note.pk}")


def _notes(cafe: Cafe) -> Any:
    return (
        Note.objects.of(cafe)
        .select_related(
            "contribution", "sitting__table__action_field", "sitting__table__cafe"
        )
        .order_by("sitting__table__number", "sitting__round__number", "number")
    )


def _ticked(request: HttpRequest, cafe: Cafe) -> list[Note]:
    sent = request.POST if request.method == "POST" else request.GET
    try:
        wanted = [UUID(value) for value in sent.getlist("notiz")]
    except ValueError:
        raise Http404("no note") from None
    return list(_notes(cafe).filter(pk__in=wanted))


def _duplicates(cafe: Cafe, notes: list[Note]) -> str:
    """The list of the field that the notes belong to."""
    page = reverse("worldcafe-setup:moderation-duplicates", args=[cafe.pk])
    if not notes:
        return page
    return f"{page}?feld={notes[0].sitting.table.action_field.slug}"
