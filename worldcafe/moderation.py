"""What the moderator sees of all tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ilmkreis_integration.domain.disclosure import guard_counts, guard_total
from ilmkreis_integration.models import ActionField
from worldcafe.findings import read_findings
from worldcafe.models import Cafe, Round, Sitting, Table
from worldcafe.phases import Clock, read_clock

# Pages tell of themselves every few seconds; a bad network delays that.
_JUST_NOW = timedelta(seconds=90)


@dataclass(frozen=True)
class TableState:
    """A table in the round that is held; `people` of None: hidden or not counted."""

    table: Table
    seen: str
    notes: int = 0
    people: int | None = None
    is_counted: bool = False
    is_read_back: bool = False


@dataclass(frozen=True)
class Room:
    """`unvisited` are fields that nobody has talked about so far."""

    clock: Clock
    tables: tuple[TableState, ...]
    people: int | None
    unvisited: tuple[ActionField, ...]
    findings: tuple[str, ...]


def read_room(cafe: Cafe, *, now: datetime) -> Room:
    """Six queries."""
    clock = read_clock(cafe)
    tables = list(cafe.tables.select_related("action_field"))
    sittings = _read_sittings(cafe)
    held = {s.table_id: s for s in sittings if clock.held and s.round == clock.held}
    smallest = cafe.process.smallest_count
    # Their sum is shown as well, so they are guarded together.
    people = guard_counts(
        {table: sitting.people or 0 for table, sitting in held.items()},
        smallest=smallest,
    )
    in_room = sum(sitting.people or 0 for sitting in held.values())
    return Room(
        clock=clock,
        tables=tuple(
            _state(table, held.get(table.pk), people.get(table.pk), now)
            for table in tables
        ),
        people=guard_total(in_room, smallest=smallest),
        unvisited=_unvisited(clock.held, tables, sittings),
        findings=tuple(read_findings(cafe)),
    )


def _read_sittings(cafe: Cafe) -> list[Sitting]:
    sittings = Sitting.objects.filter(table__cafe=cafe).annotate(
        written=Count("notes", filter=Q(notes__is_deleted=False))
    )
    return list(sittings.select_related("round"))


def _state(
    table: Table, sitting: Sitting | None, people: int | None, now: datetime
) -> TableState:
    seen = ago(now - table.seen_at if table.seen_at else None)
    if sitting is None:
        return TableState(table, seen)
    return TableState(
        table=table,
        seen=seen,
        notes=getattr(sitting, "written", 0),
        people=people,
        is_counted=sitting.people is not None,
        is_read_back=sitting.read_back_at is not None,
    )


def _unvisited(
    held: Round | None, tables: Sequence[Table], sittings: Sequence[Sitting]
) -> tuple[ActionField, ...]:
    if held is None:
        return ()
    visited = {
        sitting.table_id
        for sitting in sittings
        if sitting.people or getattr(sitting, "written", 0)
    }
    seen = {table.action_field for table in tables if table.pk in visited}
    fields = dict.fromkeys(table.action_field for table in tables)
    return tuple(field for field in fields if field not in seen)


def ago(since: timedelta | None) -> str:
    """How long something is past, in words; None: it never was."""
    if since is None:
        return _("noch nie")
    if since < _JUST_NOW:
        return _("gerade eben")
    minutes = round(since / timedelta(minutes=1))
    if minutes < 60:
        text = ngettext("vor einer Minute", "vor {} Minuten", minutes)
        return text.format(minutes)
    hours = round(since / timedelta(hours=1))
    if hours < 24:
        text = ngettext("vor einer Stunde", "vor {} Stunden", hours)
        return text.format(hours)
    return _("vor mehr als einem Tag")
