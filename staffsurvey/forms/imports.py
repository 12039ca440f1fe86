"""Forms for taking over the comments of a survey that ran in SoSci Survey."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ilmkreis_integration.setup_forms import saving_helper
from ilmkreis_integration.tables.problems import TableError
from staffsurvey.importing.reading import Reading, digest_of, read_comments
from staffsurvey.models import FocusArea, ImportColumn

# Both files stay in memory.
LARGEST_UPLOAD = 20 << 20
TOO_LARGE = gettext_lazy("Die Dateien sind zu groß; zusammen höchstens 20 MB.")
_NOWHERE = "-"
_SHOWN_PROBLEMS = 5


class UploadForm(forms.Form):
    """The data file and the script that says what its columns are."""

    use_required_attribute = False
    helper: FormHelper = saving_helper("Hochladen")

    file = forms.FileField(
        label=gettext_lazy("Daten aus SoSci Survey"),
        help_text=gettext_lazy(
            "Die Datei unter „Daten herunterladen“, als .csv oder .xlsx. Gespeichert "
            "werden daraus nur die freien Texte."
        ),
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie die Datei mit den Daten."),
            "empty": gettext_lazy("Die Datei ist leer."),
        },
    )
    script = forms.FileField(
        label=gettext_lazy("Import-Skript für R"),
        required=False,
        help_text=gettext_lazy(
            "Die Datei .r von derselben Seite: Damit erkennt das Programm, wozu die "
            "Spalten gehören."
        ),
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.digest = ""
        self.reading: Reading | None = None
        if is_too_large:
            self.fields["file"].error_messages["required"] = TOO_LARGE

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file: UploadedFile[bytes] | None = cleaned.get("file")
        if file is None or self.errors:
            return cleaned
        script: UploadedFile[bytes] | None = cleaned.get("script")
        table = file.read()
        self.digest = digest_of(table)
        try:
            self.reading = read_comments(table, script.read() if script else b"")
        except TableError as error:
            for problem in error.problems[:_SHOWN_PROBLEMS]:
                self.add_error("file", str(problem))
        return cleaned


class ColumnsForm(forms.Form):
    """To which focus area the texts of each column belong."""

    use_required_attribute = False

    def __init__(
        self, data: Any = None, *, columns: list[ImportColumn], areas: list[FocusArea]
    ) -> None:
        super().__init__(data)
        self.helper = saving_helper(_("Weiter"))
        self._columns = {f"spalte-{column.position}": column for column in columns}
        self._areas = {str(area.pk): area for area in areas}
        choices = [(_NOWHERE, _("nicht übernehmen")), *_by_topic(areas)]
        for name, column in self._columns.items():
            label = f"{column.name}: {column.label}" if column.label else column.name
            self.fields[name] = forms.ChoiceField(
                label=Truncator(label).chars(200),
                choices=choices,
                initial=column.focus_area_id or _NOWHERE,
                help_text=_content(column),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(self.assigned().values()):
            raise ValidationError(
                _("Bitte ordnen Sie mindestens eine Spalte einem Schwerpunkt zu.")
            )
        return cleaned

    def assigned(self) -> dict[int, FocusArea | None]:
        """The area of each column, by the key of the column."""
        return {
            column.pk: self._areas.get(self.cleaned_data[name])
            for name, column in self._columns.items()
        }


def _by_topic(areas: list[FocusArea]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (topic.title, [(str(area.pk), area.title) for area in group])
        for topic, group in groupby(areas, key=lambda area: area.topic)
    ]


def _content(column: ImportColumn) -> str:
    """Only how many they are: whoever uploads does not read what is not released."""
    count = len(column.texts)
    return ngettext("{} Text", "{} Texte", count).format(count)
