"""The measures of the catalogue."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import (
    Role,
    SignedInRequest,
    current_process,
    has_role,
    requires,
)
from reports.forms.catalogue import MeasureForm, PublishForm, StatusForm
from reports.models import Goal, Measure
from reports.services.catalogue import (
    EvidenceMissingError,
    append,
    change_status,
    publish_measure,
    withdraw_measure,
)
from reports.views.evidence import choose_evidence
from reports.views.items import delete_item, edit_item, move_item


@requires(Role.READING)
@require_safe
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """A measure with the whole chain of evidence behind it."""
    process = current_process()
    measures = Measure.objects.in_process(process).with_evidence()
    item = get_object_or_404(
        measures.select_related("goal__action_field", "published_by"), pk=pk
    )
    context = {
        "process": process,
        "measure": item,
        "status_changes": item.status_changes.select_related("changed_by"),
        "sees_staff_wording": has_role(request.user, Role.EVALUATION),
    }
    return render(request, "reports/catalogue/measure.html", context)


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def add_measure(request: HttpRequest, pk: int) -> HttpResponse:
    goal = get_object_or_404(
        Goal.objects.select_related("action_field"),
        pk=pk,
        action_field__process=current_process(),
    )
    return edit_item(
        request,
        MeasureForm,
        Measure(goal=goal),
        title=_("Neue Maßnahme zum Ziel %(number)s") % {"number": goal.number},
        back=f"{reverse('evaluation:catalogue')}#ziel-{goal.pk}",
        save=append,
    )


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_measure(request: HttpRequest, pk: int) -> HttpResponse:
    return edit_item(
        request,
        MeasureForm,
        _own_measure(pk),
        title=_("Maßnahme bearbeiten"),
        back=_page(pk),
        save=Measure.save,
    )


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_measure(request: HttpRequest, pk: int) -> HttpResponse:
    return delete_item(
        request,
        _own_measure(pk),
        title=_("Maßnahme löschen?"),
        back=reverse("evaluation:catalogue"),
    )


@requires(Role.EVALUATION)
@require_POST
def move_measure(request: HttpRequest, pk: int) -> HttpResponse:
    item = _own_measure(pk)
    back = f"{reverse('evaluation:catalogue')}#ziel-{item.goal_id}"
    return move_item(request, item, back=back)


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def measure_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    return choose_evidence(request, _own_measure(pk), current_process(), back=_page(pk))


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    item = _own_measure(pk)
    if request.method == "POST":
        form = PublishForm(request.POST, measure=item)
        if form.is_valid() and _published(form, item, request):
            messages.success(request, _("Die Maßnahme ist veröffentlicht."))
            return redirect(_page(pk))
    else:
        form = PublishForm(measure=item)

    context = {"measure": item, "form": form}
    return render(request, "reports/catalogue/publish.html", context)


def _published(form: PublishForm, item: Measure, request: SignedInRequest) -> bool:
    try:
        publish_measure(item, by=request.user, **form.cleaned_data)
    except EvidenceMissingError:
        # The evidence vanished between the check of the form and now.
        form.add_error(
            "justification", form.fields["justification"].error_messages["required"]
        )
        return False
    return True


@requires(Role.EVALUATION)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    withdraw_measure(_own_measure(pk))
    messages.success(request, _("Die Maßnahme ist nicht mehr veröffentlicht."))
    return redirect(_page(pk))


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def measure_status(request: SignedInRequest, pk: int) -> HttpResponse:
    item = _own_measure(pk)
    if request.method == "POST":
        form = StatusForm(request.POST)
        if form.is_valid():
            change_status(
                item,
                status=Measure.Status(form.cleaned_data["status"]),
                reason=form.cleaned_data["reason"],
                on=form.cleaned_data["changed_on"],
                by=request.user,
            )
            return redirect(_page(pk))
    else:
        today = timezone.localdate()
        form = StatusForm(initial={"status": item.status, "changed_on": today})

    context = {"measure": item, "form": form}
    return render(request, "reports/catalogue/status.html", context)


def _own_measure(pk: int) -> Measure:
    measures = Measure.objects.in_process(current_process())
    return get_object_or_404(measures.select_related("goal__action_field"), pk=pk)


def _page(pk: int) -> str:
    return reverse("evaluation:measure", args=[pk])
