"""Starting the survey, prolonging it, ending it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ilmkreis_integration.access import Role, SignedInRequest, requires
from ilmkreis_integration.editing import show_form
from staffsurvey.access import survey_or_404
from staffsurvey.forms.course import LastDayForm, StartForm
from staffsurvey.models import Phase, StaffSurvey
from staffsurvey.preflight import Finding, examine
from staffsurvey.services import starting
from staffsurvey.services.starting import (
    CannotStartError,
    NotLaterError,
    NotRunningError,
    Obstacle,
    obstacles,
)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: SignedInRequest) -> HttpResponse:
    """The list before the start, and its button."""
    survey, today = survey_or_404(), timezone.localdate()
    if survey.has_started:
        return redirect("staffsurvey-setup:overview")
    findings = examine()
    missing = obstacles(survey, on=today, findings=findings)
    if request.method == "POST":
        form = StartForm(request.POST, with_codes=survey.with_codes)
        if form.is_valid() and not missing and _start(request, survey, form, findings):
            return redirect("staffsurvey-setup:overview")
    else:
        form = StartForm(with_codes=survey.with_codes)
    context = {
        "survey": survey,
        "form": form,
        "checks": _checks(survey, missing),
        "findings": findings,
        "is_ready": not missing,
        "was_refused": request.method == "POST" and bool(missing),
        "path": reverse("staffsurvey:survey"),
    }
    return render(request, "staffsurvey/setup/start.html", context)


def _start(
    request: SignedInRequest,
    survey: StaffSurvey,
    form: StartForm,
    findings: list[Finding],
) -> bool:
    backups = form.cleaned_data["backups"]
    try:
        starting.start(survey, backups=backups, findings=findings, by=request.user)
    except CannotStartError:  # since it was looked at
        return False
    first, last = survey.opens_on, survey.closes_on
    text = _("Die Befragung ist gestartet. Sie nimmt Antworten an vom {} bis zum {}.")
    messages.success(
        request,
        text.format(date_format(first, "j. F Y"), date_format(last, "j. F Y")),
    )
    return True


def _checks(
    survey: StaffSurvey, missing: list[Obstacle]
) -> list[tuple[bool, str, str, str]]:
    """Whether it is fine, what is looked at, what to do otherwise, and where."""
    lines = [
        (
            {Obstacle.NO_VERSION, Obstacle.CHANGED},
            _("Eine Fassung ist verbindlich, und seitdem hat sich nichts geändert."),
            _("Fassung vorlegen und zustimmen lassen"),
            "versions",
        ),
        (
            {Obstacle.NO_KEY, Obstacle.UNTRIED},
            _(
                "Der Schlüssel ist erzeugt, und der Probeumschlag wurde mit dem "
                "Öffnungs-Passwort vom Papier geöffnet."
            ),
            _("Zum Schlüssel"),
            "key",
        ),
        (
            {Obstacle.OVER},
            _("Der letzte Tag liegt nicht in der Vergangenheit."),
            _("Neue Fassung mit anderer Laufzeit beginnen"),
            "version-begin",
        ),
    ]
    if survey.with_codes:
        printed = _("Zettel sind gedruckt.")
        line = ({Obstacle.NO_SLIPS}, printed, _("Zettel drucken"), "slips")
        lines.insert(2, line)
    return [
        (not ways & set(missing), text, remedy, reverse(f"staffsurvey-setup:{route}"))
        for ways, text, remedy, route in lines
    ]


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def prolong(request: SignedInRequest) -> HttpResponse:
    survey, back = survey_or_404(), reverse("staffsurvey-setup:overview")
    if not _is_under_way(survey):
        messages.warning(request, _not_running())
        return redirect(back)
    if request.method == "POST":
        form = LastDayForm(request.POST, instance=survey)
        if form.is_valid():
            return _prolong(request, form)
    else:
        form = LastDayForm(instance=survey)
    caution = _(
        "Bisher letzter Tag: {}. Sagen Sie es danach allen, nicht nur einzelnen. Der neue "
        "Tag wird festgehalten."
    )
    if survey.with_codes:
        caution += " " + _("Auf den Zetteln steht weiter der alte.")
    return show_form(
        request,
        form,
        title=_("Befragung verlängern"),
        back=back,
        caution=caution.format(date_format(survey_or_404().closes_on, "j. F Y")),
    )


def _prolong(request: SignedInRequest, form: LastDayForm) -> HttpResponse:
    until = form.cleaned_data["closes_on"]
    try:
        starting.prolong(
            form.instance,
            until=until,
            results_on=form.cleaned_data["results_on"],
            by=request.user,
        )
    except NotRunningError:  # since the page was shown
        messages.warning(request, _not_running())
    except NotLaterError:  # somebody else was quicker, and prolonged it further
        text = _(
            "Die Befragung wurde inzwischen schon bis dahin oder länger verlängert."
        )
        messages.warning(request, text)
    else:
        text = _("Die Befragung läuft bis zum {}. Bitte sagen Sie es allen.")
        messages.success(request, text.format(date_format(until, "j. F Y")))
    return redirect("staffsurvey-setup:overview")


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedInRequest) -> HttpResponse:
    survey = survey_or_404()
    is_possible = _is_under_way(survey)
    if request.method == "POST":
        try:
            starting.end(survey, by=request.user)
            messages.success(
                request,
                _(
                    "Die Befragung ist beendet. Als Nächstes wird die Wahlurne geöffnet."
                ),
            )
        except NotRunningError:
            messages.warning(request, _not_running())
        return redirect("staffsurvey-setup:overview")
    context = {
        "title": _("Befragung jetzt beenden?"),
        "explanation": _(
            "Ab sofort wird keine Antwort mehr angenommen, auch nicht von denen, die noch "
            "einen Zettel haben. Angekündigt war der {}. Es gibt keinen Weg zurück: Danach "
            "kann die Wahlurne nur noch geöffnet werden, und nur mit mindestens zehn "
            "Umschlägen. Sind es weniger, bleiben alle Antworten für immer verschlossen."
        ).format(date_format(survey.closes_on, "j. F Y"))
        if is_possible
        else _not_running(),
        "is_possible": is_possible,
        "yes": _("Ja, endgültig beenden"),
        "back": reverse("staffsurvey-setup:overview"),
    }
    return render(request, "setup/confirm.html", context)


def _is_under_way(survey: StaffSurvey) -> bool:
    return survey.phase(on=timezone.localdate()) in (Phase.WAITING, Phase.RUNNING)


def _not_running() -> str:
    return _("Das geht nur, solange die Befragung gestartet und nicht zu Ende ist.")
