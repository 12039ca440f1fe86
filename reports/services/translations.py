"""Translating what people wrote in other languages; the original is never touched."""

from __future__ import annotations

from dataclasses import asdict, astuple, dataclass
from hashlib import sha256

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from ilmkreis_integration.models import GERMAN, Contribution, ContributionTranslation
from reports.translations import translation_of


@dataclass(frozen=True)
class Entry:
    """What somebody entered: in which language the original is, and what it says.

    An empty `text` is no translation. `checked_by` is empty where nobody checked it now;
    an earlier check stands as long as the text does, or until it is withdrawn.
    """

    language: str
    text: str
    kind: str = ContributionTranslation.Kind.PERSON
    checked_by: str = ""
    withdraws_check: bool = False


@dataclass(frozen=True)
class Snapshot:
    """What was stored of a contribution; JSON can hold it. No `text`: no translation."""

    language: str
    text: str = ""
    kind: str = ContributionTranslation.Kind.PERSON
    translated_by: str = ""
    checked_by: str = ""
    checked_on: str = ""


class TranslatedMeanwhileError(Exception):
    """Somebody else changed the translation in the meantime."""


def translation_state(contribution: Contribution) -> str:
    """A short text that changes whenever language or translation does."""
    parts = astuple(snapshot_of(contribution))
    return sha256("\0".join(parts).encode()).hexdigest()[:16]


def snapshot_of(contribution: Contribution) -> Snapshot:
    row = translation_of(contribution)
    if row is None:
        return Snapshot(contribution.language)
    return Snapshot(
        language=contribution.language,
        text=row.text,
        kind=row.kind,
        translated_by=row.translated_by,
        checked_by=row.checked_by,
        checked_on=row.checked_on.isoformat() if row.checked_on else "",
    )


@transaction.atomic
def translate(
    contribution: Contribution, entry: Entry, *, by: User, seen: str | None = None
) -> None:
    """Store, correct or remove the translation of `contribution`.

    `seen` is the `translation_state` that the translator had in front of them;
    TranslatedMeanwhileError if it is no longer true.
    """
    contribution = _lock(contribution, seen)
    if entry.language != contribution.language:
        Contribution.objects.filter(pk=contribution.pk).update(language=entry.language)
    if not entry.text or entry.language == GERMAN:
        ContributionTranslation.objects.filter(contribution=contribution).delete()
        return
    stored = translation_of(contribution)
    _apply(entry, stored or ContributionTranslation(contribution=contribution), by)


@transaction.atomic
def restore(contribution: Contribution, before: Snapshot, *, seen: str) -> None:
    """Put back what was stored, unless somebody changed it since."""
    contribution = _lock(contribution, seen)
    Contribution.objects.filter(pk=contribution.pk).update(language=before.language)
    if not before.text:
        ContributionTranslation.objects.filter(contribution=contribution).delete()
        return
    values = asdict(before) | {"checked_on": before.checked_on or None}
    del values["language"]
    ContributionTranslation.objects.update_or_create(
        contribution=contribution, defaults=values
    )


def _lock(contribution: Contribution, seen: str | None) -> Contribution:
    # The second of two people who save at once waits here for the first.
    locked = Contribution.objects.select_for_update().get(pk=contribution.pk)
    is_changed = not locked.is_final or translation_state(locked) != seen
    if seen is not None and is_changed:
        raise TranslatedMeanwhileError(locked.code)
    return locked


def _apply(entry: Entry, row: ContributionTranslation, by: User) -> None:
    if (row.text, row.kind) != (entry.text, entry.kind):
        row.text, row.kind = entry.text, entry.kind
        row.translated_by = by.get_username()
        row.checked_by, row.checked_on = "", None  # What was checked was another text.
    if entry.withdraws_check:
        row.checked_by, row.checked_on = "", None
    if entry.checked_by:
        row.checked_by, row.checked_on = entry.checked_by, timezone.localdate()
    row.save()
