"""The survey as the staff fill it in. No cookie, no session, no log line."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from ilmkreis_integration.access import public, public_form
from ilmkreis_integration.domain.steps import BACK, FORWARD, SEND, Walk
from staffsurvey.envelopes import close
from staffsurvey.forms import (
    CODE,
    ENVELOPE_ID,
    TOPICS,
    WELCOME,
    SurveyForm,
    areas_name,
    text_name,
    topic_step,
)
from staffsurvey.models import FocusArea, StaffSurvey, Topic
from staffsurvey.services.submission import Receipt, put_into_box

# Whether a code was used or never existed stays open.
_REFUSALS = {
    Receipt.REFUSED: _(
        "Dieser Code gilt nicht oder nicht mehr. Haben Sie gerade schon auf „Absenden“ "
        "getippt? Dann ist Ihre Antwort da."
    ),
    Receipt.CLOSED: _("Die Befragung ist gerade beendet worden."),
}


def _current_survey() -> StaffSurvey:
    surveys = StaffSurvey.objects.select_related("process", "box", "opening")
    survey = surveys.filter(process__is_current=True).first()
    if survey is None:
        raise Http404("no survey")
    return survey


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest) -> HttpResponse:
    survey = _current_survey()
    if not survey.is_open(on=timezone.localdate()):
        return _closed(request, survey)
    action, current = request.POST.get("gehe", ""), request.POST.get("schritt", "")
    if request.method == "POST":
        form = SurveyForm(request.POST, survey=survey)
        if action == SEND and form.is_valid():
            receipt = _submit(survey, form)
            if receipt in (Receipt.STORED, Receipt.ALREADY_THERE):
                return redirect("staffsurvey:thanks")
            form.add_error(None, _REFUSALS[receipt])
        walk = _next_step(form, current, action)
    else:
        form = SurveyForm(survey=survey)
        walk = Walk(form.steps, WELCOME)

    # What still lies ahead is not wrong yet.
    show_messages = action == SEND or (action == FORWARD and walk.key == current)
    messages_here = form.messages_in(walk.key) if show_messages else {}
    context = _context(survey) | {
        "form": form,
        "walk": walk,
        "messages_here": messages_here,
        "topics_message": messages_here.get(TOPICS, ""),
        "topics": [
            _draw_topic(form, topic, areas, show_messages=show_messages)
            for topic, areas in form.areas.items()
        ],
    }
    return _unreferred(render(request, "staffsurvey/survey.html", context))


@public
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    survey = _current_survey()
    is_open = survey.is_open(on=timezone.localdate())
    context = _context(survey) | {"is_open": is_open}
    return _unreferred(render(request, "staffsurvey/thanks.html", context))


def _submit(survey: StaffSurvey, form: SurveyForm) -> Receipt:
    """Seal the answer here, where the browser could not."""
    envelope_id = form.cleaned_data[ENVELOPE_ID] or uuid4()
    content = close(
        form.answer(),
        envelope_id=envelope_id,
        public_key=bytes(survey.box.public_key),
    )
    return put_into_box(
        survey.box,
        envelope_id=envelope_id,
        content=content,
        code=form.cleaned_data.get(CODE),
    )


def _next_step(form: SurveyForm, current: str, action: str) -> Walk:
    walk = Walk(form.steps, current)
    if action == SEND:
        return walk.to(form.first_wrong_step())
    if action == BACK:
        return walk.back()
    return walk if form.messages_in(walk.key) else walk.forward()


def _draw_topic(
    form: SurveyForm, topic: Topic, areas: list[FocusArea], *, show_messages: bool
) -> dict[str, Any]:
    """A topic as the template draws it, with what was entered so far."""
    messages = form.messages_in(topic_step(topic)) if show_messages else {}
    ticked = form.ticked(areas_name(topic))
    return {
        "topic": topic,
        "step": topic_step(topic),
        "areas_name": areas_name(topic),
        "is_chosen": form.is_wanted(topic),
        "areas": [
            {
                "area": area,
                "name": text_name(area),
                "is_ticked": area.slug in ticked,
                "text": form.data.get(text_name(area), ""),
                "message": messages.get(text_name(area), ""),
            }
            for area in areas
        ],
    }


def _closed(request: HttpRequest, survey: StaffSurvey) -> HttpResponse:
    """Not 410: Django writes a line into the log for every answer from 400 on."""
    written = SurveyForm(request.POST, survey=survey).written() if request.POST else {}
    context = _context(survey) | {
        "is_over": timezone.localdate() > survey.closes_on,
        "written": written,
    }
    return _unreferred(render(request, "staffsurvey/closed.html", context))


def _context(survey: StaffSurvey) -> dict[str, Any]:
    # Without messages of its own, the page would look for those of a session.
    return {"survey": survey, "process": survey.process, "messages": ()}


def _unreferred(response: HttpResponse) -> HttpResponse:
    """Tell no other site where somebody came from."""
    response["Referrer-Policy"] = "no-referrer"
    return response
