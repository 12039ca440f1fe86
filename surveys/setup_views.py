"""Setting the questionnaire up: field time, texts, editions."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.deleting import ask_and_delete
from ilmkreis_integration.domain.disclosure import guard_linked, guard_total
from ilmkreis_integration.editing import edit_row
from surveys.definition import mark_changed
from surveys.editions import begin_draft, edition_shown, edition_to_edit, release
from surveys.models import Edition, EditionIsLockedError, Questionnaire
from surveys.returns import returns_by_channel, totals
from surveys.setup_forms import EditionForm, QuestionnaireForm

View = Callable[..., HttpResponse]


def changes_questions(view: View) -> View:
    """Have the questions read anew after a view that changes any of them.

    Where there is nothing that may be changed, say so instead.
    """

    @wraps(view)
    def changing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except EditionIsLockedError:
            text = _("Es gibt schon Bögen. Beginnen Sie zuerst eine neue Fassung.")
            messages.warning(request, text)
            return redirect(overview_url("#fassung"))
        if request.method == "POST":
            mark_changed(questionnaire_in_work())
        return response

    return changing


def questionnaire_in_work() -> Questionnaire:
    return get_object_or_404(Questionnaire, process=current_process())


def edition_in_work() -> Edition:
    """The edition that may be changed. Raises `EditionIsLockedError`."""
    return edition_to_edit(questionnaire_in_work())


def overview_url(section: str = "") -> str:
    return reverse("surveys-setup:overview") + section


@requires(Role.MANAGEMENT)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    questionnaire = questionnaire_in_work()
    edition = edition_shown(questionnaire)
    counted = totals(questionnaire)
    smallest = questionnaire.process.smallest_count
    returns = returns_by_channel(questionnaire)
    guarded = guard_linked(
        {line.channel: (line.forms, line.people) for line in returns}, smallest=smallest
    )
    context = {
        "questionnaire": questionnaire,
        "edition": edition,
        "is_locked": edition.is_locked(),
        "is_open": questionnaire.is_open(on=timezone.localdate()),
        "attributes": edition.attributes.prefetch_related("options"),
        "questions": edition.questions.all(),
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
        questionnaire_in_work(),
        title=_("Titel und Laufzeit"),
        back=overview_url(),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_questions
def edit_texts(request: HttpRequest) -> HttpResponse:
    return edit_row(
        request,
        EditionForm,
        edition_in_work(),
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
    if request.method == "POST":
        release(draft)
        text = _("Fassung {} wird ab jetzt ausgegeben.")
        messages.success(request, text.format(draft.number))
        return redirect(overview_url("#fassung"))
    context = {
        "title": _("Fassung {} freigeben?").format(draft.number),
        "explanation": _(
            "Ab jetzt öffnet jeder Link diese Fassung. Bögen nach der alten Fassung, "
            "auf Papier oder auf Tablets ohne Netz, werden weiter angenommen."
        ),
        "is_possible": draft.questions.exists(),
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
