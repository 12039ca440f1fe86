"""The page „Belege wählen“, the same for principles, goals and measures."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ilmkreis_integration.models import Process
from reports.evidence import chosen_statements, chosen_themes, find_candidates
from reports.forms.catalogue import EvidenceForm, EvidenceSearchForm
from reports.services.catalogue import EvidenceMissingError, Item, set_evidence


def choose_evidence(
    request: HttpRequest, item: Item, process: Process, *, back: str
) -> HttpResponse:
    """Show the page or store what was ticked; `back` is where „fertig“ leads."""
    if request.method == "POST":
        return _store_choice(request, item, process, back=back)
    search = EvidenceSearchForm(request.GET, process=process)
    search.is_valid()
    candidates = find_candidates(
        item,
        process,
        action_field=search.cleaned_data.get("feld"),
        theme=search.cleaned_data.get("thema"),
        words=search.cleaned_data.get("suche", ""),
    )
    context = {
        "process": process,
        "item": item,
        "back": back,
        "search": search,
        "candidates": candidates,
        "chosen_themes": list(chosen_themes(item)),
        "chosen_statements": list(chosen_statements(item)),
    }
    return render(request, "reports/catalogue/evidence.html", context)


def _store_choice(
    request: HttpRequest, item: Item, process: Process, *, back: str
) -> HttpResponse:
    """Every way off the page stores the ticks, so that a search loses none."""
    form = EvidenceForm(request.POST, process=process)
    if not form.is_valid():
        raise Http404("unknown evidence")
    try:
        set_evidence(item, **form.cleaned_data)
    except EvidenceMissingError:
        messages.warning(
            request,
            _(
                "Die Maßnahme ist veröffentlicht und braucht mindestens einen Beleg. "
                "Die Auswahl wurde nicht geändert."
            ),
        )
        return redirect(request.get_full_path())
    if "search" in request.POST:
        wanted = {key: request.POST.get(key, "") for key in ("feld", "thema", "suche")}
        return redirect(f"{request.path}?{urlencode(wanted, errors='replace')}#auswahl")
    return redirect(back)
