from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import Kind, Process


class Questionnaire(models.Model):
    """The questionnaire for migrants; what it asks stands in its editions (Fragebogen)."""

    process = models.ForeignKey(
        Process, on_delete=models.CASCADE, related_name="questionnaires"
    )
    slug = models.SlugField(_("Kurzname"))
    title = models.CharField(_("Titel"), max_length=200)
    opens_on = models.DateField(_("Offen ab"))
    closes_on = models.DateField(_("Offen bis"))
    last_number = models.PositiveIntegerField(
        _("Letzte Bogen-Nr."), default=0, editable=False
    )
    # Part of the key under which the questions are kept in memory.
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("Fragebogen")
        verbose_name_plural = _("Fragebögen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "slug"], name="questionnaire_slug_once_per_process"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="questionnaire_closes_after_it_opens",
                violation_error_message=_("Der letzte Tag liegt vor dem ersten."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, on: date) -> bool:
        return self.opens_on <= on <= self.closes_on


class EditionQuerySet(models.QuerySet["Edition"]):
    def released(self) -> EditionQuerySet:
        return self.filter(released_on__isnull=False)

    def current(self) -> Edition | None:
        """The edition that is handed out now."""
        return self.released().order_by("number").last()

    def draft(self) -> Edition | None:
        """The edition that is being written, if there is one."""
        return self.filter(released_on__isnull=True).first()


class Edition(models.Model):
    """What a questionnaire asks; fixed from the first form on (Fassung)."""

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, related_name="editions"
    )
    number = models.PositiveSmallIntegerField(_("Fassung"))
    introduction = models.TextField(_("Begrüßung"), blank=True)
    privacy_note = models.TextField(_("Hinweis zum Datenschutz"), blank=True)
    thanks = models.TextField(_("Dank"), blank=True)
    is_default_wording = models.BooleanField(
        _("Wortlaut ist unsere Vorgabe"),
        default=False,
        help_text=_("Die Fragen sind ein Vorschlag und nicht der Wortlaut von 2017."),
    )
    released_on = models.DateField(_("Freigegeben am"), null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Fassung")
        verbose_name_plural = _("Fassungen")
        ordering = ["questionnaire", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "number"],
                name="edition_number_once_per_questionnaire",
            ),
            models.UniqueConstraint(
                fields=["questionnaire"],
                condition=Q(released_on__isnull=True),
                name="one_draft_per_questionnaire",
                violation_error_message=_("Es gibt schon einen Entwurf."),
            ),
        ]

    def __str__(self) -> str:
        return f"Fassung {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_if_locked()
        super().save(*args, **kwargs)

    @property
    def is_draft(self) -> bool:
        return self.released_on is None

    def is_locked(self) -> bool:
        """Whether there are forms that answered it; one query."""
        return self.responses.exists()

    def refuse_if_locked(self) -> None:
        if not self._state.adding and self.is_locked():
            raise EditionIsLockedError(str(self))


class EditionIsLockedError(Exception):
    """Somebody tried to change questions that were answered already."""


class EditionPart(models.Model):
    """Whatever belongs to an edition and is fixed together with it."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.edition_it_belongs_to().refuse_if_locked()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.edition_it_belongs_to().refuse_if_locked()
        return super().delete(*args, **kwargs)

    def edition_it_belongs_to(self) -> Edition:
        raise NotImplementedError


class Question(EditionPart):
    """An open question; its kind becomes the kind of every answer (Frage)."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="questions"
    )
    slug = models.SlugField(_("Kurzname"))
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    text = models.CharField(_("Frage"), max_length=300)
    group_text = models.CharField(_("Frage an Gruppen"), max_length=300, blank=True)
    hint = models.TextField(_("Hilfe unter der Frage"), blank=True)
    kind = models.CharField(_("Art der Antworten"), max_length=20, choices=Kind.choices)

    class Meta:
        verbose_name = _("Frage")
        verbose_name_plural = _("Fragen")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "slug"], name="question_slug_once_per_edition"
            )
        ]

    def __str__(self) -> str:
        return self.text

    def edition_it_belongs_to(self) -> Edition:
        return self.edition


class Attribute(EditionPart):
    """A demographic question: gender, age, length of stay (Merkmal)."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="attributes"
    )
    slug = models.SlugField(_("Kurzname"))
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    title = models.CharField(_("Merkmal"), max_length=100)
    text = models.CharField(_("Frage"), max_length=300)
    group_text = models.CharField(_("Frage an Gruppen"), max_length=300, blank=True)
    hint = models.TextField(_("Hilfe unter der Frage"), blank=True)

    class Meta:
        verbose_name = _("Merkmal")
        verbose_name_plural = _("Merkmale")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "slug"], name="attribute_slug_once_per_edition"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def edition_it_belongs_to(self) -> Edition:
        return self.edition


class Option(EditionPart):
    """One answer to a demographic question (Antwortmöglichkeit)."""

    attribute = models.ForeignKey(
        Attribute, on_delete=models.CASCADE, related_name="options"
    )
    slug = models.SlugField(_("Kurzname"))
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    label = models.CharField(_("Antwort"), max_length=100)
    pictogram = models.CharField(
        _("Bild"),
        max_length=40,
        blank=True,
        help_text=_("Name eines Bildes aus der Sammlung, zum Beispiel „woman“."),
    )
    is_refusal = models.BooleanField(
        _("„Das möchte ich nicht sagen“"),
        default=False,
        help_text=_("Ist eine Antwort, wird aber in Gruppen nicht gezählt."),
    )

    class Meta:
        verbose_name = _("Antwortmöglichkeit")
        verbose_name_plural = _("Antwortmöglichkeiten")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["attribute", "slug"], name="option_slug_once_per_attribute"
            )
        ]

    def __str__(self) -> str:
        return self.label

    def edition_it_belongs_to(self) -> Edition:
        return self.attribute.edition
