"""One event: its tables, its rounds, and how often it was closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.domain.link_codes import new_link_code
from ilmkreis_integration.models import ActionField, Process
from worldcafe.models.setup import TargetGroup

SHORTEST_ROUND, LONGEST_ROUND = 20, 30  # minutes, as the process foresees
MOST_PEOPLE = 200  # in one room
MOST_WEIGHTING_DOTS = 20  # for each person


class Cafe(models.Model):
    """One event with one target group (World Café)."""

    class State(models.TextChoices):
        OPEN = "open", _("offen")
        CLOSED = "closed", _("abgeschlossen")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="cafes")
    number = models.PositiveSmallIntegerField(_("Nr."))
    target_group = models.ForeignKey(
        TargetGroup,
        verbose_name=_("Zielgruppe"),
        on_delete=models.PROTECT,
        related_name="cafes",
    )
    held_on = models.DateField(_("Datum"))
    place = models.CharField(_("Ort"), max_length=150, blank=True)
    expected_people = models.PositiveSmallIntegerField(
        _("Erwartete Personen"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
    )
    minutes_per_round = models.PositiveSmallIntegerField(
        _("Minuten pro Runde"),
        default=25,
        validators=[
            MinValueValidator(SHORTEST_ROUND),
            MaxValueValidator(LONGEST_ROUND),
        ],
    )
    weighting_dots_per_person = models.PositiveSmallIntegerField(
        _("Gewichtungspunkte pro Person"),
        default=3,
        validators=[MaxValueValidator(MOST_WEIGHTING_DOTS)],
    )
    state = models.CharField(
        _("Stand"), max_length=10, choices=State.choices, default=State.OPEN
    )
    # The projector shows the strongest notes of each field.
    is_harvest_shown = models.BooleanField(default=False, editable=False)
    # Goes up with whatever all tables and the projector have to show anew.
    version = models.PositiveIntegerField(default=0, editable=False)
    # Opens the projector page.
    code = models.CharField(
        max_length=20, unique=True, default=new_link_code, editable=False
    )

    class Meta:
        verbose_name = _("World Café")
        verbose_name_plural = _("World Cafés")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "number"], name="cafe_number_once_per_process"
            ),
            models.CheckConstraint(
                condition=Q(minutes_per_round__range=(SHORTEST_ROUND, LONGEST_ROUND)),
                name="cafe_round_of_20_to_30_minutes",
                violation_error_message=_("Eine Runde dauert 20 bis 30 Minuten."),
            ),
        ]

    def __str__(self) -> str:
        return f"World Café {self.number}: {self.target_group}"

    @property
    def is_open(self) -> bool:
        return self.state == Cafe.State.OPEN


class Closing(models.Model):
    """That somebody closed a café, and perhaps opened it again and why (Abschluss)."""

    cafe = models.ForeignKey(Cafe, on_delete=models.CASCADE, related_name="closings")
    closed_at = models.DateTimeField(_("abgeschlossen am"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reopened_at = models.DateTimeField(_("wieder geöffnet am"), null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField(_("Grund"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Abschluss")
        verbose_name_plural = _("Abschlüsse")
        ordering = ["cafe", "closed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["cafe"],
                condition=Q(reopened_at=None),
                name="cafe_is_closed_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None) | ~Q(reason=""),
                name="cafe_is_reopened_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cafe}, {self.closed_at:%d.%m.%Y}"


class Table(models.Model):
    """A place to talk about an action field (Tisch); a station may have two of them."""

    cafe = models.ForeignKey(Cafe, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField(_("Tischnummer"))
    action_field = models.ForeignKey(
        ActionField,
        verbose_name=_("Handlungsfeld"),
        on_delete=models.PROTECT,
        related_name="tables",
    )
    # Opens the page of the table host.
    code = models.CharField(
        max_length=20, unique=True, default=new_link_code, editable=False
    )
    revoked_on = models.DateField(_("Link gesperrt am"), null=True, blank=True)
    # Goes up with every change at this table, so that its pages notice.
    version = models.PositiveIntegerField(default=0, editable=False)
    # When a page of this table was last open somewhere; forgotten when the café closes.
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("Tisch")
        verbose_name_plural = _("Tische")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["cafe", "number"], name="table_number_once_per_cafe"
            )
        ]

    def __str__(self) -> str:
        return f"Tisch {self.number}"


class Round(models.Model):
    """A round of talks at all tables of a café (Runde)."""

    cafe = models.ForeignKey(Cafe, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("Runde"))
    started_at = models.DateTimeField(_("Beginn"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("beendet"), null=True, blank=True)
    extra_minutes = models.PositiveSmallIntegerField(_("Verlängerung"), default=0)

    class Meta:
        verbose_name = _("Runde")
        verbose_name_plural = _("Runden")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["cafe", "number"], name="round_number_once_per_cafe"
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None) | Q(started_at__isnull=False),
                name="round_was_begun_before_it_was_stopped",
            ),
        ]

    def __str__(self) -> str:
        return f"Runde {self.number}"

    @property
    def ends_at(self) -> datetime | None:
        """When the time is up; None before the round has begun."""
        if self.started_at is None:
            return None
        minutes = self.cafe.minutes_per_round + self.extra_minutes
        planned = self.started_at + timedelta(minutes=minutes)
        return min(planned, self.stopped_at) if self.stopped_at else planned
