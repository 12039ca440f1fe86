"""Setting the staff survey up. What is shown of its return tells of no single person."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import Role, requires
from ilmkreis_integration.deleting import ask_and_delete, is_used
from ilmkreis_integration.domain.disclosure import guard_counts
from ilmkreis_integration.editing import edit_row, move_row
from ilmkreis_integration.placing import append
from ilmkreis_integration.qr_codes import qr_response
from staffsurvey.access import survey_or_404
from staffsurvey.forms.setup import (
    FocusAreaForm,
    OwnersForm,
    StaffSurveyForm,
    TopicForm,
)
from staffsurvey.models import FocusArea, Topic
from staffsurvey.returns import returns_by_topic
from staffsurvey.views.changing import changes_survey
from staffsurvey.way import STEP, envelopes_shown, read_standing, way


def _topic(pk: int) -> Topic:
    return get_object_or_404(Topic, pk=pk, survey=survey_or_404())


def _focus_area(pk: int) -> FocusArea:
    areas = FocusArea.objects.select_related("topic__survey")
    return get_object_or_404(areas, pk=pk, topic__survey=survey_or_404())


def _overview() -> str:
    return reverse("staffsurvey-setup:overview")


@requires(Role.MANAGEMENT)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    survey, today = survey_or_404(), timezone.localdate()
    standing = read_standing(survey, on=today)
    returns = returns_by_topic(survey)
    shown = guard_counts(
        {line.topic: line.comments // STEP * STEP for line in returns},
        smallest=survey.process.smallest_count,
    )
    context = {
        "survey": survey,
        "phase": standing.phase,
        "way": way(standing),
        "slips": standing.slips,
        "envelopes": envelopes_shown(standing.box),
        "is_fixed": standing.is_locked or standing.has_started,
        "link": request.build_absolute_uri(reverse("staffsurvey:survey")),
        "returns": [(line, shown[line.topic]) for line in returns],
        "events": survey.events.order_by("-pk"),
    }
    return render(request, "staffsurvey/setup/overview.html", context)


@requires(Role.MANAGEMENT)
@require_safe
def survey_qr(request: HttpRequest) -> HttpResponse:
    return qr_response(request.build_absolute_uri(reverse("staffsurvey:survey")))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_survey
def edit_survey(request: HttpRequest) -> HttpResponse:
    return edit_row(
        request,
        StaffSurveyForm,
        survey_or_404(),
        title=_("Texte und Laufzeit"),
        back=_overview(),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_survey
def add_topic(request: HttpRequest) -> HttpResponse:
    survey = survey_or_404()
    return edit_row(
        request,
        TopicForm,
        Topic(survey=survey),
        title=_("Neues Thema der Befragung"),
        back=_overview(),
        save=partial(append, to=survey.topics.all()),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_survey
def edit_topic(request: HttpRequest, pk: int) -> HttpResponse:
    return edit_row(
        request,
        TopicForm,
        _topic(pk),
        title=_("Thema der Befragung bearbeiten"),
        back=_overview(),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_owners(request: HttpRequest, pk: int) -> HttpResponse:
    """They may change at any time: who works on what does."""
    topic = _topic(pk)
    return edit_row(
        request,
        OwnersForm,
        topic,
        title=_("Verantwortliche für „{}“").format(topic),
        back=_overview(),
    )


@requires(Role.MANAGEMENT)
@require_POST
@changes_survey
def move_topic(request: HttpRequest, pk: int) -> HttpResponse:
    topic = _topic(pk)
    siblings = topic.survey.topics.all()
    return move_row(request, topic, siblings=siblings, back=_overview())


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_survey
def delete_topic(request: HttpRequest, pk: int) -> HttpResponse:
    topic = _topic(pk)
    refusal = ""
    if topic.has_comments():
        refusal = _("Zu diesem Thema gibt es schon Kommentare.")
    return ask_and_delete(
        request,
        topic,
        back=_overview(),
        refusal=refusal,
        siblings=topic.survey.topics.all(),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_survey
def add_focus_area(request: HttpRequest, topic_pk: int) -> HttpResponse:
    topic = _topic(topic_pk)
    return edit_row(
        request,
        FocusAreaForm,
        FocusArea(topic=topic),
        title=_("Neuer Schwerpunkt"),
        back=_overview(),
        save=partial(append, to=topic.focus_areas.all()),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_survey
def edit_focus_area(request: HttpRequest, pk: int) -> HttpResponse:
    return edit_row(
        request,
        FocusAreaForm,
        _focus_area(pk),
        title=_("Schwerpunkt bearbeiten"),
        back=_overview(),
    )


@requires(Role.MANAGEMENT)
@require_POST
@changes_survey
def move_focus_area(request: HttpRequest, pk: int) -> HttpResponse:
    area = _focus_area(pk)
    siblings = area.topic.focus_areas.all()
    return move_row(request, area, siblings=siblings, back=_overview())


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_survey
def delete_focus_area(request: HttpRequest, pk: int) -> HttpResponse:
    area = _focus_area(pk)
    refusal = ""
    if is_used(area):
        refusal = _("Zu diesem Schwerpunkt gibt es schon Kommentare.")
    return ask_and_delete(
        request,
        area,
        back=_overview(),
        refusal=refusal,
        siblings=area.topic.focus_areas.all(),
    )
