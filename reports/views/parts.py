"""Contributions that say several things, and changes to what was coded."""

from __future__ import annotations

import re
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ilmkreis_integration.access import Role, SignedInRequest, current_process, requires
from ilmkreis_integration.models import Contribution
from reports.forms.coding import PartForm, SplitForm
from reports.models import Theme
from reports.queries import codable, with_coding
from reports.services.coding import WAITING, code_parts, coding_state
from reports.splitting import Span, cuts_between, spans, with_marks
from reports.views.coding import desk_url, list_query
from reports.views.refusals import explain_refusals

MOST_PARTS = 40
# Longer numbers lie behind every text.
IS_CUT = re.compile(r"[0-9]{1,6}")


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark where new statements begin; nothing is stored yet."""
    contribution = _with_coding(pk)
    text = contribution.text
    if request.method == "POST":
        form = SplitForm(request.POST, text=text, most_parts=MOST_PARTS)
        if form.is_valid():
            query = list_query(request)
            query["schnitte"] = ",".join(map(str, form.cleaned_data["marked"]))
            return redirect(reverse("evaluation:coding-parts", args=[pk], query=query))
    else:
        marked = with_marks(text, _stored_cuts(contribution))
        form = SplitForm(initial={"marked": marked}, text=text, most_parts=MOST_PARTS)

    context = {
        "contribution": contribution,
        "seen": coding_state(contribution),
        "form": form,
    }
    return render(request, "reports/coding/split.html", context)


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
@explain_refusals
def parts(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Code a contribution part by part, or change how it was coded."""
    contribution = _with_coding(pk)
    forms = _part_forms(request, contribution)
    seen = coding_state(contribution)
    kept = None
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        if all(form.is_valid() for form in forms):
            kept = [form.coded() for form in forms if not form.is_left_out]
        if kept:
            code_parts(contribution, parts=kept, by=request.user, seen=seen)
            return _go_back(request, contribution, seen)

    context = {
        "contribution": contribution,
        "forms": forms,
        "wrong": [n for n, form in enumerate(forms, start=1) if form.errors],
        "all_left_out": kept == [],
        "seen": seen,
        "evidence": contribution.statements.used_as_evidence(),
        "themes": Theme.objects.in_process(contribution.process),
    }
    return render(request, "reports/coding/parts.html", context)


def _with_coding(pk: UUID) -> Contribution:
    contributions = with_coding(codable(current_process())).select_related("process")
    return get_object_or_404(contributions, pk=pk)


def _part_forms(request: HttpRequest, contribution: Contribution) -> list[PartForm]:
    fields = list(contribution.process.action_fields.all())
    return [
        PartForm(
            request.POST if request.method == "POST" else None,
            prefix=f"teil{number}",
            contribution=contribution,
            span=span,
            action_fields=fields,
        )
        for number, span in enumerate(_spans(request, contribution), start=1)
    ]


def _spans(request: HttpRequest, contribution: Contribution) -> list[Span]:
    """The parts that the address asks for, or those that are stored."""
    wanted = request.GET.get("schnitte")
    if wanted is None:
        return spans(contribution.text, _stored_cuts(contribution))
    cuts = [int(cut) for cut in wanted.split(",") if IS_CUT.fullmatch(cut)]
    return spans(contribution.text, cuts[: MOST_PARTS - 1])


def _stored_cuts(contribution: Contribution) -> list[int]:
    stored = [(row.start, row.end) for row in contribution.statements.all()]
    return cuts_between(contribution.text, stored)


def _go_back(
    request: HttpRequest, contribution: Contribution, seen: str
) -> HttpResponse:
    """To the list that the coder came from."""
    if seen == WAITING:
        return redirect(desk_url(request, at=contribution, last=contribution))
    text = _("%(code)s ist gespeichert.")
    messages.success(request, text % {"code": contribution.code})
    return redirect(
        reverse(
            "evaluation:coded",
            query=list_query(request),
            fragment=f"b-{contribution.pk}",
        )
    )
