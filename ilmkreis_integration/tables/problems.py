"""What is wrong with an uploaded file, and where."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Problem:
    """One thing that somebody has to put right; `row` as spreadsheets count, from 1."""

    sheet: str
    row: int | None
    column: str
    message: str

    def __str__(self) -> str:
        place = ", ".join(
            part
            for part in (
                _("Blatt „{}“").format(self.sheet) if self.sheet else "",
                _("Zeile {}").format(self.row) if self.row else "",
                _("Spalte „{}“").format(self.column) if self.column else "",
            )
            if part
        )
        return f"{place}: {self.message}" if place else self.message


class TableError(Exception):
    """A file cannot be read as a table; `problems` says why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class UnsafeFileError(TableError):
    """A file is refused before any parser sees it."""

    def __init__(self, reason: str) -> None:
        super().__init__(Problem(sheet="", row=None, column="", message=reason))
        self.reason = reason


def unusual() -> UnsafeFileError:
    """Return the refusal of a workbook that no usual program writes."""
    return UnsafeFileError(
        _(
            "Die Datei ist ungewöhnlich aufgebaut. Bitte öffnen Sie sie in Excel oder "
            "LibreOffice und speichern Sie sie neu als .xlsx."
        )
    )


def unreadable(message: str, *, sheet: str = "", row: int | None = None) -> TableError:
    """Return the error for a file, a sheet or a row as a whole."""
    return TableError(Problem(sheet=sheet, row=row, column="", message=message))


def column_letters(index: int) -> str:
    """Return what spreadsheets call the column at `index`, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
