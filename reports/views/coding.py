"""The coding desk: contributions become statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.models import ActionField, Contribution, Process
from reports.forms.coding import (
    DeskFilterForm,
    DeskForm,
    initial_from_origin,
)
from reports.models import Theme
from reports.queries import codable, coded, to_code
from reports.services.coding import (
    CodedMeanwhileError,
    UsedAsEvidenceError,
    code_parts,
    coding_state,
    dismiss,
    undismiss,
    undo_coding,
)
from reports.views.items import SignedInRequest

PER_PAGE = 20


@dataclass(frozen=True)
class Entry:
    """A contribution on the desk with its form; `next` follows it on the page."""

    contribution: Contribution
    form: DeskForm
    next: Contribution | None


@requires(Role.EVALUATION)
@require_safe
def coding_desk(request: HttpRequest) -> HttpResponse:
    return _show_desk(request, current_process())


@requires(Role.EVALUATION)
@require_POST
def code(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Code a whole contribution in one go, from the desk."""
    process = current_process()
    contribution = get_object_or_404(codable(process), pk=pk)
    fields = list(process.action_fields.all())
    form = DeskForm(request.POST, action_fields=fields, auto_id=_auto_id(pk))
    if not form.is_valid():
        return _show_desk(request, process, wrong=(pk, form))
    try:
        code_parts(
            contribution,
            parts=[form.coded((0, len(contribution.text)))],
            by=request.user,
            seen=form.cleaned_data["seen"],
        )
    except CodedMeanwhileError:
        return tell_meanwhile(request, contribution)
    except UsedAsEvidenceError as error:
        return tell_evidence(request, contribution, error)
    return _go_on(request, contribution)


@requires(Role.EVALUATION)
@require_POST
def dismiss_contribution(request: SignedInRequest, pk: UUID) -> HttpResponse:
    contribution = get_object_or_404(codable(current_process()), pk=pk)
    try:
        dismiss(contribution, by=request.user, seen=request.POST.get("seen", ""))
    except CodedMeanwhileError:
        return tell_meanwhile(request, contribution)
    except UsedAsEvidenceError as error:
        return tell_evidence(request, contribution, error)
    return _go_on(request, contribution)


@requires(Role.EVALUATION)
@require_POST
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a contribution back on the desk."""
    contribution = get_object_or_404(codable(current_process()), pk=pk)
    take_back = undismiss if hasattr(contribution, "dismissal") else undo_coding
    try:
        take_back(contribution, seen=request.POST.get("seen", ""))
    except CodedMeanwhileError:
        return tell_meanwhile(request, contribution)
    except UsedAsEvidenceError as error:
        return tell_evidence(request, contribution, error)
    return redirect(desk_url(request.GET, anchor=contribution))


@requires(Role.EVALUATION)
@require_safe
def coded_contributions(request: HttpRequest) -> HttpResponse:
    process = current_process()
    filters = DeskFilterForm(
        request.GET, action_fields=list(process.action_fields.all())
    )
    page = _page(request, filters.narrow(coded(process)))
    context = {
        "filter": filters,
        "page": page,
        "entries": [(c, coding_state(c)) for c in page],
    }
    return render(request, "reports/coding/coded.html", context)


def _show_desk(
    request: HttpRequest,
    process: Process,
    *,
    wrong: tuple[UUID, DeskForm] | None = None,
) -> HttpResponse:
    fields = list(process.action_fields.all())
    filters = DeskFilterForm(request.GET, action_fields=fields)
    page = _page(request, filters.narrow(to_code(process)))
    context = {
        "process": process,
        "filter": filters,
        "page": page,
        "entries": _entries(list(page), fields, wrong),
        "wrong": wrong[1] if wrong else None,
        "last": _last(process, request.GET.get("zuletzt")),
        "themes": themes_of(process),
        "rest": _rest(request.GET),
    }
    return render(request, "reports/coding/desk.html", context)


def _entries(
    contributions: Sequence[Contribution],
    fields: Sequence[ActionField],
    wrong: tuple[UUID, DeskForm] | None,
) -> list[Entry]:
    sent = dict([wrong]) if wrong else {}
    return [
        Entry(
            contribution=contribution,
            form=sent.get(contribution.pk)
            or DeskForm(
                initial=initial_from_origin(contribution),
                action_fields=fields,
                auto_id=_auto_id(contribution.pk),
            ),
            next=following,
        )
        for contribution, following in zip_longest(contributions, contributions[1:])
    ]


def _auto_id(pk: UUID) -> str:
    return f"b-{pk}-%s"


def _page(
    request: HttpRequest, contributions: QuerySet[Contribution]
) -> Page[Contribution]:
    return Paginator(contributions, PER_PAGE).get_page(request.GET.get("seite"))


def _last(process: Process, pk: str | None) -> tuple[Contribution, str] | None:
    """What was done last, with its state, to be taken back."""
    try:
        contribution = coded(process).filter(pk=pk).first() if pk else None
    except ValidationError:
        return None
    return (contribution, coding_state(contribution)) if contribution else None


def themes_of(process: Process) -> QuerySet[Theme]:
    return Theme.objects.filter(action_field__process=process).select_related(
        "action_field"
    )


def _rest(params: QueryDict) -> str:
    """The filters and the page, to come back to."""
    kept = params.copy()
    kept.pop("zuletzt", None)
    return kept.urlencode()


def desk_url(
    params: QueryDict, *, last: object = "", anchor: Contribution | str | None = None
) -> str:
    query = params.copy()
    query.pop("zuletzt", None)
    if last:
        query["zuletzt"] = str(last)
    place = reverse("evaluation:coding-desk")
    key = anchor.pk if isinstance(anchor, Contribution) else anchor
    return f"{place}?{query.urlencode()}" + (f"#b-{key}" if key else "")


def _go_on(request: HttpRequest, contribution: Contribution) -> HttpResponseRedirect:
    """To the next entry, with what was just done to be taken back."""
    following = request.POST.get("next", "")
    try:
        anchor = str(UUID(following))
    except ValueError:
        anchor = ""
    return redirect(desk_url(request.GET, last=contribution.pk, anchor=anchor))


def tell_meanwhile(
    request: HttpRequest, contribution: Contribution
) -> HttpResponseRedirect:
    """Nothing was stored; show what the other person did."""
    contribution = codable(contribution.process).get(pk=contribution.pk)
    text = _(
        "%(code)s wurde inzwischen bearbeitet%(by)s. Ihre Eingabe wurde nicht gespeichert."
    )
    by = _coder(contribution)
    messages.warning(
        request,
        text
        % {
            "code": contribution.code,
            "by": _(" (von %(name)s)") % {"name": by} if by else "",
        },
    )
    return redirect("evaluation:coding-parts", contribution.pk)


def _coder(contribution: Contribution) -> str:
    if hasattr(contribution, "dismissal"):
        return str(contribution.dismissal.dismissed_by or "")
    statement = contribution.statements.first()
    return str(statement.coded_by or "") if statement else ""


def tell_evidence(
    request: HttpRequest, contribution: Contribution, error: UsedAsEvidenceError
) -> HttpResponseRedirect:
    text = _(
        "%(codes)s ist Beleg im Leitbild oder im Katalog und bleibt deshalb. "
        "Nehmen Sie zuerst den Beleg dort heraus."
    )
    codes = ", ".join(statement.code for statement in error.statements)
    messages.warning(request, text % {"codes": codes})
    return redirect("evaluation:coding-parts", contribution.pk)
