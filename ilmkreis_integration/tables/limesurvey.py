"""LimeSurvey: exported answers (CSV, Excel or VV) and, if at hand, the structure (.lss)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
from ilmkreis_integration.tables.limesurvey_columns import columns_of
from ilmkreis_integration.tables.limesurvey_structure import read_structure
from ilmkreis_integration.tables.problems import Problem, unreadable
from ilmkreis_integration.tables.reading import read_sheets
from ilmkreis_integration.tables.sheet import Record, Sheet, read_records

KEY = "id"
_SUBMITTED = "submitdate"
_ABOUT_THE_INTERVIEW = re.compile(
    r"id|submitdate|lastpage|startlanguage|seed|token|startdate|datestamp|ipaddr|refurl"
    r"|firstname|lastname|email|attribute_\d+|interviewtime|\w*Time(?:\d*)"
)
_HARMLESS = {"startlanguage"}
_NOT_ASKED = "{question_not_shown}"
_ESCAPE = re.compile(r"\{(quote|tab|cr|newline|lbrace)\}")
_ESCAPED = {"quote": '"', "tab": "\t", "cr": "\r", "newline": "\n", "lbrace": "{"}
# As codes, as full answers, and as LimeSurvey turns yes and no into numbers.
_TICKS = dict.fromkeys(("y", "yes", "ja", "1"), TICKED) | dict.fromkeys(
    ("", "n", "no", "nein", "2", "0"), UNTICKED
)


def read_limesurvey(
    answers: IO[bytes], structure: IO[bytes] | None = None
) -> ForeignTable:
    """Read exported answers; columns are named by question code or by number.

    Raises `UnsafeFileError` or `TableError`.
    """
    sheet, heading_row, is_vv = _without_question_texts(read_sheets(answers)[0])
    records = read_records(sheet, heading_row=heading_row)
    if KEY not in records.columns:
        raise unreadable(
            _(
                "Das sind keine Antworten aus LimeSurvey: Die Spalte „id“ fehlt. Bitte "
                "exportieren Sie mit Frage-Codes als Überschriften."
            )
        )
    questionnaire = read_structure(structure) if structure else None
    known = columns_of(questionnaire.questions) if questionnaire else {}
    variables = tuple(_variable(name, known) for name in records.columns)
    problems = records.problems
    if questionnaire:
        problems += _unknown_columns(variables, known, heading_row)
    return ForeignTable(
        title=questionnaire.title if questionnaire else "",
        key=KEY,
        variables=variables,
        rows=_rows(records.rows, variables, problems, is_vv=is_vv),
        problems=problems,
        spectators=[],
    )


def _without_question_texts(sheet: Sheet) -> tuple[Sheet, int, bool]:
    """Return the sheet, the row of its headings and whether it is a VV file.

    VV files have the texts of the questions in row 1 and the codes in row 2.
    """
    first, second = next(sheet.rows, ()), next(sheet.rows, ())
    is_vv = KEY not in first and KEY in second
    whole = Sheet(sheet.title, chain([first, second], sheet.rows), sheet.problems)
    return whole, 2 if is_vv else 1, is_vv


def _variable(name: str, known: Mapping[str, Variable]) -> Variable:
    if name in known:
        column = known[name]
        return Variable(name, column.label, column.kind, column.values)
    if _ABOUT_THE_INTERVIEW.fullmatch(name):
        return Variable(
            name, "", Kind.METADATA, is_dropped_by_default=name not in _HARMLESS
        )
    return Variable(name, "", Kind.TEXT)


def _unknown_columns(
    variables: tuple[Variable, ...], known: Mapping[str, Variable], heading_row: int
) -> Iterator[Problem]:
    for variable in variables:
        if not variable.is_metadata and variable.name not in known:
            yield Problem(
                sheet="",
                row=heading_row,
                column=variable.name,
                message=_("Diese Spalte gibt es im Fragebogen (.lss) nicht."),
            )


def _rows(
    records: Iterator[Record],
    variables: tuple[Variable, ...],
    problems: list[Problem],
    *,
    is_vv: bool,
) -> Iterator[ForeignRow]:
    submitted_is_known = any(v.name == _SUBMITTED for v in variables)
    codes = {v.name: _codes(v) for v in variables if v.kind is Kind.SINGLE}
    ticks = [v.name for v in variables if v.kind is Kind.MULTIPLE]
    for record in records:
        values = _unescaped(record.values) if is_vv else dict(record.values)
        for name in codes.keys() & values.keys():
            # Exports may hold the full answers in place of the codes.
            values[name] = codes[name].get(values[name], values[name])
        for name in ticks:
            if name in values and not _translate_tick(values, name):
                problems.append(_no_tick(record, name))
        finished = bool(values.get(_SUBMITTED)) if submitted_is_known else None
        yield ForeignRow(record.number, values, is_finished=finished)


def _unescaped(values: dict[str, str]) -> dict[str, str]:
    """Return the cells of a VV file as they were typed, without what was not asked."""
    return {
        name: _ESCAPE.sub(lambda match: _ESCAPED[match[1]], text)
        if "{" in text
        else text
        for name, text in values.items()
        if text != _NOT_ASKED
    }


def _codes(variable: Variable) -> dict[str, str]:
    """Return the code of each full answer that is not itself a code."""
    return {
        label: code
        for code, label in variable.values.items()
        if label not in variable.values
    }


def _translate_tick(values: dict[str, str], name: str) -> bool:
    """Bring a tick into the common form; take it out if it is none."""
    tick = _TICKS.get(values.pop(name).strip().lower())
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
