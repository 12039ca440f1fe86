"""What the parties say to a version."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
)

from ilmkreis_integration.access import Role, SignedInRequest, requires
from ilmkreis_integration.deleting import ask_and_delete
from ilmkreis_integration.editing import edit_row
from staffsurvey.access import survey_or_404
from staffsurvey.agreeing import read_agreement
from staffsurvey.forms.opinions import OpinionForm
from staffsurvey.models import Opinion, Version
from staffsurvey.services.preparing import (
    TakesNoOpinionsError,
    record_opinion,
    remove_opinion,
)
from staffsurvey.views.parties import party_or_404
from staffsurvey.views.versions import version_or_404, version_url


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_opinion(request: HttpRequest, version_pk: int, party_pk: int) -> HttpResponse:
    version, party = version_or_404(version_pk), party_or_404(party_pk)
    opinion = Opinion(version=version, party=party, said_on=timezone.localdate())
    title = _("{}: Stellungnahme zu {}").format(party, version)
    return _edit_opinion(request, opinion, title)


def _opinion(pk: int) -> Opinion:
    opinions = Opinion.objects.select_related("version__survey", "party")
    return get_object_or_404(opinions, pk=pk, version__survey=survey_or_404())


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    opinion = _opinion(pk)
    title = _("{}: Stellungnahme berichtigen").format(opinion.party)
    return _edit_opinion(request, opinion, title)


def _edit_opinion(request: HttpRequest, opinion: Opinion, title: str) -> HttpResponse:
    version = opinion.version
    if not read_agreement(version).takes_opinions:
        return _no_opinions(request, version)
    try:
        return edit_row(
            request,
            OpinionForm,
            opinion,
            title=title,
            back=version_url(version),
            save=record_opinion,
        )
    except TakesNoOpinionsError:  # since it was looked at
        return _no_opinions(request, version)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_opinion(request: SignedInRequest, pk: int) -> HttpResponse:
    opinion = _opinion(pk)
    version = opinion.version
    if not read_agreement(version).takes_opinions:
        return _no_opinions(request, version)
    remove = partial(remove_opinion, by=request.user)
    try:
        return ask_and_delete(
            request, opinion, back=version_url(version), delete=remove
        )
    except TakesNoOpinionsError:  # since it was looked at
        return _no_opinions(request, version)


def _no_opinions(request: HttpRequest, version: Version) -> HttpResponse:
    messages.warning(
        request,
        _(
            "Zu {} wird nichts mehr eingetragen: Sie ist verbindlich, oder es gibt eine "
            "neuere."
        ).format(version),
    )
    return redirect(version_url(version))
