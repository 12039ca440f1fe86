"""Typing paper forms in, quickly and by keyboard alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ilmkreis_integration.access import Role, SignedInRequest, requires
from surveys.definition import Definition, definition_of, definition_of_edition
from surveys.forms.filling import GroupForm, SingleForm
from surveys.models import Channel, Questionnaire, Response
from surveys.paper import enter_again, error_rate, next_sheet, sample
from surveys.services import (
    Arrival,
    ResponseConflictError,
    SheetTakenError,
    submit_response,
)
from surveys.sheet import draw
from surveys.views.setup import questionnaire_in_work

_FORMS: dict[str, type[SingleForm] | type[GroupForm]] = {
    "einzeln": SingleForm,
    "gruppe": GroupForm,
}


@requires(Role.EVALUATION)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    questionnaire = questionnaire_in_work()
    context = {
        "questionnaire": questionnaire,
        "channels": questionnaire.channels.all(),
        "samples": [
            (channel, waiting)
            for channel in questionnaire.channels.all()
            if (waiting := sample(channel))
        ],
        "rate": error_rate(questionnaire),
    }
    return render(request, "surveys/setup/paper.html", context)


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, channel_pk: int, kind: str) -> HttpResponse:
    """One sheet; after saving comes the next one with the next number."""
    questionnaire = questionnaire_in_work()
    channel = get_object_or_404(questionnaire.channels, pk=channel_pk)
    channel.questionnaire = questionnaire
    form = _form(request, kind, _definition_on_paper(request, questionnaire))
    sheet = request.POST.get("bogen-nr", request.GET.get("bogen-nr", "")).strip()
    message = ""
    if request.method == "POST" and form.is_valid():
        try:
            response = _store(form, channel, sheet)
        except ResponseConflictError:
            form.refuse_id()
        except SheetTakenError:
            message = _("Diese Nummer ist für die Ausgabestelle schon erfasst.")
        else:
            text = _("Bogen {} ist gespeichert als {}.").format(sheet or "–", response)
            messages.success(request, text)
            query = request.GET.copy()
            query["bogen-nr"] = next_sheet(sheet)
            return redirect(f"{request.path}?{query.urlencode()}")

    context = _context(request, form, kind) | {
        "channel": channel,
        "sheet": sheet,
        "sheet_message": message,
        "response": None,
        "editions": questionnaire.editions.released(),
    }
    return render(request, "surveys/setup/paper_sheet.html", context)


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The same sheet once more; only where both entries differ is anything shown."""
    response = _paper_response(questionnaire_in_work(), pk)
    kind = "gruppe" if response.form == Response.Form.GROUP else "einzeln"
    form = _form(request, kind, definition_of_edition(response.edition))
    if request.method == "POST" and form.is_valid():
        comparison = enter_again(response, second=form.filled(), by=request.user)
        context = {"response": response, "comparison": comparison}
        return render(request, "surveys/setup/paper_checked.html", context)

    context = _context(request, form, kind) | {
        "channel": response.channel,
        "sheet": response.sheet,
        "sheet_message": "",
        "response": response,
        "editions": [],
    }
    return render(request, "surveys/setup/paper_sheet.html", context)


def _definition_on_paper(
    request: HttpRequest, questionnaire: Questionnaire
) -> Definition:
    """The edition that the paper names; where it was not chosen, the current one."""
    number = request.GET.get("fassung", "")
    if not number.isdecimal():
        return definition_of(questionnaire)
    released = questionnaire.editions.released()
    return definition_of_edition(get_object_or_404(released, number=number))


def _form(
    request: HttpRequest, kind: str, definition: Definition
) -> SingleForm | GroupForm:
    sent = request.POST if request.method == "POST" else None
    return _FORMS[kind](sent, definition=definition)


def _store(form: SingleForm | GroupForm, channel: Channel, sheet: str) -> Response:
    return submit_response(
        form.filled(),
        response_id=form.cleaned_data["id"],
        edition=form.definition.edition,
        arrival=Arrival(channel, entry=Response.Entry.PAPER, sheet=sheet[:50]),
    )


def _paper_response(questionnaire: Questionnaire, pk: UUID) -> Response:
    responses = Response.objects.select_related(
        "channel", "edition__questionnaire"
    ).filter(questionnaire=questionnaire, entry=Response.Entry.PAPER)
    return get_object_or_404(responses, pk=pk)


def _context(
    request: HttpRequest, form: SingleForm | GroupForm, kind: str
) -> dict[str, Any]:
    steps = draw(form, show_messages=request.method == "POST")
    return {
        "form": form,
        "kind": kind,
        "edition": form.definition.edition,
        # The last step repeats everything, which the paper already does.
        "steps": steps[:-1],
        "form_message": steps[-1].message,
    }
