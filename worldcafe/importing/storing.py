"""Tables of notes that wait, what they would add, storing all of them, taking them back."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from ilmkreis_integration.models import Contribution
from ilmkreis_integration.tables.findings import Findings, ImportRefusedError
from ilmkreis_integration.tables.problems import TableError
from worldcafe.importing.examining import Examination, examine
from worldcafe.importing.plan import Plan
from worldcafe.importing.reading import AttendanceRow, read_table
from worldcafe.models import (
    Cafe,
    Mark,
    Note,
    NoteImport,
    NoteImportFile,
    PhotoRegion,
    Sitting,
)
from worldcafe.services.holding import hold_open_all
from worldcafe.services.notes import NewNote, write_notes
from worldcafe.services.sittings import record_attendance, record_subgroups


class ImportedMeanwhileError(Exception):
    """The table was stored or thrown away just now; nothing was stored here."""


class NotesInUseError(Exception):
    """Somebody went on working with a note of the import; it stays."""


def forget_old(cafe: Cafe) -> None:
    """Delete tables that nobody stored within a day."""
    NoteImport.objects.forgotten(timezone.now()).filter(cafe=cafe).delete()


def digest_of(table: bytes) -> str:
    return sha256(table).hexdigest()


@transaction.atomic
def receive(imported: NoteImport, table: bytes) -> NoteImport:
    """Keep an uploaded table until somebody looked through it."""
    imported.digest = digest_of(table)
    # Uploaded again, it takes the place of the one that waits.
    NoteImport.objects.waiting().filter(
        cafe=imported.cafe, digest=imported.digest
    ).delete()
    imported.save()
    NoteImportFile.objects.create(of=imported, table=table)
    return imported


def examine_import(imported: NoteImport) -> Examination:
    """Look through a table that waits; nothing is stored."""
    plan = Plan.of(imported.cafe)
    try:
        reading = read_table(BytesIO(bytes(imported.file.table)), plan)
    except TableError as error:
        findings = Findings()
        findings.add(*error.problems)
        return Examination(findings, [])
    return examine(reading)


@transaction.atomic
def store_notes(imported: NoteImport) -> Examination:
    """Store all that is new in a table, or nothing; the uploaded file is deleted then.

    Raises `ImportRefusedError`, `ImportedMeanwhileError` and `CafeClosedError`.
    """
    hold_open_all(imported.cafe.tables.all())
    # Two people, or two clicks: the second one waited above and finds it done.
    waiting = NoteImport.objects.waiting().select_for_update().filter(pk=imported.pk)
    if not waiting.exists():
        raise ImportedMeanwhileError(str(imported))
    examination = examine_import(imported)
    if examination.findings.count:
        raise ImportRefusedError(examination.findings)
    if not examination.has_news:
        return examination
    imported.imported_on = timezone.localdate()
    try:
        with transaction.atomic():
            imported.save(update_fields=["imported_on"])
    except IntegrityError as error:
        raise ImportedMeanwhileError(str(imported)) from error
    NoteImportFile.objects.filter(of=imported).delete()
    _write(imported, examination)
    return examination


def _write(imported: NoteImport, examination: Examination) -> None:
    by_sitting: dict[Sitting, list[NewNote]] = {}
    for row in examination.new:
        note = NewNote(row.id, row.question, row.text, row.weighting_dots)
        by_sitting.setdefault(row.sitting, []).append(note)
    try:
        with transaction.atomic():
            for sitting, notes in by_sitting.items():
                write_notes(sitting, notes, imported_with=imported)
    except IntegrityError as error:
        raise ImportedMeanwhileError(str(imported)) from error
    for attendance in examination.attendance:
        _record(attendance)


def _record(row: AttendanceRow) -> None:
    subgroups = {part: count for part, count in row.counts.items() if part}
    if subgroups:
        record_subgroups(row.sitting, subgroups)
    else:
        people, dots = row.total
        record_attendance(row.sitting, people=people, participation_dots=dots)


@transaction.atomic
def undo_notes(imported: NoteImport) -> None:
    """Delete the notes of an import, and itself; what was counted stays.

    Raises `NotesInUseError` and `CafeClosedError`.
    """
    hold_open_all(imported.cafe.tables.all())
    if is_in_use(imported):
        raise NotesInUseError(str(imported))
    try:
        Contribution.objects.filter(note__imported_with=imported).delete()
    except ProtectedError as error:
        raise NotesInUseError(str(imported)) from error
    imported.delete()


def is_in_use(imported: NoteImport) -> bool:
    """Whether anybody changed, marked, merged or evidenced one of its notes."""
    notes = Note.objects.filter(imported_with=imported)
    return (
        notes.exclude(version=1).exists()
        or Note.objects.filter(merged_into__in=notes).exists()
        or Mark.objects.filter(note__in=notes).exists()
        or PhotoRegion.objects.filter(note__in=notes).exists()
    )
