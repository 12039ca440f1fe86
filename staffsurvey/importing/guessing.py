"""Which focus area a column is about, by its label."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from staffsurvey.models import FocusArea

# From here on two labels are taken for the same; below, people decide.
_ALIKE = 0.7
_WORD = re.compile(r"[^\W_]+")
# What stands before is the topic or question, behind it the part: "Wohnen: Bus".
_PARTS = re.compile(r"\s*[:–]\s+")


def guess_area(label: str, areas: Iterable[FocusArea]) -> FocusArea | None:
    """The area whose title is most like a part of `label`; its topic breaks ties."""
    scored = [(_score(label, area), area) for area in areas]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0][0] >= _ALIKE else None


def _score(label: str, area: FocusArea) -> tuple[float, float]:
    parts = [label, *_PARTS.split(label)]
    return (
        max(_likeness(part, area.title) for part in parts),
        max(_likeness(part, area.topic.title) for part in parts),
    )


def _likeness(one: str, other: str) -> float:
    first, second = _plain(one), _plain(other)
    if not first or not second:
        return 0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
