"""What was written down at the tables, every wording of it, and what later rounds said."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import Contribution
from worldcafe.models.cafes import Cafe
from worldcafe.models.imports import NoteImport
from worldcafe.models.setup import GuidingQuestion
from worldcafe.models.sittings import Sitting


class NoteQuerySet(models.QuerySet["Note"]):
    def kept(self) -> NoteQuerySet:
        return self.filter(is_deleted=False)

    def shown(self) -> NoteQuerySet:
        """Without those for which another one stands."""
        stands_alone = Q(merged_into=None) | Q(merged_into__is_deleted=True)
        return self.kept().filter(stands_alone)

    def of(self, cafe: Cafe) -> NoteQuerySet:
        return self.filter(sitting__table__cafe=cafe)


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
    weighting_dots = models.PositiveSmallIntegerField(
        _("Gewichtungspunkte"), default=0, validators=[MaxValueValidator(999)]
    )
    is_deleted = models.BooleanField(_("gelöscht"), default=False)
    # A note that says the same and stands for both; each keeps its own wording.
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("zusammengelegt mit"),
        on_delete=models.SET_NULL,
        related_name="merged",
        null=True,
        blank=True,
    )
    imported_with = models.ForeignKey(
        NoteImport,
        on_delete=models.PROTECT,
        related_name="notes",
        null=True,
        blank=True,
        editable=False,
    )
    # Counts the states of the note, so that two hosts notice each other.
    version = models.PositiveIntegerField(default=1)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("Notiz")
        verbose_name_plural = _("Notizen")
        ordering = ["sitting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "number"], name="note_number_once_per_sitting"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("contribution")),
                name="note_is_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return str(self.contribution)

    @property
    def id(self) -> uuid.UUID:
        return self.contribution_id


class NoteRevision(models.Model):
    """The whole of a note as it was at one of its versions; never changed (Fassung).

    The id is made where the change is made: whatever is sent twice is known.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    text = models.TextField()
    guiding_question = models.ForeignKey(
        GuidingQuestion, on_delete=models.PROTECT, related_name="+"
    )
    weighting_dots = models.PositiveSmallIntegerField(default=0)
    is_deleted = models.BooleanField(default=False)
    # Without a foreign key: what was merged may be gone by now.
    merged_into_id = models.UUIDField(null=True, blank=True)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Fassung einer Notiz")
        verbose_name_plural = _("Fassungen der Notizen")
        ordering = ["note", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["note", "version"], name="one_revision_per_version_of_note"
            )
        ]

    def __str__(self) -> str:
        return f"{self.note}, {self.version}"


class Mark(models.Model):
    """What a later round said of a note (Vermerk)."""

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", _("bestätigt")
        SUPPLEMENTED = "supplemented", _("ergänzt")
        CONTRADICTED = "contradicted", _("widersprochen")

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="marks")
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(_("Vermerk"), max_length=20, choices=Kind.choices)

    class Meta:
        verbose_name = _("Vermerk")
        verbose_name_plural = _("Vermerke")
        ordering = ["note", "sitting"]
        constraints = [
            models.UniqueConstraint(
                fields=["note", "sitting"], name="one_mark_per_note_and_sitting"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["confirmed", "supplemented", "contradicted"]),
                name="mark_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.note}: {self.get_kind_display()}"
