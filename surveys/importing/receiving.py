"""Tables that were uploaded and wait until somebody looked through them."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any

from django.db import transaction
from django.utils import timezone

from ilmkreis_integration.tables.foreign import ForeignTable
from surveys.importing.foreign_reading import (
    ForeignSource,
    open_table,
    shape_of,
)
from surveys.importing.mapping import Assignment
from surveys.importing.source import Source
from surveys.importing.template_reading import TemplateSource
from surveys.models import Import, ImportFile, Questionnaire


def digest_of(table: bytes) -> str:
    return hashlib.sha256(table).hexdigest()


def open_source(imported: Import, table: bytes, labels: bytes = b"") -> Source:
    """Begin to read `table`. Raises `UnsafeFileError` or `TableError`."""
    if imported.format == Import.Format.TEMPLATE:
        return TemplateSource(BytesIO(table), imported)
    return ForeignSource(imported, table, labels)


def stored_source(imported: Import) -> Source:
    """The same for a table that waits."""
    file = imported.file
    return open_source(imported, bytes(file.table), bytes(file.labels))


def stored_table(imported: Import) -> ForeignTable:
    """A table of another program that waits, before anything of it is assigned."""
    return open_table(imported, bytes(imported.file.table), bytes(imported.file.labels))


def forget_old(questionnaire: Questionnaire) -> None:
    """Delete tables that nobody stored within a day."""
    Import.objects.forgotten(timezone.now()).filter(
        questionnaire=questionnaire
    ).delete()


@transaction.atomic
def receive(imported: Import, *, table: bytes, labels: bytes = b"") -> Import:
    """Keep an uploaded table until somebody looked through it."""
    imported.digest = digest_of(table)
    if imported.format != Import.Format.TEMPLATE:
        foreign = open_table(imported, table, labels)
        imported.shape = shape_of(foreign, imported.format)
        imported.mapping = _remembered(imported) or {}
    imported.save()
    ImportFile.objects.create(of=imported, table=table, labels=labels)
    return imported


def assign(imported: Import, assignment: Assignment) -> None:
    imported.mapping = assignment.as_json()
    imported.save(update_fields=["mapping"])


def _remembered(imported: Import) -> dict[str, Any] | None:
    """How the last table of the same shape was assigned."""
    alike = Import.objects.filter(
        questionnaire=imported.questionnaire, shape=imported.shape
    )
    mapping: dict[str, Any] | None = (
        alike.exclude(mapping={}).values_list("mapping", flat=True).first()
    )
    return mapping


def earlier_import(imported: Import, table: bytes) -> Import | None:
    """Whether this very file was taken in before, and when."""
    done = Import.objects.done().filter(questionnaire=imported.questionnaire)
    return done.filter(digest=digest_of(table)).first()
