"""SoSci Survey: the exported data and, if it is at hand, the R script with the labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO

from django.utils.translation import gettext as _

from ilmkreis_integration.tables.foreign import (
    TICKED,
    UNTICKED,
    ForeignRow,
    ForeignTable,
    Kind,
    Variable,
)
from ilmkreis_integration.tables.problems import Problem, unreadable
from ilmkreis_integration.tables.reading import read_sheets
from ilmkreis_integration.tables.sheet import Record, Records, read_records
from ilmkreis_integration.tables.sosci_labels import Labels, read_labels

KEY = "CASE"
# "Nicht beantwortet". Other negative codes, such as "weiß nicht", are answers.
NOT_ANSWERED = "-9"
_SPECTATOR, _FINISHED = "Q_VIEWER", "FINISHED"
_YES, _NO = {"T", "TRUE", "1"}, {"F", "FALSE", "0"}
_TICKS = {"T": TICKED, "2": TICKED, "F": UNTICKED, "1": UNTICKED}
# The two ways in which ticks are coded, and the labels that tell 1 and 2 from a scale.
_TICK_CODES = ({"F", "T"}, {"1", "2"})
_TICK_LABELS = {"nicht gewählt", "ausgewählt", "not checked", "checked"}

_ITEM = re.compile(r"[A-Z]{2}\d{2}\w*")
# Serial number and address in the link, parameters of the page, state of a random draw,
# time of a reaction.
_ABOUT_THE_INTERVIEW = re.compile(
    r"CASE|SERIAL|REF|QUESTNNR|MODE|STARTED|TIME\w*|MAILSENT|LASTDATA|FINISHED|Q_VIEWER"
    r"|LASTPAGE|MAXPAGE|MISSING|MISSREL|DEG\w*|IP\w*|[A-Z]{2}\d{2}_(?:RV\d*|REF|CP)"
)
_REACTION_TIME = re.compile(r"response time|reaktionszeit", re.IGNORECASE)
_HARMLESS = {"QUESTNNR", "MODE", _FINISHED}


def read_sosci(data: IO[bytes], script: IO[bytes] | None = None) -> ForeignTable:
    """Read an export in any of its file formats.

    Rows of spectators are left out and counted. Raises `UnsafeFileError` or
    `TableError`.
    """
    records = read_records(read_sheets(data)[0])
    if KEY not in records.columns:
        raise unreadable(
            _("Das sind keine Daten aus SoSci Survey: Die Spalte CASE fehlt.")
        )
    labels = read_labels(script) if script else Labels()
    rows = _without_label_row(records.rows, labels)
    variables = tuple(_variables(records.columns, labels))
    problems = records.problems
    problems += labels.problems
    problems += _missing_variables(records, labels)
    spectators: list[int] = []
    return ForeignTable(
        title=labels.title,
        key=KEY,
        variables=variables,
        rows=_rows(rows, variables, problems, spectators),
        problems=problems,
        spectators=spectators,
    )


def _without_label_row(rows: Iterator[Record], labels: Labels) -> Iterable[Record]:
    """Take a second line with labels, which an export can have, into `labels`."""
    first = next(rows, None)
    if first is None:
        return ()
    number = first.values[KEY].strip()
    if number.isdigit() or not number:
        return chain([first], rows)
    labels.variables = first.values | labels.variables
    return rows


def _variables(columns: tuple[str, ...], labels: Labels) -> Iterator[Variable]:
    items = [index for index, name in enumerate(columns) if _ITEM.fullmatch(name)]
    answers = range(items[0], items[-1] + 1) if items else range(0)
    for index, name in enumerate(columns):
        label = labels.variables.get(name, "")
        # New versions add columns about the interview before and after the answers.
        if index not in answers or _is_about_interview(name, label):
            yield Variable(
                name,
                label,
                Kind.METADATA,
                labels.values.get(name, {}),
                is_dropped_by_default=name not in _HARMLESS,
            )
        else:
            yield _answer(name, label, labels.values.get(name, {}))


def _is_about_interview(name: str, label: str) -> bool:
    return bool(_ABOUT_THE_INTERVIEW.fullmatch(name) or _REACTION_TIME.search(label))


def _answer(name: str, label: str, values: dict[str, str]) -> Variable:
    meanings = {code: text for code, text in values.items() if code != NOT_ANSWERED}
    if not meanings:
        return Variable(name, label, Kind.TEXT)
    if _are_ticks(meanings):
        ticks = {_TICKS[code]: text for code, text in meanings.items()}
        return Variable(name, label, Kind.MULTIPLE, ticks)
    return Variable(name, label, Kind.SINGLE, meanings)


def _are_ticks(meanings: dict[str, str]) -> bool:
    codes = set(meanings)
    return codes == _TICK_CODES[0] or (
        codes == _TICK_CODES[1]
        and {text.lower() for text in meanings.values()} <= _TICK_LABELS
    )


def _missing_variables(records: Records, labels: Labels) -> Iterator[Problem]:
    """Yield a problem if the script belongs to other data."""
    missing = [
        name
        for name in labels.variables
        if name not in records.columns and _ITEM.fullmatch(name)
    ]
    if missing:
        yield Problem(
            sheet="",
            row=None,
            column="",
            message=_(
                "Das Import-Skript passt nicht ganz zu den Daten; dort fehlen: {}"
            ).format(", ".join(missing)),
        )


def _rows(
    records: Iterable[Record],
    variables: tuple[Variable, ...],
    problems: list[Problem],
    spectators: list[int],
) -> Iterator[ForeignRow]:
    ticks = [v.name for v in variables if v.kind is Kind.MULTIPLE]
    for record in records:
        if record.values.get(_SPECTATOR) in _YES:
            spectators.append(record.number)
            continue
        # An empty cell was not asked, or not reached; in texts also not answered.
        values = {
            name: "" if text == NOT_ANSWERED else text
            for name, text in record.values.items()
            if text
        }
        for name in ticks:
            if values.get(name) and not _translate_tick(values, name):
                problems.append(_no_tick(record, name))
        finished = values.get(_FINISHED, "")
        yield ForeignRow(
            record.number,
            values,
            is_finished=finished in _YES if finished in _YES | _NO else None,
        )


def _translate_tick(values: dict[str, str], name: str) -> bool:
    """Bring a tick into the common form; take it out if it is none."""
    tick = _TICKS.get(values.pop(name))
    if tick:
        values[name] = tick
    return tick is not None


def _no_tick(record: Record, name: str) -> Problem:
    return Problem(
        sheet="",
        row=record.number,
        column=name,
        message=_("„{}“ heißt weder angekreuzt noch nicht angekreuzt.").format(
            record.values[name]
        ),
    )
