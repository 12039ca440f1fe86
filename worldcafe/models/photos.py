"""Photographs of the sheets on the tables, seen by the evaluation alone."""

from __future__ import annotations

import uuid
from datetime import date
from math import ceil

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from worldcafe.models.cafes import Cafe
from worldcafe.models.notes import Note
from worldcafe.models.sittings import Sitting

WHOLE = 1000  # regions are measured in thousandths of the picture


class PhotoQuerySet(models.QuerySet["Photo"]):
    def light(self) -> PhotoQuerySet:
        """Without the pictures themselves, which are large."""
        return self.defer("picture")

    def of(self, cafe: Cafe) -> PhotoQuerySet:
        return self.filter(sitting__table__cafe=cafe)

    def expired(self, on: date) -> PhotoQuerySet:
        return self.filter(delete_on__lte=on)


class Photo(models.Model):
    """A photograph of a sheet, drawn anew without what the camera knew (Foto)."""

    # Made on the device, so that a picture sent twice is known.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sitting = models.ForeignKey(
        Sitting, on_delete=models.CASCADE, related_name="photos"
    )
    picture = models.BinaryField(_("Bild"))  # JPEG
    width = models.PositiveIntegerField()  # pixels
    height = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of what was sent
    delete_on = models.DateField(_("wird gelöscht am"))

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("Foto")
        verbose_name_plural = _("Fotos")
        ordering = ["sitting", "delete_on", "id"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}, {self.sitting}"

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"


class PhotoRegion(models.Model):
    """Where on a photograph stands what a note says, in thousandths (Ausschnitt)."""

    note = models.OneToOneField(
        Note, on_delete=models.CASCADE, primary_key=True, related_name="region"
    )
    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="regions")
    left = models.PositiveSmallIntegerField(validators=[MaxValueValidator(WHOLE)])
    top = models.PositiveSmallIntegerField(validators=[MaxValueValidator(WHOLE)])
    width = models.PositiveSmallIntegerField(validators=[MaxValueValidator(WHOLE)])
    height = models.PositiveSmallIntegerField(validators=[MaxValueValidator(WHOLE)])

    class Meta:
        verbose_name = _("Ausschnitt")
        verbose_name_plural = _("Ausschnitte")
        ordering = ["photo", "top", "left"]
        constraints = [
            models.CheckConstraint(
                condition=Q(width__gte=1, height__gte=1)
                & Q(left__lte=WHOLE - F("width"))
                & Q(top__lte=WHOLE - F("height")),
                name="region_lies_within_the_photo",
            )
        ]

    def __str__(self) -> str:
        return f"{self.photo}: {self.note}"

    @property
    def in_pixels(self) -> tuple[int, int, int, int]:
        """Left, top, width and height; never empty, however small the photograph."""
        across, down = self.photo.width / WHOLE, self.photo.height / WHOLE
        return (
            int(self.left * across),
            int(self.top * down),
            ceil(self.width * across),
            ceil(self.height * down),
        )

    @property
    def view_box(self) -> str:
        """What an SVG of the photograph shows to show only this region."""
        return " ".join(map(str, self.in_pixels))
