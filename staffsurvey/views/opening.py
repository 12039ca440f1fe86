"""Opening the box after the end, with everybody watching, and its protocol."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from typing import Any

from django.contrib.auth.models import User
from django.db import DatabaseError, OperationalError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from ilmkreis_integration.access import Role, SignedInRequest, current_process, requires
from ilmkreis_integration.printing import PrintingError
from ilmkreis_integration.printing.failing import lead_back
from staffsurvey.access import survey_or_404
from staffsurvey.forms.opening import OpeningForm
from staffsurvey.keys import WrongPassphraseError
from staffsurvey.models import Opening, Phase, StaffSurvey
from staffsurvey.models.box import FEWEST_ENVELOPES
from staffsurvey.printed_opening import print_opening
from staffsurvey.services.opening import (
    NotClosedError,
    Progress,
    TooFewEnvelopesError,
    open_box,
)
from staffsurvey.services.recording import name_of

# How often the page says how far it is.
_REPORTS = 10
# Where the page that is written bit by bit is cut in two.
_CUT = "~~fortschritt~~"
logger = logging.getLogger(__name__)


_OBSTACLES: dict[type[Exception], Any] = {  # texts, translated late
    WrongPassphraseError: gettext_lazy(
        "Damit öffnet sich die Wahlurne nicht. Bitte vergleichen Sie alle Wörter mit dem "
        "Blatt, auch ihre Reihenfolge."
    ),
    TooFewEnvelopesError: format_lazy(
        gettext_lazy(
            "Es sind weniger als {fewest} Umschläge da. Damit niemand zu erkennen ist, "
            "bleibt die Wahlurne geschlossen. Verlängern geht nicht mehr. Bitte sagen Sie "
            "den Beschäftigten, dass die Antworten ungelesen bleiben."
        ),
        fewest=FEWEST_ENVELOPES,
    ),
    NotClosedError: gettext_lazy(
        "Inzwischen hat jemand anders die Wahlurne geöffnet. Bitte laden Sie die Seite neu."
    ),
    # The database lets one write at a time, and an opening is one long writing.
    OperationalError: gettext_lazy(
        "Die Wahlurne wird gerade auf einer anderen Seite geöffnet. Bitte warten Sie und "
        "laden Sie die Seite dann neu."
    ),
}


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("first", "second")
def opening(request: SignedInRequest) -> HttpResponseBase:
    """Explain and ask; answer the POST with a page that grows while the box opens."""
    survey = survey_or_404()
    phase = survey.phase(on=timezone.localdate())
    form = None
    if phase == Phase.CLOSED:
        has_two_halves = survey.box.has_two_halves
        if request.method == "POST":
            form = OpeningForm(request.POST, has_two_halves=has_two_halves)
            started = form.is_valid() and _start(survey, form, by=request.user)
            if started:
                return _growing_page(request, survey, started)
        else:
            form = OpeningForm(has_two_halves=has_two_halves)
    context = {
        "survey": survey,
        "phase": phase,
        "form": form,
        "fewest": FEWEST_ENVELOPES,
    }
    return render(request, "staffsurvey/opening/opening.html", context)


@requires(Role.MANAGEMENT)
@require_safe
def opening_protocol(request: HttpRequest) -> HttpResponse:
    opening = get_object_or_404(
        Opening.objects.select_related("survey__process"),
        survey__process=current_process(),
    )
    try:
        pdf = print_opening(opening)
    except PrintingError:
        return lead_back(request, reverse("staffsurvey-setup:opening"))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="oeffnungsprotokoll.pdf"'
    return response


@sensitive_variables("form", "progress")
def _start(
    survey: StaffSurvey, form: OpeningForm, *, by: User
) -> Iterator[Progress] | None:
    """Open the first envelope; what is in the way is added to the form."""
    progress = open_box(
        survey,
        passphrase=form.passphrase,
        present=form.cleaned_data["present"],
        by=name_of(by),
    )
    try:
        first = next(progress)
    except tuple(_OBSTACLES) as obstacle:
        form.add_error(None, _OBSTACLES[type(obstacle)])
        return None
    return _closing_with(progress, first)


def _closing_with(progress: Iterator[Progress], first: Progress) -> Iterator[Progress]:
    """All of `progress`; whoever closes this undoes the opening at once."""
    with closing(progress):  # type: ignore[type-var]  # a generator
        yield from chain([first], progress)


def _growing_page(
    request: HttpRequest, survey: StaffSurvey, progress: Iterator[Progress]
) -> StreamingHttpResponse:
    context = {"survey": survey, "cut": _CUT}
    page = render_to_string("staffsurvey/opening/running.html", context, request)
    head, _cut, rest = page.partition(_CUT)
    return StreamingHttpResponse(_write(head, rest, survey, progress))


def _write(
    head: str, rest: str, survey: StaffSurvey, progress: Iterator[Progress]
) -> Iterator[str]:
    yield head
    try:
        with closing(progress):  # type: ignore[type-var]  # a generator
            yield from map(_line, _some(progress))
    except DatabaseError:
        logger.exception("Die Öffnung ist abgebrochen.")
        yield render_to_string("staffsurvey/opening/_failed.html")
    else:
        context = {"opening": Opening.objects.get(survey=survey)}
        yield render_to_string("staffsurvey/opening/_done.html", context)
    yield rest


def _some(progress: Iterator[Progress]) -> Iterator[Progress]:
    """About `_REPORTS` of them, the last one included."""
    for step in progress:
        every = max(step.received // _REPORTS, 1)
        if step.opened % every == 0 or step.opened == step.received:
            yield step


def _line(step: Progress) -> str:
    text = _("{opened} von {received} Umschlägen geöffnet")
    return format_html(
        "<li>{}</li>\n",
        text.format(
            opened=number_format(step.opened, force_grouping=True),
            received=number_format(step.received, force_grouping=True),
        ),
    )
