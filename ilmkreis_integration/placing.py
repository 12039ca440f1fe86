"""Giving a new row its place among its sisters and a name for links."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, Model, QuerySet
from django.utils.text import slugify


def next_position(siblings: QuerySet[Any]) -> int:
    """The position after the last one."""
    last: int | None = siblings.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def give_slug(row: Model, wording: str, siblings: QuerySet[Any]) -> None:
    """Name a new row after `wording`; it keeps the name when the wording changes."""
    if row.slug:  # type: ignore[attr-defined]
        return
    taken = set(siblings.values_list("slug", flat=True))
    base = slugify(wording)[:40] or "neu"
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    row.slug = slug  # type: ignore[attr-defined]
