from __future__ import annotations

from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import ActionField, Process
from reports.models.statements import Statement, Theme

EvidencedT = TypeVar("EvidencedT", bound="Evidenced")


class EvidencedQuerySet(models.QuerySet[EvidencedT]):
    def with_evidence(self) -> Self:
        """Fetch themes and statements along; a fixed number of queries."""
        statements = Statement.objects.select_related(
            "contribution__translation", "theme__action_field"
        ).prefetch_related("action_fields")
        of_themes = Statement.objects.select_related("contribution__translation")
        themes = Theme.objects.select_related("action_field").prefetch_related(
            Prefetch("statements", of_themes)
        )
        return self.prefetch_related(
            Prefetch("statements", statements), Prefetch("themes", themes)
        )


class Evidenced(models.Model):
    """Something that rests on what people said (Beleg-Kette)."""

    statements = models.ManyToManyField(
        Statement,
        verbose_name=_("Belege: Aussagen"),
        related_name="%(class)ss",
        blank=True,
    )
    themes = models.ManyToManyField(
        Theme,
        verbose_name=_("Belege: Themen"),
        related_name="%(class)ss",
        blank=True,
    )

    class Meta:
        abstract = True

    @property
    def has_evidence(self) -> bool:
        """Whether somebody said it; a theme without statements is no evidence."""
        return bool(self.evidence_codes)

    @property
    def evidence_codes(self) -> list[str]:
        """The codes of all statements behind it, chosen singly or through a theme."""
        chosen = {statement.code for statement in self.statements.all()}
        through_themes = {
            statement.code
            for theme in self.themes.all()
            for statement in theme.statements.all()
        }
        return sorted(chosen | through_themes)


class Principle(Evidenced):
    """One sentence of the Leitbild (Leitsatz)."""

    process = models.ForeignKey(
        Process, on_delete=models.CASCADE, related_name="principles"
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    text = models.TextField(_("Leitsatz"))

    objects = EvidencedQuerySet["Principle"].as_manager()

    class Meta:
        verbose_name = _("Leitsatz")
        verbose_name_plural = _("Leitsätze")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class Goal(Evidenced):
    """What is to be reached in a field (Ziel)."""

    action_field = models.ForeignKey(
        ActionField,
        verbose_name=_("Handlungsfeld"),
        on_delete=models.PROTECT,
        related_name="goals",
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    title = models.CharField(_("Ziel"), max_length=200)
    description = models.TextField(_("Beschreibung"), blank=True)

    objects = EvidencedQuerySet["Goal"].as_manager()

    class Meta:
        verbose_name = _("Ziel")
        verbose_name_plural = _("Ziele")
        ordering = ["action_field__position", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action_field", "position"], name="goal_position_once_per_field"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        return f"{self.action_field.position}.{self.position}"


class MeasureQuerySet(EvidencedQuerySet["Measure"]):
    def in_process(self, process: Process) -> Self:
        return self.filter(goal__action_field__process=process)

    def published(self) -> Self:
        return self.filter(is_published=True)


class Measure(Evidenced):
    """What is to be done, by whom and until when (Maßnahme)."""

    class CostClass(models.TextChoices):
        UNKNOWN = "", _("noch offen")
        NONE = "none", _("keine")
        LOW = "low", _("bis 5.000 €")
        MEDIUM = "medium", _("bis 50.000 €")
        HIGH = "high", _("über 50.000 €")

    class Mark(models.TextChoices):
        NONE = "", _("keine")
        PRIORITY = "priority", _("Schwerpunkt")
        QUICK_WIN = "quick_win", _("Quick-Win")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Vorschlag")
        AGREED = "agreed", _("abgestimmt")
        DECIDED = "decided", _("beschlossen")
        RUNNING = "running", _("in Umsetzung")
        DONE = "done", _("umgesetzt")
        PERMANENT = "permanent", _("verstetigt")
        POSTPONED = "postponed", _("zurückgestellt")
        DROPPED = "dropped", _("verworfen")

    NEEDS_REASON = (Status.POSTPONED, Status.DROPPED)

    goal = models.ForeignKey(
        Goal, verbose_name=_("Ziel"), on_delete=models.PROTECT, related_name="measures"
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    title = models.CharField(_("Maßnahme"), max_length=200)
    description = models.TextField(_("Beschreibung"), blank=True)
    target_group = models.CharField(_("Zielgruppe"), max_length=200, blank=True)
    lead = models.CharField(_("Federführung"), max_length=200, blank=True)
    partners = models.CharField(_("Mitwirkende"), max_length=300, blank=True)
    starts_on = models.DateField(_("Beginn"), null=True, blank=True)
    due_on = models.DateField(_("Termin"), null=True, blank=True)
    cost_class = models.CharField(
        _("Kosten"), max_length=10, choices=CostClass.choices, blank=True, default=""
    )
    funding = models.CharField(_("Finanzierung"), max_length=200, blank=True)
    indicator = models.CharField(
        _("Indikator"),
        max_length=300,
        blank=True,
        help_text=_("Woran sich zeigt, dass die Maßnahme wirkt."),
    )
    mark = models.CharField(
        _("Kennzeichen"), max_length=10, choices=Mark.choices, blank=True, default=""
    )
    is_new = models.BooleanField(
        _("Neu oder vorhanden"),
        choices=[(True, _("neu")), (False, _("vorhanden, wird verstetigt"))],
        default=True,
    )
    status = models.CharField(
        _("Stand"), max_length=10, choices=Status.choices, default=Status.PROPOSED
    )
    is_published = models.BooleanField(_("veröffentlicht"), default=False)
    published_on = models.DateField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="published_measures",
        null=True,
        blank=True,
        editable=False,
    )
    justification = models.TextField(
        _("Fachliche Ergänzung"),
        blank=True,
        help_text=_("Begründung, wenn kein Beitrag aus der Beteiligung dahintersteht."),
    )

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("Maßnahme")
        verbose_name_plural = _("Maßnahmen")
        ordering = [
            "goal__action_field__position",
            "goal__position",
            "position",
            "pk",
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "position"], name="measure_position_once_per_goal"
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(due_on__gte=F("starts_on")),
                name="measure_is_due_after_it_starts",
                violation_error_message=_("Der Termin liegt vor dem Beginn."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        return f"{self.goal.number}.{self.position}"

    @property
    def is_unfounded(self) -> bool:
        """Published, although neither evidence nor a reason stands behind it.

        Happens when the statements it rested on were coded anew.
        """
        return self.is_published and not self.justification and not self.has_evidence


class StatusChange(models.Model):
    """One step in the life of a measure (Statuswechsel)."""

    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, related_name="status_changes"
    )
    status = models.CharField(_("Stand"), max_length=10, choices=Measure.Status.choices)
    reason = models.TextField(_("Begründung"), blank=True)
    changed_on = models.DateField(_("Datum"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="status_changes",
        null=True,
    )

    class Meta:
        verbose_name = _("Statuswechsel")
        verbose_name_plural = _("Statuswechsel")
        ordering = ["changed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["postponed", "dropped"]) | ~Q(reason=""),
                name="postponed_or_dropped_needs_a_reason",
                violation_error_message=_("Bitte nennen Sie den Grund."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.get_status_display()}"
