"""Who is asked about the versions of a survey."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
)

from ilmkreis_integration.access import Role, requires
from ilmkreis_integration.deleting import ask_and_delete, is_used
from ilmkreis_integration.editing import edit_row, move_row
from ilmkreis_integration.placing import append_nameless
from staffsurvey.access import survey_or_404
from staffsurvey.forms.parties import PartyForm
from staffsurvey.models import Party
from staffsurvey.views.changing import changes_survey
from staffsurvey.views.versions import versions_url


def party_or_404(pk: int) -> Party:
    parties = Party.objects.select_related("survey")
    return get_object_or_404(parties, pk=pk, survey=survey_or_404())


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_survey
def add_party(request: HttpRequest) -> HttpResponse:
    survey = survey_or_404()
    return edit_row(
        request,
        PartyForm,
        Party(survey=survey),
        title=_("Neue beteiligte Stelle"),
        back=versions_url(),
        save=partial(append_nameless, to=survey.parties.all()),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_survey
def edit_party(request: HttpRequest, pk: int) -> HttpResponse:
    return edit_row(
        request,
        PartyForm,
        party_or_404(pk),
        title=_("Beteiligte Stelle bearbeiten"),
        back=versions_url(),
    )


@requires(Role.MANAGEMENT)
@require_POST
@changes_survey
def move_party(request: HttpRequest, pk: int) -> HttpResponse:
    party = party_or_404(pk)
    siblings = party.survey.parties.all()
    return move_row(request, party, siblings=siblings, back=versions_url())


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@changes_survey
def delete_party(request: HttpRequest, pk: int) -> HttpResponse:
    party = party_or_404(pk)
    refusal = ""
    if is_used(party):
        refusal = _(
            "Von dieser Stelle gibt es schon Stellungnahmen. Muss sie nicht mehr "
            "zustimmen, nehmen Sie beim Bearbeiten den Haken weg."
        )
    return ask_and_delete(
        request,
        party,
        back=versions_url(),
        refusal=refusal,
        siblings=party.survey.parties.all(),
    )
