"""Photographs of the sheets: sent from the table that a link belongs to, and deleted."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import public_form
from worldcafe.forms.photos import SentPhotoForm
from worldcafe.models import Photo, Table
from worldcafe.open_tables import for_open_table
from worldcafe.photos import photos_of, picture_response
from worldcafe.pictures import LARGEST_FILE, PictureError
from worldcafe.services.holding import CafeClosedError
from worldcafe.services.photos import (
    MOST_PHOTOS,
    PhotoConflictError,
    TooManyPhotosError,
    keep_photo,
    last_day,
    remove_photo,
)
from worldcafe.table_pages import context_of, linked_table

# What the page loads beside the files of the table; kept with these for lack of network.
PHOTO_FILES = [
    "css/components/rows.css",
    "css/photos.css",
    "js/cafe/photo-bars.js",
    "js/cafe/photo-outbox.js",
    "js/cafe/photo-page.js",
    "js/cafe/photo-picture.js",
    "js/cafe/photo-store.js",
    "js/cafe/photo-waiting.js",
    "js/cafe/rectangle.js",
]
# What a form with a picture has beside it.
_FORM_ROOM = 64 * 1024


def photo_at(table: Table, photo_id: UUID) -> Photo:
    return get_object_or_404(photos_of(sitting__table=table), pk=photo_id)


@public_form
@require_safe
@for_open_table
def photos(request: HttpRequest, table: Table) -> HttpResponse:
    context = context_of(table) | {
        "photos": photos_of(sitting__table=table),
        "form": SentPhotoForm(table=table),
        "last_day": last_day(table.cafe),
        "most": MOST_PHOTOS,
        "chosen": request.GET.get("runde", ""),
    }
    return render(request, "worldcafe/photos/photos.html", context)


@public_form
@require_POST
def add_photo(request: HttpRequest, code: str) -> HttpResponse:
    """Take a picture in; answers what the page of the device understands."""
    # Before anything of it is read.
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_FILE + _FORM_ROOM:
        return _refused(
            _("Das Bild ist zu groß; höchstens {} MB.").format(LARGEST_FILE >> 20), 413
        )
    table = linked_table(code)
    if table.revoked_on:
        return _refused(_("Der Link dieses Tisches ist gesperrt."), 404)
    if not table.cafe.is_open:
        return _refused(*_reason(CafeClosedError()))
    form = SentPhotoForm(request.POST, request.FILES, table=table)
    if not form.is_valid():
        return _refused(str(next(iter(form.errors.values()))[0]), 422)
    sitting = form.cleaned_data["round"]
    sitting.table = table
    try:
        photo = keep_photo(
            sitting,
            photo_id=form.cleaned_data["id"],
            sent=form.cleaned_data["picture"],
        )
    except (PictureError, PhotoConflictError, TooManyPhotosError, CafeClosedError) as e:
        return _refused(*_reason(e))
    page = reverse("worldcafe:photo", args=[code, photo.pk])
    return JsonResponse({"receipt": str(photo.pk), "page": page}, status=201)


def _reason(error: Exception) -> tuple[str, int]:
    match error:
        case CafeClosedError():
            return _("Das World Café ist abgeschlossen."), 410
        case TooManyPhotosError():
            text = _(
                "Von dieser Runde gibt es schon {} Fotos. Löschen Sie zuerst eines."
            )
            return text.format(MOST_PHOTOS), 422
        case PhotoConflictError():
            return _(
                "Unter dieser Kennung ist schon ein anderes Bild gespeichert."
            ), 409
        case _picture:
            return str(error), 422


def _refused(message: str, status: int) -> JsonResponse:
    return JsonResponse({"message": message}, status=status)


@public_form
@require_safe
@for_open_table
def picture(request: HttpRequest, table: Table, photo_id: UUID) -> HttpResponse:
    photos = Photo.objects.filter(sitting__table=table)
    return picture_response(get_object_or_404(photos, pk=photo_id))


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
@for_open_table
def delete_photo(request: HttpRequest, table: Table, photo_id: UUID) -> HttpResponse:
    photo = photo_at(table, photo_id)
    if request.method == "POST":
        photo.sitting.table = table
        remove_photo(photo)
        return redirect("worldcafe:photos", table.code)
    context = context_of(table) | {"photo": photo}
    return render(request, "worldcafe/photos/delete.html", context)
