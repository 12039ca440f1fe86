"""How much has come back. Raw counts; whoever shows them guards them first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from surveys.models import Attribute, Channel, Option, Questionnaire, Response


@dataclass(frozen=True)
class Totals:
    """Forms and people; people are a lower bound if a group did not know its size."""

    single_forms: int
    group_forms: int
    people: int
    people_is_lower_bound: bool

    @property
    def forms(self) -> int:
        return self.single_forms + self.group_forms


@dataclass(frozen=True)
class ChannelReturn:
    """What came back through one channel, and when the last form did."""

    channel: Channel
    forms: int
    people: int
    last_on: date | None


@dataclass(frozen=True)
class AttributeReturn:
    """How many people chose each option of an attribute, in the order of options."""

    attribute: Attribute
    people: tuple[tuple[Option, int], ...]


def totals(questionnaire: Questionnaire) -> Totals:
    """All forms of a questionnaire; one query."""
    counted = Response.objects.filter(questionnaire=questionnaire).aggregate(
        single=Count("pk", filter=Q(form=Response.Form.SINGLE)),
        group=Count("pk", filter=Q(form=Response.Form.GROUP)),
        people=Sum("people", default=0),
        unsure=Count("pk", filter=Q(people_is_lower_bound=True)),
    )
    return Totals(
        single_forms=counted["single"],
        group_forms=counted["group"],
        people=counted["people"],
        people_is_lower_bound=counted["unsure"] > 0,
    )


def returns_by_channel(questionnaire: Questionnaire) -> list[ChannelReturn]:
    """One line per channel, also where nothing came back; two queries."""
    rows = (
        Response.objects.filter(questionnaire=questionnaire)
        .order_by()
        .values_list("channel")
        .annotate(Count("pk"), Sum("people"), Max("received_on"))
    )
    counted = {channel: counts for channel, *counts in rows}
    return [
        ChannelReturn(channel, *counted.get(channel.pk, (0, 0, None)))
        for channel in questionnaire.channels.order_by("name")
    ]


def attributes_asked(questionnaire: Questionnaire) -> dict[str, Attribute]:
    """Attributes of all editions by slug, each in its newest wording; one query."""
    attributes = Attribute.objects.filter(edition__questionnaire=questionnaire)
    return {
        attribute.slug: attribute
        for attribute in attributes.order_by("edition__number", "position")
    }


def returns_by_attribute(questionnaire: Questionnaire) -> list[AttributeReturn]:
    """People per option over all editions; two queries.

    Attributes and options of different editions are the same if their slugs are; the
    newest wording stands for them. People who said nothing are in no option.
    """
    options: dict[tuple[str, str], tuple[Option, int]] = {}
    for option in _counted_options(questionnaire):
        key = option.attribute.slug, option.slug
        _older, people = options.get(key, (option, 0))
        options[key] = option, people + option.people
    return [
        AttributeReturn(
            attribute,
            tuple(pair for key, pair in options.items() if key[0] == slug),
        )
        for slug, attribute in attributes_asked(questionnaire).items()
    ]


def _counted_options(questionnaire: Questionnaire) -> QuerySet[Option, Any]:
    return (
        Option.objects.filter(attribute__edition__questionnaire=questionnaire)
        .select_related("attribute")
        .annotate(people=Sum("counts__count", default=0))
        .order_by("attribute__edition__number", "position")
    )


def forms_by_day(questionnaire: Questionnaire) -> dict[date, int]:
    """Forms per day of arrival, first day first; days without forms are left out."""
    rows = (
        Response.objects.filter(questionnaire=questionnaire)
        .order_by("received_on")
        .values_list("received_on")
        .annotate(Count("pk"))
    )
    return dict(rows)


def forms_by(field: str, questionnaire: Questionnaire) -> dict[str, int]:
    """Forms by a field of the response, such as its language or its way in."""
    rows = (
        Response.objects.filter(questionnaire=questionnaire)
        .order_by()
        .values_list(field)
        .annotate(Count("pk"))
    )
    return dict(rows)
