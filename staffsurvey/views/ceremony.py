"""The key of the box. Its passphrase is in the answer to one POST, and nowhere else."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from ilmkreis_integration.access import Role, SignedInRequest, requires
from staffsurvey.access import survey_or_404
from staffsurvey.forms.ceremony import CeremonyForm, TrialForm
from staffsurvey.keys import WrongPassphraseError
from staffsurvey.models import StaffSurvey
from staffsurvey.services.ceremony import (
    AlreadyMadeError,
    fingerprint,
    make_key,
    try_key,
)
from staffsurvey.services.preparing import HasStartedError

# One for each safe.
_COPIES = 2


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: SignedInRequest) -> HttpResponse:
    """Explain the ceremony; answer its POST with the passphrase itself."""
    survey = survey_or_404()
    current = fingerprint(survey)
    if request.method == "POST" and not survey.has_started:
        form = CeremonyForm(request.POST, has_key=bool(current))
        if form.is_valid():
            return _make(request, survey, form)
    else:
        form = CeremonyForm(has_key=bool(current), initial={"instead_of": current})
    context = {
        "survey": survey,
        "box": getattr(survey, "box", None),
        "form": form,
        "has_started": survey.has_started,
    }
    return render(request, "staffsurvey/setup/key.html", context)


@sensitive_variables("passphrase", "sheets", "context")
def _make(
    request: SignedInRequest, survey: StaffSurvey, form: CeremonyForm
) -> HttpResponse:
    try:
        passphrase = make_key(
            survey,
            in_two_halves=form.cleaned_data["halves"] == "2",
            instead_of=form.cleaned_data["instead_of"],
            by=request.user,
        )
    except AlreadyMadeError:
        text = _(
            "Der Schlüssel ist schon erzeugt. Das Öffnungs-Passwort wird nur einmal "
            "gezeigt. Haben Sie es nicht auf Papier, erzeugen Sie einen neuen Schlüssel."
        )
        messages.warning(request, text)
        return redirect("staffsurvey-setup:key")
    except HasStartedError:
        return redirect("staffsurvey-setup:key")
    sheets = [
        {"part": part, "copy": copy, "words": words.split()}
        for part, words in enumerate(passphrase, start=1)
        for copy in range(1, _COPIES + 1)
    ]
    context = {
        "survey": survey,
        "sheets": sheets,
        "parts": len(passphrase),
        "copies": _COPIES,
        "today": timezone.localdate(),
    }
    return render(request, "staffsurvey/setup/passphrase.html", context)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("first", "second")
def trial(request: SignedInRequest) -> HttpResponse:
    """Open a trial envelope with the passphrase from the paper."""
    survey = survey_or_404()
    box = getattr(survey, "box", None)
    if box is None:
        return redirect("staffsurvey-setup:key")
    if request.method == "POST":
        form = TrialForm(request.POST, has_two_halves=box.has_two_halves)
        if form.is_valid() and _is_right(request, form, survey):
            messages.success(
                request,
                _(
                    "Der Probeumschlag ist offen: Das Öffnungs-Passwort auf dem Papier "
                    "stimmt."
                ),
            )
            return redirect("staffsurvey-setup:key")
    else:
        form = TrialForm(has_two_halves=box.has_two_halves)
    context = {"survey": survey, "form": form, "box": box}
    return render(request, "staffsurvey/setup/trial.html", context)


def _is_right(request: SignedInRequest, form: TrialForm, survey: StaffSurvey) -> bool:
    try:
        try_key(survey.box, passphrase=form.passphrase, by=request.user)
    except WrongPassphraseError:
        form.add_error(
            None,
            _(
                "Damit öffnet sich der Umschlag nicht. Bitte vergleichen Sie alle Wörter "
                "mit dem Blatt, auch ihre Reihenfolge. Welches Wort nicht stimmt, kann "
                "das Programm nicht wissen."
            ),
        )
        return False
    return True
