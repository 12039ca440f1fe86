"""The return beside figures of the population: who is missing?

Shares are compared, not numbers, and nothing here says that the return represents
anybody. What comes in is guarded already; None is hidden or empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

# Shares that differ by less are called alike.
_FEWER, _MORE = 0.8, 1.25


class Gap(Enum):
    """How a group's share of the return differs from its share of the population."""

    FEWER = "fewer"
    ALIKE = "alike"
    MORE = "more"


@dataclass(frozen=True)
class Comparison:
    """One group; shares run from 0 to 1 and are None where they cannot be told."""

    label: str
    population: int
    population_share: float | None
    people: int | None
    share: float | None
    gap: Gap | None


def compare(
    labels: Mapping[str, str],
    *,
    population: Mapping[str, int],
    people: Mapping[str, int | None],
    total: int | None,
) -> list[Comparison]:
    """One line per group of `labels`; `total` is all people of the return, guarded."""
    everybody = sum(population.values())
    lines = []
    for key, label in labels.items():
        expected = _share(population.get(key, 0), everybody)
        share = _share(people.get(key), total)
        lines.append(
            Comparison(
                label=label,
                population=population.get(key, 0),
                population_share=expected,
                people=people.get(key),
                share=share,
                gap=_gap(share, expected),
            )
        )
    return lines


def _share(part: int | None, whole: int | None) -> float | None:
    return None if part is None or not whole else part / whole


def _gap(share: float | None, expected: float | None) -> Gap | None:
    if share is None or not expected:
        return None
    ratio = share / expected
    if ratio < _FEWER:
        return Gap.FEWER
    return Gap.MORE if ratio > _MORE else Gap.ALIKE
