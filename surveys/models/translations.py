from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from surveys.languages import LANGUAGES
from surveys.sounds import EXTENSIONS

_HELP_LANGUAGES = [(code, language.german) for code, language in LANGUAGES.items()]


class TranslationQuerySet(models.QuerySet["Translation"]):
    def unchecked(self) -> TranslationQuerySet:
        return self.filter(checked_on__isnull=True)


class Translation(models.Model):
    """A German text of the form in another language, shown as help (Übersetzung).

    Found by the German wording itself: a text that changes has no translation until
    somebody writes one, and a text that comes back has its old one again.
    """

    language = models.CharField(_("Sprache"), max_length=8, choices=_HELP_LANGUAGES)
    german = models.TextField(_("Deutsch"))
    text = models.TextField(_("Übersetzung"))
    checked_by = models.CharField(_("Geprüft von"), max_length=100, blank=True)
    checked_on = models.DateField(_("Geprüft am"), null=True, blank=True)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Übersetzung")
        verbose_name_plural = _("Übersetzungen")
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "german"], name="one_translation_per_text"
            ),
            models.CheckConstraint(
                condition=Q(checked_by="", checked_on__isnull=True)
                | (~Q(checked_by="") & Q(checked_on__isnull=False)),
                name="translation_checked_by_somebody_on_a_day",
                violation_error_message=_("Bitte nennen Sie, wer geprüft hat."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="translation_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_language_display()}: {self.german[:50]}"

    @property
    def is_checked(self) -> bool:
        return self.checked_on is not None


class Recording(models.Model):
    """A text of the form, read aloud in one language (Aufnahme).

    `spoken` is what is heard; where the form says something else by now, the recording
    is not played any more.
    """

    language = models.CharField(
        _("Sprache"), max_length=8, choices=[("de", _("Deutsch")), *_HELP_LANGUAGES]
    )
    spoken = models.TextField(_("Gesprochener Text"))
    # SHA-256 of the sound: names the file, so that browsers may keep it for ever.
    digest = models.CharField(max_length=64, editable=False)
    sound = models.BinaryField(_("Ton"))
    media_type = models.CharField(max_length=50, editable=False)
    recorded_on = models.DateField(_("Aufgenommen am"))

    class Meta:
        verbose_name = _("Aufnahme")
        verbose_name_plural = _("Aufnahmen")
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "spoken"], name="one_recording_per_text"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_language_display()}: {self.spoken[:50]}"

    @property
    def file_name(self) -> str:
        """Another one for every sound, short enough to stand in the form often."""
        return f"{self.digest[:16]}.{EXTENSIONS[self.media_type]}"
