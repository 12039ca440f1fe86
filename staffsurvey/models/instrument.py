"""The staff survey: what it asks, and where it stands."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import User
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import ActionField, Process


class Phase(models.TextChoices):
    """Where a survey stands (Stand der Befragung)."""

    PREPARING = "preparing", _("in Vorbereitung")
    WAITING = "waiting", _("beginnt noch")
    RUNNING = "running", _("läuft")
    CLOSED = "closed", _("beendet, noch versiegelt")
    OPENED = "opened", _("geöffnet")


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
    results_on = models.DateField(
        _("Ergebnisse bis"),
        null=True,
        blank=True,
        help_text=_("Steht auf der Seite nach dem Absenden."),
    )
    with_codes = models.BooleanField(
        _("mit Codes"),
        default=True,
        help_text=_(
            "Jede Person zieht einen Zettel mit einem Code, der für eine Antwort gilt. "
            "Ohne Codes kann dieselbe Person mehrmals antworten."
        ),
    )
    needs_two_readers = models.BooleanField(
        _("Freigabe zu zweit"),
        default=False,
        help_text=_(
            "Jeder Kommentar wird von zwei verschiedenen Personen freigegeben."
        ),
    )

    class Meta:
        verbose_name = _("Mitarbeiterbefragung")
        verbose_name_plural = _("Mitarbeiterbefragungen")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="staff_survey_closes_after_it_opens",
                violation_error_message=_("Der letzte Tag liegt vor dem ersten."),
            ),
            models.CheckConstraint(
                condition=Q(results_on__isnull=True) | Q(results_on__gt=F("closes_on")),
                name="staff_survey_results_after_it_closes",
                violation_error_message=_(
                    "Ergebnisse gibt es erst nach dem letzten Tag der Befragung."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def phase(self, on: date) -> Phase:
        """Where it stands; asks for `opening` and `box` unless they were selected."""
        if hasattr(self, "opening"):
            return Phase.OPENED
        box = getattr(self, "box", None)
        if box is None or box.started_on is None:
            return Phase.PREPARING
        if box.ended_on is not None or on > self.closes_on:
            return Phase.CLOSED
        return Phase.RUNNING if on >= self.opens_on else Phase.WAITING

    @property
    def has_started(self) -> bool:
        """From then on, what was agreed stays; opening the box takes its row away."""
        box = getattr(self, "box", None)
        return hasattr(self, "opening") or (
            box is not None and box.started_on is not None
        )

    @property
    def is_sealed(self) -> bool:
        """Whether answers may be in the box, so that nobody knows how many there are."""
        return self.has_started and not hasattr(self, "opening")

    def is_open(self, on: date) -> bool:
        return self.phase(on) == Phase.RUNNING


class TopicQuerySet(models.QuerySet["Topic"]):
    def owned_by(self, user: User) -> TopicQuerySet:
        return self.filter(owners=user)

    def for_concept(self) -> TopicQuerySet:
        return self.filter(for_concept=True)


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
    owners = models.ManyToManyField(
        User,
        verbose_name=_("Verantwortliche"),
        related_name="staff_survey_topics",
        blank=True,
        help_text=_("Sie lesen die freigegebenen Kommentare zu diesem Thema."),
    )

    objects = TopicQuerySet.as_manager()

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

    def has_comments(self) -> bool:
        """Whether any came out of the box, released or not."""
        areas = self.focus_areas
        has_released = areas.filter(comments__isnull=False).exists()
        return has_released or areas.filter(held_comments__isnull=False).exists()


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
