"""Writing down in other words what somebody on the staff said."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ilmkreis_integration.access import Role, SignedInRequest, current_process, requires
from reports.forms.paraphrases import ParaphraseForm
from reports.models import Statement
from reports.services import paraphrasing
from reports.wordings import is_quotable

# What stood there before this person's last change, kept in the session.
KEPT = "paraphrase-before"


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def paraphrase(request: SignedInRequest, pk: int) -> HttpResponse:
    statement = _statement(pk)
    stored = paraphrasing.paraphrase_of(statement)
    sent = request.POST if request.method == "POST" else None
    form = ParaphraseForm(sent, initial={"text": stored, "seen": stored})
    if form.is_valid() and _stores(request, statement, form):
        text = form.cleaned_data["text"]
        request.session[KEPT] = {"pk": pk, "before": stored, "after": text}
        messages.success(request, _("%(code)s ist gespeichert.") % _name(statement))
        return redirect("evaluation:paraphrase", pk)
    context = {
        "statement": statement,
        "form": form,
        "back": _back(statement),
        "kept": _kept(request, statement),
    }
    return render(request, "reports/synthesis/paraphrase.html", context)


@requires(Role.EVALUATION)
@require_POST
def undo_paraphrase(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put back what stood there before the last change that this person made."""
    statement = _statement(pk)
    kept = _kept(request, statement)
    if kept is None:  # pressed twice, or something else was changed since
        messages.info(request, _("Hier ist nichts mehr rückgängig zu machen."))
        return redirect("evaluation:paraphrase", pk)
    del request.session[KEPT]
    try:
        paraphrasing.paraphrase(
            statement, kept["before"], seen=kept["after"], by=request.user
        )
    except paraphrasing.ParaphrasedMeanwhileError:
        text = _("%(code)s wurde inzwischen noch einmal geändert und bleibt so.")
        messages.warning(request, text % _name(statement))
    else:
        text = _("%(code)s ist wieder, wie es vorher war.")
        messages.success(request, text % _name(statement))
    return redirect("evaluation:paraphrase", pk)


def _statement(pk: int) -> Statement:
    """One that may not be quoted; the others need no paraphrase."""
    statements = Statement.objects.in_process(current_process()).counted()
    found = get_object_or_404(
        statements.select_related("contribution__process", "contribution__comment"),
        pk=pk,
    )
    if is_quotable(found.contribution):
        raise Http404(found.code)
    return found


def _stores(
    request: SignedInRequest, statement: Statement, form: ParaphraseForm
) -> bool:
    text, seen = form.cleaned_data["text"], form.cleaned_data["seen"]
    try:
        paraphrasing.paraphrase(statement, text, seen=seen, by=request.user)
    except paraphrasing.ParaphrasedMeanwhileError:
        now = paraphrasing.paraphrase_of(statement) or _("nichts mehr")
        message = _(
            "Inzwischen hat jemand anders gespeichert. Dort steht jetzt: %(now)s. "
            "Ihre Eingabe ist noch nicht gespeichert."
        )
        form.add_error(None, message % {"now": now})
        # Whoever reads what stands there now and saves again means it.
        data = request.POST.copy()
        data["seen"] = paraphrasing.paraphrase_of(statement)
        form.data = data
        return False
    return True


def _kept(request: HttpRequest, statement: Statement) -> dict[str, Any] | None:
    kept: dict[str, Any] | None = request.session.get(KEPT)
    return kept if kept and kept["pk"] == statement.pk else None


def _name(statement: Statement) -> dict[str, str]:
    return {"code": statement.code}


def _back(statement: Statement) -> str:
    """The statement in the synthesis of its first field."""
    field = statement.action_fields.first()
    if field is None:
        return reverse("evaluation:synthesis-overview")
    fragment = f"aussage-{statement.code}"
    return reverse("evaluation:synthesis", args=[field.slug], fragment=fragment)
