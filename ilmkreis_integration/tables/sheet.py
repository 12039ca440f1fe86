"""Sheets as they stand in a file, and their rows by the names of the columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ilmkreis_integration.tables.problems import (
    Problem,
    column_letters,
    unreadable,
)

Row = tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet; `title` is empty for files that have only one.

    `rows` can be read once; the first is row 1, blank ones are among them. Reading them
    may raise `TableError`. `problems` are cells whose value the file does not hold.
    """

    title: str
    rows: Iterator[Row]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Record:
    """A row below the headings; `number` is its row in the file."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True)
class Records:
    """The filled rows of a sheet; `problems` is complete once `rows` has been read."""

    columns: tuple[str, ...]
    rows: Iterator[Record]
    problems: list[Problem]


def read_records(sheet: Sheet, *, heading_row: int = 1) -> Records:
    """Take `heading_row` as the names of the columns; rows above it are passed over.

    A column without a name must be empty; of columns with the same name the first
    counts, and each further one is a problem.
    """
    headings: Row = ()
    for _number in range(heading_row):
        headings = next(sheet.rows, ())
    names = [name.strip() for name in headings]
    if not any(names):
        raise unreadable(
            _("Hier fehlen die Überschriften der Spalten."),
            sheet=sheet.title,
            row=heading_row,
        )
    problems = [*sheet.problems, *_doubled(sheet.title, heading_row, names)]
    return Records(
        columns=tuple(dict.fromkeys(name for name in names if name)),
        rows=_records(sheet, heading_row, names, problems),
        problems=problems,
    )


def _doubled(sheet: str, row: int, names: list[str]) -> Iterator[Problem]:
    for index, name in enumerate(names):
        if name and name in names[:index]:
            yield Problem(
                sheet=sheet,
                row=row,
                column=column_letters(index),
                message=_("Die Überschrift „{}“ kommt doppelt vor.").format(name),
            )


def _records(
    sheet: Sheet, heading_row: int, names: list[str], problems: list[Problem]
) -> Iterator[Record]:
    # Reversed, so that of equal names the first column is the one that stays.
    named = [(i, names[i]) for i in reversed(range(len(names))) if names[i]]
    unnamed = [index for index, name in enumerate(names) if not name]
    for number, row in enumerate(sheet.rows, start=heading_row + 1):
        if not any(row):
            continue
        beyond = [*unnamed, *range(len(names), len(row))]
        for index in beyond:
            if index < len(row) and row[index].strip():
                problems.append(_without_heading(sheet.title, number, index))
        width = len(row)
        yield Record(number, {name: row[i] if i < width else "" for i, name in named})


def _without_heading(sheet: str, row: int, index: int) -> Problem:
    return Problem(
        sheet=sheet,
        row=row,
        column=column_letters(index),
        message=_("Hier steht etwas, aber die Spalte hat keine Überschrift."),
    )
