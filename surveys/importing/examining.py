"""What would be stored of a table, and what is there already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from django.utils.translation import gettext as _

from ilmkreis_integration.tables.findings import Findings
from ilmkreis_integration.tables.problems import Problem, TableError
from surveys.importing.source import ReadForm, Source
from surveys.models import Channel, Response

BATCH = 500
PREVIEWED = 5

T = TypeVar("T")


@dataclass
class Line:
    """The forms of one kind through one channel."""

    channel: Channel
    kind: Response.Form
    forms: int = 0
    people: int = 0
    people_is_lower_bound: bool = False
    known: int = 0

    @property
    def new(self) -> int:
        return self.forms - self.known


@dataclass
class Examination:
    """What a table holds; `first` are its first forms that are new."""

    findings: Findings
    lines: list[Line] = field(default_factory=list)
    first: list[ReadForm] = field(default_factory=list)

    @property
    def forms(self) -> int:
        return sum(line.forms for line in self.lines)

    @property
    def known(self) -> int:
        return sum(line.known for line in self.lines)

    @property
    def new(self) -> int:
        return self.forms - self.known

    def line_of(self, form: ReadForm) -> Line:
        kind = form.filled.form
        for line in self.lines:
            if line.channel == form.channel and line.kind == kind:
                return line
        self.lines.append(Line(form.channel, kind))
        return self.lines[-1]


def examine(
    source: Source, *, keep: Callable[[ReadForm], object] | None = None
) -> Examination:
    """Read a table to its end; hand every form that would be stored to `keep`."""
    examination = Examination(source.findings)
    try:
        for batch in batches(source.forms()):
            for form in _sort_out(batch, examination):
                if len(examination.first) < PREVIEWED:
                    examination.first.append(form)
                if keep:
                    keep(form)
    except TableError as error:
        source.findings.add(*error.problems)
    return examination


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch


def _sort_out(batch: list[ReadForm], examination: Examination) -> Iterator[ReadForm]:
    """Count the forms, and yield those that are new; two queries."""
    stored = dict(
        Response.objects.filter(pk__in=[form.id for form in batch]).values_list(
            "pk", "digest"
        )
    )
    typed = set(
        Response.objects.filter(
            entry=Response.Entry.PAPER,
            sheet__in=[form.number for form in batch if form.number],
        ).values_list("channel", "sheet")
    )
    for form in batch:
        message = _contradiction(form, stored.get(form.id), typed)
        if message:
            examination.findings.add(Problem(form.sheet, form.row, "", message))
            continue
        line = examination.line_of(form)
        line.forms += 1
        line.people += form.filled.people
        line.people_is_lower_bound |= form.filled.people_is_lower_bound
        if form.id in stored:
            line.known += 1
        else:
            yield form


def _contradiction(
    form: ReadForm, stored_digest: str | None, typed: set[tuple[int, str]]
) -> str:
    if stored_digest is not None:
        if stored_digest == form.filled.digest():
            return ""
        return _("Dieser Bogen ist schon eingelesen, aber mit anderem Inhalt.")
    if (form.channel.pk, form.number) in typed:
        return _(
            "Der Papierbogen „{}“ dieser Ausgabestelle ist schon von Hand eingegeben."
        ).format(form.number)
    return ""
