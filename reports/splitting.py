"""Cutting a contribution into parts without touching its wording.

The coder puts a mark, or an empty line, where a new statement begins. White space may
change on the way through a browser; everything else must come back as it was. What
becomes of it are spans of the original, so the wording is always the original's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
_MARKS = "|¦‖§"

Span = tuple[int, int]


class WordingChangedError(Exception):
    """More than marks and white space was changed; `at` is where the original differs."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def mark_for(text: str) -> str:
    """Return the sign that marks cuts in `text`: one that does not occur in it."""
    return next((mark for mark in _MARKS if mark not in text), _MARKS[0] * 3)


def with_marks(text: str, cuts: Iterable[int]) -> str:
    """Return `text` with a mark at each cut, for a person to edit."""
    places = _between(text, cuts)
    return f" {mark_for(text)} ".join(text[start:end].strip() for start, end in places)


def cuts_in(text: str, marked: str) -> list[int]:
    """Find where in `text` the parts of `marked` begin, the first one left out."""
    marked = marked.replace("\r\n", "\n").replace("\r", "\n")
    starts = []
    position = 0
    for part in _EMPTY_LINE.split(marked.replace(mark_for(text), "\n\n")):
        letters = "".join(part.split())
        if letters:
            start = _skip_space(text, position)
            position = _follow(text, start, letters)
            starts.append(start)
    if _skip_space(text, position) != len(text):
        raise WordingChangedError(_skip_space(text, position))
    return starts[1:]


def spans(text: str, cuts: Iterable[int]) -> list[Span]:
    """Return the parts between `cuts` without the white space around them."""
    trimmed = (_trim(text, start, end) for start, end in _between(text, cuts))
    return [(start, end) for start, end in trimmed if start < end]


def cuts_between(text: str, kept: Sequence[Span]) -> list[int]:
    """Return cuts that give all of `kept` back, and what lies between as own parts."""
    borders = {place for span in kept for place in span}
    starts = {_skip_space(text, place) for place in borders}
    return sorted(starts - {_skip_space(text, 0), len(text)})


def _between(text: str, cuts: Iterable[int]) -> list[Span]:
    inside = sorted({cut for cut in cuts if 0 < cut < len(text)})
    borders = [0, *inside, len(text)]
    return list(pairwise(borders))


def _trim(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _follow(text: str, position: int, letters: str) -> int:
    """Walk over `letters` in `text`; return the place behind the last one."""
    for letter in letters:
        position = _skip_space(text, position)
        if text[position : position + 1] != letter:
            raise WordingChangedError(position)
        position += 1
    return position
