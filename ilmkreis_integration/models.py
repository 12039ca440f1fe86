from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.domain.disclosure import SMALLEST_ALLOWED

GERMAN = "de"


class Kind(models.TextChoices):
    """What a statement says: the five guiding questions (Art der Aussage)."""

    NEED = "need", _("Bedarf")
    ASPECT = "aspect", _("Aspekt")
    PROPOSAL = "proposal", _("Ziel oder Maßnahme")
    PROBLEM = "problem", _("Problem")
    STRENGTH = "strength", _("Läuft gut")


class Source(models.TextChoices):
    """The channel that a contribution came through (Beteiligungsweg)."""

    QUESTIONNAIRE = "questionnaire", _("Fragebogen")
    WORLD_CAFE = "worldcafe", _("World Café")
    STAFF_SURVEY = "staffsurvey", _("Mitarbeiterbefragung")


class ProcessQuerySet(models.QuerySet["Process"]):
    def current(self) -> Process | None:
        """The process that the pages behind the login show."""
        return self.filter(is_current=True).first()


class Process(models.Model):
    """One run of the whole participation (Beteiligungsverfahren)."""

    slug = models.SlugField(_("Kurzname"), unique=True)
    title = models.CharField(_("Titel"), max_length=200)
    county = models.CharField(_("Landkreis"), max_length=100)
    authority = models.CharField(_("Behörde"), max_length=100)
    mission = models.TextField(_("Auftrag"), blank=True)
    contact_name = models.CharField(_("Ansprechperson"), max_length=100, blank=True)
    contact_phone = models.CharField(_("Telefon"), max_length=50, blank=True)
    contact_email = models.EmailField(_("E-Mail"), blank=True)
    address = models.TextField(_("Anschrift"), blank=True)
    data_protection_contact = models.CharField(
        _("Datenschutzbeauftragte Person"), max_length=200, blank=True
    )
    smallest_count = models.PositiveSmallIntegerField(
        _("Kleinste veröffentlichte Zahl"),
        default=SMALLEST_ALLOWED,
        validators=[MinValueValidator(SMALLEST_ALLOWED)],
        help_text=_("Kleinere Anzahlen von Personen und Bögen werden nie gezeigt."),
    )
    is_current = models.BooleanField(_("wird gerade bearbeitet"), default=False)
    is_example = models.BooleanField(_("Beispieldaten"), default=False, editable=False)
    # Part of the key under which pages that show it are kept in memory.
    changed_at = models.DateTimeField(auto_now=True)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beteiligungsverfahren")
        verbose_name_plural = _("Beteiligungsverfahren")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"],
                condition=Q(is_current=True),
                name="one_current_process",
            ),
            models.CheckConstraint(
                condition=Q(smallest_count__gte=SMALLEST_ALLOWED),
                name="process_smallest_count_only_raised",
                violation_error_message=_(
                    "Die kleinste veröffentlichte Zahl darf nicht unter 5 liegen."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class StageQuerySet(models.QuerySet["Stage"]):
    def for_timeline(self) -> StageQuerySet:
        return self.order_by("position")


class Stage(models.Model):
    """A step on the timeline of a process (Schritt)."""

    class State(models.TextChoices):
        PLANNED = "planned", _("geplant")
        RUNNING = "running", _("läuft")
        DONE = "done", _("abgeschlossen")

    process = models.ForeignKey(
        Process, on_delete=models.CASCADE, related_name="stages"
    )
    slug = models.SlugField(_("Kurzname"))
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    title = models.CharField(_("Titel"), max_length=100)
    description = models.TextField(_("Beschreibung"), blank=True)
    starts_on = models.DateField(_("Beginn"), null=True, blank=True)
    ends_on = models.DateField(_("Ende"), null=True, blank=True)

    objects = StageQuerySet.as_manager()

    class Meta:
        verbose_name = _("Schritt")
        verbose_name_plural = _("Schritte")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "slug"], name="stage_slug_once_per_process"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="stage_ends_after_it_starts",
                violation_error_message=_("Das Ende liegt vor dem Beginn."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def state(self, on: date) -> Stage.State:
        if self.starts_on is None or on < self.starts_on:
            return Stage.State.PLANNED
        if self.ends_on is None or on <= self.ends_on:
            return Stage.State.RUNNING
        return Stage.State.DONE


class ReachReview(models.Model):
    """The recorded answer to "Haben wir alle erreicht?"."""

    process = models.ForeignKey(
        Process, on_delete=models.CASCADE, related_name="reach_reviews"
    )
    after_stage = models.ForeignKey(
        Stage,
        verbose_name=_("Gefragt nach"),
        on_delete=models.PROTECT,
        related_name="reach_reviews",
    )
    reviewed_on = models.DateField(_("Datum"))
    everyone_reached = models.BooleanField(
        _("Alle erreicht?"),
        choices=[(True, _("Ja")), (False, _("Nein"))],
        default=False,
    )
    missing = models.TextField(_("Wer fehlt?"), blank=True)
    reasons = models.TextField(_("Begründung"))
    opened_stage = models.ForeignKey(
        Stage,
        verbose_name=_("Dadurch eröffneter Schritt"),
        on_delete=models.PROTECT,
        related_name="opened_by_reviews",
        null=True,
        blank=True,
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="reach_reviews",
    )

    class Meta:
        verbose_name = _("Prüfung „Alle erreicht?“")
        verbose_name_plural = _("Prüfungen „Alle erreicht?“")
        ordering = ["reviewed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(everyone_reached=True) | ~Q(missing=""),
                name="reach_review_no_names_who_is_missing",
                violation_error_message=_("Bitte nennen Sie, wer noch fehlt."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.after_stage}: {self.get_everyone_reached_display()}"


class ActionField(models.Model):
    """A field of action that all channels share (Handlungsfeld)."""

    process = models.ForeignKey(
        Process, on_delete=models.CASCADE, related_name="action_fields"
    )
    slug = models.SlugField(_("Kurzname"))
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    title = models.CharField(_("Titel"), max_length=100)
    description = models.TextField(_("Beschreibung"), blank=True)
    is_other = models.BooleanField(
        _("Auffangfeld"),
        default=False,
        help_text=_("„Sonstiges“: nimmt auf, was zu keinem anderen Feld passt."),
    )

    class Meta:
        verbose_name = _("Handlungsfeld")
        verbose_name_plural = _("Handlungsfelder")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "slug"], name="action_field_slug_once_per_process"
            ),
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(is_other=True),
                name="one_other_action_field_per_process",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def final(self) -> ContributionQuerySet:
        return self.filter(is_final=True)

    def for_concept(self) -> ContributionQuerySet:
        """What belongs to the integration concept and not to another strategy."""
        return self.filter(for_concept=True)

    def from_source(self, source: Source) -> ContributionQuerySet:
        return self.filter(source=source)

    def in_other_languages(self) -> ContributionQuerySet:
        """Those that are not in German, and need a translation to be evaluated."""
        return self.exclude(language=GERMAN)


class Contribution(models.Model):
    """One original free text as it was given (Beitrag).

    A contribution of the staff survey carries no date and a code drawn by lot, so that
    neither tells when or beside which other comment it was given.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(
        Process, on_delete=models.PROTECT, related_name="contributions"
    )
    source = models.CharField(
        _("Beteiligungsweg"), max_length=20, choices=Source.choices
    )
    code = models.CharField(_("Beleg-Nr."), max_length=30)
    text = models.TextField(_("Wortlaut"))
    language = models.CharField(_("Sprache"), max_length=8, default=GERMAN)
    action_field = models.ForeignKey(
        ActionField,
        verbose_name=_("Handlungsfeld"),
        on_delete=models.PROTECT,
        related_name="contributions",
        null=True,
        blank=True,
    )
    kind = models.CharField(
        _("Art"), max_length=20, choices=Kind.choices, blank=True, default=""
    )
    people = models.PositiveIntegerField(_("spricht für Personen"), default=1)
    people_is_lower_bound = models.BooleanField(_("mindestens"), default=False)
    received_on = models.DateField(_("Eingang"), null=True, blank=True)
    is_final = models.BooleanField(
        _("endgültig"),
        default=True,
        help_text=_("Solange die Erhebung offen ist, darf der Wortlaut sich ändern."),
    )
    for_concept = models.BooleanField(_("gehört zum Integrationskonzept"), default=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beitrag")
        verbose_name_plural = _("Beiträge")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "code"], name="contribution_code_once_per_process"
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="contribution_says_something"
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1), name="contribution_speaks_for_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(source=Source.STAFF_SURVEY) | Q(received_on__isnull=True),
                name="staff_contribution_has_no_date",
            ),
            models.CheckConstraint(
                condition=Q(source__in=Source.values),
                name="contribution_source_is_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="") | Q(kind__in=Kind.values),
                name="contribution_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to alter the wording of a final contribution."""
        if not self._state.adding:
            stored = type(self).objects.filter(pk=self.pk, is_final=True).first()
            if stored is not None and stored.text != self.text:
                raise WordingIsFinalError(self.code)
        super().save(*args, **kwargs)


class WordingIsFinalError(Exception):
    """Somebody tried to alter a contribution after its instrument was closed."""


class ContributionTranslationQuerySet(models.QuerySet["ContributionTranslation"]):
    def unchecked(self) -> ContributionTranslationQuerySet:
        return self.filter(checked_on__isnull=True)


class ContributionTranslation(models.Model):
    """A contribution in German, shown beside the original (Übersetzung)."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Übersetzung")
        MACHINE = "machine", _("Maschinelle Übersetzung")

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, related_name="translation"
    )
    text = models.TextField(_("Übersetzung"))
    kind = models.CharField(
        _("Wie entstand sie?"), max_length=10, choices=Kind.choices, default=Kind.PERSON
    )
    # A name and not an account: it stays true when the account is gone.
    translated_by = models.CharField(
        _("Übersetzt oder eingefügt von"), max_length=150, blank=True
    )
    checked_by = models.CharField(_("Geprüft von"), max_length=150, blank=True)
    checked_on = models.DateField(_("Geprüft am"), null=True, blank=True)

    objects = ContributionTranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Übersetzung eines Beitrags")
        verbose_name_plural = _("Übersetzungen von Beiträgen")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="contribution_translation_says_something",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["person", "machine"]),
                name="contribution_translation_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(checked_by="", checked_on__isnull=True)
                | (~Q(checked_by="") & Q(checked_on__isnull=False)),
                name="contribution_translation_checked_by_somebody_on_a_day",
                violation_error_message=_("Bitte nennen Sie, wer geprüft hat."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution}: {self.text[:50]}"

    @property
    def is_checked(self) -> bool:
        return self.checked_on is not None
