from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from surveys.models.instrument import Questionnaire


class Extension(models.Model):
    """A change of the last day, with its reason (Verlängerung)."""

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, related_name="extensions"
    )
    closes_before = models.DateField(_("Letzter Tag bisher"))
    closes_on = models.DateField(_("Neuer letzter Tag"))
    reason = models.CharField(
        _("Grund"),
        max_length=300,
        help_text=_("Steht im Bericht, zum Beispiel: Ferien, noch kaum Rücklauf."),
    )
    decided_on = models.DateField(_("Entschieden am"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("Verlängerung")
        verbose_name_plural = _("Verlängerungen")
        ordering = ["decided_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(closes_on=F("closes_before")),
                name="extension_changes_the_last_day",
                violation_error_message=_("Der letzte Tag ist derselbe wie bisher."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.closes_before} → {self.closes_on}"


class Reference(models.Model):
    """Figures of the population that the return is compared with (Vergleichszahlen)."""

    class Dimension(models.TextChoices):
        """What tells the groups apart, beside the attributes of the questionnaire."""

        LANGUAGE = "language", _("Sprache")
        PLACE = "place", _("Ort der Ausgabestelle")

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, related_name="references"
    )
    # A `Dimension`, or "attribute-" and the slug of an attribute.
    dimension = models.CharField(_("Merkmal"), max_length=60)
    source = models.CharField(
        _("Quelle"),
        max_length=200,
        help_text=_("Zum Beispiel: Ausländerzentralregister, Landesamt für Statistik."),
    )
    as_of = models.DateField(_("Stand"))

    class Meta:
        verbose_name = _("Vergleichszahlen")
        verbose_name_plural = _("Vergleichszahlen")
        ordering = ["dimension"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "dimension"],
                name="one_reference_per_dimension",
                violation_error_message=_(
                    "Zu diesem Merkmal gibt es schon Vergleichszahlen."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.as_of}"


class ReferenceCount(models.Model):
    """How many people of the population belong to one group (Vergleichszahl)."""

    reference = models.ForeignKey(
        Reference, on_delete=models.CASCADE, related_name="counts"
    )
    # Slug of an option, code of a language, or name of a place.
    group = models.CharField(_("Gruppe"), max_length=100)
    people = models.PositiveIntegerField(_("Personen"))

    class Meta:
        verbose_name = _("Vergleichszahl")
        verbose_name_plural = _("Vergleichszahlen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "group"], name="group_counted_once_per_reference"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.people}"
