"""Setting a process up: its data, timeline, fields, and what was asked about reach."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.deleting import ask_and_delete, is_used
from ilmkreis_integration.models import ActionField, Process, ReachReview, Stage
from ilmkreis_integration.placing import give_slug, next_position
from ilmkreis_integration.services import switch_to
from ilmkreis_integration.setup_forms import (
    ActionFieldForm,
    ProcessForm,
    ReachReviewForm,
    StageForm,
)


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
    return _edit(request, ProcessForm, current_process(), title=_("Verfahren"))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_stage(request: HttpRequest) -> HttpResponse:
    process = current_process()
    stage = Stage(process=process, position=next_position(process.stages.all()))
    return _edit(request, StageForm, stage, title=_("Neuer Schritt"))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_stage(request: HttpRequest, pk: int) -> HttpResponse:
    stage = get_object_or_404(Stage, pk=pk, process=current_process())
    return _edit(request, StageForm, stage, title=_("Schritt"))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_stage(request: HttpRequest, pk: int) -> HttpResponse:
    stage = get_object_or_404(Stage, pk=pk, process=current_process())
    refusal = (
        _("Eine Antwort auf „Haben wir alle erreicht?“ nennt diesen Schritt.")
        if is_used(stage)
        else ""
    )
    return ask_and_delete(request, stage, back="setup:overview", refusal=refusal)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_action_field(request: HttpRequest) -> HttpResponse:
    process = current_process()
    field = ActionField(
        process=process, position=next_position(process.action_fields.all())
    )
    return _edit(request, ActionFieldForm, field, title=_("Neues Handlungsfeld"))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_action_field(request: HttpRequest, pk: int) -> HttpResponse:
    field = get_object_or_404(ActionField, pk=pk, process=current_process())
    return _edit(request, ActionFieldForm, field, title=_("Handlungsfeld"))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_action_field(request: HttpRequest, pk: int) -> HttpResponse:
    field = get_object_or_404(ActionField, pk=pk, process=current_process())
    return ask_and_delete(
        request, field, back="setup:overview", refusal=_why_field_stays(field)
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
def add_review(request: HttpRequest) -> HttpResponse:
    review = ReachReview(
        process=current_process(),
        reviewed_on=timezone.localdate(),
        recorded_by_id=request.user.pk,
    )
    return _edit(request, ReachReviewForm, review, title=_("Haben wir alle erreicht?"))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_review(request: HttpRequest, pk: int) -> HttpResponse:
    review = get_object_or_404(ReachReview, pk=pk, process=current_process())
    return _edit(request, ReachReviewForm, review, title=_("Haben wir alle erreicht?"))


@requires(Role.MANAGEMENT)
@require_POST
def switch_process(request: HttpRequest, pk: int) -> HttpResponse:
    process = get_object_or_404(Process, pk=pk)
    switch_to(process)
    text = _("Alle Seiten zeigen jetzt: {}").format(process.title)
    messages.success(request, text)
    return redirect("setup:overview")


def _edit(
    request: HttpRequest,
    form_class: type[forms.ModelForm[Any]],
    row: Model,
    *,
    title: str,
) -> HttpResponse:
    """Show or take a form for one row of the process, new or not."""
    if request.method == "POST":
        form = form_class(request.POST, instance=row)
        if form.is_valid():
            _give_slug(form.instance)
            form.save()
            messages.success(request, _("Gespeichert."))
            return redirect("setup:overview")
    else:
        form = form_class(instance=row)
    context = {"form": form, "title": title}
    return render(request, "setup/edit.html", context)


def _give_slug(row: Model) -> None:
    if isinstance(row, Stage | ActionField):
        siblings = type(row)._default_manager.filter(process=row.process)
        give_slug(row, row.title, siblings)
