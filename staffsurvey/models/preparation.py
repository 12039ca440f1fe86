"""Agreeing on the survey before it starts: versions, and what the parties say of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from staffsurvey.models.instrument import StaffSurvey


class Party(models.Model):
    """Whose opinion is asked: Landrätin, Amtsleitungen, Personalrat … (Beteiligte)."""

    survey = models.ForeignKey(
        StaffSurvey, on_delete=models.CASCADE, related_name="parties"
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    title = models.CharField(_("Bezeichnung"), max_length=100)
    is_required = models.BooleanField(
        _("muss zustimmen"),
        default=True,
        help_text=_("Ohne diese Zustimmung wird die Fassung nicht verbindlich."),
    )

    class Meta:
        verbose_name = _("Beteiligte Stelle")
        verbose_name_plural = _("Beteiligte Stellen")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "title"],
                name="party_title_once_per_survey",
                violation_error_message=_("Diese Stelle gibt es schon."),
            )
        ]

    def __str__(self) -> str:
        return self.title


# A version is locked, that is binding, until another one is begun.
LOCKED = Q(locked_on__isnull=False, unlocked_on__isnull=True)


class VersionQuerySet(models.QuerySet["Version"]):
    def locked(self) -> VersionQuerySet:
        return self.filter(LOCKED)


class Version(models.Model):
    """Questions and description as they were put before the parties (Fassung).

    `content` is what `staffsurvey.versions.snapshot` made of the survey that day.
    """

    survey = models.ForeignKey(
        StaffSurvey, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("Nummer"))
    made_on = models.DateField(_("vorgelegt am"))
    content = models.JSONField(editable=False)
    locked_on = models.DateField(_("verbindlich seit"), null=True, blank=True)
    unlocked_on = models.DateField(_("verbindlich bis"), null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Fassung")
        verbose_name_plural = _("Fassungen")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "number"], name="version_number_once_per_survey"
            ),
            models.UniqueConstraint(
                fields=["survey"],
                condition=LOCKED,
                name="one_locked_version_per_survey",
            ),
            models.CheckConstraint(
                condition=Q(unlocked_on__isnull=True) | Q(locked_on__isnull=False),
                name="version_locked_before_it_is_unlocked",
            ),
        ]

    def __str__(self) -> str:
        return _("Fassung {}").format(self.number)

    @property
    def is_locked(self) -> bool:
        return self.locked_on is not None and self.unlocked_on is None

    @property
    def was_locked(self) -> bool:
        """Then it stays as it was signed: nothing is said of it any more."""
        return self.locked_on is not None


class Opinion(models.Model):
    """What a party says of a version (Stellungnahme)."""

    class Verdict(models.TextChoices):
        REMARK = "remark", _("Anmerkung")
        AGREED = "agreed", _("Zustimmung")
        OBJECTED = "objected", _("Einwand")

    version = models.ForeignKey(
        Version, on_delete=models.CASCADE, related_name="opinions"
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="opinions")
    verdict = models.CharField(
        _("Stellungnahme"), max_length=10, choices=Verdict.choices
    )
    said_on = models.DateField(_("Datum"))
    said_by = models.CharField(_("Name"), max_length=150, blank=True)
    remark = models.TextField(_("Bemerkung"), blank=True)

    class Meta:
        verbose_name = _("Stellungnahme")
        verbose_name_plural = _("Stellungnahmen")
        ordering = ["said_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=["remark", "agreed", "objected"]),
                name="opinion_verdict_is_known",
            ),
            models.CheckConstraint(
                condition=Q(verdict="agreed") | ~Q(remark=""),
                name="opinion_other_than_agreed_says_why",
                violation_error_message=_("Bitte schreiben Sie, worum es geht."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_verdict_display()}"


class VersionDocument(models.Model):
    """A locked version as PDF: as printed by us, and as scanned with signatures."""

    class Kind(models.TextChoices):
        PRINTED = "printed", _("Fassung mit Stellungnahmen")
        SIGNED = "signed", _("unterschriebene Fassung")

    version = models.ForeignKey(
        Version, on_delete=models.CASCADE, related_name="documents"
    )
    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices)
    added_on = models.DateField(_("abgelegt am"))
    digest = models.CharField(_("Prüfsumme (SHA-256)"), max_length=64)
    pdf = models.BinaryField(editable=False)

    class Meta:
        verbose_name = _("Dokument einer Fassung")
        verbose_name_plural = _("Dokumente einer Fassung")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "kind"], name="version_document_once_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["printed", "signed"]),
                name="version_document_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_kind_display()}"
