"""Taking a recorded sound in."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from surveys.sounds import media_type_of

LARGEST_SOUND = 1_000_000
# Seconds after which the browser ends a recording; about 0.7 MB as it records.
LONGEST_RECORDING = 180


class RecordingForm(forms.Form):
    """A file with somebody reading; what it is, its content says."""

    use_required_attribute = False
    longest = LONGEST_RECORDING

    sound = forms.FileField(
        label=_("Tondatei"),
        help_text=_("WebM oder Ogg mit Opus, MP3, M4A oder WAV; höchstens 1 MB."),
        error_messages={
            "required": _("Bitte nehmen Sie etwas auf oder wählen Sie eine Datei."),
            "empty": _("Die Datei ist leer. Bitte nehmen Sie noch einmal auf."),
        },
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.media_type = ""
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_sound(self) -> bytes:
        file: UploadedFile[bytes] = self.cleaned_data["sound"]
        if file.size is None or file.size > LARGEST_SOUND:
            raise ValidationError(
                _("Die Datei ist größer als 1 MB. Bitte sprechen Sie kürzer.")
            )
        sound: bytes = file.read()
        media_type = media_type_of(sound)
        if media_type is None:
            raise ValidationError(
                _(
                    "Das ist keine Tondatei, die alle Geräte abspielen. "
                    "Möglich sind WebM oder Ogg mit Opus, MP3, M4A und WAV."
                )
            )
        self.media_type = media_type
        return sound
