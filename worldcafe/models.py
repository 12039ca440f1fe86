from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.domain.link_codes import new_link_code
from ilmkreis_integration.models import ActionField, Contribution, Kind, Process

SHORTEST_ROUND, LONGEST_ROUND = 20, 30  # minutes, as the process foresees


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
    minutes_per_round = models.PositiveSmallIntegerField(
        _("Minuten pro Runde"),
        default=25,
        validators=[
            MinValueValidator(SHORTEST_ROUND),
            MaxValueValidator(LONGEST_ROUND),
        ],
    )
    state = models.CharField(
        _("Stand"), max_length=10, choices=State.choices, default=State.OPEN
    )
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


class Table(models.Model):
    """A station of a café with its action field (Tisch)."""

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

    class Meta:
        verbose_name = _("Runde")
        verbose_name_plural = _("Runden")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["cafe", "number"], name="round_number_once_per_cafe"
            )
        ]

    def __str__(self) -> str:
        return f"Runde {self.number}"

    @property
    def ends_at(self) -> datetime | None:
        if self.started_at is None:
            return None
        return self.started_at + timedelta(minutes=self.cafe.minutes_per_round)


class Sitting(models.Model):
    """One table in one round (Tischrunde)."""

    # Others are accepted, with a hint.
    FEWEST_EXPECTED, MOST_EXPECTED = 4, 8

    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="sittings")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="sittings")
    people = models.PositiveSmallIntegerField(
        _("Personen am Tisch"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(99)],
    )
    participation_dots = models.PositiveSmallIntegerField(
        _("Teilnahmepunkte"), default=0, validators=[MaxValueValidator(999)]
    )
    last_note_number = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("Tischrunde")
        verbose_name_plural = _("Tischrunden")
        ordering = ["table", "round"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "round"], name="one_sitting_per_table_and_round"
            )
        ]

    def __str__(self) -> str:
        return f"{self.table}, {self.round}"

    @property
    def has_unusual_size(self) -> bool:
        if self.people is None:
            return False
        return not self.FEWEST_EXPECTED <= self.people <= self.MOST_EXPECTED


class NoteQuerySet(models.QuerySet["Note"]):
    def kept(self) -> NoteQuerySet:
        return self.filter(is_deleted=False)


class Note(models.Model):
    """What a host wrote down under a guiding question (Notiz).

    The wording lives in the contribution and is final once the café is closed.
    """

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, primary_key=True, related_name="note"
    )
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="notes")
    guiding_question = models.ForeignKey(
        GuidingQuestion, on_delete=models.PROTECT, related_name="notes"
    )
    number = models.PositiveIntegerField(_("Nr."))
    # Counts saved wordings, so that two hosts notice each other.
    version = models.PositiveIntegerField(default=1)
    is_deleted = models.BooleanField(_("gelöscht"), default=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("Notiz")
        verbose_name_plural = _("Notizen")
        ordering = ["sitting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "number"], name="note_number_once_per_sitting"
            )
        ]

    def __str__(self) -> str:
        return str(self.contribution)

    @property
    def id(self) -> uuid.UUID:
        return self.contribution_id
