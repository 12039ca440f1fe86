from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.domain.link_codes import new_link_code
from surveys.models.instrument import Questionnaire


class ChannelQuerySet(models.QuerySet["Channel"]):
    def usable(self) -> ChannelQuerySet:
        return self.filter(revoked_on__isnull=True)


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
    contact = models.CharField(
        _("Ansprechperson"),
        max_length=200,
        blank=True,
        help_text=_("Wer dort den Fragebogen ausgibt, mit Telefon oder E-Mail."),
    )
    batch = models.CharField(
        _("Stapel"),
        max_length=50,
        blank=True,
        help_text=_("Kennzeichen der ausgegebenen Papierbögen, zum Beispiel „A“."),
    )
    code = models.CharField(
        _("Code im Link"),
        max_length=20,
        unique=True,
        default=new_link_code,
        editable=False,
    )
    revoked_on = models.DateField(_("Link gesperrt am"), null=True, blank=True)

    objects = ChannelQuerySet.as_manager()

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


class DeviceQuerySet(models.QuerySet["Device"]):
    def usable(self) -> DeviceQuerySet:
        return self.filter(revoked_on__isnull=True, channel__revoked_on__isnull=True)


class Device(models.Model):
    """A tablet that a channel hands to people; it sends forms under a token (Tablet).

    Only a digest of the token is kept: a copy of the database opens no device.
    """

    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, related_name="devices"
    )
    name = models.CharField(_("Name"), max_length=100)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    set_up_on = models.DateField(_("Eingerichtet am"))
    revoked_on = models.DateField(_("Gesperrt am"), null=True, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tablet")
        verbose_name_plural = _("Tablets")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "name"],
                name="device_name_once_per_channel",
                violation_error_message=_(
                    "Ein Tablet mit diesem Namen gibt es hier schon."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name


class SealingKey(models.Model):
    """What opens the forms that tablets sealed; made with the first tablet (Schlüssel).

    It protects forms that wait on a tablet which may be lost. On the server the answers
    are stored readably, so the key needs no better place than they have.
    """

    questionnaire = models.OneToOneField(
        Questionnaire, on_delete=models.CASCADE, related_name="sealing_key"
    )
    private_key = models.BinaryField(max_length=200, editable=False)

    class Meta:
        verbose_name = _("Schlüssel")
        verbose_name_plural = _("Schlüssel")

    def __str__(self) -> str:
        return str(self.questionnaire)
