"""Reading what SoSci Survey and LimeSurvey export, as it was assigned to our questions."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from django.utils.translation import gettext as _

from ilmkreis_integration.tables.findings import Findings
from ilmkreis_integration.tables.foreign import (
    TICKED,
    ForeignRow,
    ForeignTable,
    Kind,
    Variable,
)
from ilmkreis_integration.tables.limesurvey import read_limesurvey
from ilmkreis_integration.tables.limesurvey_structure import read_structure
from ilmkreis_integration.tables.problems import Problem, unreadable
from ilmkreis_integration.tables.sosci import read_sosci
from ilmkreis_integration.tables.sosci_labels import read_labels
from surveys.definition import definition_of
from surveys.forms.filling import question_name
from surveys.importing.columns import LANGUAGE
from surveys.importing.mapping import Assignment, is_dropped, ticked
from surveys.importing.source import Identities, ReadForm, RowForm
from surveys.models import Import, Response
from surveys.services import FilledForm

# As many different values of one column can be assigned, none longer than this.
MOST_VALUES, LONGEST_VALUE = 40, 100
_READERS: Mapping[str, Callable[[BytesIO, BytesIO | None], ForeignTable]] = {
    Import.Format.SOSCI: read_sosci,
    Import.Format.LIMESURVEY: read_limesurvey,
}
_LABEL_READERS: Mapping[str, Callable[[BytesIO], object]] = {
    Import.Format.SOSCI: read_labels,
    Import.Format.LIMESURVEY: read_structure,
}


def open_table(imported: Import, table: bytes, labels: bytes) -> ForeignTable:
    """Raises `UnsafeFileError` or `TableError`."""
    read = _READERS[imported.format]
    return read(BytesIO(table), BytesIO(labels) if labels else None)


def check_labels(imported: Import, labels: bytes) -> None:
    """Raises `UnsafeFileError` or `TableError` if these are no labels."""
    _LABEL_READERS[imported.format](BytesIO(labels))


def shape_of(table: ForeignTable, program: str) -> str:
    """The same for every export of the same questions."""
    names = sorted(v.name for v in table.variables if not is_dropped(v))
    return hashlib.sha256("\n".join([program, *names]).encode()).hexdigest()


@dataclass(frozen=True)
class Contents:
    """What a table holds, column by column; `hints` keep nobody from going on."""

    variables: tuple[Variable, ...]
    dropped: tuple[Variable, ...]
    hints: tuple[Problem, ...]
    examples: dict[str, str] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)


def contents_of(table: ForeignTable) -> Contents:
    """Read a table to its end; raises `TableError`."""
    contents = Contents(
        variables=tuple(v for v in table.variables if not is_dropped(v)),
        dropped=tuple(v for v in table.variables if is_dropped(v)),
        hints=tuple(table.problems),
    )
    names = [variable.name for variable in contents.variables]
    for row in table.rows:
        for name in names:
            value = row.values.get(name, "").strip()
            if value:
                contents.examples.setdefault(name, value)
                _note(contents.values.setdefault(name, []), value)
    return contents


def _note(values: list[str], value: str) -> None:
    is_short = len(value) <= LONGEST_VALUE
    if is_short and len(values) < MOST_VALUES and value not in values:
        values.append(value)


class ForeignSource:
    """Interviews that become single forms. Raises `UnsafeFileError` or `TableError`.

    The order of the rows is that of time, and would tell who answered.
    """

    is_in_order_of_arrival = True

    def __init__(self, imported: Import, table: bytes, labels: bytes) -> None:
        self.findings = Findings()
        self.skipped: Counter[str] = Counter()
        self.definition = definition_of(imported.questionnaire)
        self._imported = imported
        self._table = open_table(imported, table, labels)
        self._assignment = Assignment(**imported.mapping)
        self._variables = {v.name: v for v in self._table.variables}
        if not self._assignment.fits(self._variables, self.definition):
            raise unreadable(
                _("Der Fragebogen ist inzwischen ein anderer. Bitte ordnen Sie neu zu.")
            )

    def forms(self) -> Iterator[ReadForm]:
        hints = len(self._table.problems)
        identities = Identities()
        form = RowForm(Response.Form.SINGLE, self.definition)
        for row in self._table.rows:
            if row.is_finished is False and not self._assignment.with_unfinished:
                self.skipped[_("nicht abgeschlossen")] += 1
            else:
                yield from self._form(row, form, identities)
        self.skipped[_("nur angesehen, ohne teilzunehmen")] += len(
            self._table.spectators
        )
        columns = self._assignment.columns
        self.findings.add_all(
            problem
            for problem in self._table.problems[hints:]
            if problem.column not in self._variables or problem.column in columns
        )

    def _form(
        self, row: ForeignRow, form: RowForm, identities: Identities
    ) -> Iterator[ReadForm]:
        values, problems = self._values(row)
        if not any(question_name(q) in values for q in self.definition.questions):
            self.skipped[_("ohne Antwort auf eine Frage")] += 1
            return
        filled = form.fill(values)
        if not isinstance(filled, FilledForm):
            problems += [
                self._problem(row, self._column_of(name), message)
                for name, message in filled.items()
            ]
        if problems or not isinstance(filled, FilledForm):
            self.findings.add(*problems)
            return
        channel = self._imported.channel
        key = row.values.get(self._table.key, "").strip()
        identity = (
            identities.of_interview(channel, self._imported.format, key)
            if key
            else identities.of_content(channel, "", filled)
        )
        if identity is None:
            message = _("Diese Nummer steht in der Datei schon einmal.")
            self.findings.add(self._problem(row, self._table.key, message))
            return
        yield ReadForm(
            sheet="",
            row=row.number,
            id=identity,
            filled=filled,
            channel=channel,
            received_on=self._imported.received_on,
        )

    def _values(self, row: ForeignRow) -> tuple[dict[str, str], list[Problem]]:
        """The fields of the form, as the row fills them."""
        values: dict[str, str] = {}
        problems: list[Problem] = []
        for name, target in self._assignment.columns.items():
            text = row.values.get(name, "").strip()
            if not text:
                continue
            field_name, value, message = self._meaning(name, target, text)
            if field_name in values and field_name.startswith("merkmal-") and value:
                message = _("Hier sind mehrere Antworten angekreuzt.")
            if message:
                problems.append(self._problem(row, name, message))
            elif value:
                before = f"{values[field_name]}\n" if field_name in values else ""
                values[field_name] = before + value
        return values, problems

    def _meaning(self, name: str, target: str, text: str) -> tuple[str, str, str]:
        """The field, what it is filled with ("" for nothing), and what is wrong."""
        is_tick = self._variables[name].kind is Kind.MULTIPLE
        if is_tick and text != TICKED:
            return target, "", ""
        field_name, slug = ticked(target)
        if slug:
            return field_name, slug, ""
        if is_tick:
            return target, self._variables[name].label.rpartition(" – ")[2] or name, ""
        if target == LANGUAGE:
            # "de-informal" is German, too.
            return "sprache", text.partition("-")[0].lower(), ""
        if name not in self._assignment.values:
            return target, text, ""
        meant = self._assignment.values[name].get(text)
        if meant is None:
            return (
                target,
                "",
                _("Der Wert „{}“ ist nicht zugeordnet.").format(text[:60]),
            )
        return target, meant, ""

    def _column_of(self, field_name: str) -> str:
        columns = self._assignment.columns
        return next((n for n, target in columns.items() if target == field_name), "")

    @staticmethod
    def _problem(row: ForeignRow, column: str, message: str) -> Problem:
        return Problem(sheet="", row=row.number, column=column, message=message)
