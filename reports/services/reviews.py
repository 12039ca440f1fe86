"""Recording whether everybody was reached, and opening the step that follows."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from ilmkreis_integration.models import ReachReview, Stage


@transaction.atomic
def record_review(review: ReachReview, *, opens: bool) -> Stage | None:
    """Store an answer; where it `opens` a step, let that run from the day of the answer.

    Returns the step if its days had to change for that.
    """
    review.save()
    stage = review.opened_stage
    if not opens or stage is None:
        return None
    return stage if _let_run(stage, review.reviewed_on) else None


def _let_run(stage: Stage, on: date) -> bool:
    """Whether `stage` had to change to run from that day.

    A step that began, or began and ended, after the answer keeps its days: it was
    opened then, and somebody writes the answer down later.
    """
    today = timezone.localdate()
    if stage.state(today) == Stage.State.PLANNED:
        stage.starts_on = on
        if stage.ends_on is not None and stage.ends_on < on:
            stage.ends_on = None
    elif stage.ends_on is not None and stage.ends_on < on:
        stage.ends_on = None
    else:
        return False
    stage.save(update_fields=["starts_on", "ends_on"])
    return True
