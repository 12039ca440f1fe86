"""Telling coders why something was not stored."""

from __future__ import annotations

from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ilmkreis_integration.access import View
from ilmkreis_integration.models import Contribution
from reports.services.coding import CodedMeanwhileError, UsedAsEvidenceError


def explain_refusals(view: View) -> View:
    """Lead from a refusal to what is stored of the contribution, with the reason."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: UUID) -> HttpResponseBase:
        try:
            return view(request, pk)
        except CodedMeanwhileError as refusal:
            if not refusal.contribution.is_final:
                return _lead_to_desk(request, refusal.contribution)
            reason = _meanwhile(refusal.contribution)
        except UsedAsEvidenceError as refusal:
            reason = _evidence(refusal)
        messages.warning(request, reason)
        return redirect("evaluation:coding-parts", pk)

    return guarded


def _lead_to_desk(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    text = _(
        "%(code)s kann wieder geändert werden, weil das World Café noch einmal geöffnet "
        "wurde. Ihre Eingabe wurde nicht gespeichert."
    )
    messages.warning(request, text % {"code": contribution.code})
    return redirect("evaluation:coding-desk")


def _meanwhile(contribution: Contribution) -> str:
    coder = _coder(contribution)
    if coder:
        text = _(
            "%(code)s wurde inzwischen von %(coder)s bearbeitet. "
            "Ihre Eingabe wurde nicht gespeichert."
        )
    else:
        text = _(
            "%(code)s wurde inzwischen bearbeitet. "
            "Ihre Eingabe wurde nicht gespeichert."
        )
    return text % {"code": contribution.code, "coder": coder}


def _coder(contribution: Contribution) -> str:
    if hasattr(contribution, "dismissal"):
        return str(contribution.dismissal.dismissed_by or "")
    statement = contribution.statements.first()
    return str(statement.coded_by or "") if statement else ""


def _evidence(refusal: UsedAsEvidenceError) -> str:
    text = _(
        "%(codes)s ist Beleg im Leitbild oder im Katalog und bleibt deshalb. "
        "Nehmen Sie zuerst den Beleg dort heraus."
    )
    codes = ", ".join(statement.code for statement in refusal.statements)
    return text % {"codes": codes}
