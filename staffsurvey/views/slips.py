"""Printing slips. The PDF is the answer to a POST and is kept nowhere."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from ilmkreis_integration.access import Role, SignedInRequest, requires
from ilmkreis_integration.printing import PrintingError
from ilmkreis_integration.qr_codes import typed_address
from staffsurvey.access import survey_or_404
from staffsurvey.forms.slips import SlipsForm
from staffsurvey.models import StaffSurvey
from staffsurvey.services.preparing import HasStartedError
from staffsurvey.services.slips import (
    CannotPrintError,
    can_print,
    discard_codes,
    issue_codes,
)
from staffsurvey.slips import new_codes, print_slips

logger = logging.getLogger(__name__)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def slips(request: SignedInRequest) -> HttpResponse:
    survey = survey_or_404()
    is_possible = can_print(survey, on=timezone.localdate())
    if request.method == "POST" and is_possible:
        form = SlipsForm(request.POST)
        if form.is_valid():
            return _print(request, survey, form.cleaned_data["number"])
    else:
        form = SlipsForm()
    prints = list(survey.slip_prints.all())
    context = {
        "survey": survey,
        "form": form,
        "is_possible": is_possible,
        "has_started": survey.has_started,
        "prints": prints,
        "total": sum(print_out.slips for print_out in prints),
        "address": typed_address(_link(request)),
    }
    return render(request, "staffsurvey/setup/slips.html", context)


def _link(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("staffsurvey:survey"))


@sensitive_variables("codes", "pdf")
def _print(request: SignedInRequest, survey: StaffSurvey, number: int) -> HttpResponse:
    codes = new_codes(number)
    try:
        pdf = print_slips(codes, survey, link=_link(request))
    except PrintingError:
        # What it complains of may hold a code: the log is told only that it happened.
        logger.error("Die Zettel ließen sich nicht drucken.")
        text = _(
            "Das PDF ließ sich nicht herstellen, und es sind keine Codes entstanden. "
            "Bitte versuchen Sie es noch einmal. Klappt es wieder nicht, fragen Sie die IT."
        )
        messages.warning(request, text)
        return redirect("staffsurvey-setup:slips")
    # Only now: what was not printed is worth nothing.
    try:
        issue_codes(survey, codes, by=request.user)
    except CannotPrintError:  # since it was looked at
        text = _(
            "Inzwischen lassen sich keine Zettel drucken. Es gilt kein neuer Code."
        )
        messages.warning(request, text)
        return redirect("staffsurvey-setup:slips")
    response = HttpResponse(pdf, content_type="application/pdf")
    name = _("zettel-mitarbeiterbefragung") + ".pdf"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: SignedInRequest) -> HttpResponse:
    survey = survey_or_404()
    box = getattr(survey, "box", None)
    is_possible = box is not None and not survey.has_started
    if request.method == "POST" and box is not None and is_possible:
        try:
            discard_codes(box, by=request.user)
            messages.success(request, _("Alle Codes sind verworfen."))
        except HasStartedError:  # since the page was shown
            messages.warning(request, _too_late())
        return redirect("staffsurvey-setup:slips")
    context = {
        "title": _("Alle Codes verwerfen?"),
        "explanation": _(
            "Kein Zettel, der bisher gedruckt wurde, gilt dann noch. Vernichten Sie alle "
            "und drucken Sie neue."
        )
        if is_possible
        else _too_late(),
        "is_possible": is_possible,
        "yes": _("Ja, alle verwerfen"),
        "back": reverse("staffsurvey-setup:slips"),
    }
    return render(request, "setup/confirm.html", context)


def _too_late() -> str:
    return _(
        "Das geht nur vor dem Start: Danach könnte jemand schon geantwortet haben. "
        "Fehlen Zettel, drucken Sie weitere."
    )
