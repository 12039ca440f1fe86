"""Whom the figures do not show: what to look at before saying that all were reached.

Calculated from what the return page shows, so that nothing more can be seen here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ilmkreis_integration.models import Process
from surveys.comparing import Comparison, Gap
from surveys.models import Channel
from surveys.return_page import ChannelLine, ReturnPage, return_page


@dataclass(frozen=True)
class TypeLine:
    """A type of channels; `is_lower_bound` where some of them are not shown."""

    label: str
    forms: int | None
    share: float | None
    is_lower_bound: bool


@dataclass(frozen=True)
class Suggestion:
    """Somebody who may be missing, and why one could think so."""

    who: str
    why: str


@dataclass(frozen=True)
class Reach:
    """`page` is None where the process has no questionnaire."""

    page: ReturnPage | None
    types: tuple[TypeLine, ...]
    suggestions: tuple[Suggestion, ...]


def reach_of(process: Process) -> Reach:
    """Read the return and the cafés; a fixed number of queries."""
    questionnaire = process.questionnaires.first()
    cafes = tuple(_without_cafe(process))
    if questionnaire is None:
        return Reach(None, (), cafes)
    page = return_page(questionnaire)
    return Reach(
        page=page,
        types=types_of(page.channels),
        suggestions=(*_below_their_share(page), *_silent(page), *cafes),
    )


def types_of(channels: Iterable[ChannelLine]) -> tuple[TypeLine, ...]:
    """Forms by type of channel, added up from the channels that are shown.

    The true sum would tell what the hidden ones have.
    """
    by_type: dict[str, list[int | None]] = defaultdict(list)
    for line in channels:
        by_type[line.channel.type].append(line.forms)
    shown = {
        key: sum(n for n in forms if n is not None) for key, forms in by_type.items()
    }
    total = sum(shown.values())
    return tuple(
        TypeLine(
            label=str(label),
            forms=shown[key] or None,
            share=shown[key] / total if shown[key] else None,
            is_lower_bound=bool(shown[key]) and None in by_type[key],
        )
        for key, label in Channel.Type.choices
        if key in by_type
    )


def _below_their_share(page: ReturnPage) -> Iterable[Suggestion]:
    """Groups that appear less often than in the population, or not at all."""
    for _reference, title, lines in page.comparisons:
        for line in lines:
            if why := _why(line):
                yield Suggestion(f"{line.label} ({title})", why)


def _why(line: Comparison) -> str:
    if not line.population_share:
        return ""
    population = _percent(line.population_share)
    if line.share is None:
        text = _("im Rücklauf nicht zu sehen, %(population)s der Bevölkerung")
        return text % {"population": population}
    if line.gap != Gap.FEWER:
        return ""
    text = _("%(share)s im Rücklauf, %(population)s der Bevölkerung")
    return text % {"share": _percent(line.share), "population": population}


def _percent(share: float) -> str:
    percent = round(100 * share)
    return f"{percent} %" if percent else _("unter 1 %")


def _silent(page: ReturnPage) -> Iterable[Suggestion]:
    for channel in page.quiet:
        who = _("%(name)s (Ausgabestelle)") % {"name": channel.name}
        yield Suggestion(who, _("keine oder sehr wenige Bögen"))
    used = {line.channel.type for line in page.channels}
    for key, label in Channel.Type.choices:
        if key not in used and key != Channel.Type.OTHER:
            who = _("%(type)s (Ausgabestellen)") % {"type": label}
            yield Suggestion(who, _("noch keine Ausgabestelle dieser Art"))


def _without_cafe(process: Process) -> Iterable[Suggestion]:
    for group in process.target_groups.filter(cafes=None):
        who = _("%(group)s (World Café)") % {"group": group.title}
        yield Suggestion(who, _("noch kein World Café"))
