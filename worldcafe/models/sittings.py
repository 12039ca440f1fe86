"""One table in one round, and who sat there."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from worldcafe.models.cafes import Round, Table
from worldcafe.models.setup import Subgroup
from worldcafe.planning import FEWEST_AT_A_TABLE, MOST_AT_A_TABLE


class Sitting(models.Model):
    """One table in one round (Tischrunde).

    Where the target group has subgroups, `people` and `participation_dots` are the sums
    of what was counted of each.
    """

    # Others are accepted, with a hint.
    FEWEST_EXPECTED, MOST_EXPECTED = FEWEST_AT_A_TABLE, MOST_AT_A_TABLE

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
    # When the host read all notes aloud and the table agreed.
    read_back_at = models.DateTimeField(_("vorgelesen"), null=True, blank=True)
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


class SubgroupCount(models.Model):
    """How many of a subgroup sat at a table in a round."""

    sitting = models.ForeignKey(
        Sitting, on_delete=models.CASCADE, related_name="subgroup_counts"
    )
    subgroup = models.ForeignKey(
        Subgroup, on_delete=models.PROTECT, related_name="counts"
    )
    people = models.PositiveSmallIntegerField(
        _("Personen"), default=0, validators=[MaxValueValidator(99)]
    )
    participation_dots = models.PositiveSmallIntegerField(
        _("Teilnahmepunkte"), default=0, validators=[MaxValueValidator(999)]
    )

    class Meta:
        verbose_name = _("Zählung einer Untergruppe")
        verbose_name_plural = _("Zählungen der Untergruppen")
        ordering = ["sitting", "subgroup"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "subgroup"],
                name="subgroup_counted_once_per_sitting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sitting}: {self.subgroup}"
