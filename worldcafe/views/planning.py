"""Planning a café: looking at a proposal, taking it, and changing it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.deleting import ask_and_delete
from ilmkreis_integration.editing import edit_row, show_form
from worldcafe.forms.setup import (
    MOST_ROUNDS,
    CafeForm,
    NewCafeForm,
    ReplanForm,
    TableForm,
)
from worldcafe.models import Cafe, Sitting, Table
from worldcafe.proposals import Offer, draw_up, say_how_people_mix
from worldcafe.services.holding import CafeClosedError
from worldcafe.services.planning import (
    AlreadyUsedError,
    add_round,
    add_table,
    move_table,
    plan_cafe,
    rearrange,
    remove_last_round,
    remove_table,
    revise_cafe,
    used,
)

# The button that was pressed below a proposal.
_TAKE, _CHANGE = "uebernehmen", "aendern"


def _open_cafe(pk: int) -> Cafe:
    cafes = Cafe.objects.select_related("target_group", "process")
    process = current_process()
    return get_object_or_404(cafes, pk=pk, process=process, state=Cafe.State.OPEN)


def _open_table(pk: int) -> Table:
    tables = Table.objects.select_related("cafe__process", "action_field")
    return get_object_or_404(
        tables,
        pk=pk,
        cafe__process=current_process(),
        cafe__state=Cafe.State.OPEN,
    )


def _page_of(cafe: Cafe, anchor: str = "") -> str:
    return reverse("worldcafe-setup:cafe", args=[cafe.pk]) + anchor


def _refused() -> str:
    return _("Dort wurde schon geschrieben oder gezählt.")


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_cafe(request: HttpRequest) -> HttpResponse:
    process = current_process()
    title = _("World Café anlegen")
    back = reverse("worldcafe-setup:overview")
    if request.method != "POST":
        form = NewCafeForm(instance=Cafe(process=process))
        return show_form(request, form, title=title, back=back)
    form = NewCafeForm(request.POST, instance=Cafe(process=process))
    if not form.is_valid() or _CHANGE in request.POST:
        return show_form(request, form, title=title, back=back)
    offer = draw_up(form.wish())
    if _TAKE not in request.POST:
        return _show_offer(request, form, offer, title=title)
    entered = {name: form.cleaned_data[name] for name in CafeForm.Meta.fields}
    cafe = plan_cafe(
        process, action_fields=offer.action_fields, rounds=offer.wish.rounds, **entered
    )
    messages.success(request, _("Das World Café ist angelegt."))
    return redirect(_page_of(cafe))


def _show_offer(
    request: HttpRequest, form: Any, offer: Offer, *, title: str
) -> HttpResponse:
    seating = offer.seating
    context = {
        "form": form,
        "offer": offer,
        "title": title,
        "mixing": say_how_people_mix(seating.meetings) if seating else "",
        "take": _TAKE,
        "change": _CHANGE,
    }
    return render(request, "worldcafe/setup/proposal.html", context)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_cafe(request: HttpRequest, pk: int) -> HttpResponse:
    cafes = Cafe.objects.select_related("target_group", "process")
    cafe = get_object_or_404(cafes, pk=pk, process=current_process())
    return edit_row(
        request,
        CafeForm,
        cafe,
        title=_("World Café bearbeiten"),
        back=_page_of(cafe),
        save=revise_cafe,
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def replan_cafe(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose tables and rounds anew for other numbers."""
    cafe = _open_cafe(pk)
    tables = cafe.tables.select_related("action_field")
    stations = list(dict.fromkeys(table.action_field for table in tables))
    title, back = _("Tische neu vorschlagen"), _page_of(cafe, "#tische")
    if _is_begun(cafe):
        text = _("Es wurde schon begonnen: Tische und Runden bleiben, wie sie sind.")
        messages.warning(request, text)
        return redirect(back)
    if request.method != "POST":
        numbers = {
            "expected_people": cafe.expected_people,
            "rounds": cafe.rounds.count(),
        }
        form = ReplanForm(initial=numbers, stations=stations)
        return show_form(request, form, title=title, back=back)
    form = ReplanForm(request.POST, stations=stations)
    if not form.is_valid() or _CHANGE in request.POST:
        return show_form(request, form, title=title, back=back)
    offer = draw_up(form.wish())
    if _TAKE not in request.POST:
        return _show_offer(request, form, offer, title=title)
    return _answer(
        request,
        lambda: rearrange(
            cafe,
            expected_people=offer.wish.people,
            action_fields=offer.action_fields,
            rounds=offer.wish.rounds,
        ),
        done=_("Die Tische sind neu eingeteilt. Drucken Sie Schilder und Karten neu."),
        refused=_refused(),
        back=back,
    )


