"""The survey as the staff fill it in. No cookie, no session, no log line."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import public, public_form
from ilmkreis_integration.attempts import address_of
from staffsurvey.access import survey_or_404
from staffsurvey.attempts import refused_codes
from staffsurvey.codes import CodeError, read_code
from staffsurvey.envelopes import close_envelope
from staffsurvey.filling import Filling, public_key_of
from staffsurvey.forms.answering import CODE, ENVELOPE_ID, SurveyForm
from staffsurvey.models import BallotBox, Phase, StaffSurvey
from staffsurvey.models.box import FEWEST_ENVELOPES
from staffsurvey.sealed_posts import NoEnvelopeError, SealedPost
from staffsurvey.services.submission import Receipt, put_into_box

_ACCEPTED = ""
_MESSAGES = {
    Receipt.STORED: _ACCEPTED,
    Receipt.ALREADY_THERE: _ACCEPTED,
    # Whether a code was used or never existed stays open.
    Receipt.REFUSED: _(
        "Dieser Code gilt nicht oder nicht mehr. Bitte vergleichen Sie ihn mit Ihrem "
        "Zettel. Haben Sie mit diesem Code schon geantwortet? Dann liegt Ihre erste "
        "Antwort in der Wahlurne, und diese zählt nicht. Wenn nicht, ziehen Sie bitte "
        "einen neuen Zettel. Ihre Texte stehen noch hier."
    ),
    Receipt.CLOSED: _(
        "Die Befragung ist beendet. Ihre Texte wurden nicht gespeichert. Sie stehen noch "
        "hier und können kopiert werden."
    ),
}
_SLOW_DOWN = _(
    "Von Ihrem Anschluss kamen gerade sehr viele Codes, die nicht gelten. Bitte warten "
    "Sie eine Minute und senden Sie dann noch einmal. Alles, was Sie geschrieben haben, "
    "steht noch hier."
)
_UNREADABLE = _(
    "Ihre Antwort ist beschädigt angekommen und wurde nicht gespeichert. Bitte senden Sie "
    "sie noch einmal."
)


# Nobody is told where an answer came from, not even we (`staffsurvey.origin`).
_public_form = partial(public_form, hides_origin=True)


@_public_form
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest) -> HttpResponse:
    survey = survey_or_404()
    if not survey.is_open(on=timezone.localdate()):
        return _closed(request, survey)
    filling = Filling.of(request, survey)
    if filling.is_to_be_sent:
        message = _seal_and_put(request, survey, filling.form)
        if message == _ACCEPTED:
            return redirect("staffsurvey:thanks")
        filling.form.add_error(None, message)
    context = filling.context() | {
        "public_key": public_key_of(survey),
        "inbox_url": reverse("staffsurvey:inbox"),
        "thanks_url": reverse("staffsurvey:thanks"),
    }
    return _page(request, "staffsurvey/survey.html", survey, context)


@_public_form
@require_POST
def inbox(request: HttpRequest) -> HttpResponse:
    """Take an answer that was sealed in the browser.

    The status is 200 whatever becomes of it: Django writes a line into the log for every
    answer from 400 on.
    """
    try:
        message = _take(request, SealedPost.read(request))
    except NoEnvelopeError:
        message = str(_UNREADABLE)
    except CodeError as error:
        message = str(error)
    answer = {"angenommen": message == _ACCEPTED, "meldung": message}
    return JsonResponse(answer)


@public
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return _page(request, "staffsurvey/thanks.html", survey_or_404(), {})


def _seal_and_put(request: HttpRequest, survey: StaffSurvey, form: SurveyForm) -> str:
    """Seal the answer here, where the browser could not; return what to tell."""
    envelope_id = form.cleaned_data[ENVELOPE_ID] or uuid4()
    content = close_envelope(
        form.answer(),
        envelope_id=envelope_id,
        public_key=bytes(survey.box.public_key),
    )
    code = form.cleaned_data.get(CODE)
    return _put(
        request, survey.box, envelope_id=envelope_id, content=content, code=code
    )


def _take(request: HttpRequest, post: SealedPost) -> str:
    """Put it into the box; return what to tell. Raises `CodeError`."""
    box = BallotBox.objects.taking_answers(on=timezone.localdate())
    if box is None:
        return str(_MESSAGES[Receipt.CLOSED])
    return _put(
        request,
        box,
        envelope_id=post.envelope_id,
        content=post.content,
        code=read_code(post.code) if box.with_codes else None,
    )


def _put(
    request: HttpRequest,
    box: BallotBox,
    *,
    envelope_id: UUID,
    content: bytes,
    code: str | None,
) -> str:
    address = address_of(request)
    if code is not None and refused_codes.are_exhausted(address):
        return str(_SLOW_DOWN)
    receipt = put_into_box(box, envelope_id=envelope_id, content=content, code=code)
    if receipt is Receipt.REFUSED:
        refused_codes.note(address)
    return str(_MESSAGES[receipt])


def _closed(request: HttpRequest, survey: StaffSurvey) -> HttpResponse:
    """Not 410: Django writes a line into the log for every answer from 400 on."""
    written = SurveyForm(request.POST, survey=survey).written() if request.POST else {}
    box = getattr(survey, "box", None)
    last_day = (box and box.ended_on) or survey.closes_on
    context = {
        "written": written,
        # Once opened, nothing tells any more that a survey was ended early.
        "last_day": last_day if last_day < timezone.localdate() or box else None,
        "is_ahead": timezone.localdate() < survey.opens_on,
    }
    return _page(request, "staffsurvey/closed.html", survey, context)


def _page(
    request: HttpRequest, template: str, survey: StaffSurvey, context: dict[str, Any]
) -> HttpResponse:
    phase = survey.phase(on=timezone.localdate())
    context |= {
        "survey": survey,
        "process": survey.process,
        "is_open": phase == Phase.RUNNING,
        "is_over": phase in (Phase.CLOSED, Phase.OPENED),
        "is_opened": phase == Phase.OPENED,
        "fewest": FEWEST_ENVELOPES,
        # Without messages of its own, the page would look for those of a session.
        "messages": (),
    }
    return render(request, template, context)
