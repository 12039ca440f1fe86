"""Reading photographs, the notes typed from them, and the pictures themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse

from worldcafe.models import Photo, PhotoRegion


def photos_of(**place: Any) -> QuerySet[Photo]:
    """Photographs with their rounds and the number of notes typed from each."""
    typed = Count("regions", filter=Q(regions__note__is_deleted=False))
    photos = Photo.objects.light().filter(**place).annotate(note_count=typed)
    return photos.select_related("sitting__round", "sitting__table").order_by(
        "sitting__table__number", "sitting__round__number", "pk"
    )


def regions_of(photo: Photo) -> list[PhotoRegion]:
    """The regions whose notes are there, from top to bottom; one query."""
    return regions_by_photo([photo])[photo.pk]


def regions_by_photo(photos: Iterable[Photo]) -> dict[UUID, list[PhotoRegion]]:
    """The same for several photographs; still one query."""
    by_id = {photo.pk: photo for photo in photos}
    regions = PhotoRegion.objects.filter(photo__in=by_id, note__is_deleted=False)
    found: dict[UUID, list[PhotoRegion]] = {pk: [] for pk in by_id}
    for region in regions.select_related(
        "note__contribution", "note__guiding_question", "note__sitting__round"
    ).order_by("top", "left"):
        region.photo = by_id[region.photo_id]
        found[region.photo_id].append(region)
    return found


def picture_response(photo: Photo) -> HttpResponse:
    """The picture for those who may see it; no cache keeps it (`no_store`)."""
    return HttpResponse(
        bytes(photo.picture),
        content_type="image/jpeg",
        headers={
            "Cross-Origin-Resource-Policy": "same-origin",
            "Content-Disposition": f'inline; filename="{photo.pk}.jpg"',
        },
    )