def _is_begun(cafe: Cafe) -> bool:
    is_running = cafe.rounds.filter(started_at__isnull=False).exists()
    return is_running or used(Sitting.objects.filter(table__cafe=cafe)).exists()


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_cafe_table(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = _open_cafe(pk)
    back = _page_of(cafe, "#tische")
    return _unless_used(
        request,
        lambda: edit_row(
            request,
            TableForm,
            Table(cafe=cafe),
            title=_("Tisch ergänzen"),
            back=back,
            save=add_table,
        ),
        back=back,
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_table(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a table stand at another station."""
    table = _open_table(pk)
    back = _page_of(table.cafe, "#tische")
    if used(table.sittings.all()).exists():
        messages.warning(request, _refused())
        return redirect(back)
    title = _("{}: andere Station").format(table)
    return _unless_used(
        request,
        lambda: edit_row(
            request, TableForm, table, title=title, back=back, save=move_table
        ),
        back=back,
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_table(request: HttpRequest, pk: int) -> HttpResponse:
    table = _open_table(pk)
    refusal = ""
    if used(table.sittings.all()).exists():
        refusal = _refused()
    elif table.cafe.tables.count() == 1:
        refusal = _("Ein World Café braucht mindestens einen Tisch.")
    back = _page_of(table.cafe, "#tische")
    return _unless_used(
        request,
        lambda: ask_and_delete(
            request, table, back=back, refusal=refusal, delete=remove_table
        ),
        back=back,
    )


def _unless_used(
    request: HttpRequest, respond: Callable[[], HttpResponse], *, back: str
) -> HttpResponse:
    """Respond; go `back` with the reason where somebody began to write meanwhile."""
    try:
        return respond()
    except (AlreadyUsedError, CafeClosedError):
        messages.warning(request, _refused())
        return redirect(back)


@requires(Role.MANAGEMENT)
@require_POST
def add_cafe_round(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = _open_cafe(pk)
    back = _page_of(cafe, "#runden")
    if cafe.rounds.count() >= MOST_ROUNDS:
        text = _("Mehr als {} Runden sind nicht möglich.")
        messages.warning(request, text.format(MOST_ROUNDS))
        return redirect(back)
    return _answer(
        request,
        lambda: add_round(cafe),
        done=_("Eine Runde ist dazugekommen."),
        refused=_refused(),
        back=back,
    )


@requires(Role.MANAGEMENT)
@require_POST
def remove_round(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = _open_cafe(pk)
    return _answer(
        request,
        lambda: remove_last_round(cafe),
        done=_("Die letzte Runde ist gestrichen."),
        refused=_(
            "Die letzte Runde bleibt: Sie hat begonnen, oder es wurde darin schon "
            "geschrieben oder gezählt."
        ),
        back=_page_of(cafe, "#runden"),
    )


def _answer(
    request: HttpRequest,
    change: Callable[[], object],
    *,
    done: str,
    refused: str,
    back: str,
) -> HttpResponse:
    """Make a change, say what became of it, and go `back`."""
    try:
        change()
    except (AlreadyUsedError, CafeClosedError):
        messages.warning(request, refused)
    else:
        messages.success(request, done)
    return redirect(back)
