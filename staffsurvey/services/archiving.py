"""Keeping the PDFs of a version that was made binding."""

from __future__ import annotations

from hashlib import sha256

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from staffsurvey.models import EventKind, Version, VersionDocument
from staffsurvey.printed_version import print_version
from staffsurvey.services.recording import record

_KIND = VersionDocument.Kind


class NotLockedError(Exception):
    """Only what is binding is printed for signatures."""


def printed_document(version: Version) -> VersionDocument:
    """What the version looked like when it became binding; printed at the first asking.

    Raises `NotLockedError` and `PrintingError`.
    """
    if not version.was_locked:
        raise NotLockedError
    document = version.documents.filter(kind=_KIND.PRINTED).first()
    return document or _keep(version, _KIND.PRINTED, print_version(version))


def keep_signed(version: Version, pdf: bytes, *, by: User) -> VersionDocument:
    """Store a checked PDF in place of an earlier one. Raises `NotLockedError`."""
    if not version.was_locked:
        raise NotLockedError
    with transaction.atomic():
        replaced, _by_model = version.documents.filter(kind=_KIND.SIGNED).delete()
        if replaced:
            record(version.survey, EventKind.REPLACED, by=by, detail=str(version))
        return _keep(version, _KIND.SIGNED, pdf)


def _keep(version: Version, kind: VersionDocument.Kind, pdf: bytes) -> VersionDocument:
    document, _made = VersionDocument.objects.get_or_create(
        version=version,
        kind=kind,
        defaults={
            "added_on": timezone.localdate(),
            "digest": sha256(pdf).hexdigest(),
            "pdf": pdf,
        },
    )
    return document
