"""Contributions that say several things, and changes to what was coded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.models import ActionField, Contribution
from reports.forms.coding import (
    PartForm,
    SplitForm,
    initial_from_origin,
    initial_from_statement,
)
from reports.models import Statement
from reports.queries import codable
from reports.services.coding import (
    CodedMeanwhileError,
    CodedPart,
    UsedAsEvidenceError,
    code_parts,
    coding_state,
)
from reports.splitting import Span, cuts_between, spans, with_marks
from reports.views.coding import desk_url, tell_evidence, tell_meanwhile, themes_of
from reports.views.items import SignedInRequest

MOST_PARTS = 40


@dataclass(frozen=True)
class Part:
    """A part of a contribution with its form."""

    text: str
    form: PartForm


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark where new statements begin; nothing is stored yet."""
    contribution = _with_statements(pk)
    text = contribution.text
    if request.method == "POST":
        form = SplitForm(request.POST, text=text, most_parts=MOST_PARTS)
        if form.is_valid():
            cuts = ",".join(map(str, form.cleaned_data["marked"]))
            place = reverse("evaluation:coding-parts", args=[pk])
            return redirect(f"{place}?{urlencode({'schnitte': cuts})}")
    else:
        stored = cuts_between(text, _spans_of(contribution))
        form = SplitForm(
            initial={"marked": with_marks(text, stored)},
            text=text,
            most_parts=MOST_PARTS,
        )

    context = {"contribution": contribution, "form": form}
    return render(request, "reports/coding/split.html", context)


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def parts(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Code a contribution part by part, or change how it was coded."""
    contribution = _with_statements(pk)
    places = _places(contribution, request.GET.get("schnitte"))
    fields = list(contribution.process.action_fields.all())
    sent = request.POST if request.method == "POST" else None
    entries = [
        _part(contribution, n, place, fields, sent)
        for n, place in enumerate(places, start=1)
    ]
    problem = ""
    if request.method == "POST" and all(part.form.is_valid() for part in entries):
        kept = [
            part.form.coded(place)
            for part, place in zip(entries, places, strict=True)
            if not part.form.is_left_out
        ]
        if kept:
            return _store_parts(request, contribution, kept)
        problem = _("Bitte ordnen Sie mindestens einen Teil zu.")

    context = {
        "contribution": contribution,
        "parts": entries,
        "problem": problem,
        "seen": sent.get("seen", "") if sent else coding_state(contribution),
        "evidence": Statement.objects.used_as_evidence().filter(
            contribution=contribution
        ),
        "themes": themes_of(contribution.process),
    }
    return render(request, "reports/coding/parts.html", context)


def _with_statements(pk: UUID) -> Contribution:
    contributions = (
        codable(current_process())
        .select_related("process", "dismissal", "action_field")
        .prefetch_related("statements__action_fields", "statements__theme")
    )
    return get_object_or_404(contributions, pk=pk)


def _spans_of(contribution: Contribution) -> list[Span]:
    return [(s.start, s.end) for s in contribution.statements.all()]


def _places(contribution: Contribution, cuts: str | None) -> list[Span]:
    """The parts that the address asks for, or those that are stored."""
    text = contribution.text
    if cuts is None:
        return spans(text, cuts_between(text, _spans_of(contribution)))
    # Longer numbers lie behind every text.
    wanted = [int(cut) for cut in re.findall(r"\b[0-9]{1,6}\b", cuts)]
    return spans(text, wanted[: MOST_PARTS - 1])


def _part(
    contribution: Contribution,
    number: int,
    place: Span,
    fields: Sequence[ActionField],
    sent: QueryDict | None,
) -> Part:
    initial: dict[str, Any] = initial_from_origin(contribution)
    if contribution.statements.all():
        before = [
            s
            for s in contribution.statements.all()
            if s.start < place[1] and place[0] < s.end
        ]
        initial = initial_from_statement(before[0]) if before else {"leave_out": True}
    form = PartForm(
        sent,
        initial=initial,
        prefix=f"teil{number}",
        action_fields=fields,
    )
    return Part(contribution.text[place[0] : place[1]], form)


def _store_parts(
    request: SignedInRequest, contribution: Contribution, kept: Sequence[CodedPart]
) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        code_parts(contribution, parts=kept, by=request.user, seen=seen)
    except CodedMeanwhileError:
        return tell_meanwhile(request, contribution)
    except UsedAsEvidenceError as error:
        return tell_evidence(request, contribution, error)
    if not seen:
        return redirect(desk_url(QueryDict(), last=contribution.pk))
    messages.success(
        request, _("%(code)s ist gespeichert.") % {"code": contribution.code}
    )
    return redirect("evaluation:coded")
