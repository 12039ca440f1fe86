"""Setting a process up: its data, timeline, fields, and what was asked about reach."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.deleting import ask_and_delete, is_used
from ilmkreis_integration.editing import edit_row, move_row
from ilmkreis_integration.models import ActionField, Process, ReachReview, Stage
from ilmkreis_integration.placing import append
from ilmkreis_integration.services import switch_to
from ilmkreis_integration.setup_forms import (
    ActionFieldForm,
    ProcessForm,
    StageForm,
)


def _overview() -> str:
    return reverse("setup:overview")


def _stage(pk: int) -> Stage:
    return get_object_or_404(Stage, pk=pk, process=current_process())


def _action_field(pk: int) -> ActionField:
    return get_object_or_404(ActionField, pk=pk, process=current_process())


def _review(pk: int) -> ReachReview:
    return get_object_or_404(ReachReview, pk=pk, process=current_process())


@requires(Role.MANAGEMENT)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    process = current_process()
    context = {
        "process": process,
        "stages": process.stages.for_timeline(),
        "action_fields": process.action_fields.all(),
        "reviews": process.reach_reviews.select_related("after_stage", "opened_stage"),
        "processes": Process.objects.all(),
    }
    return render(request, "setup/overview.html", context)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_process(request: HttpRequest) -> HttpResponse:
    return edit_row(
        request,
        ProcessForm,
        current_process(),
        title=_("Angaben zum Verfahren"),
        back=_overview(),
    )


@requires(Role.MANAGEMENT)
@require_POST
def switch_process(request: HttpRequest, pk: int) -> HttpResponse:
    process = get_object_or_404(Process, pk=pk)
    switch_to(process)
    text = _("Alle Seiten zeigen jetzt: {}").format(process.title)
    messages.success(request, text)
    return redirect(_overview())


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_stage(request: HttpRequest) -> HttpResponse:
    process = current_process()
    return edit_row(
        request,
        StageForm,
        Stage(process=process),
        title=_("Neuer Schritt"),
        back=_overview(),
        save=partial(append, to=process.stages.all()),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_stage(request: HttpRequest, pk: int) -> HttpResponse:
    return edit_row(
        request,
        StageForm,
        _stage(pk),
        title=_("Schritt bearbeiten"),
        back=_overview(),
    )


@requires(Role.MANAGEMENT)
@require_POST
def move_stage(request: HttpRequest, pk: int) -> HttpResponse:
    stage = _stage(pk)
    siblings = stage.process.stages.all()
    return move_row(request, stage, siblings=siblings, back=_overview())


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_stage(request: HttpRequest, pk: int) -> HttpResponse:
    stage = _stage(pk)
    refusal = ""
    if is_used(stage):
        refusal = _("Eine Antwort auf „Haben wir alle erreicht?“ nennt diesen Schritt.")
    return ask_and_delete(
        request,
        stage,
        back=_overview(),
        refusal=refusal,
        siblings=stage.process.stages.all(),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_action_field(request: HttpRequest) -> HttpResponse:
    process = current_process()
    return edit_row(
        request,
        ActionFieldForm,
        ActionField(process=process),
        title=_("Neues Handlungsfeld"),
        back=_overview(),
        save=partial(append, to=process.action_fields.all()),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_action_field(request: HttpRequest, pk: int) -> HttpResponse:
    return edit_row(
        request,
        ActionFieldForm,
        _action_field(pk),
        title=_("Handlungsfeld bearbeiten"),
        back=_overview(),
    )


@requires(Role.MANAGEMENT)
@require_POST
def move_action_field(request: HttpRequest, pk: int) -> HttpResponse:
    field = _action_field(pk)
    siblings = field.process.action_fields.all()
    return move_row(request, field, siblings=siblings, back=_overview())


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_action_field(request: HttpRequest, pk: int) -> HttpResponse:
    field = _action_field(pk)
    return ask_and_delete(
        request,
        field,
        back=_overview(),
        refusal=_why_field_stays(field),
        siblings=field.process.action_fields.all(),
    )


def _why_field_stays(field: ActionField) -> str:
    if field.is_other:
        return _("Dieses Feld nimmt auf, was zu keinem anderen passt. Es bleibt.")
    if is_used(field):
        return _(
            "Es wird schon verwendet: von Beiträgen, Tischen, Schwerpunkten der "
            "Mitarbeiterbefragung, Themen oder Zielen."
        )
    return ""


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_review(request: HttpRequest, pk: int) -> HttpResponse:
    return ask_and_delete(request, _review(pk), back=_overview())
