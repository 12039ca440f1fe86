"""Keeping photographs of sheets, the notes typed from them, and deleting them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from worldcafe.models import Cafe, GuidingQuestion, Note, Photo, PhotoRegion, Sitting
from worldcafe.pictures import draw_anew
from worldcafe.services.holding import hold_open
from worldcafe.services.notes import write_note

MOST_PHOTOS = 20  # of one table in one round


class TooManyPhotosError(Exception):
    """There are as many photographs of the table in this round as are taken."""


class PhotoConflictError(Exception):
    """Another photograph was stored under this id."""


@dataclass(frozen=True)
class Region:
    """A part of a photograph, in thousandths."""

    left: int
    top: int
    width: int
    height: int


def keep_photo(sitting: Sitting, *, photo_id: UUID, sent: bytes) -> Photo:
    """Store what was `sent`, drawn anew, exactly once; return it.

    Raises `PictureError`, `TooManyPhotosError`, `PhotoConflictError` and
    `CafeClosedError`.
    """
    digest = sha256(sent).hexdigest()
    known = _known_photo(sitting, photo_id, digest)
    if known:
        return known
    picture = draw_anew(sent)
    photo = Photo(
        id=photo_id,
        sitting=sitting,
        picture=picture.jpeg,
        width=picture.width,
        height=picture.height,
        digest=digest,
        delete_on=last_day(sitting.table.cafe),
    )
    try:
        _store(photo)
    except IntegrityError:
        # Sent twice at the same time.
        known = _known_photo(sitting, photo_id, digest)
        if not known:
            raise
        return known
    return photo


def _known_photo(sitting: Sitting, photo_id: UUID, digest: str) -> Photo | None:
    photo = Photo.objects.light().filter(pk=photo_id).first()
    if photo and (photo.sitting_id, photo.digest) != (sitting.pk, digest):
        raise PhotoConflictError(str(photo_id))
    return photo


@transaction.atomic
def _store(photo: Photo) -> None:
    hold_open(photo.sitting.table)
    if Photo.objects.filter(sitting=photo.sitting).count() >= MOST_PHOTOS:
        raise TooManyPhotosError(str(photo.sitting))
    photo.save(force_insert=True)


def last_day(cafe: Cafe) -> date:
    """When a photograph taken now has to go: sheets may be photographed later."""
    since = max(cafe.held_on, timezone.localdate())
    return since + timedelta(days=settings.PHOTO_RETENTION_DAYS)


@transaction.atomic
def write_note_from_photo(
    photo: Photo,
    *,
    region: Region,
    sitting: Sitting,
    note_id: UUID,
    guiding_question: GuidingQuestion,
    text: str,
) -> Note:
    """Store a note and where it stands, both exactly once.

    Raises what `write_note` raises, and `Photo.DoesNotExist` if somebody deleted it.
    """
    hold_open(sitting.table)
    _hold(photo)
    note = write_note(
        sitting, note_id=note_id, guiding_question=guiding_question, text=text
    )
    # Sent again, it must not move a region that was corrected since.
    PhotoRegion.objects.get_or_create(
        note=note, defaults={"photo": photo, **asdict(region)}
    )
    return note


@transaction.atomic
def place_region(photo: Photo, note: Note, region: Region) -> None:
    """Say where on `photo` a note stands, in place of what was said before."""
    hold_open(photo.sitting.table)
    _hold(photo)
    PhotoRegion.objects.update_or_create(
        note=note, defaults={"photo": photo, **asdict(region)}
    )


def _hold(photo: Photo) -> None:
    Photo.objects.light().select_for_update().get(pk=photo.pk)


@transaction.atomic
def remove_region(region: PhotoRegion) -> None:
    """Take the evidence of a note away; the note stays."""
    hold_open(region.photo.sitting.table)
    region.delete()


@transaction.atomic
def remove_photo(photo: Photo) -> None:
    """Delete a photograph at its table; the notes typed from it stay."""
    hold_open(photo.sitting.table)
    photo.delete()


def delete_expired_photos() -> int:
    """Delete all photographs whose time is over; return how many they were."""
    _total, by_model = Photo.objects.light().expired(timezone.localdate()).delete()
    return by_model.get(Photo._meta.label, 0)
