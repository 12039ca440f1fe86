from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models.statements import Statement


class Paraphrase(models.Model):
    """What a statement of the staff says, in other words (sinngemäße Wiedergabe)."""

    statement = models.OneToOneField(
        Statement, on_delete=models.CASCADE, related_name="paraphrase"
    )
    text = models.TextField(_("Sinngemäß"))
    # A name and not an account: it stays true when the account is gone.
    written_by = models.CharField(_("geschrieben von"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("Sinngemäße Wiedergabe")
        verbose_name_plural = _("Sinngemäße Wiedergaben")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="paraphrase_says_something"
            )
        ]

    def __str__(self) -> str:
        return self.text[:50]
