"""A note as it lies on the table, drawn once however often the table is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from worldcafe.models import Mark

# Stands in the pattern for notes that pages draw themselves.
NO_ID = UUID(int=0)
# About three events with 30 tables at once.
MOST_CARDS = 5000


@dataclass(frozen=True)
class Card:
    """All that the drawing of a note depends on."""

    link: str  # code of the table
    shown: int  # the round that looks at it
    id: UUID = NO_ID
    code: str = ""
    version: int = 1
    question: str = ""
    round: int = 0
    dots: int = 0
    text: str = ""
    is_merged: bool = False  # another note stands for it
    kind: str = ""  # what the round that looks at it says of it
    between: tuple[tuple[int, str], ...] = ()  # what the rounds in between said

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """What can be said of it: value, name, and whether this round says so."""
        return [(kind.value, str(kind.label), kind == self.kind) for kind in Mark.Kind]

    @property
    def html(self) -> SafeString:
        return _draw("worldcafe/_note.html", self)

    @property
    def earlier_html(self) -> SafeString:
        return _draw("worldcafe/_earlier_note.html", self)


@lru_cache(maxsize=MOST_CARDS)
def _draw(template: str, card: Card) -> SafeString:
    return render_to_string(template, {"card": card})
