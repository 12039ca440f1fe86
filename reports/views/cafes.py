"""The World Cafés side by side: all fields, and one in full."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ilmkreis_integration.access import Role, current_process, requires
from reports.cafe_comparison import compare_cafes
from reports.matrix import HIDDEN_EXPLAINED
from reports.saturation import STEP
from worldcafe.models import Cafe


@requires(Role.READING)
@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    process = current_process()
    context = {
        "process": process,
        "comparison": compare_cafes(process),
        "open_cafes": process.cafes.filter(state=Cafe.State.OPEN).select_related(
            "target_group"
        ),
        "step": STEP,
        "hidden_explained": HIDDEN_EXPLAINED,
    }
    return render(request, "reports/cafes/comparison.html", context)


@requires(Role.READING)
@require_safe
def field_comparison(request: HttpRequest, slug: str) -> HttpResponse:
    process = current_process()
    compared = compare_cafes(process)
    lines = {line.action_field.slug: line for line in compared.fields}
    if slug not in lines:
        raise Http404(slug)
    context = {
        "process": process,
        "comparison": compared,
        "field": lines[slug],
        "step": STEP,
        "hidden_explained": HIDDEN_EXPLAINED,
    }
    return render(request, "reports/cafes/field.html", context)
