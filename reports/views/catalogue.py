"""The Ziel- und Maßnahmenkatalog: overview and goals."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.models import ActionField
from reports.catalogue import arrange_catalogue
from reports.forms.catalogue import CatalogueFilterForm, GoalForm
from reports.models import Goal
from reports.services.catalogue import append
from reports.views.evidence import choose_evidence
from reports.views.items import delete_item, edit_item, move_item


@requires(Role.READING)
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    process = current_process()
    form = CatalogueFilterForm(request.GET, process=process)
    form.is_valid()
    arranged = arrange_catalogue(
        process,
        action_field=form.cleaned_data.get("feld"),
        mark=form.cleaned_data.get("kennzeichen", ""),
        status=form.cleaned_data.get("stand", ""),
        lead=form.cleaned_data.get("federfuehrung", ""),
    )
    context = {"process": process, "filter": form, "catalogue": arranged}
    return render(request, "reports/catalogue/list.html", context)


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def add_goal(request: HttpRequest, slug: str) -> HttpResponse:
    action_field = get_object_or_404(ActionField, slug=slug, process=current_process())
    return edit_item(
        request,
        GoalForm,
        Goal(action_field=action_field),
        title=_("Neues Ziel im Handlungsfeld „%(field)s“")
        % {"field": action_field.title},
        back=f"{reverse('evaluation:catalogue')}#feld-{action_field.slug}",
        save=append,
    )


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_goal(request: HttpRequest, pk: int) -> HttpResponse:
    return edit_item(
        request,
        GoalForm,
        _own_goal(pk),
        title=_("Ziel bearbeiten"),
        back=_place(pk),
        save=Goal.save,
    )


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_goal(request: HttpRequest, pk: int) -> HttpResponse:
    return delete_item(
        request,
        _own_goal(pk),
        title=_("Ziel löschen?"),
        back=reverse("evaluation:catalogue"),
    )


@requires(Role.EVALUATION)
@require_POST
def move_goal(request: HttpRequest, pk: int) -> HttpResponse:
    return move_item(request, _own_goal(pk), back=_place(pk))


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def goal_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    process = current_process()
    goals = Goal.objects.select_related("action_field")
    item = get_object_or_404(goals, pk=pk, action_field__process=process)
    return choose_evidence(request, item, process, back=_place(pk))


def _own_goal(pk: int) -> Goal:
    goals = Goal.objects.select_related("action_field")
    return get_object_or_404(goals, pk=pk, action_field__process=current_process())


def _place(pk: int) -> str:
    return f"{reverse('evaluation:catalogue')}#ziel-{pk}"
