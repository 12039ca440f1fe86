"""The Leitbild."""

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
from reports.forms.catalogue import PrincipleForm
from reports.models import Principle
from reports.services.catalogue import append
from reports.views.evidence import choose_evidence
from reports.views.items import delete_item, edit_item, move_item


@requires(Role.READING)
@require_safe
def principles(request: HttpRequest) -> HttpResponse:
    process = current_process()
    listed = process.principles.with_evidence()
    context = {"process": process, "principles": listed}
    return render(request, "reports/principles/list.html", context)


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def add_principle(request: HttpRequest) -> HttpResponse:
    item = Principle(process=current_process())
    return edit_item(
        request,
        PrincipleForm,
        item,
        title=_("Neuer Leitsatz"),
        back=reverse("evaluation:principles"),
        save=append,
    )


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_principle(request: HttpRequest, pk: int) -> HttpResponse:
    return edit_item(
        request,
        PrincipleForm,
        _own_principle(pk),
        title=_("Leitsatz bearbeiten"),
        back=_place(pk),
        save=Principle.save,
    )


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_principle(request: HttpRequest, pk: int) -> HttpResponse:
    return delete_item(
        request,
        _own_principle(pk),
        title=_("Leitsatz löschen?"),
        back=reverse("evaluation:principles"),
    )


@requires(Role.EVALUATION)
@require_POST
def move_principle(request: HttpRequest, pk: int) -> HttpResponse:
    return move_item(request, _own_principle(pk), back=_place(pk))


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def principle_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    process = current_process()
    item = get_object_or_404(Principle, pk=pk, process=process)
    return choose_evidence(request, item, process, back=_place(pk))


def _own_principle(pk: int) -> Principle:
    return get_object_or_404(Principle, pk=pk, process=current_process())


def _place(pk: int) -> str:
    return f"{reverse('evaluation:principles')}#leitsatz-{pk}"
