"""Planning a café and handing out the links of its tables."""

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
from ilmkreis_integration.editing import edit_row, show_form
from ilmkreis_integration.qr_codes import qr_response
from worldcafe.models import Cafe, Note, Sitting, Table
from worldcafe.services.planning import plan_cafe, revise_cafe
from worldcafe.setup_forms import CafeForm, NewCafeForm


def _cafe(pk: int) -> Cafe:
    cafes = Cafe.objects.select_related("target_group", "process")
    return get_object_or_404(cafes, pk=pk, process=current_process())


def _table(pk: int) -> Table:
    tables = Table.objects.select_related("cafe", "action_field")
    return get_object_or_404(tables, pk=pk, cafe__process=current_process())


def _page_of(cafe: Cafe) -> str:
    return reverse("worldcafe-setup:cafe", args=[cafe.pk])


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_cafe(request: HttpRequest) -> HttpResponse:
    process = current_process()
    if request.method == "POST":
        form = NewCafeForm(request.POST, instance=Cafe(process=process))
        if form.is_valid():
            entered = form.cleaned_data
            stations = list(entered["action_fields"])
            cafe = plan_cafe(
                process,
                target_group=entered["target_group"],
                held_on=entered["held_on"],
                place=entered["place"],
                minutes_per_round=entered["minutes_per_round"],
                action_fields=stations,
                rounds=entered["rounds"] or len(stations),
            )
            messages.success(request, _("Das World Café ist angelegt."))
            return redirect(_page_of(cafe))
    else:
        form = NewCafeForm(instance=Cafe(process=process))
    back = reverse("worldcafe-setup:overview")
    return show_form(request, form, title=_("World Café anlegen"), back=back)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_cafe(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = _cafe(pk)
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
def delete_cafe(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = _cafe(pk)
    refusal = ""
    if Note.objects.filter(sitting__table__cafe=cafe).exists():
        refusal = _("An den Tischen wurde schon geschrieben.")
    back = _page_of(cafe) if refusal else reverse("worldcafe-setup:overview")
    return ask_and_delete(request, cafe, back=back, refusal=refusal)


@requires(Role.MANAGEMENT)
@require_safe
def show_cafe(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = _cafe(pk)
    rounds = list(cafe.rounds.annotate(seated=Sum("sittings__people", default=0)))
    smallest = cafe.process.smallest_count
    link = reverse("worldcafe:projector", args=[cafe.code])
    context = {
        "cafe": cafe,
        "rounds": [(r, guard_total(r.seated, smallest=smallest)) for r in rounds],
        "tables": _draw_tables(request, cafe),
        "closings": cafe.closings.select_related("closed_by", "reopened_by"),
        "projector": request.build_absolute_uri(link),
    }
    return render(request, "worldcafe/setup/cafe.html", context)


@requires(Role.MANAGEMENT)
@require_safe
def print_links(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = _cafe(pk)
    context = {
        "cafe": cafe,
        "tables": _draw_tables(request, cafe),
        "questions": cafe.process.guiding_questions.all(),
    }
    return render(request, "worldcafe/setup/links.html", context)


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
