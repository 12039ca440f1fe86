"""Tables of notes that were written on paper, uploaded and looked through."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from worldcafe.models.cafes import Cafe

# How long a file may wait to be looked through before it is thrown away.
LONGEST_WAIT = timedelta(days=1)


class NoteImportQuerySet(models.QuerySet["NoteImport"]):
    def waiting(self) -> NoteImportQuerySet:
        return self.filter(imported_on__isnull=True)

    def done(self) -> NoteImportQuerySet:
        return self.filter(imported_on__isnull=False)

    def forgotten(self, at: datetime) -> NoteImportQuerySet:
        return self.waiting().filter(uploaded_at__lt=at - LONGEST_WAIT)


class NoteImport(models.Model):
    """A table of notes: waits until somebody looked through it (Nacherfassung)."""

    cafe = models.ForeignKey(
        Cafe, on_delete=models.CASCADE, related_name="note_imports"
    )
    file_name = models.CharField(_("Name der Datei"), max_length=200)
    # SHA-256 of the file: the same one is taken in only once.
    digest = models.CharField(max_length=64, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("Hochgeladen"), auto_now_add=True)
    imported_on = models.DateField(_("Eingelesen am"), null=True, blank=True)

    objects = NoteImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("Nacherfassung")
        verbose_name_plural = _("Nacherfassungen")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cafe", "digest"],
                condition=models.Q(imported_on__isnull=False),
                name="table_of_notes_imported_once_per_cafe",
                violation_error_message=_("Diese Datei ist schon eingelesen."),
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class NoteImportFile(models.Model):
    """What was uploaded; deleted once the notes are stored (Importdatei)."""

    of = models.OneToOneField(
        NoteImport, on_delete=models.CASCADE, primary_key=True, related_name="file"
    )
    table = models.BinaryField()

    class Meta:
        verbose_name = _("Importdatei")
        verbose_name_plural = _("Importdateien")

    def __str__(self) -> str:
        return str(self.of)
