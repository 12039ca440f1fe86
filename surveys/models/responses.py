from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import Contribution
from surveys.models.channels import Channel, Device
from surveys.models.imports import Import
from surveys.models.instrument import Edition, Option, Question, Questionnaire


class Response(models.Model):
    """A filled-in form of one person or one group (Bogen)."""

    class Form(models.TextChoices):
        SINGLE = "single", _("Einzelfragebogen")
        GROUP = "group", _("Gruppenfragebogen")

    class Entry(models.TextChoices):
        """How the form came in (Eingangsweg)."""

        ONLINE = "online", _("eigenes Gerät")
        TABLET = "tablet", _("Tablet der Ausgabestelle")
        PAPER = "paper", _("Papier")
        IMPORT = "import", _("Import")

    class Helper(models.TextChoices):
        """Who helped or translated; blank where it was skipped (Hilfe)."""

        NOBODY = "nobody", _("Nein")
        FAMILY = "family", _("Ja, Familie oder Freunde")
        COUNSELLOR = "counsellor", _("Ja, jemand von der Beratung oder vom Kurs")
        INTERPRETER = "interpreter", _("Ja, eine Dolmetscherin oder ein Dolmetscher")
        REFUSED = "refused", _("Das möchte ich nicht sagen")

    # Ways in that bring the number on a paper form along.
    WITH_SHEET = (Entry.PAPER, Entry.IMPORT)

    # Made where the form was opened, so that sending twice stores once.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, related_name="responses"
    )
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="responses"
    )
    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, related_name="responses"
    )
    device = models.ForeignKey(
        Device,
        on_delete=models.PROTECT,
        related_name="responses",
        null=True,
        blank=True,
    )
    imported_with = models.ForeignKey(
        Import,
        on_delete=models.PROTECT,
        related_name="responses",
        null=True,
        blank=True,
    )
    number = models.PositiveIntegerField(_("Bogen-Nr."))
    form = models.CharField(_("Form"), max_length=10, choices=Form.choices)
    entry = models.CharField(
        _("Eingangsweg"), max_length=10, choices=Entry.choices, default=Entry.ONLINE
    )
    language = models.CharField(
        _("Sprache der Hilfe"),
        max_length=8,
        default="de",
        help_text=_("Die Sprache, in der die Hilfe gezeigt wurde."),
    )
    helped_by = models.CharField(
        _("Hilfe beim Ausfüllen"), max_length=15, choices=Helper.choices, blank=True
    )
    sheet = models.CharField(_("Nr. auf dem Papierbogen"), max_length=50, blank=True)
    people = models.PositiveIntegerField(_("Personen"), default=1)
    people_is_lower_bound = models.BooleanField(_("mindestens"), default=False)
    received_on = models.DateField(_("Eingang"))
    # SHA-256 of what was sent: tells a repeated sending from a reused id.
    digest = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("Bogen")
        verbose_name_plural = _("Bögen")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "number"],
                name="response_number_once_per_questionnaire",
            ),
            models.CheckConstraint(
                condition=Q(form="group", people__gte=2)
                | Q(form="single", people=1, people_is_lower_bound=False),
                name="single_form_is_one_person_group_at_least_two",
            ),
            models.UniqueConstraint(
                fields=["channel", "sheet"],
                condition=Q(entry__in=["paper", "import"]) & ~Q(sheet=""),
                name="paper_sheet_once_per_channel",
                violation_error_message=_(
                    "Dieser Papierbogen ist für die Ausgabestelle schon erfasst."
                ),
            ),
            models.CheckConstraint(
                condition=Q(entry="import", imported_with__isnull=False)
                | (~Q(entry="import") & Q(imported_with__isnull=True)),
                name="imported_form_knows_its_import",
            ),
        ]

    def __str__(self) -> str:
        return f"F-{self.number:04}"


class OptionCount(models.Model):
    """How many people of a response chose an option; 1 on a single form (Angabe)."""

    response = models.ForeignKey(
        Response, on_delete=models.CASCADE, related_name="option_counts"
    )
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="counts")
    count = models.PositiveIntegerField(_("Personen"))

    class Meta:
        verbose_name = _("Angabe")
        verbose_name_plural = _("Angaben")
        constraints = [
            models.UniqueConstraint(
                fields=["response", "option"], name="option_counted_once_per_response"
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1), name="option_count_at_least_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.option}: {self.count}"


class Answer(models.Model):
    """The free text that a response gives to a question (Antwort)."""

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, primary_key=True, related_name="answer"
    )
    response = models.ForeignKey(
        Response, on_delete=models.CASCADE, related_name="answers"
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="answers"
    )

    class Meta:
        verbose_name = _("Antwort")
        verbose_name_plural = _("Antworten")
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question"], name="one_answer_per_question"
            )
        ]

    def __str__(self) -> str:
        return str(self.contribution)
