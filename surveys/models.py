from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.domain.link_codes import new_link_code
from ilmkreis_integration.models import Contribution, Kind, Process


class Questionnaire(models.Model):
    """The questionnaire for migrants (Fragebogen)."""

    process = models.ForeignKey(
        Process, on_delete=models.CASCADE, related_name="questionnaires"
    )
    slug = models.SlugField(_("Kurzname"))
    title = models.CharField(_("Titel"), max_length=200)
    introduction = models.TextField(_("Begrüßung"), blank=True)
    privacy_note = models.TextField(_("Hinweis zum Datenschutz"), blank=True)
    thanks = models.TextField(_("Dank"), blank=True)
    opens_on = models.DateField(_("Offen ab"))
    closes_on = models.DateField(_("Offen bis"))
    is_default_wording = models.BooleanField(
        _("Wortlaut ist unsere Vorgabe"),
        default=False,
        help_text=_("Die Fragen sind ein Vorschlag und nicht der Wortlaut von 2017."),
    )
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


class Question(models.Model):
    """An open question; its kind becomes the kind of every answer (Frage)."""

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, related_name="questions"
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
                fields=["questionnaire", "slug"],
                name="question_slug_once_per_questionnaire",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Attribute(models.Model):
    """A demographic question: gender, age, length of stay (Merkmal)."""

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, related_name="attributes"
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
                fields=["questionnaire", "slug"],
                name="attribute_slug_once_per_questionnaire",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Option(models.Model):
    """One answer to a demographic question (Antwortmöglichkeit)."""

    attribute = models.ForeignKey(
        Attribute, on_delete=models.CASCADE, related_name="options"
    )
    slug = models.SlugField(_("Kurzname"))
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    label = models.CharField(_("Antwort"), max_length=100)
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


class Channel(models.Model):
    """A partner who hands out forms (Ausgabestelle)."""

    class Type(models.TextChoices):
        VOLUNTEERS = "volunteers", _("Ehrenamt")
        ADMINISTRATION = "administration", _("Verwaltung")
        WELFARE = "welfare", _("Freier Träger")
        EDUCATION = "education", _("Bildungsträger")
        OTHER = "other", _("Sonstige")

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, related_name="channels"
    )
    name = models.CharField(_("Name"), max_length=150)
    type = models.CharField(_("Art"), max_length=20, choices=Type.choices)
    place = models.CharField(_("Ort"), max_length=100, blank=True)
    code = models.CharField(
        _("Code im Link"),
        max_length=20,
        unique=True,
        default=new_link_code,
        editable=False,
    )
    revoked_on = models.DateField(_("Link gesperrt am"), null=True, blank=True)
    # Comes along with `definition.read_link`.
    questionnaire_changed_at: datetime

    class Meta:
        verbose_name = _("Ausgabestelle")
        verbose_name_plural = _("Ausgabestellen")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "name"],
                name="channel_name_once_per_questionnaire",
                violation_error_message=_(
                    "Eine Ausgabestelle mit diesem Namen gibt es schon."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Response(models.Model):
    """A filled-in form of one person or one group (Bogen)."""

    class Form(models.TextChoices):
        SINGLE = "single", _("Einzelfragebogen")
        GROUP = "group", _("Gruppenfragebogen")

    # Made where the form was opened, so that sending twice stores once.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, related_name="responses"
    )
    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, related_name="responses"
    )
    number = models.PositiveIntegerField(_("Bogen-Nr."))
    form = models.CharField(_("Form"), max_length=10, choices=Form.choices)
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
