"""Which comment is read next, and what is pointed out in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext_lazy as _

from staffsurvey.models import Comment, HeldComment, StaffSurvey
from staffsurvey.personal_data import Hint, find_hints


class Choice(models.TextChoices):
    """Which comments are shown; the value stands in the address."""

    ALL = "", _("alle")
    WITH_HINTS = "mit-hinweisen", _("nur mit Hinweisen")
    WITHOUT_HINTS = "ohne-hinweise", _("nur ohne Hinweise")
    PROPOSED = "mit-vorschlag", _("nur mit Vorschlag einer anderen Person")


@dataclass(frozen=True)
class Queue:
    """What waits for one reader.

    `narrowed` of them fit the choice. `for_others`: this reader has proposed something,
    and somebody else has to agree.
    """

    waiting: int
    narrowed: int
    for_others: int
    released: int
    withheld: int
    current: HeldComment | None
    following: UUID | None

    @property
    def is_before_the_opening(self) -> bool:
        counts = (self.waiting, self.for_others, self.released, self.withheld)
        return not any(counts)


@dataclass(frozen=True)
class Part:
    """A piece of a comment; with a hint if it may tell about a person."""

    text: str
    hint: Hint | None = None


def read_queue(
    survey: StaffSurvey, reader: User, *, choice: str = "", at: UUID | None = None
) -> Queue:
    """The queue from the comment `at` on, or the one after it; then from the start."""
    held = HeldComment.objects.in_survey(survey)
    waiting, own = held.waiting(), held.none()
    if survey.needs_two_readers:
        own = waiting.proposed_by(reader)
        waiting = waiting.exclude(pk__in=own)
    keys = _narrow(waiting, choice)
    here = _place(keys, at)
    return Queue(
        waiting=waiting.count(),
        narrowed=len(keys),
        for_others=own.count(),
        released=Comment.objects.filter(focus_area__topic__survey=survey).count(),
        withheld=held.withheld().count(),
        current=_read(keys[here]) if keys else None,
        following=keys[(here + 1) % len(keys)] if len(keys) > 1 else None,
    )


def _narrow(waiting: models.QuerySet[HeldComment], choice: str) -> list[UUID]:
    if choice == Choice.PROPOSED:
        waiting = waiting.exclude(proposal=HeldComment.Decision.NONE)
    if choice not in (Choice.WITH_HINTS, Choice.WITHOUT_HINTS):
        return list(waiting.values_list("pk", flat=True))
    is_wanted = choice == Choice.WITH_HINTS
    texts = waiting.values_list("pk", "text")
    return [pk for pk, text in texts if bool(find_hints(text)) == is_wanted]


def _place(keys: Sequence[UUID], at: UUID | None) -> int:
    return next((n for n, key in enumerate(keys) if at is not None and key >= at), 0)


def _read(pk: UUID) -> HeldComment:
    rows = HeldComment.objects.select_related(
        "focus_area__topic__survey", "proposed_by"
    )
    return rows.get(pk=pk)


def parts_of(text: str, hints: Sequence[Hint]) -> Iterator[Part]:
    """The whole text in pieces, so that the hints in it can be marked."""
    reached = 0
    for hint in hints:
        yield Part(text[reached : hint.start])
        yield Part(text[hint.start : hint.end], hint)
        reached = hint.end
    yield Part(text[reached:])
