from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models.channels import Channel
from surveys.models.instrument import Questionnaire

# How long a file may wait to be looked through before it is thrown away.
LONGEST_WAIT = timedelta(days=1)


class ImportQuerySet(models.QuerySet["Import"]):
    def waiting(self) -> ImportQuerySet:
        return self.filter(imported_on__isnull=True)

    def done(self) -> ImportQuerySet:
        return self.filter(imported_on__isnull=False)

    def forgotten(self, at: datetime) -> ImportQuerySet:
        return self.waiting().filter(uploaded_at__lt=at - LONGEST_WAIT)


class Import(models.Model):
    """A table of filled-in forms: waits until somebody looked at it (Import).

    `channel` and `received_on` hold for rows that do not say it themselves.
    """

    class Format(models.TextChoices):
        TEMPLATE = "template", _("Unsere Vorlage")
        SOSCI = "sosci", _("SoSci Survey")
        LIMESURVEY = "limesurvey", _("LimeSurvey")

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, related_name="imports"
    )
    channel = models.ForeignKey(
        Channel,
        verbose_name=_("Ausgabestelle"),
        on_delete=models.PROTECT,
        related_name="imports",
    )
    format = models.CharField(
        _("Woher die Tabelle kommt"), max_length=20, choices=Format.choices
    )
    received_on = models.DateField(_("Eingangstag"))
    file_name = models.CharField(_("Name der Datei"), max_length=200)
    # SHA-256 of the file: the same one is taken in only once.
    digest = models.CharField(max_length=64, editable=False)
    # SHA-256 of the names of the columns, and what each of them becomes.
    shape = models.CharField(max_length=64, blank=True, editable=False)
    mapping = models.JSONField(default=dict, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("Hochgeladen"), auto_now_add=True)
    imported_on = models.DateField(_("Eingelesen am"), null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("Import")
        verbose_name_plural = _("Importe")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "digest"],
                condition=models.Q(imported_on__isnull=False),
                name="file_imported_once_per_questionnaire",
                violation_error_message=_("Diese Datei ist schon eingelesen."),
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_foreign(self) -> bool:
        """Whether another program made the table, with columns of its own."""
        return self.format != self.Format.TEMPLATE

    @property
    def is_to_be_assigned(self) -> bool:
        return self.is_foreign and not self.mapping


class ImportFile(models.Model):
    """What was uploaded; deleted once the forms are stored (Importdatei)."""

    of = models.OneToOneField(
        Import, on_delete=models.CASCADE, primary_key=True, related_name="file"
    )
    table = models.BinaryField(_("Tabelle"))
    # The script of SoSci Survey or the structure of LimeSurvey, with the labels.
    labels = models.BinaryField(_("Beschriftungen"), blank=True, default=bytes)

    class Meta:
        verbose_name = _("Importdatei")
        verbose_name_plural = _("Importdateien")

    def __str__(self) -> str:
        return str(self.of)
