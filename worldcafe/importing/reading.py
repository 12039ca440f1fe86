"""Reading a table of notes: a filled-in template, or a file saved at a table."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, TypeVar
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ilmkreis_integration.fields import FreeTextField
from ilmkreis_integration.tables.findings import Findings
from ilmkreis_integration.tables.problems import Problem, TableError, unreadable
from ilmkreis_integration.tables.reading import read_sheets
from ilmkreis_integration.tables.sheet import Record, Records, Sheet, read_records
from worldcafe.importing.columns import (
    ATTENDANCE,
    GUIDE,
    ID,
    LISTS,
    NEEDED_FOR_NOTES,
    NOTE_COLUMNS,
    NOTES,
    QUESTION,
    ROUND,
    TABLE,
    TEXT,
    WEIGHTING,
    attendance_columns,
    counted_columns,
)
from worldcafe.importing.plan import Plan
from worldcafe.models import GuidingQuestion, Sitting, Subgroup

MOST_NOTES = 2000
MOST_PEOPLE, MOST_DOTS = 99, 999
# Never change it: by these ids a note is found again that comes a second time.
_IMPORTED = UUID("8a7d2a4e-1c55-4b5b-9f2c-6d0f3e1b7c90")

Meaning = TypeVar("Meaning")


@dataclass(frozen=True)
class NoteRow:
    """A note as it would be stored; `sheet` and `row` say where it stands."""

    sheet: str
    row: int
    id: UUID
    sitting: Sitting
    question: GuidingQuestion
    text: str
    weighting_dots: int


@dataclass(frozen=True)
class AttendanceRow:
    """People and participation dots of one sitting; `None` stands for all of them."""

    row: int
    sitting: Sitting
    counts: dict[Subgroup | None, tuple[int, int]]

    @property
    def total(self) -> tuple[int, int]:
        """People and participation dots of all subgroups together."""
        people = sum(people for people, _dots in self.counts.values())
        return people, sum(dots for _people, dots in self.counts.values())


@dataclass
class Reading:
    """All that could be read, and what was wrong; `unread` are columns passed over."""

    findings: Findings = field(default_factory=Findings)
    notes: list[NoteRow] = field(default_factory=list)
    attendance: list[AttendanceRow] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_table(file: IO[bytes], plan: Plan) -> Reading:
    """Read all of `file`. Raises `TableError` if it is no such table at all."""
    reading = Reading()
    sheets = {sheet.title: sheet for sheet in read_sheets(file)}
    # A text file has one sheet without a title.
    notes = sheets.pop(NOTES, None) or sheets.pop("", None)
    attendance = sheets.pop(ATTENDANCE, None)
    if notes is None:
        raise unreadable(
            _(
                "Das Blatt „{}“ fehlt. Bitte laden Sie die Vorlage herunter und tragen Sie "
                "die Notizen dort ein."
            ).format(NOTES)
        )
    _Notes(plan, reading, notes).read()
    if attendance:
        _Attendance(plan, reading, attendance).read()
    other = sheets.keys() - {GUIDE, LISTS}
    reading.unread += [_("Blatt „{}“").format(title) for title in sorted(other)]
    return reading


class _InvalidCellError(Exception):
    """What stands in a cell cannot be meant; its text says why."""


class _Rows(ABC):
    """The rows of one sheet, each cell with what it means or what is wrong with it."""

    columns: tuple[str, ...]
    needed: tuple[str, ...]

    def __init__(self, plan: Plan, reading: Reading, sheet: Sheet) -> None:
        self.plan, self.reading, self.sheet = plan, reading, sheet

    def read(self) -> None:
        records = read_records(self.sheet)
        missing = [name for name in self.needed if name not in records.columns]
        for name in missing:
            self._add(1, name, _("Diese Spalte fehlt."))
        if missing:
            return
        self.reading.unread += [
            name for name in records.columns if name not in self.columns
        ]
        self._read_rows(records)
        self.reading.findings.add_all(records.problems)

    def _read_rows(self, records: Records) -> None:
        try:
            for record in records.rows:
                if any(record.values.get(name, "").strip() for name in self.columns):
                    self._read_row(record)
        except TableError as error:
            self.reading.findings.add(*error.problems)

    @abstractmethod
    def _read_row(self, record: Record) -> None: ...

    def _sitting(self, record: Record) -> Sitting | None:
        table = self._cell(record, TABLE, self._table)
        round_ = self._cell(record, ROUND, self._round)
        if table is None or round_ is None:
            return None
        sitting = self.plan.sittings.get((table, round_))
        if sitting is None:
            message = _("Diesen Tisch gibt es in dieser Runde nicht.")
            self._add(record.number, TABLE, message)
        return sitting

    def _table(self, text: str) -> int:
        table = self.plan.table(text)
        if table is None:
            raise _InvalidCellError(_unknown(text, self.plan.tables))
        return table.number

    def _round(self, text: str) -> int:
        round_ = self.plan.round(text)
        if round_ is None:
            raise _InvalidCellError(_unknown(text, self.plan.rounds))
        return round_.number

    def _cell(
        self, record: Record, column: str, meaning: Callable[[str], Meaning]
    ) -> Meaning | None:
        """What a cell means; None, and a finding, if that cannot be."""
        try:
            return meaning(record.values.get(column, "").strip())
        except _InvalidCellError as error:
            self._add(record.number, column, str(error))
            return None

    def _add(self, row: int, column: str, message: str) -> None:
        self.reading.findings.add(Problem(self.sheet.title, row, column, message))


class _Notes(_Rows):
    columns = NOTE_COLUMNS
    needed = NEEDED_FOR_NOTES

    def __init__(self, plan: Plan, reading: Reading, sheet: Sheet) -> None:
        super().__init__(plan, reading, sheet)
        self._seen: Counter[UUID] = Counter()

    def _read_row(self, record: Record) -> None:
        if len(self.reading.notes) == MOST_NOTES:
            raise unreadable(
                _("Das sind mehr als {} Notizen. Bitte teilen Sie die Tabelle.").format(
                    MOST_NOTES
                ),
                sheet=self.sheet.title,
                row=record.number,
            )
        sitting = self._sitting(record)
        question = self._cell(record, QUESTION, self._question)
        text = self._cell(record, TEXT, _text)
        dots = self._cell(record, WEIGHTING, _dots)
        if sitting is None or question is None or text is None or dots is None:
            return
        key = record.values.get(ID, "").strip()
        note_id = self._id_of(key, sitting, question, text)
        if key and self._seen[note_id] > 1:
            self._add(
                record.number, ID, _("Diese Kennung steht in der Datei schon einmal.")
            )
            return
        self.reading.notes.append(
            NoteRow(
                self.sheet.title, record.number, note_id, sitting, question, text, dots
            )
        )

    def _question(self, text: str) -> GuidingQuestion:
        question = self.plan.question(text)
        if question is None:
            raise _InvalidCellError(_unknown(text, self.plan.questions))
        return question

    def _id_of(
        self, key: str, sitting: Sitting, question: GuidingQuestion, text: str
    ) -> UUID:
        """The same id whenever the same note comes again.

        A note without a key is known by what it says and where; where a file holds the
        same one more than once, these are as many notes.
        """
        if key:
            note_id = _uuid(key) or self._made_of("key", key.casefold())
            self._seen[note_id] += 1
            return note_id
        content = self._made_of("content", sitting.pk, question.pk, text)
        self._seen[content] += 1
        return uuid5(content, str(self._seen[content]))

    def _made_of(self, *parts: object) -> UUID:
        return uuid5(_IMPORTED, "/".join(map(str, (self.plan.cafe.pk, *parts))))


class _Attendance(_Rows):
    def __init__(self, plan: Plan, reading: Reading, sheet: Sheet) -> None:
        super().__init__(plan, reading, sheet)
        self.columns = self.needed = tuple(attendance_columns(plan.subgroups))
        self._seen: set[int] = set()

    def _read_row(self, record: Record) -> None:
        counted = [name for name in self.columns if name not in (TABLE, ROUND)]
        if not any(record.values[name].strip() for name in counted):
            return  # the template names every sitting; nobody counted at this one
        sitting = self._sitting(record)
        counts = dict(self._counts(record))
        if sitting is None or None in counts.values():
            return
        if sitting.pk in self._seen:
            message = _("Dieser Tisch steht in dieser Runde schon einmal da.")
            self._add(record.number, TABLE, message)
            return
        self._seen.add(sitting.pk)
        good = {part: count for part, count in counts.items() if count is not None}
        self.reading.attendance.append(AttendanceRow(record.number, sitting, good))

    def _counts(
        self, record: Record
    ) -> Iterator[tuple[Subgroup | None, tuple[int, int] | None]]:
        for part in self.plan.subgroups or (None,):
            people_column, dots_column = counted_columns(part)
            people = self._cell(record, people_column, _people if part else _all_people)
            dots = self._cell(record, dots_column, _dots)
            is_good = people is not None and dots is not None
            yield part, (people or 0, dots or 0) if is_good else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _text(text: str) -> str:
    try:
        cleaned: str = FreeTextField().clean(text)
    except ValidationError as error:
        raise _InvalidCellError(error.messages[0]) from error
    return cleaned


def _people(text: str) -> int:
    return _whole_number(text, MOST_PEOPLE)


def _all_people(text: str) -> int:
    if not text:
        raise _InvalidCellError(_("Hier fehlt, wie viele Personen am Tisch saßen."))
    return _people(text)


def _dots(text: str) -> int:
    return _whole_number(text, MOST_DOTS)


def _whole_number(text: str, most: int) -> int:
    if not text:
        return 0
    if not (
        text.isascii() and text.isdecimal() and len(text) < 9 and int(text) <= most
    ):
        raise _InvalidCellError(
            _("Bitte tragen Sie eine ganze Zahl von 0 bis {} ein.").format(most)
        )
    return int(text)


def _unknown(text: str, known: tuple[object, ...]) -> str:
    names = "; ".join(f"„{row}“" for row in known)
    if not text:
        return _("Hier fehlt etwas. Möglich sind: {}.").format(names)
    return _("„{}“ gibt es hier nicht. Möglich sind: {}.").format(text[:60], names)
