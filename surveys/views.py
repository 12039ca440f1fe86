"""The questionnaire as people fill it in, behind the link of a channel."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ilmkreis_integration.access import public, public_form
from ilmkreis_integration.domain.steps import BACK, FORWARD, SEND, Walk
from surveys.definition import definition_of
from surveys.forms import GroupForm, SingleForm
from surveys.models import Channel
from surveys.services import ResponseConflictError, submit_response
from surveys.sheet import draw


def _usable_channel(code: str) -> Channel:
    channels = Channel.objects.usable().select_related("questionnaire__process")
    return get_object_or_404(channels, code=code)


@public
@require_safe
def start(request: HttpRequest, code: str) -> HttpResponse:
    channel = _usable_channel(code)
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
    return render(request, "surveys/thanks.html", _context(_usable_channel(code)))


def _fill_in(
    request: HttpRequest, code: str, form_class: type[SingleForm] | type[GroupForm]
) -> HttpResponse:
    channel = _usable_channel(code)
    if not channel.questionnaire.is_open(on=timezone.localdate()):
        return _closed(request, channel)
    definition = definition_of(channel.questionnaire)
    action, current = request.POST.get("gehe", ""), request.POST.get("schritt", "")
    if request.method == "POST":
        form = form_class(request.POST, definition=definition)
        if action == SEND and _is_stored(channel, form):
            return redirect("surveys:thanks", code=code)
        walk = _next_step(form, current, action)
    else:
        form = form_class(definition=definition)
        walk = Walk(form.steps, "")

    # What still lies ahead is not wrong yet.
    show_messages = action == SEND or (action == FORWARD and walk.key == current)
    context = _context(channel) | {
        "form": form,
        "walk": walk,
        "steps": draw(form, show_messages=show_messages),
        "messages_here": form.messages_in(walk.key) if show_messages else {},
    }
    return render(request, "surveys/form.html", context)


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
