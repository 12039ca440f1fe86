"""The sealed ballot box. Nothing in these tables may tell who wrote what, or when.

While a survey runs, `Code` tells which slips were used and `Envelope` holds answers that
nobody can read. No row of one points to a row of the other, and neither has a time, a
running number or an author; `tests/staffsurvey/test_schema.py` refuses new columns.
Opening the box deletes its rows here; what remains is `Opening`, the counts.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.sealing import NONCE_LENGTH, POINT_LENGTH, TAG_LENGTH
from staffsurvey.models.instrument import StaffSurvey

# Bytes of an answer before it is sealed; shorter ones are filled up to it.
ANSWER_LENGTH = 16 * 1024
ENVELOPE_LENGTH = POINT_LENGTH + NONCE_LENGTH + ANSWER_LENGTH + TAG_LENGTH
FEWEST_ENVELOPES = 10


# By hand: the ORM needs many times as long to write this question as the database to
# answer it, and it is asked for every answer that comes sealed.
_TAKING_ANSWERS = """
SELECT box.id, box.survey_id, survey.with_codes
FROM staffsurvey_ballotbox AS box
JOIN staffsurvey_staffsurvey AS survey ON survey.id = box.survey_id
JOIN core_process AS process ON process.id = survey.process_id
WHERE process.is_current
  AND box.started_on IS NOT NULL AND box.ended_on IS NULL
  AND %(day)s BETWEEN survey.opens_on AND survey.closes_on
"""


class BallotBoxQuerySet(models.QuerySet["BallotBox"]):
    def taking_answers(self, on: date) -> BallotBox | None:
        """The box of the current process if it is open, as `StaffSurvey.is_open` says.

        It has `with_codes`, and reads its other fields only when they are asked for.
        """
        return next(iter(self.raw(_TAKING_ANSWERS, {"day": on.isoformat()})), None)


class BallotBox(models.Model):
    """The key pair of a survey that is not opened yet (Wahlurne)."""

    survey = models.OneToOneField(
        StaffSurvey, on_delete=models.CASCADE, related_name="box"
    )
    public_key = models.BinaryField(max_length=POINT_LENGTH, editable=False)
    # The private half, encrypted with the passphrase, which is on paper only.
    locked_key = models.TextField(editable=False)
    has_two_halves = models.BooleanField(
        _("Öffnungs-Passwort in zwei Hälften"),
        default=False,
        help_text=_("Zwei Personen geben je eine Hälfte ein."),
    )
    tried_on = models.DateField(_("Probe bestanden am"), null=True, blank=True)
    started_on = models.DateField(_("gestartet am"), null=True, blank=True)
    ended_on = models.DateField(_("vorzeitig beendet am"), null=True, blank=True)

    with_codes: bool  # of `BallotBoxQuerySet.taking_answers` only

    objects = BallotBoxQuerySet.as_manager()

    class Meta:
        verbose_name = _("Wahlurne")
        verbose_name_plural = _("Wahlurnen")
        constraints = [
            models.CheckConstraint(
                condition=Q(started_on__isnull=True) | Q(tried_on__isnull=False),
                name="box_tried_before_it_starts",
                violation_error_message=_(
                    "Die Befragung startet erst, wenn ein Probeumschlag mit dem "
                    "Öffnungs-Passwort vom Papier geöffnet wurde."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(started_on__isnull=False),
                name="box_started_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return str(self.survey)


class Code(models.Model):
    """What is kept of a slip: a digest that only the slip itself leads to (Code)."""

    digest = models.CharField(primary_key=True, max_length=64, editable=False)
    box = models.ForeignKey(
        BallotBox, on_delete=models.CASCADE, related_name="codes", db_index=False
    )
    is_spent = models.BooleanField(_("verwendet"), default=False)

    class Meta:
        verbose_name = _("Code")
        verbose_name_plural = _("Codes")

    def __str__(self) -> str:
        return self.digest[:8]


class Envelope(models.Model):
    """One sealed answer; its id is made where it is sealed (Umschlag)."""

    id = models.UUIDField(primary_key=True, editable=False)
    box = models.ForeignKey(
        BallotBox, on_delete=models.CASCADE, related_name="envelopes", db_index=False
    )
    content = models.BinaryField(max_length=ENVELOPE_LENGTH, editable=False)

    class Meta:
        verbose_name = _("Umschlag")
        verbose_name_plural = _("Umschläge")
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("content"), ENVELOPE_LENGTH),
                name="envelope_has_the_one_length",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class SlipPrint(models.Model):
    """How many slips were printed; never which (Druck von Zetteln)."""

    survey = models.ForeignKey(
        StaffSurvey, on_delete=models.CASCADE, related_name="slip_prints"
    )
    slips = models.PositiveIntegerField(_("Zettel"))
    printed_on = models.DateField(_("gedruckt am"))
    is_extra = models.BooleanField(_("nach dem Start"), default=False)

    class Meta:
        verbose_name = _("Druck von Zetteln")
        verbose_name_plural = _("Drucke von Zetteln")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(slips__gte=1), name="slip_print_has_slips"
            )
        ]

    def __str__(self) -> str:
        return str(self.slips)


class Opening(models.Model):
    """What is on record of the one opening of a box (Öffnung)."""

    survey = models.OneToOneField(
        StaffSurvey, on_delete=models.CASCADE, related_name="opening"
    )
    opened_on = models.DateField(_("geöffnet am"))
    opened_by = models.CharField(_("bedient von"), max_length=310)
    present = models.TextField(_("anwesend"), blank=True)
    slips = models.PositiveIntegerField(
        _("gedruckte Zettel"), null=True, blank=True, help_text=_("Leer: ohne Codes.")
    )
    received = models.PositiveIntegerField(_("eingegangene Umschläge"))
    invalid = models.PositiveIntegerField(_("ungültige Umschläge"), default=0)
    comments = models.PositiveIntegerField(_("Kommentare"))

    class Meta:
        verbose_name = _("Öffnung")
        verbose_name_plural = _("Öffnungen")
        constraints = [
            models.CheckConstraint(
                condition=Q(received__gte=FEWEST_ENVELOPES),
                name="box_opened_with_enough_envelopes",
            ),
            models.CheckConstraint(
                condition=Q(invalid__lte=models.F("received")),
                name="opening_invalid_are_among_received",
            ),
        ]

    def __str__(self) -> str:
        return str(self.survey)

    @property
    def opened(self) -> int:
        return self.received - self.invalid
