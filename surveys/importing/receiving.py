"""Tables that were uploaded and wait until somebody looked through them."""

from __future__ import annotations

import hashlib
from io import BytesIO

from django.db import transaction
from django.utils import timezone

from surveys.importing.source import Source
from surveys.importing.template_reading import TemplateSource
from surveys.models import Import, ImportFile


def digest_of(table: bytes) -> str:
    return hashlib.sha256(table).hexdigest()


def open_source(imported: Import, table: bytes) -> Source:
    """Begin to read `table`. Raises `UnsafeFileError` or `TableError`."""
    return TemplateSource(BytesIO(table), imported)


def stored_source(imported: Import) -> Source:
    """The same for a table that waits."""
    return open_source(imported, bytes(imported.file.table))


@transaction.atomic
def receive(imported: Import, *, table: bytes) -> Import:
    """Keep an uploaded table until somebody looked through it; forget old ones."""
    forgotten = Import.objects.forgotten(timezone.now())
    forgotten.filter(questionnaire=imported.questionnaire).delete()
    imported.digest = digest_of(table)
    imported.save()
    ImportFile.objects.create(of=imported, table=table)
    return imported


def earlier_import(imported: Import, table: bytes) -> Import | None:
    """Whether this very file was taken in before, and when."""
    done = Import.objects.done().filter(questionnaire=imported.questionnaire)
    return done.filter(digest=digest_of(table)).first()
