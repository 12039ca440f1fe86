"""The page of a café: the links of its tables, its rounds, who sits where."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.deleting import ask_and_delete
from ilmkreis_integration.domain.disclosure import guard_total
from ilmkreis_integration.qr_codes import qr_response
from worldcafe.access import cafe_or_404
from worldcafe.findings import read_findings
from worldcafe.models import Cafe, Note, Sitting, Table
from worldcafe.proposals import say_how_people_mix, seat_cafe


def _table(pk: int) -> Table:
    tables = Table.objects.select_related("cafe", "action_field")
    return get_object_or_404(tables, pk=pk, cafe__process=current_process())


def _page_of(cafe: Cafe) -> str:
    return reverse("worldcafe-setup:cafe", args=[cafe.pk])


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_cafe(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = cafe_or_404(pk)
    refusal = ""
    if Note.objects.filter(sitting__table__cafe=cafe).exists():
        refusal = _("An den Tischen wurde schon geschrieben.")
    back = _page_of(cafe) if refusal else reverse("worldcafe-setup:overview")
    return ask_and_delete(request, cafe, back=back, refusal=refusal)


@requires(Role.MANAGEMENT)
@require_safe
def show_cafe(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = cafe_or_404(pk)
    # Counting drops the order of the model.
    rounds = cafe.rounds.annotate(seated=Sum("sittings__people", default=0))
    rounds = rounds.order_by("number")
    smallest = cafe.process.smallest_count
    link = reverse("worldcafe:projector", args=[cafe.code])
    entries = _draw_tables(request, cafe)
    context = {
        "cafe": cafe,
        "rounds": [(r, guard_total(r.seated, smallest=smallest)) for r in rounds],
        "closings": cafe.closings.select_related("closed_by", "reopened_by"),
        "findings": read_findings(cafe),
        "tables": entries,
        "projector": request.build_absolute_uri(link),
    } | _seating(cafe, [entry["table"] for entry in entries], len(rounds))
    return render(request, "worldcafe/setup/cafe.html", context)


def _seating(cafe: Cafe, tables: list[Table], rounds: int) -> dict[str, Any]:
    """Who sits where at the tables as they are, or why nobody can be seated."""
    if cafe.expected_people is None:
        return {"seating": None, "obstacle": "", "mixing": ""}
    found = seat_cafe(cafe, tables, rounds)
    if isinstance(found, str):
        return {"seating": None, "obstacle": found, "mixing": ""}
    mixing = say_how_people_mix(found.meetings)
    return {"seating": found, "obstacle": "", "mixing": mixing}


def _draw_tables(request: HttpRequest, cafe: Cafe) -> list[dict[str, Any]]:
    """Each table with its link and its sittings; two queries."""
    sittings = (
        Sitting.objects.select_related("round")
        .annotate(note_count=Count("notes", filter=Q(notes__is_deleted=False)))
        .order_by("round__number")
    )
    tables = cafe.tables.select_related("action_field").prefetch_related(
        Prefetch("sittings", sittings)
    )
    return [{"table": table, "link": _link(request, table)} for table in tables]


def _link(request: HttpRequest, table: Table) -> str:
    return request.build_absolute_uri(reverse("worldcafe:table", args=[table.code]))


@requires(Role.MANAGEMENT)
@require_safe
def table_qr(request: HttpRequest, pk: int) -> HttpResponse:
    return qr_response(_link(request, _table(pk)))


@requires(Role.MANAGEMENT)
@require_POST
def revoke_table(request: HttpRequest, pk: int) -> HttpResponse:
    return _set_revoked(request, pk, is_revoked=True)


@requires(Role.MANAGEMENT)
@require_POST
def reopen_table(request: HttpRequest, pk: int) -> HttpResponse:
    return _set_revoked(request, pk, is_revoked=False)


def _set_revoked(request: HttpRequest, pk: int, *, is_revoked: bool) -> HttpResponse:
    table = _table(pk)
    table.revoked_on = timezone.localdate() if is_revoked else None
    table.save(update_fields=["revoked_on"])
    if is_revoked:
        text = _("Der Link von {} ist gesperrt.")
    else:
        text = _("Der Link von {} ist wieder offen.")
    messages.success(request, text.format(table))
    return redirect(_page_of(table.cafe))
