"""What a host sends with a photograph, and what is typed from it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.fields import FreeTextField
from worldcafe.models import GuidingQuestion, PhotoRegion, Sitting, Table
from worldcafe.models.photos import WHOLE
from worldcafe.pictures import LARGEST_FILE
from worldcafe.services.photos import Region

_RELOAD = _("Bitte laden Sie die Seite neu.")
_PERCENT = Decimal(WHOLE) / 100


class RoundField(forms.ModelChoiceField[Sitting]):
    """The sitting of one table in the round with this number."""

    def __init__(self) -> None:
        super().__init__(
            Sitting.objects.none(),
            label=_("Runde"),
            to_field_name="round__number",
            empty_label=None,
            error_messages={"required": _RELOAD, "invalid_choice": _RELOAD},
        )

    def of(self, table: Table) -> None:
        sittings = Sitting.objects.filter(table=table).select_related("round")
        self.queryset = sittings.order_by("round__number")

    def prepare_value(self, value: Any) -> Any:
        return value.round.number if isinstance(value, Sitting) else value

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.round)

    def to_python(self, value: Any) -> Sitting | None:
        sitting: Sitting | None = super().to_python(value)
        return sitting


class SentPhotoForm(forms.Form):
    """A picture; its id is made on the device."""

    id = forms.UUIDField(error_messages={"required": _RELOAD, "invalid": _RELOAD})
    round = RoundField()
    picture = forms.FileField(
        error_messages={
            "required": _("Es kam kein Bild an."),
            "empty": _("Die Datei ist leer."),
        }
    )

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _round(self).of(table)

    def clean_picture(self) -> bytes:
        file: UploadedFile[bytes] = self.cleaned_data["picture"]
        if file.size is None or file.size > LARGEST_FILE:
            raise ValidationError(
                _("Das Bild ist zu groß; höchstens %(most)s MB."),
                params={"most": LARGEST_FILE >> 20},
            )
        content: bytes = file.read()
        return content


class PercentField(forms.DecimalField):
    """A place or a length in percent of the picture, down to a thousandth of it."""

    def __init__(self, label: Any, *, at_least: str, initial: int) -> None:
        message = _("Bitte geben Sie eine Zahl von 0 bis 100 ein.")
        names = ("required", "invalid", "min_value", "max_value", "max_decimal_places")
        super().__init__(
            label=label,
            min_value=Decimal(at_least),
            max_value=100,
            decimal_places=1,
            initial=initial,
            error_messages=dict.fromkeys(names, message),
        )


class RegionForm(forms.Form):
    """Where on a photograph something stands; drawn with a finger or typed."""

    left = PercentField(_("Von links (%)"), at_least="0", initial=0)
    top = PercentField(_("Von oben (%)"), at_least="0", initial=0)
    width = PercentField(_("Breite (%)"), at_least="0.1", initial=100)
    height = PercentField(_("Höhe (%)"), at_least="0.1", initial=100)
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for start, length in (("left", "width"), ("top", "height")):
            if {start, length} <= cleaned.keys() and (
                cleaned[start] + cleaned[length] > 100
            ):
                message = _("Der Ausschnitt ragt über das Foto hinaus.")
                self.add_error(length, message)
        return cleaned

    @property
    def region(self) -> Region:
        """In thousandths; for a valid form."""
        names = ("left", "top", "width", "height")
        return Region(*(int(self.cleaned_data[name] * _PERCENT) for name in names))


def in_percent(region: PhotoRegion) -> dict[str, str]:
    """What `RegionForm` shows of a stored region."""
    names = ("left", "top", "width", "height")
    return {name: str(getattr(region, name) / _PERCENT) for name in names}


class PhotoNoteForm(RegionForm):
    """A note typed from a photograph; its id is made where it is typed."""

    id = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": _RELOAD, "invalid": _RELOAD},
    )
    round = RoundField()
    question = forms.ModelChoiceField(
        GuidingQuestion.objects.none(),
        label=_("Leitfrage"),
        to_field_name="slug",
        empty_label=None,
        error_messages={"required": _RELOAD, "invalid_choice": _RELOAD},
    )
    text = FreeTextField(
        label=_("Was dort steht"),
        widget=forms.Textarea({"rows": 3, "dir": "auto", "autocomplete": "off"}),
        help_text=_(
            "Wort für Wort. Was Sie nicht lesen können, schreiben Sie als [?]: "
            "„Mehr [?] für Kinder“."
        ),
        error_messages={"required": _("Bitte schreiben Sie auf, was dort steht.")},
    )

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _round(self).of(table)
        question = self.fields["question"]
        assert isinstance(question, forms.ModelChoiceField)  # noqa: S101 -- for mypy
        question.queryset = GuidingQuestion.objects.filter(
            process=table.cafe.process_id
        )


def _round(form: forms.Form) -> RoundField:
    field = form.fields["round"]
    assert isinstance(field, RoundField)  # noqa: S101 -- for mypy
    return field
