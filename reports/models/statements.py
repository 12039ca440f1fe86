from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import ActionField, Contribution, Kind, Process


class Evidence(models.Model):
    """Something that Leitbild and catalogue can rest on (Beleg)."""

    # What rests on it, see `Evidenced`.
    RESTING = ("principles", "goals", "measures")

    class Meta:
        abstract = True

    def give_evidence_to(self, other: Self) -> None:
        """Let everything that rests on this rest on `other` as well."""
        for name in self.RESTING:
            getattr(other, name).add(*getattr(self, name).all())


class ThemeQuerySet(models.QuerySet["Theme"]):
    def in_process(self, process: Process) -> ThemeQuerySet:
        """With their fields, in the order of those."""
        return self.filter(action_field__process=process).select_related("action_field")

    def unused(self) -> ThemeQuerySet:
        """Those that no statement, principle, goal or measure refers to."""
        return self.filter(statements=None, **dict.fromkeys(Evidence.RESTING))


class Theme(Evidence):
    """What several statements of a field have in common (Thema)."""

    class Handling(models.TextChoices):
        OPEN = "", _("noch offen")
        ADOPTED = "adopted", _("aufgenommen")
        PARTLY = "partly", _("teilweise aufgenommen")
        REJECTED = "rejected", _("nicht aufgenommen")

    action_field = models.ForeignKey(
        ActionField,
        verbose_name=_("Handlungsfeld"),
        on_delete=models.PROTECT,
        related_name="themes",
    )
    title = models.CharField(_("Thema"), max_length=120)
    description = models.TextField(_("Beschreibung"), blank=True)
    handling = models.CharField(
        _("Umgang"), max_length=10, choices=Handling.choices, blank=True, default=""
    )
    handling_reason = models.TextField(_("Begründung"), blank=True)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Thema")
        verbose_name_plural = _("Themen")
        ordering = ["action_field__position", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["action_field", "title"],
                name="theme_title_once_per_action_field",
                violation_error_message=_(
                    "Dieses Thema gibt es in dem Handlungsfeld schon."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(handling__in=["partly", "rejected"])
                | ~Q(handling_reason=""),
                name="theme_not_adopted_needs_a_reason",
                violation_error_message=_(
                    "Bitte begründen Sie, warum das Thema nicht ganz aufgenommen wird."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class StatementQuerySet(models.QuerySet["Statement"]):
    def in_process(self, process: Process) -> StatementQuerySet:
        return self.filter(contribution__process=process)

    def in_field(self, action_field: ActionField) -> StatementQuerySet:
        return self.filter(action_fields=action_field)

    def counted(self) -> StatementQuerySet:
        """Those that go into the synthesis; the notes of a reopened café do not."""
        return self.filter(contribution__is_final=True, contribution__for_concept=True)

    def used_as_evidence(self) -> StatementQuerySet:
        return self.filter(
            Q(principles__isnull=False)
            | Q(goals__isnull=False)
            | Q(measures__isnull=False)
        ).distinct()


class Statement(Evidence):
    """One unit of meaning: a verbatim span of a contribution, coded (Aussage).

    `start` and `end` count characters of `contribution.text` as Python does. `coded_by`
    is empty where the origin (table, guiding question) fixed field and kind.
    """

    contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, related_name="statements"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    number = models.PositiveSmallIntegerField(
        default=0,
        help_text=_("0: der ganze Beitrag; sonst die wievielte Aussage daraus."),
    )
    kind = models.CharField(_("Art der Aussage"), max_length=20, choices=Kind.choices)
    action_fields = models.ManyToManyField(
        ActionField, verbose_name=_("Handlungsfelder"), related_name="statements"
    )
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("Thema"),
        on_delete=models.SET_NULL,
        related_name="statements",
        null=True,
        blank=True,
    )
    is_grave = models.BooleanField(
        _("selten, aber schwerwiegend"),
        default=False,
        help_text=_("Bleibt sichtbar, auch wenn nur wenige es sagen."),
    )
    coded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="coded_statements",
        null=True,
        blank=True,
    )
    coded_on = models.DateField(null=True, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("Aussage")
        verbose_name_plural = _("Aussagen")
        ordering = ["contribution__code", "start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="statement_is_not_empty"
            ),
            models.UniqueConstraint(
                fields=["contribution", "number"],
                name="statement_number_once_per_contribution",
            ),
            models.UniqueConstraint(
                fields=["contribution", "start"],
                name="statement_start_once_per_contribution",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="statement_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The code of its contribution; `.1`, `.2` … where that was split."""
        code = self.contribution.code
        return f"{code}.{self.number}" if self.number else code

    @property
    def text(self) -> str:
        return self.contribution.text[self.start : self.end]


class Dismissal(models.Model):
    """A contribution that holds no statement, such as "weiß nicht" (Ohne Aussage)."""

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, related_name="dismissal"
    )
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="dismissals",
        null=True,
    )
    dismissed_on = models.DateField()

    class Meta:
        verbose_name = _("Beitrag ohne Aussage")
        verbose_name_plural = _("Beiträge ohne Aussage")

    def __str__(self) -> str:
        return str(self.contribution)
