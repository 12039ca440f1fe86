""" "Haben wir alle erreicht?", asked beside the figures of the return."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.models import Process, ReachReview, Stage
from reports.forms.reviews import ReachReviewForm
from reports.reach import reach_of
from reports.services.reviews import record_review


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_review(request: HttpRequest) -> HttpResponse:
    process = current_process()
    review = ReachReview(
        process=process,
        after_stage=_last_begun(process),
        reviewed_on=timezone.localdate(),
        recorded_by_id=request.user.pk,
    )
    return _edit(request, review, back=f"{reverse('process:dashboard')}#zeitplan")


def _last_begun(process: Process) -> Stage | None:
    """The step after which the question is most likely asked."""
    today = timezone.localdate()
    begun = [
        stage
        for stage in process.stages.for_timeline()
        if stage.state(today) != Stage.State.PLANNED
    ]
    return begun[-1] if begun else None


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_review(request: HttpRequest, pk: int) -> HttpResponse:
    review = get_object_or_404(current_process().reach_reviews, pk=pk)
    return _edit(request, review, back=f"{reverse('setup:overview')}#erreicht")


def _edit(request: HttpRequest, review: ReachReview, *, back: str) -> HttpResponse:
    reach = reach_of(review.process)
    sent = request.POST if request.method == "POST" else None
    form = ReachReviewForm(sent, instance=review, suggestions=reach.suggestions)
    if form.is_valid():
        _record(request, form)
        return redirect(back)
    context = {
        "process": review.process,
        "form": form,
        "reach": reach,
        "page": reach.page,
        "back": back,
    }
    return render(request, "reports/reviews/review.html", context)


def _record(request: HttpRequest, form: ReachReviewForm) -> None:
    opens = "opened_stage" in form.changed_data
    stage = record_review(form.save(commit=False), opens=opens)
    messages.success(request, _("Gespeichert."))
    if stage is not None and stage.starts_on is not None:
        text = _("„%(stage)s“ läuft seit dem %(day)s.")
        if stage.starts_on > timezone.localdate():
            text = _("„%(stage)s“ läuft ab dem %(day)s.")
        day = date_format(stage.starts_on, "j. F Y")
        messages.info(request, text % {"stage": stage, "day": day})
