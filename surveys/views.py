"""The questionnaire as people fill it in, behind the link of a channel."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ilmkreis_integration.access import public, public_form
from ilmkreis_integration.domain.steps import BACK, FORWARD, SEND, Walk
from surveys.definition import definition_of
from surveys.forms import GroupForm, SingleForm
from surveys.languages import GERMAN, LANGUAGES
from surveys.models import Channel
from surveys.reading_aids import aid_in
from surveys.services import Arrival, ResponseConflictError, submit_response
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
    context = _context(request, channel) | {
        "edition": definition_of(channel.questionnaire).edition
    }
    return render(request, "surveys/start.html", context)


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
    channel = _usable_channel(code)
    context = _context(request, channel) | {
        "edition": definition_of(channel.questionnaire).edition
    }
    return render(request, "surveys/thanks.html", context)


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
            return _to_thanks(request, code)
        walk = _next_step(form, current, action)
    else:
        form = form_class(definition=definition)
        walk = Walk(form.steps, "")

    # What still lies ahead is not wrong yet.
    show_messages = action == SEND or (action == FORWARD and walk.key == current)
    context = _context(request, channel) | {
        "form": form,
        "is_group": form_class is GroupForm,
        "walk": walk,
        "steps": draw(form, show_messages=show_messages),
        "messages_here": form.messages_in(walk.key) if show_messages else {},
    }
    return render(request, "surveys/form.html", context)


def _is_stored(channel: Channel, form: SingleForm | GroupForm) -> bool:
    if not form.is_valid():
        return False
    try:
        submit_response(
            form.filled(),
            response_id=form.cleaned_data["id"],
            edition=form.definition.edition,
            arrival=Arrival(channel),
        )
    except ResponseConflictError:
        form.refuse_id()
        return False
    return True


def _to_thanks(request: HttpRequest, code: str) -> HttpResponse:
    response = redirect("surveys:thanks", code=code)
    if (language := _wanted_language(request)) in LANGUAGES:
        response["Location"] += f"?sprache={language}"
    return response


def _next_step(form: SingleForm | GroupForm, current: str, action: str) -> Walk:
    walk = Walk(form.steps, current)
    if action == SEND:
        return walk.to(form.first_wrong_step())
    if action == BACK:
        return walk.back()
    if action != FORWARD or form.messages_in(walk.key):
        return walk
    return walk.forward()


def _closed(request: HttpRequest, channel: Channel) -> HttpResponse:
    context = _context(request, channel) | {
        "is_over": timezone.localdate() > channel.questionnaire.closes_on
    }
    return render(request, "surveys/closed.html", context, status=410)


def _wanted_language(request: HttpRequest) -> str:
    """What was chosen just now, else before; the address says it on a first visit."""
    sent = request.POST
    return str(
        sent.get("neue-sprache")
        or sent.get("sprache")
        or request.GET.get("sprache", GERMAN.code)
    )


def _context(request: HttpRequest, channel: Channel) -> dict[str, Any]:
    questionnaire = channel.questionnaire
    return {
        "channel": channel,
        "questionnaire": questionnaire,
        "process": questionnaire.process,
        "aid": aid_in(_wanted_language(request), questionnaire),
        "languages": [GERMAN, *LANGUAGES.values()],
    }
