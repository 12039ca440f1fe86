"""Passing released comments on to the topic that they are about."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from ilmkreis_integration.handover import finalize, reopen
from staffsurvey.models import Comment, FocusArea, PassingOn
from staffsurvey.services.recording import name_of


class PassedOnMeanwhileError(Exception):
    """Somebody else has passed the comment on; it is no longer where it was."""


@transaction.atomic
def pass_on(
    comment: Comment, *, to: FocusArea, by: User, reason: str = ""
) -> PassingOn:
    """Move a comment, as it was loaded, to the focus area of another topic.

    Its contribution goes to the action field of that area, or leaves the evaluation.
    Raises `WorkedOnError` if somebody has coded it, and `PassedOnMeanwhileError`.
    """
    rows = Comment.objects.select_for_update(of=("self",))
    held = rows.select_related("contribution").get(pk=comment.pk)
    if held.focus_area_id != comment.focus_area_id:
        raise PassedOnMeanwhileError
    contribution = held.contribution
    reopen([contribution])
    contribution.action_field_id = to.action_field_id
    contribution.for_concept = to.topic.for_concept
    contribution.save(update_fields=["action_field", "for_concept"])
    finalize([contribution])
    held.focus_area = to
    held.save(update_fields=["focus_area"])
    return PassingOn.objects.create(
        comment=held,
        from_area_id=comment.focus_area_id,
        to_area=to,
        passed_on=timezone.localdate(),
        passed_by=name_of(by),
        reason=reason,
    )


def pass_back(passing: PassingOn, *, by: User) -> PassingOn:
    """Undo `passing`; both ways stay on record. Raises what `pass_on` raises."""
    if not passing.is_where_it_went:
        raise PassedOnMeanwhileError
    return pass_on(passing.comment, to=passing.from_area, by=by)
