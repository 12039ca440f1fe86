"""The questionnaire as people fill it in, behind the link of a channel."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ilmkreis_integration.access import public, public_form
from surveys.definition import definition_of
from surveys.empty_form import empty_page
from surveys.filling import Filling, page_context, wanted_language
from surveys.forms.filling import GroupForm, SingleForm
from surveys.languages import LANGUAGES
from surveys.links import usable_channel
from surveys.models import Channel
from surveys.services import Arrival, ResponseConflictError, submit_response


@public
@require_safe
def start(request: HttpRequest, code: str) -> HttpResponse:
    channel = usable_channel(code)
    if not channel.questionnaire.is_open(on=timezone.localdate()):
        return _closed(request, channel)
    context = page_context(channel, wanted_language(request)) | {
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
    channel = usable_channel(code)
    context = page_context(channel, wanted_language(request)) | {
        "edition": definition_of(channel.questionnaire).edition
    }
    return render(request, "surveys/thanks.html", context)


def _fill_in(
    request: HttpRequest, code: str, form_class: type[SingleForm] | type[GroupForm]
) -> HttpResponse:
    channel = usable_channel(code)
    if not channel.questionnaire.is_open(on=timezone.localdate()):
        return _closed(request, channel)
    if request.method != "POST":
        return HttpResponse(empty_page(channel, form_class, wanted_language(request)))
    filling = Filling.sent(request, form_class, definition_of(channel.questionnaire))
    if filling.is_to_be_stored and _is_stored(channel, filling.form):
        return _to_thanks(request, code)
    context = page_context(channel, wanted_language(request)) | filling.context()
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
    if (language := wanted_language(request)) in LANGUAGES:
        response["Location"] += f"?sprache={language}"
    return response


def _closed(request: HttpRequest, channel: Channel) -> HttpResponse:
    context = page_context(channel, wanted_language(request)) | {
        "is_over": timezone.localdate() > channel.questionnaire.closes_on
    }
    return render(request, "surveys/closed.html", context, status=410)
