"""The synthesis: all fields at a glance, and one in full."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ilmkreis_integration.access import Role, current_process, has_role, requires
from ilmkreis_integration.models import ActionField
from reports.matrix import HIDDEN_EXPLAINED
from reports.overview import overview_of
from reports.synthesis import synthesize


@requires(Role.READING)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    process = current_process()
    context = {
        "process": process,
        "fields": overview_of(process),
        "hidden_explained": HIDDEN_EXPLAINED,
    }
    return render(request, "reports/synthesis/overview.html", context)


@requires(Role.READING)
@require_safe
def synthesis(request: HttpRequest, slug: str) -> HttpResponse:
    fields = ActionField.objects.select_related("process")
    action_field = get_object_or_404(fields, process=current_process(), slug=slug)
    reads_staff = has_role(request.user, Role.EVALUATION)
    context = {
        "process": action_field.process,
        "synthesis": synthesize(action_field, with_staff_texts=reads_staff),
        "action_fields": action_field.process.action_fields.all(),
        "reads_staff": reads_staff,
        "hidden_explained": HIDDEN_EXPLAINED,
    }
    return render(request, "reports/synthesis/field.html", context)
