"""From the release queue to the evaluation, or back into the drawer."""

from __future__ import annotations

import secrets

from django.contrib.auth.models import User
from django.db import transaction

from ilmkreis_integration.handover import hand_over
from ilmkreis_integration.models import Contribution, Process, Source
from staffsurvey.models import Comment, HeldComment, StaffSurvey

# Codes get longer before they run short, so that drawing stays quick.
_FULLEST = 0.5

Decision = HeldComment.Decision


@transaction.atomic
def decide(
    held: HeldComment, decision: Decision, *, by: User, may_be_quoted: bool = False
) -> bool:
    """Release or withhold a comment; True once that is done.

    Where two people are needed, the first decision is a proposal, and the same decision
    of somebody else carries it out. Another decision takes its place as a proposal.
    """
    held = _hold(held)
    survey = held.focus_area.topic.survey
    if survey.needs_two_readers and not _confirms(held, decision, may_be_quoted, by):
        held.proposal = decision
        held.may_be_quoted = may_be_quoted
        held.proposed_by = by
        held.save()
        return False
    held.may_be_quoted = may_be_quoted
    readers = [held.proposed_by, by] if survey.needs_two_readers else [by]
    if decision == Decision.WITHHOLD:
        held.is_withheld = True
        held.save()
    else:
        release(held, by=" und ".join(_name(r) for r in readers if r is not None))
    return True


@transaction.atomic
def release(held: HeldComment, *, by: str) -> Comment:
    """Make a contribution of it; the row in the queue goes."""
    topic = held.focus_area.topic
    process = topic.survey.process
    contribution = Contribution(
        process=process,
        source=Source.STAFF_SURVEY,
        code=_draw_code(process),
        text=held.text,
        action_field_id=held.focus_area.action_field_id,
        for_concept=topic.for_concept,
    )
    hand_over([contribution])
    comment = Comment.objects.create(
        contribution=contribution,
        focus_area=held.focus_area,
        is_masked=held.is_masked,
        may_be_quoted=held.may_be_quoted,
        released_by=by,
    )
    held.delete()
    return comment


def _hold(held: HeldComment) -> HeldComment:
    """The row as it is now. Of two readers at once, the second waits here.

    Raises `HeldComment.DoesNotExist` where the other one released it.
    """
    # Its survey, too, so that nobody draws the same code.
    survey_id = held.focus_area.topic.survey_id
    StaffSurvey.objects.select_for_update().get(pk=survey_id)
    rows = HeldComment.objects.select_related(
        "focus_area__topic__survey__process", "proposed_by"
    )
    return rows.get(pk=held.pk, is_withheld=False)


def _confirms(
    held: HeldComment, decision: Decision, may_be_quoted: bool, by: User
) -> bool:
    return (
        held.proposal == decision
        and held.may_be_quoted == may_be_quoted
        and held.proposed_by not in (None, by)
    )


def _name(user: User) -> str:
    return user.get_full_name() or user.get_username()


def _draw_code(process: Process) -> str:
    """An unused code such as M-0388, by lot: it tells nothing about the order."""
    used = set(
        Contribution.objects.from_source(Source.STAFF_SURVEY)
        .filter(process=process)
        .values_list("code", flat=True)
    )
    digits = 4
    while len(used) + 1 > _FULLEST * 10**digits:
        digits += 1
    while (code := f"M-{secrets.randbelow(10**digits):0{digits}}") in used:
        pass
    return code
