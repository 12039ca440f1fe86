"""The release queue: texts are read, masked, released or withheld, one by one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import Role, SignedInRequest, View, requires
from staffsurvey.access import current_survey, survey_or_404
from staffsurvey.cleaning import REMAINS
from staffsurvey.forms.releasing import (
    ALL_HINTS,
    ChoiceForm,
    DecisionForm,
    MaskForm,
    hint_value,
)
from staffsurvey.models import HeldComment
from staffsurvey.personal_data import find_hints
from staffsurvey.release_queue import parts_of, read_queue
from staffsurvey.services import releasing

Decision = HeldComment.Decision


def _queue_url(request: HttpRequest, pk: UUID) -> str:
    """The comment, or the next one if it is done; in the list that somebody chose."""
    query = request.GET.copy()
    query["ab"] = str(pk)
    return reverse("staffsurvey-reading:queue", query=query)


def _withheld_url(request: HttpRequest, pk: UUID) -> str:
    return reverse("staffsurvey-reading:withheld")


def explain_meanwhile(
    back: Callable[[HttpRequest, UUID], str],
) -> Callable[[View], View]:
    """Tell the second of two readers what the first one did, and lead `back`."""

    def explaining(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, pk: UUID) -> HttpResponseBase:
            try:
                return view(request, pk)
            except releasing.DecidedMeanwhileError:
                text = _(
                    "Diesen Kommentar hat inzwischen jemand anders bearbeitet. Ihre "
                    "Eingabe wurde nicht gespeichert; bitte lesen Sie ihn noch einmal, "
                    "falls er noch hier steht."
                )
                messages.warning(request, text)
                return redirect(back(request, pk))

        return guarded

    return explaining


@requires(Role.RELEASING)
@require_safe
def queue(request: SignedInRequest) -> HttpResponse:
    return _show(request)


@requires(Role.RELEASING)
@require_POST
@explain_meanwhile(_queue_url)
def mask(request: SignedInRequest, pk: UUID) -> HttpResponse:
    held = _waiting(pk)
    seen = request.POST.get("seen", "")
    if releasing.state_of(held) != seen:
        raise releasing.DecidedMeanwhileError
    form = MaskForm(request.POST, text=held.text)
    if not form.is_valid():
        return _show(request, at=pk, wrong=form)
    if not releasing.mask(held, form.passages, seen=seen):
        messages.warning(request, REMAINS)
    return redirect(_queue_url(request, pk))


@requires(Role.RELEASING)
@require_POST
@explain_meanwhile(_queue_url)
def decide(request: SignedInRequest, pk: UUID) -> HttpResponse:
    held = _waiting(pk)
    form = DecisionForm(request.POST)
    if form.is_valid():
        decision = Decision(form.cleaned_data["decision"])
        is_done = releasing.decide(
            held,
            decision,
            by=request.user,
            may_be_quoted=form.cleaned_data["may_be_quoted"],
            seen=request.POST.get("seen", ""),
        )
        messages.success(request, _outcome(decision, is_done))
    return redirect(_queue_url(request, pk))


@requires(Role.RELEASING)
@require_safe
def withheld(request: SignedInRequest) -> HttpResponse:
    survey = survey_or_404()
    rows = HeldComment.objects.in_survey(survey).withheld()
    comments = rows.select_related("focus_area__topic__survey", "proposed_by")
    context = {
        "survey": survey,
        "comments": [
            (
                comment,
                releasing.state_of(comment),
                releasing.carries_out(comment, Decision.RELEASE, by=request.user),
            )
            for comment in comments
        ],
    }
    return render(request, "staffsurvey/releasing/withheld.html", context)


@requires(Role.RELEASING)
@require_POST
@explain_meanwhile(_withheld_url)
def put_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    seen = request.POST.get("seen", "")
    if releasing.put_back(_withheld(pk), by=request.user, seen=seen):
        text = _("Der Kommentar steht wieder bei denen, die zu lesen sind.")
    else:
        text = _proposed()
    messages.success(request, text)
    return redirect("staffsurvey-reading:withheld")


@requires(Role.RELEASING)
@require_http_methods(["GET", "HEAD", "POST"])
@explain_meanwhile(_withheld_url)
def destroy(request: SignedInRequest, pk: UUID) -> HttpResponse:
    comment = _withheld(pk)
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        outcome = releasing.destroy(comment, by=request.user, seen=seen)
        if outcome == releasing.Destroyed.PROPOSED:
            messages.success(request, _proposed())
        else:
            messages.success(request, _("Der Kommentar ist endgültig gelöscht."))
        if outcome == releasing.Destroyed.WITH_REMAINS:
            messages.warning(request, REMAINS)
        return redirect("staffsurvey-reading:withheld")
    context = {
        "comment": comment,
        "seen": releasing.state_of(comment),
        "is_final": releasing.carries_out(comment, Decision.DESTROY, by=request.user),
    }
    return render(request, "staffsurvey/releasing/destroy.html", context)


def _waiting(pk: UUID) -> HeldComment:
    return _held(pk, is_withheld=False)


def _withheld(pk: UUID) -> HeldComment:
    return _held(pk, is_withheld=True)


def _held(pk: UUID, *, is_withheld: bool) -> HeldComment:
    """One that stands there; whoever comes too late is told, see `explain_meanwhile`."""
    survey = survey_or_404()
    rows = HeldComment.objects.select_related(
        "focus_area__topic__survey", "proposed_by"
    )
    held = rows.filter(pk=pk).first()
    if held is not None and held.focus_area.topic.survey != survey:
        raise Http404("of another survey")
    if held is None or held.is_withheld != is_withheld:
        raise releasing.DecidedMeanwhileError
    return held


def _show(
    request: SignedInRequest, *, at: UUID | None = None, wrong: MaskForm | None = None
) -> HttpResponse:
    survey = current_survey()
    choice = ChoiceForm(request.GET)
    context: dict[str, object] = {"survey": survey, "choice": choice}
    if survey is not None:
        found = read_queue(
            survey, request.user, choice=choice.chosen, at=at or _wanted(request)
        )
        context["queue"] = found
        if found.current is not None:
            context |= _entry(found.current, wrong)
    return render(request, "staffsurvey/releasing/queue.html", context)


def _entry(held: HeldComment, wrong: MaskForm | None) -> dict[str, object]:
    hints = find_hints(held.text)
    return {
        "held": held,
        "seen": releasing.state_of(held),
        "parts": list(parts_of(held.text, hints)),
        "hints": [(h, hint_value(h), held.text[h.start : h.end]) for h in hints],
        "all_hints": ALL_HINTS,
        "form": wrong or MaskForm(text=held.text),
    }


def _wanted(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("ab", ""))
    except ValueError:
        return None


def _outcome(decision: Decision, is_done: bool) -> str:
    if not is_done:
        return _proposed()
    if decision == Decision.RELEASE:
        return _("Der Kommentar ist freigegeben.")
    return _("Der Kommentar ist zurückgehalten. Er steht unter „Zurückgehalten“.")


def _proposed() -> str:
    return _("Ihr Vorschlag ist gespeichert. Jetzt entscheidet eine zweite Person.")
