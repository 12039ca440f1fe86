"""Writing an edition: its questions, attributes and their options."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ilmkreis_integration.access import Role, requires
from ilmkreis_integration.deleting import ask_and_delete
from ilmkreis_integration.editing import move_row
from ilmkreis_integration.placing import append
from surveys.forms.setup import AttributeForm, OptionForm, QuestionForm
from surveys.models import Attribute, Option, Question
from surveys.views.setup import changes_questions, edition_in_work, overview_url
from surveys.writing import write_row


def _question(pk: int) -> Question:
    return get_object_or_404(edition_in_work().questions, pk=pk)


def _attribute(pk: int) -> Attribute:
    return get_object_or_404(edition_in_work().attributes, pk=pk)


def _option(pk: int) -> Option:
    options = Option.objects.select_related("attribute__edition")
    return get_object_or_404(options, pk=pk, attribute__edition=edition_in_work())


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def add_question(request: HttpRequest) -> HttpResponse:
    edition = edition_in_work()
    return write_row(
        request,
        QuestionForm,
        Question(edition=edition),
        edition=edition,
        title=_("Neue Frage"),
        back=overview_url(),
        save=partial(append, to=edition.questions.all()),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def edit_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = _question(pk)
    return write_row(
        request,
        QuestionForm,
        question,
        edition=question.edition,
        title=_("Frage bearbeiten"),
        back=overview_url(),
    )


@requires(Role.MANAGEMENT)
@require_POST
@changes_questions
def move_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = _question(pk)
    siblings = question.edition.questions.all()
    return move_row(request, question, siblings=siblings, back=overview_url())


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def delete_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = _question(pk)
    return ask_and_delete(
        request,
        question,
        back=overview_url(),
        siblings=question.edition.questions.all(),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def add_attribute(request: HttpRequest) -> HttpResponse:
    edition = edition_in_work()
    return write_row(
        request,
        AttributeForm,
        Attribute(edition=edition),
        edition=edition,
        title=_("Neues Merkmal"),
        back=overview_url(),
        save=partial(append, to=edition.attributes.all()),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def edit_attribute(request: HttpRequest, pk: int) -> HttpResponse:
    attribute = _attribute(pk)
    return write_row(
        request,
        AttributeForm,
        attribute,
        edition=attribute.edition,
        title=_("Merkmal bearbeiten"),
        back=overview_url(),
    )


@requires(Role.MANAGEMENT)
@require_POST
@changes_questions
def move_attribute(request: HttpRequest, pk: int) -> HttpResponse:
    attribute = _attribute(pk)
    siblings = attribute.edition.attributes.all()
    return move_row(request, attribute, siblings=siblings, back=overview_url())


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def delete_attribute(request: HttpRequest, pk: int) -> HttpResponse:
    attribute = _attribute(pk)
    return ask_and_delete(
        request,
        attribute,
        back=overview_url(),
        siblings=attribute.edition.attributes.all(),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def add_option(request: HttpRequest, attribute_pk: int) -> HttpResponse:
    attribute = _attribute(attribute_pk)
    return write_row(
        request,
        OptionForm,
        Option(attribute=attribute),
        edition=attribute.edition,
        title=_("Neue Antwortmöglichkeit"),
        back=overview_url(),
        save=partial(append, to=attribute.options.all()),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def edit_option(request: HttpRequest, pk: int) -> HttpResponse:
    option = _option(pk)
    return write_row(
        request,
        OptionForm,
        option,
        edition=option.attribute.edition,
        title=_("Antwortmöglichkeit bearbeiten"),
        back=overview_url(),
    )


@requires(Role.MANAGEMENT)
@require_POST
@changes_questions
def move_option(request: HttpRequest, pk: int) -> HttpResponse:
    option = _option(pk)
    siblings = option.attribute.options.all()
    return move_row(request, option, siblings=siblings, back=overview_url())


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def delete_option(request: HttpRequest, pk: int) -> HttpResponse:
    option = _option(pk)
    return ask_and_delete(
        request,
        option,
        back=overview_url(),
        siblings=option.attribute.options.all(),
    )
