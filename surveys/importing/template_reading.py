"""Reading the template that people filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _

from ilmkreis_integration.tables.findings import Findings
from ilmkreis_integration.tables.problems import Problem, unreadable
from ilmkreis_integration.tables.reading import read_sheets
from ilmkreis_integration.tables.sheet import Record, Records, Sheet, read_records
from surveys.definition import Definition, definition_of_edition
from surveys.importing.columns import CHANNEL, RECEIVED, SHEET, Column, columns_of
from surveys.importing.source import Identities, ReadForm, RowForm
from surveys.importing.template import CODE_ROW, CODES, FORMS, GUIDE
from surveys.models import Edition, Import, Questionnaire, Response
from surveys.services import FilledForm

_LONGEST_NUMBER = 50
# As people type it, and as workbooks store it.
_DAY_FORMATS = ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S")
_FIRST_YEAR = 2000


class TemplateSource:
    """A filled-in template. Raises `UnsafeFileError` or `TableError`."""

    is_in_order_of_arrival = False

    def __init__(self, file: IO[bytes], imported: Import) -> None:
        self.findings = Findings()
        self.skipped: Counter[str] = Counter()
        sheets = {sheet.title: sheet for sheet in read_sheets(file)}
        if CODES not in sheets or not FORMS.keys() & sheets.keys():
            raise unreadable(
                _(
                    "Das ist nicht unsere Vorlage: Die Blätter „Einzelbögen“ oder "
                    "„Gruppenbögen“ und „Codes“ fehlen. Bitte laden Sie die Vorlage "
                    "herunter und tragen Sie die Bögen dort ein."
                )
            )
        self.definition = definition_of_edition(
            _edition(sheets[CODES], imported.questionnaire)
        )
        self._sheets = sheets
        self._imported = imported
        self._channels = {c.name: c for c in imported.questionnaire.channels.all()}

    def forms(self) -> Iterator[ReadForm]:
        identities = Identities()
        for title, sheet in self._sheets.items():
            if title in FORMS:
                yield from self._forms_in(sheet, FORMS[title], identities)
            elif title not in (GUIDE, CODES) and any(map(any, sheet.rows)):
                self.findings.add(_foreign_sheet(title))

    def _forms_in(
        self, sheet: Sheet, kind: Response.Form, identities: Identities
    ) -> Iterator[ReadForm]:
        columns = columns_of(self.definition, kind, self._channels)
        records = read_records(sheet, heading_row=CODE_ROW)
        wrong = list(_wrong_columns(sheet.title, records, columns, self.definition))
        if wrong:
            self.findings.add(*wrong)
            return
        reader = _Reader(sheet.title, columns, RowForm(kind, self.definition))
        for record in records.rows:
            if any(text.strip() for text in record.values.values()):
                yield from self._form(reader, record, identities)
        self.findings.add_all(records.problems)

    def _form(
        self, reader: _Reader, record: Record, identities: Identities
    ) -> Iterator[ReadForm]:
        values, problems = reader.values(record)
        filled, more = reader.fill(record, values)
        problems += more
        channel = self._channels.get(values[CHANNEL], self._imported.channel)
        number, day = values[SHEET], values[RECEIVED]
        if problems or filled is None:
            self.findings.add(*problems)
            return
        if number:
            identity = identities.of_number(channel, number)
        else:
            identity = identities.of_content(channel, day, filled)
        if identity is None:
            self.findings.add(reader.problem(record, SHEET, _double_number()))
            return
        yield ReadForm(
            sheet=reader.sheet,
            row=record.number,
            id=identity,
            filled=filled,
            channel=channel,
            received_on=date.fromisoformat(day) if day else self._imported.received_on,
            number=number,
        )


def _edition(codes: Sheet, questionnaire: Questionnaire) -> Edition:
    """The edition that the sheet with the codes names in its first row."""
    _word, slug, number = (*next(codes.rows, ()), "", "", "")[:3]
    if slug != questionnaire.slug:
        raise unreadable(
            _("Die Vorlage gehört zu einem anderen Fragebogen."), sheet=CODES, row=1
        )
    editions = questionnaire.editions.released()
    edition = editions.filter(number=number).first() if number.isdecimal() else None
    if edition is None:
        raise unreadable(
            _("Die Fassung „{}“ des Fragebogens gibt es nicht.").format(number),
            sheet=CODES,
            row=1,
        )
    edition.questionnaire = questionnaire
    return edition


def _foreign_sheet(title: str) -> Problem:
    message = _("Dieses Blatt gehört nicht zur Vorlage. Bitte löschen Sie es.")
    return Problem(sheet=title, row=None, column="", message=message)


def _wrong_columns(
    title: str, records: Records, columns: Sequence[Column], definition: Definition
) -> Iterator[Problem]:
    known = {column.code for column in columns}
    for name in records.columns:
        if name not in known:
            message = _("Diese Spalte gibt es in {} nicht.").format(definition.edition)
            yield Problem(title, CODE_ROW, name, message)
    for column in columns:
        if column.code not in records.columns:
            message = _("Diese Spalte fehlt. Bitte lassen Sie alle Spalten stehen.")
            yield Problem(title, CODE_ROW, column.code, message)


def _double_number() -> str:
    return _("Diese Bogen-Nr. steht in der Datei schon einmal.")


class _InvalidCellError(Exception):
    """What stands in a cell cannot be meant; its text says why."""


@dataclass(frozen=True)
class _Reader:
    """What is needed to read the rows of one sheet."""

    sheet: str
    columns: Sequence[Column]
    form: RowForm

    def values(self, record: Record) -> tuple[dict[str, str], list[Problem]]:
        """What the cells mean, by the code of the column."""
        values, problems = {}, []
        for column in self.columns:
            try:
                values[column.code] = _meaning(column, record.values[column.code])
            except _InvalidCellError as error:
                values[column.code] = ""
                problems.append(self.problem(record, column.code, str(error)))
        return values, problems

    def fill(
        self, record: Record, values: dict[str, str]
    ) -> tuple[FilledForm | None, list[Problem]]:
        outcome = self.form.fill({c.field: values[c.code] for c in self.columns})
        if isinstance(outcome, FilledForm):
            return outcome, []
        by_field = {
            column.field: column.code for column in self.columns if column.field
        }
        return None, [
            self.problem(record, by_field.get(name, ""), message)
            for name, message in outcome.items()
        ]

    def problem(self, record: Record, code: str, message: str) -> Problem:
        labels = {column.code: column.label for column in self.columns}
        return Problem(self.sheet, record.number, labels.get(code, code), message)


def _meaning(column: Column, text: str) -> str:
    text = text.strip()
    if not text:
        return ""
    if column.choices:
        meant = column.choices.meant.get(text.casefold())
        if meant is None:
            raise _InvalidCellError(_unknown_choice(column, text))
        return meant
    if column.code == RECEIVED:
        return _day(text).isoformat()
    if column.code == SHEET and len(text) > _LONGEST_NUMBER:
        raise _InvalidCellError(
            _("Eine Bogen-Nr. hat höchstens {} Zeichen.").format(_LONGEST_NUMBER)
        )
    return text


def _unknown_choice(column: Column, text: str) -> str:
    offered = column.choices.offered if column.choices else ()
    if column.code == CHANNEL:
        return _("Die Ausgabestelle „{}“ ist nicht angelegt.").format(text[:60])
    return _("„{}“ gibt es hier nicht. Möglich: {}.").format(
        text[:60], ", ".join(label for label, _code in offered)
    )


def _day(text: str) -> date:
    for pattern in _DAY_FORMATS:
        try:
            day = datetime.strptime(text, pattern).date()  # noqa: DTZ007 -- only the day
        except ValueError:
            continue
        if day.year < _FIRST_YEAR or day > timezone.localdate():
            raise _InvalidCellError(_("Dieser Tag kann nicht stimmen."))
        return day
    raise _InvalidCellError(
        _("„{}“ ist kein Tag. Bitte schreiben Sie ihn wie 05.03.2017.").format(
            text[:30]
        )
    )
