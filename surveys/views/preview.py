"""The questionnaire as people see it, before it is handed out; nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ilmkreis_integration.access import Role, requires
from ilmkreis_integration.framing import may_be_framed
from surveys.definition import Definition, definition_of_edition
from surveys.editions import edition_shown
from surveys.filling import Filling, languages_for, wanted_language
from surveys.forms.filling import GroupForm, SingleForm
from surveys.models import Questionnaire
from surveys.previewing import GROUP, SINGLE, START, THANKS
from surveys.views.setup import questionnaire_in_work

_FORMS: dict[str, type[SingleForm] | type[GroupForm]] = {
    SINGLE: SingleForm,
    GROUP: GroupForm,
}
_TEMPLATES = {
    START: "surveys/setup/preview_start.html",
    SINGLE: "surveys/setup/preview_form.html",
    GROUP: "surveys/setup/preview_form.html",
    THANKS: "surveys/setup/preview_thanks.html",
}


@dataclass(frozen=True)
class Preview:
    """What is shown, and the step at which it begins.

    `carried` is sent along with every step, so that what is not stored stays in sight.
    """

    questionnaire: Questionnaire
    definition: Definition
    step: str = ""
    carried: tuple[tuple[str, str], ...] = ()


@requires(Role.MANAGEMENT)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return show(request, _stored(request), START)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def single(request: HttpRequest) -> HttpResponse:
    return show(request, _stored(request), SINGLE)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest) -> HttpResponse:
    return show(request, _stored(request), GROUP)


@requires(Role.MANAGEMENT)
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return show(request, _stored(request), THANKS)


# The page on which a text is written shows its preview in a frame.
@may_be_framed
def show(request: HttpRequest, preview: Preview, page: str) -> HttpResponse:
    """One of the four pages that people see."""
    context = _context(request, preview)
    if page in _FORMS:
        filling = _filling(request, preview, _FORMS[page])
        if filling.is_to_be_stored and filling.form.is_valid():
            language = wanted_language(request)
            return redirect(f"{context['thanks_url']}?sprache={language}")
        context |= filling.context()
    return render(request, _TEMPLATES[page], context)


def _stored(request: HttpRequest) -> Preview:
    questionnaire = questionnaire_in_work()
    definition = definition_of_edition(edition_shown(questionnaire))
    return Preview(questionnaire, definition, request.GET.get("schritt", ""))


def _filling(
    request: HttpRequest, preview: Preview, form_class: type[SingleForm | GroupForm]
) -> Filling:
    if "schritt" in request.POST:
        return Filling.sent(request, form_class, preview.definition)
    return Filling.empty(form_class, preview.definition, step=preview.step)


def _context(request: HttpRequest, preview: Preview) -> dict[str, Any]:
    questionnaire = preview.questionnaire
    return {
        "questionnaire": questionnaire,
        "process": questionnaire.process,
        "edition": preview.definition.edition,
        "carried": preview.carried,
        "start_url": reverse("surveys-setup:preview"),
        "single_url": reverse("surveys-setup:preview-single"),
        "group_url": reverse("surveys-setup:preview-group"),
        "thanks_url": reverse("surveys-setup:preview-thanks"),
    } | languages_for(wanted_language(request), questionnaire)
