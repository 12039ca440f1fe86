"""What was done with a survey on its way, for whoever has to account for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from staffsurvey.models.instrument import StaffSurvey


class EventKind(models.TextChoices):
    PRESENTED = "presented", _("Fassung vorgelegt")
    LOCKED = "locked", _("Fassung verbindlich gemacht")
    UNLOCKED = "unlocked", _("neue Fassung begonnen")
    WITHDRAWN = "withdrawn", _("Stellungnahme gelöscht")
    REPLACED = "replaced", _("unterschriebenes PDF ersetzt")
    KEY_MADE = "key_made", _("Schlüssel erzeugt")
    KEY_TRIED = "key_tried", _("Probeumschlag geöffnet")
    PRINTED = "printed", _("Zettel gedruckt")
    DISCARDED = "discarded", _("alle Codes verworfen")
    STARTED = "started", _("Befragung gestartet")
    PROLONGED = "prolonged", _("letzter Tag verschoben")
    ENDED = "ended", _("Befragung vorzeitig beendet")


class EventQuerySet(models.QuerySet["Event"]):
    def said_on_backups(self) -> str:
        """Where backups of the database lie, as it was said at the start."""
        started = self.filter(kind=EventKind.STARTED)
        return started.values_list("detail", flat=True).last() or ""


class Event(models.Model):
    """What the management did with a survey; never what any of the staff did (Ereignis)."""

    survey = models.ForeignKey(
        StaffSurvey, on_delete=models.CASCADE, related_name="events"
    )
    kind = models.CharField(_("Was"), max_length=10, choices=EventKind.choices)
    happened_on = models.DateField(_("Tag"))
    done_by = models.CharField(_("Wer"), max_length=150)
    detail = models.TextField(_("Näheres"), blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ereignis")
        verbose_name_plural = _("Ereignisse")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=EventKind.values), name="event_kind_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
