"""Why the numbers of a café cannot work, in words that say what to change."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from worldcafe.planning import (
    CrowdedTables,
    EmptyTables,
    NothingToSeat,
    Obstacle,
    TooFewPeople,
    TooManyPopular,
    TooManyRounds,
)


def explain(obstacle: Obstacle, titles: Sequence[str]) -> str:
    """Say what is in the way and what helps; `titles` are those of the stations."""
    match obstacle:
        case TooManyRounds(rounds, stations):
            text = _(
                "Bei {rounds} Runden und {stations} Stationen säße jemand zweimal an "
                "derselben Station. Planen Sie höchstens {stations} Runden."
            )
            return text.format(rounds=rounds, stations=stations)
        case TooManyPopular(rounds, stations):
            return _too_many_popular(rounds, stations)
        case TooFewPeople():
            return _too_few_people(obstacle)
        case EmptyTables():
            return _empty_tables(obstacle, titles[obstacle.station])
        case CrowdedTables():
            return _crowded_tables(obstacle, titles[obstacle.station])
        case NothingToSeat():
            return _(
                "Zum Verteilen braucht es erwartete Personen, Tische und mindestens "
                "eine Runde."
            )


def _too_many_popular(rounds: int, stations: int) -> str:
    if rounds == 1:
        text = _(
            "In einer einzigen Runde können nicht alle an derselben Station sitzen. "
            "Nehmen Sie die Markierung weg, oder planen Sie {stations} Runden."
        )
    else:
        text = ngettext(
            "In {rounds} Runden kann höchstens eine Station von allen besucht werden, "
            "sonst bleiben andere leer. Markieren Sie weniger Stationen, oder planen "
            "Sie {stations} Runden: Dann kommen alle überall vorbei.",
            "In {rounds} Runden können höchstens {most} Stationen von allen besucht "
            "werden, sonst bleiben andere leer. Markieren Sie weniger Stationen, oder "
            "planen Sie {stations} Runden: Dann kommen alle überall vorbei.",
            rounds - 1,
        )
    return text.format(rounds=rounds, stations=stations, most=rounds - 1)


def _too_few_people(obstacle: TooFewPeople) -> str:
    text = ngettext(
        "Mit einer Person und {stations} Stationen bleiben Tische leer.",
        "Mit {people} Personen und {stations} Stationen säßen nur {group} an einem "
        "Tisch; gut sind 4 bis 8.",
        obstacle.people,
    )
    if obstacle.fewer_stations:
        advice = _(
            "Wählen Sie {fewer} Stationen, oder laden Sie mindestens {fewest} Personen "
            "ein."
        )
    else:
        advice = _("Laden Sie mindestens {fewest} Personen ein.")
    return f"{text} {advice}".format(
        people=obstacle.people,
        stations=obstacle.stations,
        group=_range(obstacle.smallest, obstacle.largest),
        fewer=obstacle.fewer_stations,
        fewest=obstacle.fewest_people,
    )


def _empty_tables(obstacle: EmptyTables, title: str) -> str:
    text = ngettext(
        "Mit {people} Personen säßen am Tisch zu „{title}“ nur {group}; gut sind 4 bis "
        "8.",
        "Mit {people} Personen säßen an den {tables} Tischen zu „{title}“ nur je "
        "{group}; gut sind 4 bis 8.",
        obstacle.tables,
    )
    advice = [_("Nehmen Sie dort oder anderswo einen Tisch weg")]
    if obstacle.fewest_people:
        more = _("laden Sie mindestens {fewest} Personen ein")
        advice.append(more.format(fewest=obstacle.fewest_people))
    said = text.format(
        people=obstacle.people,
        tables=obstacle.tables,
        title=title,
        group=_range(obstacle.smallest, obstacle.largest),
    )
    return f"{said} {_either(advice)}"


def _crowded_tables(obstacle: CrowdedTables, title: str) -> str:
    text = ngettext(
        "Mit {people} Personen säßen am Tisch zu „{title}“ bis zu {largest}; mehr als 8 "
        "kommen kaum zu Wort.",
        "Mit {people} Personen säßen an den {tables} Tischen zu „{title}“ bis zu je "
        "{largest}; mehr als 8 kommen kaum zu Wort.",
        obstacle.tables,
    )
    advice = [_("Stellen Sie dort einen weiteren Tisch auf")]
    if obstacle.most_people:
        less = _("laden Sie höchstens {most} Personen ein")
        advice.append(less.format(most=obstacle.most_people))
    said = text.format(
        people=obstacle.people,
        tables=obstacle.tables,
        title=title,
        largest=obstacle.largest,
    )
    return f"{said} {_either(advice)}"


def _either(advice: list[str]) -> str:
    return _(", oder ").join(advice) + "."


def _range(smallest: int, largest: int) -> str:
    if smallest == largest:
        return str(smallest)
    return _("{} bis {}").format(smallest, largest)
