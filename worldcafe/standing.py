"""The notes of a café as they stand: of those that say the same, one stands for all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from ilmkreis_integration.models import ActionField
from worldcafe.models import Cafe, Mark, Note

MOST_SHOWN = 3  # of each field on the wall


@dataclass(frozen=True)
class Standing:
    """A note with those it stands for, in the order of their codes."""

    note: Note
    merged: tuple[Note, ...] = ()

    @property
    def all(self) -> tuple[Note, ...]:
        return (self.note, *self.merged)

    @property
    def dots(self) -> int:
        return sum(note.weighting_dots for note in self.all)

    @property
    def marks(self) -> list[tuple[Mark.Kind, int]]:
        """How often later rounds said what of any of them."""
        counts = Counter(mark.kind for note in self.all for mark in note.marks.all())
        return [(kind, counts[kind]) for kind in Mark.Kind if counts[kind]]


@dataclass(frozen=True)
class FieldHarvest:
    """What weighs most in a field, strongest first."""

    action_field: ActionField
    strongest: tuple[Standing, ...]


def read_standing(cafe: Cafe) -> list[Standing]:
    """By table, round and number; two queries."""
    marks = Mark.objects.select_related("sitting__round").order_by(
        "sitting__round__number"
    )
    notes = (
        Note.objects.kept()
        .of(cafe)
        .select_related(
            "contribution",
            "guiding_question",
            "sitting__table__action_field",
            "sitting__round",
        )
        .prefetch_related(Prefetch("marks", marks))
        .order_by("sitting__table__number", "sitting__round__number", "number")
    )
    return stand(list(notes))


def stand(notes: Sequence[Note]) -> list[Standing]:
    """Put those that were merged with the one of `notes` that stands for them."""
    by_id = {note.pk: note for note in notes}
    merged: dict[UUID, list[Note]] = defaultdict(list)
    for note in notes:
        standing = _standing_for(note, by_id)
        if standing is not note:
            merged[standing.pk].append(note)
    return [
        Standing(note, tuple(merged[note.pk]))
        for note in notes
        if _standing_for(note, by_id) is note
    ]


def _standing_for(note: Note, by_id: Mapping[Any, Note]) -> Note:
    # What was merged into a note that is deleted now stands for itself again.
    seen = {note.pk}
    while (other := by_id.get(note.merged_into_id)) and other.pk not in seen:
        note = other
        seen.add(note.pk)
    return note


def read_harvest(cafe: Cafe) -> list[FieldHarvest]:
    """The strongest notes of every field on the tables; three queries."""
    by_field: dict[int, list[Standing]] = defaultdict(list)
    for standing in read_standing(cafe):
        if standing.dots:
            by_field[standing.note.sitting.table.action_field_id].append(standing)
    fields = ActionField.objects.filter(tables__cafe=cafe).distinct()
    return [FieldHarvest(field, _strongest(by_field[field.pk])) for field in fields]


def _strongest(notes: Sequence[Standing]) -> tuple[Standing, ...]:
    # Sorting is stable: of the same weight, the earlier one comes first.
    ranked = sorted(notes, key=lambda standing: -standing.dots)
    return tuple(ranked[:MOST_SHOWN])
