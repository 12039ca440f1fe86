"""Photographs of a café for those who evaluate it: what was typed from which place."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.deleting import ask_and_delete
from worldcafe.models import Cafe, Photo, PhotoRegion
from worldcafe.photos import photos_of, picture_response, regions_by_photo
from worldcafe.services.photos import delete_expired_photos


@requires(Role.EVALUATION)
@require_safe
def photos(request: HttpRequest, pk: int) -> HttpResponse:
    cafes = current_process().cafes.select_related("target_group")
    cafe = get_object_or_404(cafes, pk=pk)
    delete_expired_photos()
    found = list(photos_of(sitting__table__cafe=cafe))
    regions = regions_by_photo(found)
    context = {
        "cafe": cafe,
        "photos": [(photo, regions[photo.pk]) for photo in found],
        "other_cafes": _cafes_with_photos(cafe),
    }
    return render(request, "worldcafe/photos/evidence.html", context)


def _cafes_with_photos(cafe: Cafe) -> list[Cafe]:
    others = Cafe.objects.filter(process=cafe.process_id).exclude(pk=cafe.pk)
    with_photos = others.filter(tables__sittings__photos__isnull=False)
    return list(with_photos.select_related("target_group").distinct())


@requires(Role.EVALUATION)
@require_safe
def picture(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    return picture_response(_photo(photo_id))


@requires(Role.EVALUATION)
@require_safe
def note_evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The piece of a photograph that a note was typed from."""
    regions = PhotoRegion.objects.select_related(
        "note__contribution",
        "note__guiding_question",
        "photo__sitting__round",
        "photo__sitting__table__cafe__target_group",
    ).defer("photo__picture")
    region = get_object_or_404(
        regions, pk=pk, photo__sitting__table__cafe__process=current_process()
    )
    context = {"region": region, "cafe": region.photo.sitting.table.cafe}
    return render(request, "worldcafe/photos/note_evidence.html", context)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_photo(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    photo = _photo(photo_id)
    back = reverse("worldcafe-setup:photos", args=[photo.sitting.table.cafe_id])
    return ask_and_delete(request, photo, back=back)


def _photo(photo_id: UUID) -> Photo:
    photos = Photo.objects.select_related("sitting__table", "sitting__round")
    return get_object_or_404(
        photos, pk=photo_id, sitting__table__cafe__process=current_process()
    )
