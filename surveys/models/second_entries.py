from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from surveys.models.responses import Response


class SecondEntry(models.Model):
    """A paper form typed a second time, to tell how many errors typing makes (Prüfung)."""

    response = models.OneToOneField(
        Response, on_delete=models.CASCADE, related_name="second_entry"
    )
    fields = models.PositiveSmallIntegerField(_("Verglichene Felder"))
    differing = models.PositiveSmallIntegerField(_("Davon verschieden"))
    entered_on = models.DateField(_("Geprüft am"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("Zweite Erfassung")
        verbose_name_plural = _("Zweite Erfassungen")
        constraints = [
            models.CheckConstraint(
                condition=Q(differing__lte=F("fields")) & Q(fields__gte=1),
                name="second_entry_differs_in_compared_fields",
            )
        ]

    def __str__(self) -> str:
        return f"{self.response}: {self.differing}/{self.fields}"
