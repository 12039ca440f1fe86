"""Whether more notes still bring new themes, or everything was said already."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

STEP = 10  # notes


@dataclass(frozen=True)
class Step:
    """Themes first named within some notes in a row, counted from 1."""

    first: int
    last: int
    new_themes: int

    @property
    def is_whole(self) -> bool:
        return self.last - self.first + 1 == STEP

    @property
    def share(self) -> float:
        """Of the most that are usual, one new theme a note; 0 to 1, for a bar."""
        return min(self.new_themes / STEP, 1)


def saturate(notes: Sequence[Collection[int]]) -> tuple[Step, ...]:
    """Cut `notes`, each the themes it names, in the order they were written, into steps."""
    known: set[int] = set()
    steps: list[Step] = []
    for start in range(0, len(notes), STEP):
        said = notes[start : start + STEP]
        new = {theme for themes in said for theme in themes} - known
        known |= new
        steps.append(Step(start + 1, start + len(said), len(new)))
    return tuple(steps)


def is_saturated(steps: Sequence[Step]) -> bool | None:
    """Whether the last whole step brought one new theme at most.

    None where there are fewer than two whole steps: too little to tell.
    """
    whole = [step for step in steps if step.is_whole]
    return whole[-1].new_themes <= 1 if len(whole) > 1 else None
