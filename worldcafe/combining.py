"""What a note says and where it lies, and when two changes of it do not go together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID


class ChangesCollideError(Exception):
    """Two people changed the same thing of a note, each without knowing of the other."""


@dataclass(frozen=True)
class NoteState:
    """All of a note that may change while the café is open."""

    text: str
    guiding_question_id: int
    weighting_dots: int = 0
    is_deleted: bool = False
    merged_into_id: UUID | None = None


# Whoever changes the wording wants the note to stay, and who deletes it has read it.
_GO_TOGETHER = {"text": {"text", "is_deleted"}, "is_deleted": {"text", "is_deleted"}}


def combine(change: Mapping[str, Any], *, seen: NoteState, now: NoteState) -> NoteState:
    """Apply `change`, made by somebody who had `seen` the note, to how it is `now`.

    Changes of different things go together: one host moves the note, the other one
    rewords it. Raises `ChangesCollideError` if somebody else changed the same thing.
    """
    for name in change:
        for related in _GO_TOGETHER.get(name, {name}):
            was, is_ = getattr(seen, related), getattr(now, related)
            if is_ != was and is_ != change.get(related, was):
                raise ChangesCollideError(related)
    return replace(now, **change)
