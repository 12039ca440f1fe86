"""Comments of a survey that ran in another system, on their way into the release queue."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staffsurvey.models.instrument import FocusArea, StaffSurvey


class CommentImportQuerySet(models.QuerySet["CommentImport"]):
    def waiting(self) -> CommentImportQuerySet:
        return self.filter(comments=None, uploaded_on__gte=timezone.localdate())

    def old(self) -> CommentImportQuerySet:
        """What nobody took over on the day it was uploaded; it is to be deleted."""
        return self.filter(comments=None, uploaded_on__lt=timezone.localdate())

    def done(self) -> CommentImportQuerySet:
        return self.exclude(comments=None)


class CommentImport(models.Model):
    """An uploaded file of which only the columns with free text were kept (Übernahme)."""

    survey = models.ForeignKey(
        StaffSurvey, on_delete=models.CASCADE, related_name="comment_imports"
    )
    digest = models.CharField(_("Prüfsumme"), max_length=64, editable=False)
    uploaded_on = models.DateField(_("hochgeladen am"))
    # Empty until the columns are assigned to focus areas and their texts taken over.
    comments = models.PositiveIntegerField(_("Kommentare"), null=True, blank=True)

    objects = CommentImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("Übernahme von Kommentaren")
        verbose_name_plural = _("Übernahmen von Kommentaren")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "digest"],
                name="comment_import_once_per_file",
                violation_error_message=_("Diese Datei wurde schon übernommen."),
            )
        ]

    def __str__(self) -> str:
        return self.digest[:8]

    @property
    def is_done(self) -> bool:
        return self.comments is not None

    @property
    def is_old(self) -> bool:
        return not self.is_done and self.uploaded_on < timezone.localdate()


class ImportColumn(models.Model):
    """The texts of one column, in an order drawn by lot; it goes when they are taken over."""

    of = models.ForeignKey(
        CommentImport, on_delete=models.CASCADE, related_name="columns"
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    name = models.CharField(_("Spalte"), max_length=100)
    label = models.TextField(_("Frage"), blank=True)
    texts = models.JSONField(editable=False)
    focus_area = models.ForeignKey(
        FocusArea,
        verbose_name=_("Schwerpunkt"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("Spalte einer Übernahme")
        verbose_name_plural = _("Spalten einer Übernahme")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "name"], name="import_column_once_per_import"
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="import_column_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name
