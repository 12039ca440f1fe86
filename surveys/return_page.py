"""What came back, as the management may see it: every figure guarded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext as _

from ilmkreis_integration.domain.disclosure import (
    guard_counts,
    guard_linked,
    guard_total,
)
from surveys.comparing import Comparison, compare
from surveys.languages import GERMAN, LANGUAGES
from surveys.models import Channel, Option, Questionnaire, Reference, Response
from surveys.returns import (
    AttributeReturn,
    ChannelReturn,
    attributes_asked,
    forms_by,
    forms_by_day,
    returns_by_attribute,
    returns_by_channel,
)

OF_ATTRIBUTE = "attribute-"


@dataclass(frozen=True)
class Line:
    """A label with a count of forms; `share` of all forms is None where it is hidden."""

    label: str
    forms: int | None
    share: float | None


@dataclass(frozen=True)
class ChannelLine:
    channel: Channel
    forms: int | None
    people: int | None


@dataclass(frozen=True)
class ReturnPage:
    """All tables of the page; None is hidden or empty.

    `quiet` are the channels with nothing or too little to show. `comparisons` stand
    beside the reference they come from.
    """

    forms: int | None
    channels: tuple[ChannelLine, ...]
    quiet: tuple[Channel, ...]
    days: tuple[tuple[date, int | None], ...]
    languages: tuple[Line, ...]
    ways: tuple[Line, ...]
    kinds: tuple[Line, ...]
    comparisons: tuple[tuple[Reference, str, list[Comparison]], ...]


def return_page(questionnaire: Questionnaire) -> ReturnPage:
    """Read and guard everything; a fixed number of queries."""
    smallest = questionnaire.process.smallest_count
    channels = _channels(returns_by_channel(questionnaire), smallest)
    languages = {GERMAN.code: GERMAN, **LANGUAGES}
    by_language = forms_by("language", questionnaire)
    by_day = forms_by_day(questionnaire)
    return ReturnPage(
        forms=guard_total(sum(by_day.values()), smallest=smallest),
        channels=channels,
        quiet=tuple(
            line.channel
            for line in channels
            if line.forms is None and line.channel.revoked_on is None
        ),
        days=tuple(guard_counts(by_day, smallest=smallest).items()),
        languages=_lines(
            {languages[code].german: n for code, n in by_language.items()}, smallest
        ),
        ways=_lines(_named(Response.Entry, forms_by("entry", questionnaire)), smallest),
        kinds=_lines(_named(Response.Form, forms_by("form", questionnaire)), smallest),
        comparisons=tuple(_comparisons(questionnaire, channels, by_language)),
    )


def groups_of(
    questionnaire: Questionnaire,
    dimension: str,
    *,
    counted: Iterable[AttributeReturn] | None = None,
) -> dict[str, str]:
    """The groups that a dimension tells apart, by their key, with their labels.

    Who has the `counted` attributes hands them in.
    """
    if dimension == Reference.Dimension.LANGUAGE:
        return {code: language.german for code, language in LANGUAGES.items()}
    if dimension == Reference.Dimension.PLACE:
        places = questionnaire.channels.exclude(place="").values_list("place")
        return {place: place for (place,) in places.distinct().order_by("place")}
    if counted is None:
        counted = returns_by_attribute(questionnaire)
    return {
        option.slug: option.label
        for option, _people in _people_of(dimension, counted)
        if not option.is_refusal
    }


def _people_of(
    dimension: str, counted: Iterable[AttributeReturn]
) -> tuple[tuple[Option, int], ...]:
    """How many people chose each option of the attribute that `dimension` names."""
    for entry in counted:
        if dimension == OF_ATTRIBUTE + entry.attribute.slug:
            return entry.people
    return ()


def dimensions_of(questionnaire: Questionnaire) -> dict[str, str]:
    """What figures of the population can be given for."""
    attributes = {
        OF_ATTRIBUTE + slug: attribute.title
        for slug, attribute in attributes_asked(questionnaire).items()
    }
    return attributes | {str(key): str(t) for key, t in Reference.Dimension.choices}


def _channels(
    returns: Iterable[ChannelReturn], smallest: int
) -> tuple[ChannelLine, ...]:
    lines = {line.channel: (line.forms, line.people) for line in returns}
    guarded = guard_linked(lines, smallest=smallest)
    return tuple(ChannelLine(channel, *guarded[channel]) for channel in lines)


def _named(
    choices: type[models.TextChoices], counts: Mapping[str, int]
) -> dict[str, int]:
    return {str(choices(value).label): counts[value] for value in counts}


def _lines(counts: Mapping[str, int], smallest: int) -> tuple[Line, ...]:
    total = sum(counts.values())
    guarded = guard_counts(counts, smallest=smallest)
    return tuple(
        Line(label, forms, None if forms is None else forms / total)
        for label, forms in sorted(guarded.items())
    )


def _comparisons(
    questionnaire: Questionnaire,
    channels: Iterable[ChannelLine],
    by_language: Mapping[str, int],
) -> Iterable[tuple[Reference, str, list[Comparison]]]:
    references = list(questionnaire.references.prefetch_related("counts"))
    if not references:
        return
    counted = returns_by_attribute(questionnaire)
    titles = dimensions_of(questionnaire)
    smallest = questionnaire.process.smallest_count
    for reference in references:
        people = _people_in(
            reference.dimension, counted, channels, by_language, smallest
        )
        # Shares of those that are shown: the sum of all would tell hidden ones.
        shown = [count for count in people.values() if count is not None]
        lines = compare(
            groups_of(questionnaire, reference.dimension, counted=counted),
            population={c.group: c.people for c in reference.counts.all()},
            people=people,
            total=sum(shown),
        )
        title = titles.get(reference.dimension, _("nicht mehr gefragt"))
        yield reference, title, lines


def _people_in(
    dimension: str,
    counted: Iterable[AttributeReturn],
    channels: Iterable[ChannelLine],
    by_language: Mapping[str, int],
    smallest: int,
) -> Mapping[str, int | None]:
    if dimension == Reference.Dimension.LANGUAGE:
        return guard_counts(by_language, smallest=smallest)
    if dimension == Reference.Dimension.PLACE:
        return _by_place(channels)
    counts = {option.slug: people for option, people in _people_of(dimension, counted)}
    return guard_counts(counts, smallest=smallest)


def _by_place(channels: Iterable[ChannelLine]) -> dict[str, int | None]:
    """A place is shown only if all its channels are: it must not tell a hidden one."""
    places: dict[str, list[int | None]] = defaultdict(list)
    for line in channels:
        places[line.channel.place].append(line.people)
    return {
        place: None if None in people else sum(n for n in people if n is not None)
        for place, people in places.items()
    }
