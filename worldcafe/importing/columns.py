"""How the sheets and columns of a table of notes are called."""

from __future__ import annotations

from django.utils.translation import gettext as _

from worldcafe.models import Subgroup

NOTES, ATTENDANCE, GUIDE, LISTS = "Notizen", "Teilnahme", "Anleitung", "Listen"
# Also the columns of the file in which a table page saves notes it could not send.
ID, TABLE, ROUND, QUESTION, TEXT = "Kennung", "Tisch", "Runde", "Leitfrage", "Notiz"
WEIGHTING = "Gewichtungspunkte"
PEOPLE, PARTICIPATION = "Personen", "Teilnahmepunkte"
NEEDED_FOR_NOTES = (TABLE, ROUND, QUESTION, TEXT)
NOTE_COLUMNS = (ID, *NEEDED_FOR_NOTES, WEIGHTING)


def attendance_columns(subgroups: tuple[Subgroup, ...]) -> list[str]:
    """The columns of the second sheet; people are counted by subgroup if there are any."""
    parts: list[Subgroup | None] = [*subgroups] or [None]
    counts = [name for part in parts for name in counted_columns(part)]
    return [TABLE, ROUND, *counts]


def counted_columns(subgroup: Subgroup | None) -> tuple[str, str]:
    """Where people and participation dots of a subgroup, or of all, are written."""
    if subgroup is None:
        return PEOPLE, PARTICIPATION
    return (
        _("{}: {}").format(PEOPLE, subgroup.title),
        _("{}: {}").format(PARTICIPATION, subgroup.title),
    )
