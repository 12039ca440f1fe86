"""Preparing cafés, running their rounds, and closing them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
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
from ilmkreis_integration.qr_codes import qr_response
from worldcafe.models import Cafe, GuidingQuestion, Round, Sitting, Table, TargetGroup
from worldcafe.services import close_cafe, plan_cafe, start_round
from worldcafe.setup_forms import CafeForm, GuidingQuestionForm, TargetGroupForm


def _cafe(pk: int) -> Cafe:
    cafes = Cafe.objects.select_related("target_group", "process")
    return get_object_or_404(cafes, pk=pk, process=current_process())


def _table(pk: int) -> Table:
    tables = Table.objects.select_related("cafe", "action_field")
    return get_object_or_404(tables, pk=pk, cafe__process=current_process())


@requires(Role.MANAGEMENT)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    process = current_process()
    cafes = process.cafes.select_related("target_group").annotate(
        note_count=Count(
            "tables__sittings__notes",
            filter=Q(tables__sittings__notes__is_deleted=False),
            distinct=True,
        ),
        table_count=Count("tables", distinct=True),
    )
    context = {
        "cafes": cafes,
        "target_groups": process.target_groups.all(),
        "guiding_questions": process.guiding_questions.all(),
    }
    return render(request, "worldcafe/setup/overview.html", context)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_cafe(request: HttpRequest) -> HttpResponse:
    process = current_process()
    if request.method == "POST":
        form = CafeForm(request.POST, process=process)
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
            return redirect("worldcafe-setup:cafe", pk=cafe.pk)
    else:
        form = CafeForm(process=process)
    context = {"form": form, "title": _("World Café anlegen")}
    return render(request, "worldcafe/setup/edit.html", context)


@requires(Role.MANAGEMENT)
@require_safe
def show_cafe(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = _cafe(pk)
    rounds = list(cafe.rounds.all())
    context = {
        "cafe": cafe,
        "rounds": rounds,
        "next_round": next((r for r in rounds if r.started_at is None), None),
        "tables": _table_states(cafe, request),
        "projector": request.build_absolute_uri(
            reverse("worldcafe:projector", args=[cafe.code])
        ),
    }
    return render(request, "worldcafe/setup/cafe.html", context)


def _table_states(cafe: Cafe, request: HttpRequest) -> list[dict[str, Any]]:
    """Each table with its link and its sittings; two queries."""
    sittings = (
        Sitting.objects.filter(table__cafe=cafe)
        .select_related("round")
        .annotate(note_count=Count("notes", filter=Q(notes__is_deleted=False)))
        .order_by("round__number")
    )
    by_table: dict[int, list[Sitting]] = {}
    for sitting in sittings:
        by_table.setdefault(sitting.table_id, []).append(sitting)
    return [
        {
            "table": table,
            "sittings": by_table.get(table.pk, []),
            "link": request.build_absolute_uri(
                reverse("worldcafe:table", args=[table.code])
            ),
        }
        for table in cafe.tables.select_related("action_field")
    ]


@requires(Role.MANAGEMENT)
@require_safe
def print_links(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = _cafe(pk)
    context = {
        "cafe": cafe,
        "tables": _table_states(cafe, request),
        "questions": cafe.process.guiding_questions.all(),
    }
    return render(request, "worldcafe/setup/links.html", context)


@requires(Role.MANAGEMENT)
@require_safe
def table_qr(request: HttpRequest, pk: int) -> HttpResponse:
    link = reverse("worldcafe:table", args=[_table(pk).code])
    return qr_response(request.build_absolute_uri(link))


@requires(Role.MANAGEMENT)
@require_POST
def revoke_table(request: HttpRequest, pk: int) -> HttpResponse:
    return _set_revoked(request, _table(pk), is_revoked=True)


@requires(Role.MANAGEMENT)
@require_POST
def reopen_table(request: HttpRequest, pk: int) -> HttpResponse:
    return _set_revoked(request, _table(pk), is_revoked=False)


def _set_revoked(
    request: HttpRequest, table: Table, *, is_revoked: bool
) -> HttpResponse:
    table.revoked_on = timezone.localdate() if is_revoked else None
    table.save(update_fields=["revoked_on"])
    if is_revoked:
        messages.success(request, _("Der Link von {} ist gesperrt.").format(table))
    else:
        messages.success(request, _("Der Link von {} ist offen.").format(table))
    return redirect("worldcafe-setup:cafe", pk=table.cafe_id)


@requires(Role.MANAGEMENT)
@require_POST
def begin_round(request: HttpRequest, pk: int) -> HttpResponse:
    rounds = Round.objects.select_related("cafe")
    round_ = get_object_or_404(
        rounds, pk=pk, cafe__process=current_process(), cafe__state=Cafe.State.OPEN
    )
    start_round(round_)
    messages.success(request, _("{} läuft.").format(round_))
    return redirect("worldcafe-setup:cafe", pk=round_.cafe_id)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    cafe = _cafe(pk)
    if request.method == "POST":
        close_cafe(cafe)
        text = _(
            "Das World Café ist abgeschlossen. Die Notizen sind in der Auswertung."
        )
        messages.success(request, text)
        return redirect("worldcafe-setup:cafe", pk=pk)
    return render(request, "worldcafe/setup/close.html", {"cafe": cafe})


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_target_group(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(TargetGroup, pk=pk, process=current_process())
    return _edit(request, TargetGroupForm, group, title=_("Zielgruppe"))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_guiding_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = get_object_or_404(GuidingQuestion, pk=pk, process=current_process())
    return _edit(request, GuidingQuestionForm, question, title=_("Leitfrage"))


def _edit(
    request: HttpRequest,
    form_class: type[forms.ModelForm[Any]],
    row: TargetGroup | GuidingQuestion,
    *,
    title: str,
) -> HttpResponse:
    if request.method == "POST":
        form = form_class(request.POST, instance=row)
        if form.is_valid():
            form.save()
            messages.success(request, _("Gespeichert."))
            return redirect("worldcafe-setup:overview")
    else:
        form = form_class(instance=row)
    context = {"form": form, "title": title}
    return render(request, "worldcafe/setup/edit.html", context)
