"""What a table of notes would add, and what is there already."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from ilmkreis_integration.models import Contribution
from ilmkreis_integration.tables.findings import Findings
from ilmkreis_integration.tables.problems import Problem
from worldcafe.importing.columns import ATTENDANCE, ID, TABLE
from worldcafe.importing.reading import AttendanceRow, NoteRow, Reading
from worldcafe.models import NoteRevision, Sitting, Subgroup, SubgroupCount


@dataclass
class Line:
    """What a table holds for one sitting; None where nobody is to be counted."""

    sitting: Sitting
    new: int = 0
    known: int = 0
    people: int | None = None
    dots: int | None = None


@dataclass
class Examination:
    """What a table would add, and what is there already."""

    findings: Findings
    unread: list[str]
    new: list[NoteRow] = field(default_factory=list)
    known: list[NoteRow] = field(default_factory=list)
    attendance: list[AttendanceRow] = field(default_factory=list)

    @property
    def has_news(self) -> bool:
        return bool(self.new or self.attendance)

    @property
    def lines(self) -> list[Line]:
        """What the table holds for each sitting, in their order."""
        lines: dict[tuple[int, int], Line] = {}

        def line_of(row: NoteRow | AttendanceRow) -> Line:
            place = (row.sitting.table.number, row.sitting.round.number)
            return lines.setdefault(place, Line(row.sitting))

        for note in self.new:
            line_of(note).new += 1
        for note in self.known:
            line_of(note).known += 1
        for row in self.attendance:
            line_of(row).people, line_of(row).dots = row.total
        return [lines[place] for place in sorted(lines)]


def examine(reading: Reading) -> Examination:
    """Tell what is new from what is there, and find what contradicts it; four queries."""
    examination = Examination(reading.findings, reading.unread)
    _sort_out_notes(reading, examination)
    _sort_out_attendance(reading, examination)
    return examination


def _sort_out_notes(reading: Reading, examination: Examination) -> None:
    ids = [row.id for row in reading.notes]
    taken = set(Contribution.objects.filter(pk__in=ids).values_list("pk", flat=True))
    # Whatever a note said once: it may have been changed since the file was made.
    said: set[tuple[UUID, int, str]] = set(
        NoteRevision.objects.filter(note__in=taken).values_list(
            "note_id", "note__sitting_id", "text"
        )
    )
    for row in reading.notes:
        if row.id not in taken:
            examination.new.append(row)
        elif (row.id, row.sitting.pk, row.text) in said:
            examination.known.append(row)
        else:
            message = _(
                "Unter dieser Kennung gibt es schon eine andere Notiz. Leeren Sie die "
                "Kennung, wenn diese hier dazukommen soll."
            )
            examination.findings.add(Problem(row.sheet, row.row, ID, message))


def _sort_out_attendance(reading: Reading, examination: Examination) -> None:
    by_subgroup = SubgroupCount.objects.filter(
        sitting__in=[row.sitting for row in reading.attendance]
    ).select_related("subgroup")
    counted: dict[int, dict[Subgroup | None, tuple[int, int]]] = {}
    for count in by_subgroup:
        counts = counted.setdefault(count.sitting_id, {})
        counts[count.subgroup] = (count.people, count.participation_dots)
    for row in reading.attendance:
        sitting = row.sitting
        if sitting.people is None and not sitting.participation_dots:
            examination.attendance.append(row)
        elif row.total != (sitting.people, sitting.participation_dots) or (
            counted.get(sitting.pk, row.counts) != row.counts
        ):
            message = _(
                "An diesem Tisch ist in dieser Runde schon anders gezählt. Leeren Sie die "
                "Zeile, wenn das am Tisch Gezählte gilt."
            )
            examination.findings.add(Problem(ATTENDANCE, row.row, TABLE, message))
