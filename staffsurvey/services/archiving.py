"""Keeping the PDFs of a version that was made binding."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from staffsurvey.models import EventKind, Version, VersionDocument
from staffsurvey.printed_version import print_version
from staffsurvey.services.recording import hold, record

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
    if document is None:
        # Whoever asks at the same time gets what came first.
        document, _made = version.documents.get_or_create(
            kind=_KIND.PRINTED, defaults=_content(print_version(version))
        )
    return document


def keep_signed(version: Version, pdf: bytes, *, by: User) -> VersionDocument:
    """Store a checked PDF in place of an earlier one. Raises `NotLockedError`."""
    if not version.was_locked:
        raise NotLockedError
    with transaction.atomic():
        # Of two uploads at once, the second waits here and replaces the first.
        survey = hold(version.survey)
        replaced, _by_model = version.documents.filter(kind=_KIND.SIGNED).delete()
        if replaced:
            record(survey, EventKind.REPLACED, by=by, detail=str(version))
        return version.documents.create(kind=_KIND.SIGNED, **_content(pdf))


def _content(pdf: bytes) -> dict[str, Any]:
    return {
        "added_on": timezone.localdate(),
        "digest": sha256(pdf).hexdigest(),
        "pdf": pdf,
    }
