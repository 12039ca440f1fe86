"""The coding desk: contributions become statements."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ilmkreis_integration.access import Role, SignedInRequest, current_process, requires
from ilmkreis_integration.models import Contribution, Process
from reports.forms.coding import CodingForm
from reports.forms.coding_filters import CodedFilterForm, DeskFilterForm
from reports.models import Theme
from reports.queries import (
    codable,
    coded,
    count_translations,
    to_code,
    waits_before,
)
from reports.services.coding import (
    WAITING,
    code_parts,
    coding_state,
    dismiss,
    put_back,
    refuse_if_changed,
)
from reports.views.refusals import explain_refusals

PER_PAGE = 20


@requires(Role.EVALUATION)
@require_safe
def coding_desk(request: HttpRequest) -> HttpResponse:
    return _show_desk(request, current_process())


@requires(Role.EVALUATION)
@require_POST
@explain_refusals
def code(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Code a whole contribution in one go, from the desk."""
    process = current_process()
    contribution = get_object_or_404(codable(process), pk=pk)
    form = CodingForm(
        request.POST,
        contribution=contribution,
        action_fields=process.action_fields.all(),
    )
    if not form.is_valid():
        refuse_if_changed(contribution, seen=WAITING)
        return _show_desk(request, process, wrong=form)
    code_parts(contribution, parts=[form.coded()], by=request.user, seen=WAITING)
    return redirect(desk_url(request, at=contribution, last=contribution))


@requires(Role.EVALUATION)
@require_POST
@explain_refusals
def dismiss_contribution(request: SignedInRequest, pk: UUID) -> HttpResponse:
    contribution = get_object_or_404(codable(current_process()), pk=pk)
    dismiss(contribution, by=request.user, seen=WAITING)
    return redirect(desk_url(request, at=contribution, last=contribution))


@requires(Role.EVALUATION)
@require_POST
@explain_refusals
def undo(request: SignedInRequest, pk: UUID) -> HttpResponse:
    contribution = get_object_or_404(codable(current_process()), pk=pk)
    put_back(contribution, seen=request.POST.get("seen", ""))
    return redirect(desk_url(request, at=contribution))


@requires(Role.EVALUATION)
@require_safe
def coded_contributions(request: HttpRequest) -> HttpResponse:
    process = current_process()
    filters = CodedFilterForm(
        request.GET,
        action_fields=process.action_fields.all(),
        themes=Theme.objects.in_process(process),
    )
    found = filters.narrow(coded(process))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "filter": filters,
        "page": page,
        "entries": [(c, coding_state(c)) for c in page],
    }
    return render(request, "reports/coding/coded.html", context)


def desk_url(
    request: HttpRequest, *, at: Contribution, last: Contribution | None = None
) -> str:
    """The desk where `at` waits, or where another one has moved up in its place.

    Behind the last one the list starts over. `last` is offered to be taken back.
    """
    fields = at.process.action_fields.all()
    filters = DeskFilterForm(request.GET, action_fields=fields)
    waiting = filters.narrow(to_code(at.process))
    place = _place(at, waiting)
    entry = waiting[place : place + 1].first()
    if entry is None:
        place, entry = 0, waiting.first()
    query = list_query(request)
    query["seite"] = str(place // PER_PAGE + 1)
    if last:
        query["zuletzt"] = str(last.pk)
    fragment = f"b-{entry.pk}" if entry else None
    return reverse("evaluation:coding-desk", query=query, fragment=fragment)


def list_query(request: HttpRequest) -> QueryDict:
    """The filters and the page of the list that somebody came from."""
    query = request.GET.copy()
    for name in ("zuletzt", "schnitte"):
        query.pop(name, None)
    return query


def _place(contribution: Contribution, waiting: QuerySet[Contribution]) -> int:
    return waiting.filter(waits_before(contribution)).count()


def _show_desk(
    request: HttpRequest, process: Process, *, wrong: CodingForm | None = None
) -> HttpResponse:
    fields = list(process.action_fields.all())
    filters = DeskFilterForm(request.GET, action_fields=fields)
    waiting = filters.narrow(to_code(process))
    number = request.GET.get("seite")
    if wrong:
        number = str(_place(wrong.contribution, waiting) // PER_PAGE + 1)
    page = Paginator(waiting, PER_PAGE).get_page(number)
    context = {
        "filter": filters,
        "page": page,
        "forms": [
            wrong
            if wrong and wrong.contribution == contribution
            else CodingForm(contribution=contribution, action_fields=fields)
            for contribution in page
        ],
        "last": _last(process, request.GET.get("zuletzt")),
        "themes": Theme.objects.in_process(process),
        "untranslated": count_translations(process).missing,
    }
    return render(request, "reports/coding/desk.html", context)


def _last(process: Process, pk: str | None) -> tuple[Contribution, str] | None:
    """What was done last, with its state, to be taken back."""
    try:
        contribution = coded(process).filter(pk=pk).first() if pk else None
    except ValidationError:
        return None
    return (contribution, coding_state(contribution)) if contribution else None
