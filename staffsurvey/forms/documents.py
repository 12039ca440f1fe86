"""The scan of a signed version."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.setup_forms import saving_helper
from staffsurvey.models import VersionDocument
from staffsurvey.signed_documents import LARGEST_FILE, PdfError, check_signed


class SignedForm(forms.Form):
    """The scanned version with signatures; `content` is the checked file."""

    use_required_attribute = False
    helper = saving_helper("Hochladen")

    file = forms.FileField(
        label=_("Unterschriebene Fassung"),
        help_text=_("Als PDF gescannt, höchstens {} MB.").format(LARGEST_FILE >> 20),
        max_length=200,
        error_messages={
            "required": _("Bitte wählen Sie das PDF."),
            "empty": _("Die Datei ist leer."),
        },
    )

    def __init__(
        self, *args: Any, printed: VersionDocument | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._printed = printed
        self.content = b""

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        # One byte more than is taken tells that the file is too large.
        self.content = file.read(LARGEST_FILE + 1)
        try:
            check_signed(self.content)
        except PdfError as error:
            raise ValidationError(str(error)) from error
        if self._printed and self.content == bytes(self._printed.pdf):
            raise ValidationError(
                _("Das ist die gedruckte Fassung, noch ohne Unterschriften.")
            )
        return file
