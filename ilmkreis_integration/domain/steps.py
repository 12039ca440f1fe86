"""The way through a form whose steps are shown one at a time.

The whole form is one page and one POST; the server or, where there is JavaScript,
`static/js/steps.js` decides which step is seen. Nothing is kept on the server between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FORWARD, BACK, SEND = "weiter", "zurueck", "absenden"


@dataclass(frozen=True)
class Walk:
    """Where somebody stands in `steps`; an unknown `current` is the first step."""

    steps: Sequence[str]
    current: str

    @property
    def index(self) -> int:
        return self.steps.index(self.current) if self.current in self.steps else 0

    @property
    def key(self) -> str:
        return self.steps[self.index]

    @property
    def number(self) -> int:
        """The step as people count: from 1."""
        return self.index + 1

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def percent(self) -> int:
        """How much lies behind: 0 on the first step, 100 only when all is done."""
        return round(100 * self.index / len(self.steps))

    @property
    def is_first(self) -> bool:
        return self.index == 0

    @property
    def is_last(self) -> bool:
        return self.index == len(self.steps) - 1

    def to(self, key: str) -> Walk:
        return Walk(self.steps, key)

    def forward(self) -> Walk:
        return self.to(self.steps[min(self.index + 1, len(self.steps) - 1)])

    def back(self) -> Walk:
        return self.to(self.steps[max(self.index - 1, 0)])
