"""Setting the staff survey up. What is shown of its return tells of no single person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model, ProtectedError
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

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.domain.disclosure import guard_counts
from ilmkreis_integration.placing import give_slug, next_position
from ilmkreis_integration.qr_codes import qr_response
from staffsurvey.models import FocusArea, StaffSurvey, Topic
from staffsurvey.returns import returns_by_topic
from staffsurvey.setup_forms import FocusAreaForm, StaffSurveyForm, TopicForm

# The number of comments is shown in steps, so that no single arrival can be seen.
STEP = 10


def _survey() -> StaffSurvey:
    return get_object_or_404(StaffSurvey, process=current_process())


@requires(Role.MANAGEMENT)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    survey = _survey()
    returns = returns_by_topic(survey)
    shown = guard_counts(
        {line.topic: line.comments // STEP * STEP for line in returns},
        smallest=survey.process.smallest_count,
    )
    context = {
        "survey": survey,
        "is_open": survey.is_open(on=timezone.localdate()),
        "link": request.build_absolute_uri(reverse("staffsurvey:survey")),
        "comments": sum(line.comments for line in returns) // STEP * STEP,
        "returns": [(line, shown[line.topic]) for line in returns],
    }
    return render(request, "staffsurvey/setup/overview.html", context)


@requires(Role.MANAGEMENT)
@require_safe
def survey_qr(request: HttpRequest) -> HttpResponse:
    return qr_response(request.build_absolute_uri(reverse("staffsurvey:survey")))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_survey(request: HttpRequest) -> HttpResponse:
    return _edit(request, StaffSurveyForm, _survey(), title=_("Texte und Laufzeit"))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_topic(request: HttpRequest, pk: int) -> HttpResponse:
    topic = get_object_or_404(Topic, pk=pk, survey=_survey())
    return _edit(request, TopicForm, topic, title=_("Thema der Befragung"))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_focus_area(request: HttpRequest, topic_pk: int) -> HttpResponse:
    topic = get_object_or_404(Topic, pk=topic_pk, survey=_survey())
    area = FocusArea(topic=topic, position=next_position(topic.focus_areas.all()))
    return _edit(request, FocusAreaForm, area, title=_("Neuer Schwerpunkt"))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_focus_area(request: HttpRequest, pk: int) -> HttpResponse:
    area = get_object_or_404(FocusArea, pk=pk, topic__survey=_survey())
    return _edit(request, FocusAreaForm, area, title=_("Schwerpunkt"))


@requires(Role.MANAGEMENT)
@require_POST
def delete_focus_area(request: HttpRequest, pk: int) -> HttpResponse:
    area = get_object_or_404(FocusArea, pk=pk, topic__survey=_survey())
    try:
        area.delete()
    except ProtectedError:
        text = _("„{}“ hat schon Kommentare und kann nicht gelöscht werden.")
        messages.warning(request, text.format(area))
    else:
        messages.success(request, _("„{}“ ist gelöscht.").format(area))
    return redirect("staffsurvey-setup:overview")


def _edit(
    request: HttpRequest,
    form_class: type[forms.ModelForm[Any]],
    row: Model,
    *,
    title: str,
) -> HttpResponse:
    if request.method == "POST":
        form = form_class(request.POST, instance=row)
        if form.is_valid():
            if isinstance(row, FocusArea):
                give_slug(row, row.title, row.topic.focus_areas.all())
            form.save()
            messages.success(request, _("Gespeichert."))
            return redirect("staffsurvey-setup:overview")
    else:
        form = form_class(instance=row)
    context = {"form": form, "title": title}
    return render(request, "staffsurvey/setup/edit.html", context)
