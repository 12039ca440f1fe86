"""From the release queue to the evaluation, or back into the drawer.

Two people may have the same comment in front of them. Each of these takes what was
`seen` (`state_of`), and raises `DecidedMeanwhileError` if it is no longer true.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from enum import Enum
from hashlib import sha256

from django.contrib.auth.models import User
from django.db import transaction

from ilmkreis_integration.handover import hand_over
from ilmkreis_integration.models import Contribution, Process, Source
from staffsurvey.cleaning import clear_away
from staffsurvey.models import Comment, HeldComment, StaffSurvey
from staffsurvey.personal_data import Hint
from staffsurvey.services.recording import name_of

# Codes get longer before they run short, so that drawing stays quick.
_FULLEST = 0.5

Decision = HeldComment.Decision


class DecidedMeanwhileError(Exception):
    """Somebody else masked, proposed or decided since the comment was shown."""


def state_of(held: HeldComment) -> str:
    """A short text that changes with whatever somebody else does to the comment."""
    parts = (
        held.text,
        held.proposal,
        str(held.proposed_by_id),
        str(held.may_be_quoted),
        str(held.is_withheld),
        # It says whether one click decides or only proposes.
        str(held.focus_area.topic.survey.needs_two_readers),
    )
    return sha256("\0".join(parts).encode()).hexdigest()[:16]


def mask(held: HeldComment, passages: Iterable[Hint], *, seen: str) -> bool:
    """Overwrite `passages` with what they are. No earlier wording is kept.

    Whatever somebody proposed was about another text, and is gone. False where the
    files of the database may still hold the earlier wording for a while.
    """
    _overwrite(held, passages, seen)
    return clear_away(HeldComment)


@transaction.atomic
def _overwrite(held: HeldComment, passages: Iterable[Hint], seen: str) -> None:
    held = _hold(held, seen)
    for passage in sorted(passages, reverse=True):
        before, after = held.text[: passage.start], held.text[passage.end :]
        held.text = before + passage.kind.placeholder + after
    held.is_masked = True
    held.proposal = Decision.NONE
    held.proposed_by = None
    held.may_be_quoted = False
    held.save()


@transaction.atomic
def decide(
    held: HeldComment,
    decision: Decision,
    *,
    by: User,
    seen: str,
    may_be_quoted: bool = False,
) -> bool:
    """Release or withhold a comment; True once that is done.

    Where two people are needed, the first decision is a proposal, and the same decision
    of somebody else carries it out. Another decision takes its place as a proposal.
    """
    held = _hold(held, seen)
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
        held.proposal = Decision.NONE
        held.proposed_by = None
        held.save()
    else:
        release(held, by=" und ".join(name_of(r) for r in readers if r is not None))
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


@transaction.atomic
def put_back(withheld: HeldComment, *, by: User, seen: str) -> bool:
    """Back into the queue, as if nobody had decided; True once that is done.

    Where two people are needed, the first one proposes, as with `decide`.
    """
    held = _hold(withheld, seen, is_withheld=True)
    if not _carry_out(held, Decision.RELEASE, by):
        return False
    held.is_withheld = False
    held.proposal = Decision.NONE
    held.proposed_by = None
    held.may_be_quoted = False
    held.save()
    return True


class Destroyed(Enum):
    """How far a text is on its way out."""

    PROPOSED = "proposed"
    WITH_REMAINS = "remains"
    DONE = "done"


def destroy(withheld: HeldComment, *, by: User, seen: str) -> Destroyed:
    """Delete a text that nobody is to read; where two are needed, the second does.

    `WITH_REMAINS`: the files of the database may still hold it for a while.
    """
    with transaction.atomic():
        held = _hold(withheld, seen, is_withheld=True)
        if not _carry_out(held, Decision.DESTROY, by):
            return Destroyed.PROPOSED
        held.delete()
    return Destroyed.DONE if clear_away(HeldComment) else Destroyed.WITH_REMAINS


def carries_out(held: HeldComment, decision: Decision, *, by: User) -> bool:
    """Whether `by` alone, or as the second of two, can do that to what is withheld."""
    survey = held.focus_area.topic.survey
    return not survey.needs_two_readers or _confirms(
        held, decision, held.may_be_quoted, by
    )


def _carry_out(held: HeldComment, decision: Decision, by: User) -> bool:
    if carries_out(held, decision, by=by):
        return True
    held.proposal = decision
    held.proposed_by = by
    held.save()
    return False


def _hold(held: HeldComment, seen: str, *, is_withheld: bool = False) -> HeldComment:
    """The row as it is now. Of two readers at once, the second waits here."""
    # Its survey, too, so that nobody draws the same code.
    survey_id = held.focus_area.topic.survey_id
    StaffSurvey.objects.select_for_update().get(pk=survey_id)
    rows = HeldComment.objects.select_related(
        "focus_area__topic__survey__process", "proposed_by"
    )
    now = rows.filter(pk=held.pk, is_withheld=is_withheld).first()
    if now is None or state_of(now) != seen:
        raise DecidedMeanwhileError
    return now


def _confirms(
    held: HeldComment, decision: Decision, may_be_quoted: bool, by: User
) -> bool:
    return (
        held.proposal == decision
        and held.may_be_quoted == may_be_quoted
        and held.proposed_by not in (None, by)
    )


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
