"""What all cafés of a process share: who is invited, and what is asked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import Kind, Process


class TargetGroup(models.Model):
    """Who is invited to a World Café (Zielgruppe)."""

    process = models.ForeignKey(
        Process, on_delete=models.CASCADE, related_name="target_groups"
    )
    slug = models.SlugField(_("Kurzname"))
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    title = models.CharField(_("Bezeichnung"), max_length=100)
    description = models.TextField(_("Beschreibung"), blank=True)

    class Meta:
        verbose_name = _("Zielgruppe")
        verbose_name_plural = _("Zielgruppen")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "slug"], name="target_group_slug_once_per_process"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Subgroup(models.Model):
    """A part of a target group that is counted apart at the tables (Untergruppe).

    Where a target group has none, people are counted without telling them apart.
    """

    target_group = models.ForeignKey(
        TargetGroup, on_delete=models.CASCADE, related_name="subgroups"
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    title = models.CharField(_("Bezeichnung"), max_length=60)

    class Meta:
        verbose_name = _("Untergruppe")
        verbose_name_plural = _("Untergruppen")
        ordering = ["target_group", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["target_group", "title"],
                name="subgroup_title_once_per_target_group",
                violation_error_message=_("Diese Untergruppe gibt es schon."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class GuidingQuestion(models.Model):
    """A question on the table that fixes the kind of the notes below it (Leitfrage)."""

    process = models.ForeignKey(
        Process, on_delete=models.CASCADE, related_name="guiding_questions"
    )
    slug = models.SlugField(_("Kurzname"))
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    text = models.CharField(_("Leitfrage"), max_length=300)
    kind = models.CharField(_("Art der Notizen"), max_length=20, choices=Kind.choices)

    class Meta:
        verbose_name = _("Leitfrage")
        verbose_name_plural = _("Leitfragen")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "slug"],
                name="guiding_question_slug_once_per_process",
            )
        ]

    def __str__(self) -> str:
        return self.text
