"""The staff survey. Nothing here may tell who wrote, when, or what else they wrote.

No table of this app has a date of arrival, a running number or a link between two
comments; a test reads the schema and refuses new ones.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import ActionField, Contribution, Process


class StaffSurvey(models.Model):
    """The anonymous survey of all staff (Mitarbeiterbefragung)."""

    process = models.OneToOneField(
        Process, on_delete=models.CASCADE, related_name="staff_survey"
    )
    title = models.CharField(_("Titel"), max_length=300)
    salutation = models.CharField(_("Anrede"), max_length=200)
    welcome = models.TextField(_("Begrüßung"))
    anonymity = models.TextField(
        _("Anonymität"),
        help_text=_("Was gespeichert wird, was nicht, und was doch verraten könnte."),
    )
    contact_name = models.CharField(_("Ansprechperson"), max_length=100, blank=True)
    contact_phone = models.CharField(_("Durchwahl"), max_length=50, blank=True)
    contact_email = models.EmailField(_("E-Mail"), blank=True)
    topic_question = models.CharField(_("Frage nach den Themen"), max_length=300)
    thanks = models.TextField(_("Dank und wie es weitergeht"))
    opens_on = models.DateField(_("Offen ab"))
    closes_on = models.DateField(_("Offen bis"))

    class Meta:
        verbose_name = _("Mitarbeiterbefragung")
        verbose_name_plural = _("Mitarbeiterbefragungen")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="staff_survey_closes_after_it_opens",
                violation_error_message=_("Der letzte Tag liegt vor dem ersten."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, on: date) -> bool:
        return self.opens_on <= on <= self.closes_on


class Topic(models.Model):
    """A strategy that shares the survey (Thema der Befragung)."""

    survey = models.ForeignKey(
        StaffSurvey, on_delete=models.CASCADE, related_name="topics"
    )
    slug = models.SlugField(_("Kurzname"))
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    title = models.CharField(_("Titel"), max_length=100)
    description = models.TextField(_("Beschreibung"), blank=True)
    focus_question = models.TextField(_("Frage nach den Schwerpunkten"))
    for_concept = models.BooleanField(
        _("gehört zum Integrationskonzept"),
        default=False,
        help_text=_("Nur diese Kommentare kommen in die Auswertung."),
    )

    class Meta:
        verbose_name = _("Thema der Befragung")
        verbose_name_plural = _("Themen der Befragung")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "slug"], name="topic_slug_once_per_survey"
            )
        ]

    def __str__(self) -> str:
        return self.title


class FocusArea(models.Model):
    """A part of a topic with a free text beside it (Schwerpunkt)."""

    topic = models.ForeignKey(
        Topic, on_delete=models.CASCADE, related_name="focus_areas"
    )
    slug = models.SlugField(_("Kurzname"))
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    title = models.CharField(_("Titel"), max_length=150)
    action_field = models.ForeignKey(
        ActionField,
        verbose_name=_("Handlungsfeld"),
        on_delete=models.PROTECT,
        related_name="focus_areas",
        null=True,
        blank=True,
    )
    is_default_wording = models.BooleanField(
        _("Wortlaut ist unsere Vorgabe"), default=False
    )

    class Meta:
        verbose_name = _("Schwerpunkt")
        verbose_name_plural = _("Schwerpunkte")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "slug"], name="focus_area_slug_once_per_topic"
            )
        ]

    def __str__(self) -> str:
        return self.title


class CommentQuerySet(models.QuerySet["Comment"]):
    def on_topic(self, topic: Topic) -> CommentQuerySet:
        return self.filter(focus_area__topic=topic)


class Comment(models.Model):
    """One free text of somebody on the staff, tied to nothing else (Kommentar)."""

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, primary_key=True, related_name="comment"
    )
    focus_area = models.ForeignKey(
        FocusArea, on_delete=models.PROTECT, related_name="comments"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kommentar")
        verbose_name_plural = _("Kommentare")

    def __str__(self) -> str:
        return str(self.contribution)
