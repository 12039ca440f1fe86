"""Translating at the coding desk: what is missing, and one contribution."""

from __future__ import annotations

from dataclasses import asdict
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import Role, SignedInRequest, current_process, requires
from ilmkreis_integration.models import Contribution
from reports.forms.translations import TranslationFilterForm, TranslationForm
from reports.queries import codable, count_translations
from reports.services.translations import (
    Snapshot,
    TranslatedMeanwhileError,
    restore,
    snapshot_of,
    translate,
    translation_state,
)

PER_PAGE = 20
KEPT = "translation_before"
# The lists that lead to a translation, and where each of them is.
LISTS = {
    "offen": "coding-desk",
    "bearbeitet": "coded",
    "uebersetzungen": "translations",
}


class Kept(NamedTuple):
    """What stood there, and the state that undoing starts from."""

    before: Snapshot
    seen: str


@requires(Role.EVALUATION)
@require_safe
def translation_list(request: HttpRequest) -> HttpResponse:
    process = current_process()
    filters = TranslationFilterForm(request.GET)
    found = filters.narrow(codable(process))
    context = {
        "filter": filters,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("seite")),
        "counts": count_translations(process),
    }
    return render(request, "reports/coding/translations.html", context)


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def translate_contribution(request: SignedInRequest, pk: UUID) -> HttpResponse:
    contribution = get_object_or_404(codable(current_process()), pk=pk)
    sent = request.POST if request.method == "POST" else None
    form = TranslationForm(sent, contribution=contribution)
    before = snapshot_of(contribution)
    if form.is_valid() and _stores(request, contribution, form):
        _keep_for_undo(request, contribution, before)
        text = _("%(code)s ist gespeichert.")
        messages.success(request, text % {"code": contribution.code})
        return redirect(_list_url(request, contribution))
    context = {
        "contribution": contribution,
        "form": form,
        "seen": translation_state(contribution),
        "back": _list_url(request, contribution),
        "undo": _kept_for(request, contribution),
    }
    return render(request, "reports/coding/translate.html", context)


@requires(Role.EVALUATION)
@require_POST
def undo_translation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put back what stood there before the last change that this person made."""
    contribution = get_object_or_404(codable(current_process()), pk=pk)
    kept = _kept_for(request, contribution)
    back = redirect(_list_url(request, contribution))
    if kept is None:  # pressed twice, or something else was changed since
        messages.info(request, _("Hier ist nichts mehr rückgängig zu machen."))
        return back
    del request.session[KEPT]
    try:
        restore(contribution, kept.before, seen=kept.seen)
    except TranslatedMeanwhileError:
        text = _("%(code)s wurde inzwischen noch einmal geändert und bleibt so.")
        messages.warning(request, text % {"code": contribution.code})
    else:
        text = _("%(code)s ist wieder, wie es vorher war.")
        messages.success(request, text % {"code": contribution.code})
    return back


def _keep_for_undo(
    request: HttpRequest, contribution: Contribution, before: Snapshot
) -> None:
    now = codable(contribution.process).get(pk=contribution.pk)
    request.session[KEPT] = {
        "pk": str(now.pk),
        "before": asdict(before),
        "seen": translation_state(now),
    }


def _kept_for(request: HttpRequest, contribution: Contribution) -> Kept | None:
    """What can be put back: only of the contribution that was changed last."""
    kept = request.session.get(KEPT)
    if not kept or kept["pk"] != str(contribution.pk):
        return None
    return Kept(Snapshot(**kept["before"]), kept["seen"])


def _stores(
    request: SignedInRequest, contribution: Contribution, form: TranslationForm
) -> bool:
    """Store what was entered, unless that would undo what somebody else just did."""
    try:
        translate(
            contribution, form.entry(), by=request.user, seen=request.POST.get("seen")
        )
    except TranslatedMeanwhileError:
        message = _(
            "Inzwischen hat jemand anders gespeichert; der Text steht oben beim Beitrag. "
            "Ihre Eingabe ist noch nicht gespeichert."
        )
        form.add_error(None, message)
        return False
    return True


def _list_url(request: HttpRequest, contribution: Contribution) -> str:
    """Back to the list and the page of it that led here."""
    query = request.GET.copy()
    query.pop("zuletzt", None)
    name = LISTS.get(str(query.pop("liste", ["uebersetzungen"])[-1]), "translations")
    return reverse(f"evaluation:{name}", query=query, fragment=f"b-{contribution.pk}")
