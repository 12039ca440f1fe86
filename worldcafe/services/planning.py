"""Planning a café: its tables, its rounds, and a sitting for each of both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max

from ilmkreis_integration.models import ActionField, Contribution, Process
from worldcafe.models import Cafe, Round, Sitting, Table, TargetGroup


@transaction.atomic
def plan_cafe(
    process: Process,
    *,
    target_group: TargetGroup,
    held_on: date,
    place: str,
    minutes_per_round: int,
    action_fields: Sequence[ActionField],
    rounds: int,
) -> Cafe:
    """Make a café with a table per field, its rounds, and a sitting for each of both."""
    # Two managers planning at once: the second one waits for the first.
    Process.objects.select_for_update().get(pk=process.pk)
    last = process.cafes.aggregate(last=Max("number"))["last"] or 0
    cafe = Cafe.objects.create(
        process=process,
        number=last + 1,
        target_group=target_group,
        held_on=held_on,
        place=place,
        minutes_per_round=minutes_per_round,
    )
    tables = Table.objects.bulk_create(
        Table(cafe=cafe, number=number, action_field=field)
        for number, field in enumerate(action_fields, start=1)
    )
    cafe_rounds = Round.objects.bulk_create(
        Round(cafe=cafe, number=number) for number in range(1, rounds + 1)
    )
    Sitting.objects.bulk_create(
        Sitting(table=table, round=round_) for table in tables for round_ in cafe_rounds
    )
    return cafe


@transaction.atomic
def revise_cafe(cafe: Cafe) -> None:
    """Store what was changed of a café; its notes follow it to another day."""
    cafe.save()
    notes = Contribution.objects.filter(note__sitting__table__cafe=cafe)
    notes.update(received_on=cafe.held_on)
