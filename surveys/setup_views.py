"""Setting the questionnaire up: texts, questions, attributes and their options."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

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

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.deleting import ask_and_delete, is_used
from ilmkreis_integration.domain.disclosure import guard_linked, guard_total
from ilmkreis_integration.editing import edit_row, move_row
from ilmkreis_integration.placing import append
from surveys.definition import mark_changed
from surveys.models import Attribute, Option, OptionCount, Question, Questionnaire
from surveys.returns import returns_by_channel, totals
from surveys.setup_forms import (
    AttributeForm,
    OptionForm,
    QuestionForm,
    QuestionnaireForm,
)

View = Callable[..., HttpResponse]


def changes_questions(view: View) -> View:
    """Have the questions read anew after a view that changes any of them."""

    @wraps(view)
    def changing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            mark_changed(_questionnaire())
        return response

    return changing


def _questionnaire() -> Questionnaire:
    questionnaires = Questionnaire.objects.select_related("process")
    return get_object_or_404(questionnaires, process=current_process())


def _question(pk: int) -> Question:
    return get_object_or_404(Question, pk=pk, questionnaire=_questionnaire())


def _attribute(pk: int) -> Attribute:
    return get_object_or_404(Attribute, pk=pk, questionnaire=_questionnaire())


def _option(pk: int) -> Option:
    options = Option.objects.select_related("attribute")
    return get_object_or_404(options, pk=pk, attribute__questionnaire=_questionnaire())


def _overview() -> str:
    return reverse("surveys-setup:overview")


@requires(Role.MANAGEMENT)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    questionnaire = _questionnaire()
    counted = totals(questionnaire)
    smallest = questionnaire.process.smallest_count
    returns = returns_by_channel(questionnaire)
    guarded = guard_linked(
        {line.channel: (line.forms, line.people) for line in returns}, smallest=smallest
    )
    context = {
        "questionnaire": questionnaire,
        "is_open": questionnaire.is_open(on=timezone.localdate()),
        "attributes": questionnaire.attributes.prefetch_related("options"),
        "questions": questionnaire.questions.all(),
        "channels": [(line, *guarded[line.channel]) for line in returns],
        "forms": guard_total(counted.forms, smallest=smallest),
        "people": guard_total(counted.people, smallest=smallest),
    }
    return render(request, "surveys/setup/overview.html", context)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def edit_questionnaire(request: HttpRequest) -> HttpResponse:
    return edit_row(
        request,
        QuestionnaireForm,
        _questionnaire(),
        title=_("Texte und Laufzeit"),
        back=_overview(),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def add_question(request: HttpRequest) -> HttpResponse:
    questionnaire = _questionnaire()
    return edit_row(
        request,
        QuestionForm,
        Question(questionnaire=questionnaire),
        title=_("Neue Frage"),
        back=_overview(),
        save=partial(append, to=questionnaire.questions.all()),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def edit_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = _question(pk)
    return edit_row(
        request,
        QuestionForm,
        question,
        title=_("Frage bearbeiten"),
        back=_overview(),
        caution=_caution(is_answered=is_used(question)),
    )


@requires(Role.MANAGEMENT)
@require_POST
@changes_questions
def move_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = _question(pk)
    siblings = question.questionnaire.questions.all()
    return move_row(request, question, siblings=siblings, back=_overview())


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def delete_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = _question(pk)
    refusal = ""
    if is_used(question):
        refusal = _("Auf diese Frage gibt es schon Antworten.")
    return ask_and_delete(
        request,
        question,
        back=_overview(),
        refusal=refusal,
        siblings=question.questionnaire.questions.all(),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def add_attribute(request: HttpRequest) -> HttpResponse:
    questionnaire = _questionnaire()
    return edit_row(
        request,
        AttributeForm,
        Attribute(questionnaire=questionnaire),
        title=_("Neues Merkmal"),
        back=_overview(),
        save=partial(append, to=questionnaire.attributes.all()),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def edit_attribute(request: HttpRequest, pk: int) -> HttpResponse:
    attribute = _attribute(pk)
    return edit_row(
        request,
        AttributeForm,
        attribute,
        title=_("Merkmal bearbeiten"),
        back=_overview(),
        caution=_caution(is_answered=_is_answered(attribute)),
    )


@requires(Role.MANAGEMENT)
@require_POST
@changes_questions
def move_attribute(request: HttpRequest, pk: int) -> HttpResponse:
    attribute = _attribute(pk)
    siblings = attribute.questionnaire.attributes.all()
    return move_row(request, attribute, siblings=siblings, back=_overview())


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def delete_attribute(request: HttpRequest, pk: int) -> HttpResponse:
    attribute = _attribute(pk)
    refusal = ""
    if _is_answered(attribute):
        refusal = _("Zu diesem Merkmal gibt es schon Angaben.")
    return ask_and_delete(
        request,
        attribute,
        back=_overview(),
        refusal=refusal,
        siblings=attribute.questionnaire.attributes.all(),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def add_option(request: HttpRequest, attribute_pk: int) -> HttpResponse:
    attribute = _attribute(attribute_pk)
    return edit_row(
        request,
        OptionForm,
        Option(attribute=attribute),
        title=_("Neue Antwortmöglichkeit"),
        back=_overview(),
        save=partial(append, to=attribute.options.all()),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def edit_option(request: HttpRequest, pk: int) -> HttpResponse:
    option = _option(pk)
    return edit_row(
        request,
        OptionForm,
        option,
        title=_("Antwortmöglichkeit bearbeiten"),
        back=_overview(),
        caution=_caution(is_answered=is_used(option)),
    )


@requires(Role.MANAGEMENT)
@require_POST
@changes_questions
def move_option(request: HttpRequest, pk: int) -> HttpResponse:
    option = _option(pk)
    siblings = option.attribute.options.all()
    return move_row(request, option, siblings=siblings, back=_overview())


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def delete_option(request: HttpRequest, pk: int) -> HttpResponse:
    option = _option(pk)
    refusal = ""
    if is_used(option):
        refusal = _("Diese Antwort haben schon Menschen gewählt.")
    return ask_and_delete(
        request,
        option,
        back=_overview(),
        refusal=refusal,
        siblings=option.attribute.options.all(),
    )


def _is_answered(attribute: Attribute) -> bool:
    return OptionCount.objects.filter(option__attribute=attribute).exists()


def _caution(*, is_answered: bool) -> str:
    if not is_answered:
        return ""
    return _(
        "Es gibt schon Bögen mit dieser Frage. Ändern Sie nur noch Schreibfehler, "
        "sonst passen die Antworten nicht mehr dazu."
    )
