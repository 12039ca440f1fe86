"""Planning a café: its tables, its rounds, and a sitting for each of both.

Tables and rounds can be changed until something was written or counted at them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from ilmkreis_integration.models import ActionField, Contribution, Process
from worldcafe.models import Cafe, Note, Round, Sitting, Table, TargetGroup
from worldcafe.services.holding import hold_cafe_open, hold_open_all


class AlreadyUsedError(Exception):
    """Somebody wrote or counted there already."""


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
    expected_people: int | None = None,
    weighting_dots_per_person: int = 3,
) -> Cafe:
    """Make a café with its rounds and a table per field; name a field twice for two."""
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
        expected_people=expected_people,
        weighting_dots_per_person=weighting_dots_per_person,
    )
    Table.objects.bulk_create(
        Table(cafe=cafe, number=number, action_field=field)
        for number, field in enumerate(action_fields, start=1)
    )
    Round.objects.bulk_create(
        Round(cafe=cafe, number=number) for number in range(1, rounds + 1)
    )
    _complete_sittings(cafe)
    return cafe


def _complete_sittings(cafe: Cafe) -> None:
    there = set(
        Sitting.objects.filter(table__cafe=cafe).values_list("table_id", "round_id")
    )
    rounds = list(cafe.rounds.all())
    Sitting.objects.bulk_create(
        Sitting(table=table, round=round_)
        for table in cafe.tables.all()
        for round_ in rounds
        if (table.pk, round_.pk) not in there
    )


@transaction.atomic
def revise_cafe(cafe: Cafe) -> None:
    """Store what was changed of a café; its notes follow it to another day."""
    cafe.save()
    notes = Contribution.objects.filter(note__sitting__table__cafe=cafe)
    notes.update(received_on=cafe.held_on)


def used(sittings: QuerySet[Sitting]) -> QuerySet[Sitting]:
    """Those at which somebody wrote, counted or photographed."""
    return sittings.filter(
        Q(notes__isnull=False)
        | Q(photos__isnull=False)
        | Q(people__isnull=False)
        | Q(participation_dots__gt=0)
        | Q(read_back_at__isnull=False)
    ).distinct()


@transaction.atomic
def add_table(table: Table) -> None:
    """Store a new table as the last of its café."""
    cafe = _hold(table.cafe)
    last = cafe.tables.aggregate(last=Max("number"))["last"] or 0
    table.number = last + 1
    table.save()
    _complete_sittings(cafe)


@transaction.atomic
def move_table(table: Table) -> None:
    """Store another station of `table`; raises `AlreadyUsedError`."""
    _hold(table.cafe)
    _refuse_used(table)
    table.save(update_fields=["action_field"])


@transaction.atomic
def remove_table(table: Table) -> None:
    """Take a table away; raises `AlreadyUsedError`.

    As long as nobody has written anything, those after it move up.
    """
    cafe = _hold(table.cafe)
    _refuse_used(table)
    table.delete()
    if not Note.objects.of(cafe).exists():
        _number(list(cafe.tables.all()))


@transaction.atomic
def add_round(cafe: Cafe) -> Round:
    cafe = _hold(cafe)
    last = cafe.rounds.aggregate(last=Max("number"))["last"] or 0
    round_ = Round.objects.create(cafe=cafe, number=last + 1)
    _complete_sittings(cafe)
    return round_


@transaction.atomic
def remove_last_round(cafe: Cafe) -> None:
    """Raises `AlreadyUsedError` if it has begun, or is the only one."""
    cafe = _hold(cafe)
    last = cafe.rounds.last()
    is_only = cafe.rounds.count() < 2
    if last is None or is_only or last.started_at or used(last.sittings.all()).exists():
        raise AlreadyUsedError(str(cafe))
    last.delete()


@transaction.atomic
def rearrange(
    cafe: Cafe,
    *,
    expected_people: int | None,
    action_fields: Sequence[ActionField],
    rounds: int,
) -> None:
    """Plan tables and rounds anew; tables that stay keep their link.

    Raises `AlreadyUsedError` once anything was written, counted or begun.
    """
    cafe = _hold(cafe)
    is_begun = cafe.rounds.filter(started_at__isnull=False).exists()
    if is_begun or used(Sitting.objects.filter(table__cafe=cafe)).exists():
        raise AlreadyUsedError(str(cafe))
    cafe.expected_people = expected_people
    cafe.save(update_fields=["expected_people"])
    _replace_tables(cafe, action_fields)
    cafe.rounds.filter(number__gt=rounds).delete()
    last = cafe.rounds.count()
    Round.objects.bulk_create(
        Round(cafe=cafe, number=number) for number in range(last + 1, rounds + 1)
    )
    _complete_sittings(cafe)


def _replace_tables(cafe: Cafe, action_fields: Sequence[ActionField]) -> None:
    free: dict[int, list[Table]] = defaultdict(list)
    for table in cafe.tables.all():
        free[table.action_field_id].append(table)
    last = cafe.tables.aggregate(last=Max("number"))["last"] or 0
    wanted = []
    for number, field in enumerate(action_fields, start=last + 1):
        if free[field.pk]:
            wanted.append(free[field.pk].pop(0))
        else:
            table = Table.objects.create(cafe=cafe, number=number, action_field=field)
            wanted.append(table)
    cafe.tables.exclude(pk__in=[table.pk for table in wanted]).delete()
    _number(wanted)


def _number(tables: list[Table]) -> None:
    """Number the tables 1, 2, 3 … as they stand, in two steps past each other."""
    highest = max((table.number for table in tables), default=0) + len(tables)
    for start in (highest + 1, 1):
        for number, table in enumerate(tables, start=start):
            table.number = number
            table.save(update_fields=["number"])


def _hold(cafe: Cafe) -> Cafe:
    """Be the only one who writes or plans there; all its pages look anew.

    Raises `CafeClosedError`.
    """
    # Tables before the café, as whoever closes it does: nobody waits for each other.
    hold_open_all(Table.objects.filter(cafe=cafe))
    hold_cafe_open(cafe)
    return Cafe.objects.get(pk=cafe.pk)


def _refuse_used(table: Table) -> None:
    if used(table.sittings.all()).exists():
        raise AlreadyUsedError(str(table))
