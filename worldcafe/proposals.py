"""What is proposed for a café, and who sits where at the tables that it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ilmkreis_integration.models import ActionField
from worldcafe.models import Cafe, Table
from worldcafe.models.cafes import MOST_PEOPLE
from worldcafe.obstacles import explain
from worldcafe.planning import Proposal, arrange, propose
from worldcafe.rotation import Meetings, Rotation


@dataclass(frozen=True)
class Wish:
    """What a café is planned from; `people` may still be unknown."""

    stations: tuple[ActionField, ...]
    popular: frozenset[ActionField]
    people: int | None
    rounds: int


@dataclass(frozen=True)
class Place:
    """A table as people know it."""

    number: int
    action_field: ActionField

    def __str__(self) -> str:
        return _("Tisch {}").format(self.number)


@dataclass(frozen=True)
class Seating:
    """Who sits where: for each table the numbers of its people in each round."""

    rounds: tuple[int, ...]
    groups: tuple[tuple[Place, tuple[tuple[int, ...], ...]], ...]
    # For each person the table in each round; the first one is person 1.
    routes: tuple[tuple[Place, ...], ...]
    meetings: Meetings


@dataclass(frozen=True)
class Offer:
    """A proposal to look at: its tables, and a seating or what is in its way."""

    wish: Wish
    places: tuple[Place, ...]
    seating: Seating | None
    obstacle: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def action_fields(self) -> list[ActionField]:
        """Of the first table, the second …"""
        return [place.action_field for place in self.places]

    @property
    def stations(self) -> list[tuple[ActionField, list[Place]]]:
        return [
            (field, [place for place in self.places if place.action_field == field])
            for field in self.wish.stations
        ]


def draw_up(wish: Wish) -> Offer:
    """Propose tables; one for each station where the numbers say no more."""
    if wish.people is None:
        return Offer(wish, _places(wish, [1] * len(wish.stations)), None)
    popular = [field in wish.popular for field in wish.stations]
    found = propose(wish.people, popular, wish.rounds, most_people=MOST_PEOPLE)
    if not isinstance(found, Proposal):
        places = _places(wish, [1] * len(wish.stations))
        text = explain(found, [field.title for field in wish.stations])
        return Offer(wish, places, None, obstacle=text)
    places = _places(wish, found.tables)
    seating = _seating(found.rotation, places)
    return Offer(wish, places, seating, remarks=tuple(_remarks(wish, found)))


def _places(wish: Wish, tables: Sequence[int]) -> tuple[Place, ...]:
    fields = [
        field
        for field, number in zip(wish.stations, tables, strict=True)
        for _table in range(number)
    ]
    return tuple(Place(number, field) for number, field in enumerate(fields, start=1))


def _remarks(wish: Wish, proposal: Proposal) -> list[str]:
    remarks = []
    if wish.popular and wish.rounds == len(wish.stations):
        remarks.append(
            _(
                "Es gibt so viele Runden wie Stationen: Alle kommen ohnehin überall "
                "vorbei."
            )
        )
    for station in proposal.plain:
        text = _(
            "„{}“ bekommt nicht mehr Tische als die anderen: Dafür sind es zu wenige "
            "Personen."
        )
        remarks.append(text.format(wish.stations[station]))
    return remarks


def seat_cafe(cafe: Cafe, tables: Sequence[Table], rounds: int) -> Seating | str:
    """Seat the expected people at the tables as they are, or say why that cannot be."""
    by_field: dict[ActionField, list[Place]] = {}
    for table in tables:
        place = Place(table.number, table.action_field)
        by_field.setdefault(table.action_field, []).append(place)
    numbers = [len(places) for places in by_field.values()]
    found = arrange(cafe.expected_people or 0, numbers, rounds, most_people=MOST_PEOPLE)
    if not isinstance(found, Rotation):
        return explain(found, [field.title for field in by_field])
    return _seating(found, [place for places in by_field.values() for place in places])


def _seating(rotation: Rotation, places: Sequence[Place]) -> Seating:
    """`places` stand in the order of the tables of `rotation`."""
    groups = {
        place: tuple(
            tuple(
                person
                for person, seats in enumerate(rotation.seats, start=1)
                if seats[round_] == table
            )
            for round_ in range(rotation.rounds)
        )
        for table, place in enumerate(places)
    }
    return Seating(
        rounds=tuple(range(1, rotation.rounds + 1)),
        groups=tuple(sorted(groups.items(), key=lambda item: item[0].number)),
        routes=tuple(
            tuple(places[table] for table in seats) for seats in rotation.seats
        ),
        meetings=rotation.meetings,
    )


def say_how_people_mix(meetings: Meetings) -> str:
    """Whom a person meets, in one sentence."""
    if meetings.fewest_others == meetings.most_others:
        others = _("{most} andere Menschen")
    else:
        others = _("{fewest} bis {most} andere Menschen")
    text = ngettext(
        "Jede Person trifft {others} und niemanden zweimal.",
        "Jede Person trifft {others}, dieselben höchstens {often}-mal.",
        meetings.most_often,
    )
    return text.format(
        others=others.format(fewest=meetings.fewest_others, most=meetings.most_others),
        often=meetings.most_often,
    )
