"""Where a café stands, for the wall and the moderator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from worldcafe.models import Cafe, Round


class Phase(StrEnum):
    WELCOME = "welcome"
    ROUND = "round"
    CHANGE = "change"
    HARVEST = "harvest"
    THANKS = "thanks"


@dataclass(frozen=True)
class Clock:
    """`held` is the round begun last, `next` the first one that has not begun."""

    phase: Phase
    rounds: tuple[Round, ...]
    held: Round | None
    next: Round | None

    @property
    def running(self) -> Round | None:
        """The round that nobody has ended yet; its time may be up."""
        is_running = self.held is not None and self.held.stopped_at is None
        return self.held if is_running else None

    @property
    def ends_at(self) -> datetime | None:
        return self.running.ends_at if self.running else None


def read_clock(cafe: Cafe) -> Clock:
    """One query."""
    rounds = list(Round.objects.filter(cafe=cafe))
    for round_ in rounds:
        round_.cafe = cafe
    return clock_of(cafe, rounds)


def clock_of(cafe: Cafe, rounds: Sequence[Round]) -> Clock:
    held = held_round(rounds)
    return Clock(
        phase=_phase(cafe, held),
        rounds=tuple(rounds),
        held=held,
        next=next((r for r in rounds if r.started_at is None), None),
    )


def held_round(rounds: Sequence[Round]) -> Round | None:
    """The round begun last; None before any has begun."""
    begun = {r.started_at: r for r in rounds if r.started_at is not None}
    return begun[max(begun)] if begun else None


def _phase(cafe: Cafe, held: Round | None) -> Phase:
    if not cafe.is_open:
        return Phase.THANKS
    if cafe.is_harvest_shown:
        return Phase.HARVEST
    if held is None:
        return Phase.WELCOME
    return Phase.CHANGE if held.stopped_at else Phase.ROUND
