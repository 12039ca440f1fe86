"""Editions of the questionnaire: their general texts, begun, released, discarded."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ilmkreis_integration.access import Role, requires
from ilmkreis_integration.deleting import ask_and_delete
from surveys.editions import begin_draft, edition_shown, release
from surveys.forms.setup import EditionForm, QuestionnaireForm
from surveys.models import Edition
from surveys.views.setup import (
    changes_questions,
    edition_in_work,
    overview_url,
    questionnaire_in_work,
)
from surveys.writing import write_row


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def edit_questionnaire(request: HttpRequest) -> HttpResponse:
    questionnaire = questionnaire_in_work()
    return write_row(
        request,
        QuestionnaireForm,
        questionnaire,
        edition=edition_shown(questionnaire),
        title=_("Titel und Laufzeit"),
        back=overview_url(),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def edit_texts(request: HttpRequest) -> HttpResponse:
    edition = edition_in_work()
    return write_row(
        request,
        EditionForm,
        edition,
        edition=edition,
        title=_("Begrüßung, Datenschutz und Dank"),
        back=overview_url("#fassung"),
    )


@requires(Role.MANAGEMENT)
@require_POST
def begin_edition(request: HttpRequest) -> HttpResponse:
    draft = begin_draft(questionnaire_in_work())
    text = _("Fassung {} ist ein Entwurf. Ausgegeben wird weiter die alte.")
    messages.success(request, text.format(draft.number))
    return redirect(overview_url("#fassung"))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def release_edition(request: HttpRequest) -> HttpResponse:
    draft = _draft()
    has_questions = draft.questions.exists()
    if request.method == "POST" and has_questions:
        release(draft)
        text = _("Fassung {} wird ab jetzt ausgegeben.")
        messages.success(request, text.format(draft.number))
        return redirect(overview_url("#fassung"))
    if has_questions:
        explanation = _(
            "Ab jetzt öffnet jeder Link diese Fassung. Bögen nach der alten Fassung, "
            "auf Papier oder auf Tablets ohne Netz, werden weiter angenommen."
        )
    else:
        explanation = _("Der Entwurf hat noch keine Frage. Niemand könnte antworten.")
    context = {
        "title": _("Fassung {} freigeben?").format(draft.number),
        "explanation": explanation,
        "is_possible": has_questions,
        "yes": _("Ja, freigeben"),
        "back": overview_url("#fassung"),
    }
    return render(request, "setup/confirm.html", context)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def discard_edition(request: HttpRequest) -> HttpResponse:
    return ask_and_delete(request, _draft(), back=overview_url("#fassung"))


def _draft() -> Edition:
    drafts = Edition.objects.filter(released_on__isnull=True)
    return get_object_or_404(drafts, questionnaire=questionnaire_in_work())
