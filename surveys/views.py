"""The questionnaire as people fill it in, behind the link of a channel."""

from __future__ import annotations

from functools import lru_cache
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ilmkreis_integration.access import public, public_form
from ilmkreis_integration.domain.steps import BACK, FORWARD, SEND, Walk
from surveys.definition import Definition, read_link
from surveys.forms import GroupForm, SingleForm
from surveys.models import Channel
from surveys.services import ResponseConflictError, submit_response
from surveys.sheet import draw

FormClass = type[SingleForm] | type[GroupForm]


def _open_link(code: str) -> tuple[Channel, Definition]:
    link = read_link(code)
    if link is None:
        raise Http404
    return link


@public
@require_safe
def start(request: HttpRequest, code: str) -> HttpResponse:
    channel, _definition = _open_link(code)
    if not channel.questionnaire.is_open(on=timezone.localdate()):
        return _closed(request, channel)
    return render(request, "surveys/start.html", _context(channel))


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
def single(request: HttpRequest, code: str) -> HttpResponse:
    return _fill_in(request, code, SingleForm)


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, code: str) -> HttpResponse:
    return _fill_in(request, code, GroupForm)


@public
@require_safe
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    channel, _definition = _open_link(code)
    return render(request, "surveys/thanks.html", _context(channel))


def _fill_in(request: HttpRequest, code: str, form_class: FormClass) -> HttpResponse:
    channel, definition = _open_link(code)
    if not channel.questionnaire.is_open(on=timezone.localdate()):
        return _closed(request, channel)
    if request.method != "POST":
        return HttpResponse(str(uuid4()).join(_around_the_id(definition, form_class)))
    form = form_class(request.POST, definition=definition)
    action, current = request.POST.get("gehe", ""), request.POST.get("schritt", "")
    if action == SEND and _is_stored(channel, form):
        return redirect("surveys:thanks", code=code)
    walk = _next_step(form, current, action)
    # What still lies ahead is not wrong yet.
    show_messages = action == SEND or (action == FORWARD and walk.key == current)
    context = _sheet(form, walk, show_messages=show_messages)
    return render(request, "surveys/form.html", context)


@lru_cache(maxsize=32)
def _around_the_id(definition: Definition, form_class: FormClass) -> list[str]:
    """The page before anything was entered: the same for everybody but for its id."""
    form = form_class(definition=definition)
    context = _sheet(form, Walk(form.steps, ""), show_messages=False)
    return render_to_string("surveys/form.html", context).split(form.shown_id)


def _sheet(
    form: SingleForm | GroupForm, walk: Walk, *, show_messages: bool
) -> dict[str, object]:
    return {
        "questionnaire": form.definition.questionnaire,
        "process": form.definition.questionnaire.process,
        "form": form,
        "walk": walk,
        "steps": draw(form, show_messages=show_messages),
        "messages_here": form.messages_in(walk.key) if show_messages else {},
    }


def _is_stored(channel: Channel, form: SingleForm | GroupForm) -> bool:
    if not form.is_valid():
        return False
    people, is_lower_bound = form.people()
    try:
        submit_response(
            channel,
            response_id=form.cleaned_data["id"],
            form=form.form_kind,
            answers=form.answers(),
            option_counts=form.option_counts(),
            people=people,
            people_is_lower_bound=is_lower_bound,
        )
    except ResponseConflictError:
        form.refuse_id()
        return False
    return True


def _next_step(form: SingleForm | GroupForm, current: str, action: str) -> Walk:
    walk = Walk(form.steps, current)
    if action == SEND:
        return walk.to(form.first_wrong_step())
    if action == BACK:
        return walk.back()
    return walk if form.messages_in(walk.key) else walk.forward()


def _closed(request: HttpRequest, channel: Channel) -> HttpResponse:
    context = _context(channel) | {
        "is_over": timezone.localdate() > channel.questionnaire.closes_on
    }
    return render(request, "surveys/closed.html", context, status=410)


def _context(channel: Channel) -> dict[str, object]:
    questionnaire = channel.questionnaire
    return {
        "channel": channel,
        "questionnaire": questionnaire,
        "process": questionnaire.process,
    }
