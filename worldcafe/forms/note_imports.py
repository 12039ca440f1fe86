"""Uploading a table of notes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.setup_forms import SetupForm, saving_helper
from worldcafe.importing.storing import digest_of
from worldcafe.models import NoteImport

LARGEST_FILE = 10 << 20


class NoteImportForm(SetupForm[NoteImport]):
    helper = saving_helper("Hochladen und prüfen")

    file = forms.FileField(
        label=_("Ausgefüllte Tabelle"),
        help_text=_(
            "Unsere Vorlage als .xlsx, oder eine .csv, die ein Tisch gesichert hat. "
            "Höchstens 10 MB. Gespeichert wird erst, wenn Sie gesehen haben, was darin "
            "steht."
        ),
        error_messages={
            "required": _("Bitte wählen Sie die Tabelle."),
            "empty": _("Die Datei ist leer."),
        },
        max_length=200,
    )

    class Meta:
        model = NoteImport
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = b""

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > LARGEST_FILE:
            raise ValidationError(_("Die Datei ist zu groß; höchstens 10 MB."))
        self.table = file.read()
        done = NoteImport.objects.done().filter(cafe=self.instance.cafe)
        earlier = done.filter(digest=digest_of(self.table)).first()
        if earlier and earlier.imported_on:
            raise ValidationError(
                _("Diese Datei ist schon eingelesen, am %(day)s."),
                params={"day": date_format(earlier.imported_on, "j. F Y")},
            )
        self.instance.file_name = (file.name or "")[:200]
        return file
