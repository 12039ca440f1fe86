"""Giving rows their place among their siblings, and new ones a name for links."""

from __future__ import annotations

from typing import Any, Literal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify

Direction = Literal["up", "down"]

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@transaction.atomic
def append(row: Any, *, to: QuerySet[Any]) -> None:
    """Store a new row as the last of its siblings, with a name for links.

    The name is taken from its wording, and stays when the wording changes.
    """
    siblings = _locked(to)
    row.slug = _free_slug(str(row), {sibling.slug for sibling in siblings})
    _store_last(row, siblings)


@transaction.atomic
def append_nameless(row: Any, *, to: QuerySet[Any]) -> None:
    """The same for a row to which no link leads."""
    _store_last(row, _locked(to))


def _store_last(row: Any, siblings: list[Any]) -> None:
    row.position = max((sibling.position for sibling in siblings), default=0) + 1
    row.save()


def _free_slug(wording: str, taken: set[str]) -> str:
    base = slugify(wording.lower().translate(_GERMAN))[:40].strip("-") or "neu"
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


@transaction.atomic
def move(row: Any, siblings: QuerySet[Any], direction: Direction) -> None:
    """Let `row` change places with its neighbour; at the end of the list it stays."""
    ordered = _locked(siblings)
    here = ordered.index(row)
    there = max(here - 1, 0) if direction == "up" else here + 1
    ordered.insert(there, ordered.pop(here))
    _number(ordered, siblings)


@transaction.atomic
def close_gaps(siblings: QuerySet[Any]) -> None:
    """Number the rows 1, 2, 3 … as they stand."""
    _number(_locked(siblings), siblings)


def _locked(siblings: QuerySet[Any]) -> list[Any]:
    """Of two people who change the same list at once, the second one waits."""
    return list(siblings.select_for_update().order_by("position", "pk"))


def _number(ordered: list[Any], siblings: QuerySet[Any]) -> None:
    for position, row in enumerate(ordered, start=1):
        row.position = position
    siblings.bulk_update(ordered, ["position"])
