"""Uploading a table of filled-in forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.setup_forms import DayInput, SetupForm, saving_helper
from ilmkreis_integration.tables.problems import TableError
from surveys.importing.foreign_reading import check_labels
from surveys.importing.receiving import earlier_import, open_source
from surveys.models import Import

LARGEST_FILE = 25 << 20
_SHOWN_PROBLEMS = 5


class ImportForm(SetupForm[Import]):
    """The table, and what holds for rows that do not say it themselves."""

    helper = saving_helper("Hochladen und prüfen")

    format = forms.ChoiceField(
        label=_("Woher die Tabelle kommt"),
        choices=Import.Format.choices,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=_("Ausgefüllte Tabelle"),
        help_text=_(
            "Unsere Vorlage als .xlsx; aus SoSci Survey und LimeSurvey auch .csv oder "
            ".txt. Höchstens 25 MB. Gespeichert wird erst, wenn Sie gesehen haben, was "
            "darin steht."
        ),
        error_messages={
            "required": _("Bitte wählen Sie die Tabelle."),
            "empty": _("Die Datei ist leer."),
        },
        max_length=200,
    )

    labels_file = forms.FileField(
        label=_("Beschriftungen"),
        required=False,
        help_text=_(
            "Nur für SoSci Survey (Import-Skript .r) und LimeSurvey (Struktur .lss): "
            "Damit erkennt das Programm, was die Spalten bedeuten."
        ),
    )

    class Meta:
        model = Import
        fields = ["format", "channel", "received_on"]
        widgets = {"received_on": DayInput}
        help_texts = {
            "channel": _("Für Bögen, bei denen in der Tabelle keine steht."),
            "received_on": _("Für Bögen, bei denen in der Tabelle kein Tag steht."),
        }

    field_order = ["format", "file", "labels_file", "channel", "received_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = self.labels = b""
        self.offer(channel=self.instance.questionnaire.channels.all())

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Dieser Tag liegt in der Zukunft."))
        return day

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > LARGEST_FILE:
            raise ValidationError(_("Die Datei ist zu groß; höchstens 25 MB."))
        self.table = file.read()
        earlier = earlier_import(self.instance, self.table)
        if earlier and earlier.imported_on:
            raise ValidationError(
                _(
                    "Diese Datei ist schon eingelesen, am %(day)s für „%(channel)s“. "
                    "Soll sie anders eingelesen werden, nehmen Sie zuerst jenen Import "
                    "zurück."
                ),
                params={
                    "day": date_format(earlier.imported_on, "j. F Y"),
                    "channel": earlier.channel,
                },
            )
        self.instance.file_name = (file.name or "")[:200]
        return file

    def clean_labels_file(self) -> UploadedFile[bytes] | None:
        file: UploadedFile[bytes] | None = self.cleaned_data["labels_file"]
        if file and file.size is not None and file.size <= LARGEST_FILE:
            self.labels = file.read()
        elif file:
            raise ValidationError(_("Die Datei ist zu groß; höchstens 25 MB."))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "file" in cleaned and "format" in cleaned and "labels_file" in cleaned:
            self.instance.format = cleaned["format"]
            if self.instance.is_foreign and self.labels:
                self._try("labels_file", check_labels, self.labels)
            if not self.errors:
                self._try("file", open_source, self.table, self.labels)
        return cleaned

    def _try(self, name: str, read: Callable[..., object], *contents: bytes) -> None:
        """Begin to read; put what is wrong to the field `name`."""
        try:
            read(self.instance, *contents)
        except TableError as error:
            for problem in error.problems[:_SHOWN_PROBLEMS]:
                self.add_error(name, str(problem))
