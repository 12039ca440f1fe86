"""Versions put before the parties, and the one that becomes binding."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_safe,
)

from ilmkreis_integration.access import Role, SignedInRequest, requires
from ilmkreis_integration.printing import PrintingError
from ilmkreis_integration.printing.failing import lead_back
from staffsurvey.access import survey_or_404
from staffsurvey.agreeing import locked_version, read_agreement
from staffsurvey.models import Version
from staffsurvey.models.box import FEWEST_ENVELOPES
from staffsurvey.services.archiving import printed_document
from staffsurvey.services.preparing import (
    CannotLockError,
    HasStartedError,
    begin_anew,
    lock_version,
    present_version,
)
from staffsurvey.versions import Change, changes, snapshot, with_days
from staffsurvey.views.changing import changes_survey


def versions_url() -> str:
    return reverse("staffsurvey-setup:versions")


def version_url(version: Version) -> str:
    return reverse("staffsurvey-setup:version", args=[version.pk])


def version_or_404(pk: int) -> Version:
    versions = Version.objects.select_related("survey__process")
    return get_object_or_404(versions, pk=pk, survey=survey_or_404())


@requires(Role.MANAGEMENT)
@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    survey = survey_or_404()
    listed = list(survey.versions.order_by("-number"))
    latest = listed[0] if listed else None
    is_locked, is_started = any(v.is_locked for v in listed), survey.has_started
    context = {
        "survey": survey,
        "versions": listed,
        "parties": survey.parties.all(),
        "is_open": not is_locked and not is_started,
        "can_begin": is_locked and not is_started,
        "is_current": latest is not None and latest.content == snapshot(survey),
    }
    return render(request, "staffsurvey/setup/versions.html", context)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_survey
def present(request: SignedInRequest) -> HttpResponse:
    survey = survey_or_404()
    if request.method == "POST":
        version = present_version(survey, by=request.user)
        if version is None:
            messages.warning(request, _("Diese Fassung liegt schon vor."))
            return redirect(versions_url())
        messages.success(request, _("{} liegt vor.").format(version))
        return redirect(version_url(version))
    latest = survey.versions.last()
    now = snapshot(survey)
    context = {
        "survey": survey,
        "latest": latest,
        "changes": changes(latest.content, now) if latest else [],
        "is_known": latest and latest.content == now and not latest.was_locked,
        "can_be_answered": any(topic["focus_areas"] for topic in now["topics"]),
    }
    return render(request, "staffsurvey/setup/present.html", context)


@requires(Role.MANAGEMENT)
@require_safe
def version(request: HttpRequest, pk: int) -> HttpResponse:
    version = version_or_404(pk)
    kinds = version.documents.defer("pdf").order_by("kind")
    context = {
        "survey": version.survey,
        "version": version,
        "content": with_days(version.content),
        "fewest": FEWEST_ENVELOPES,
        "agreement": read_agreement(version),
        "has_started": version.survey.has_started,
        "changes": _since_the_one_before(version),
        "documents": {document.kind: document for document in kinds},
    }
    return render(request, "staffsurvey/setup/version.html", context)


def _since_the_one_before(version: Version) -> list[Change] | None:
    """None for the first one."""
    earlier = version.survey.versions.filter(number__lt=version.number).last()
    return changes(earlier.content, version.content) if earlier else None


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: SignedInRequest, pk: int) -> HttpResponse:
    version = version_or_404(pk)
    if request.method == "POST":
        return _lock(request, version)
    can_be_locked = read_agreement(version).can_be_locked
    context = {
        "title": _("{} verbindlich machen?").format(version),
        "explanation": _(
            "Danach stehen Texte, Themen, Schwerpunkte und Laufzeit fest. Sie bekommen ein "
            "PDF zum Unterschreiben. Bis zum Start können Sie eine neue Fassung beginnen; "
            "dann brauchen Sie alle Zustimmungen noch einmal."
        )
        if can_be_locked
        else _cannot_lock(),
        "is_possible": can_be_locked,
        "yes": _("Ja, verbindlich machen"),
        "back": version_url(version),
    }
    return render(request, "setup/confirm.html", context)


def _lock(request: SignedInRequest, version: Version) -> HttpResponse:
    try:
        lock_version(version, by=request.user)
        messages.success(request, _("{} ist jetzt verbindlich.").format(version))
        printed_document(version)
    except CannotLockError:
        messages.warning(request, _cannot_lock())
    except PrintingError:
        return lead_back(request, version_url(version))
    return redirect(version_url(version))


def _cannot_lock() -> str:
    return _(
        "Noch geht das nicht: Alle, die zustimmen müssen, müssen genau dieser Fassung "
        "zugestimmt haben, und seitdem darf sich nichts geändert haben."
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: SignedInRequest) -> HttpResponse:
    survey = survey_or_404()
    binding = locked_version(survey)
    is_possible = binding is not None and not survey.has_started
    if request.method == "POST" and is_possible:
        try:
            begin_anew(survey, by=request.user)
        except HasStartedError:  # since the page was shown
            return redirect("staffsurvey-setup:overview")
        messages.success(request, _("Texte und Themen können wieder geändert werden."))
        return redirect("staffsurvey-setup:overview")
    if is_possible:
        explanation = _(
            "{} bleibt im Archiv, gilt aber nicht mehr. Die neue Fassung legen Sie allen "
            "noch einmal vor. Der Schlüssel bleibt. Auf Zetteln, die schon gedruckt sind, "
            "steht der bisherige letzte Tag."
        ).format(binding)
    elif binding is None:
        explanation = _("Keine Fassung ist verbindlich. Sie können alles noch ändern.")
    else:
        explanation = _("Die Befragung hat begonnen. Was vereinbart ist, bleibt.")
    context = {
        "title": _("Neue Fassung beginnen?"),
        "explanation": explanation,
        "is_possible": is_possible,
        "yes": _("Ja, neue Fassung beginnen"),
        "back": versions_url(),
    }
    return render(request, "setup/confirm.html", context)
