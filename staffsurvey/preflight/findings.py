from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Something to look at; a survey does not start while a blocking one is there."""

    title: str
    remedy: str
    is_blocking: bool = True
