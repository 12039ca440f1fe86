"""Setting the questionnaire up: its overview, and what may be changed in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.domain.disclosure import guard_linked, guard_total
from surveys.definition import mark_changed
from surveys.editions import edition_shown, edition_to_edit
from surveys.models import Edition, EditionIsLockedError, Questionnaire
from surveys.returns import returns_by_channel, totals

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
        # Whoever stored something is sent on; advice and previews store nothing.
        if isinstance(response, HttpResponseRedirect):
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
