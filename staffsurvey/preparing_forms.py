"""Forms of what the parties say, of the key, the slips, the start and the last day."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.setup_forms import DayInput, SetupForm, saving_helper
from staffsurvey.models import Opinion, StaffSurvey, VersionDocument
from staffsurvey.passphrase_form import PassphraseForm
from staffsurvey.signed_documents import LARGEST_FILE, PdfError, check_signed
from staffsurvey.slips import FEWEST, MOST


class OpinionForm(SetupForm[Opinion]):
    class Meta:
        model = Opinion
        fields = ["verdict", "said_on", "said_by", "remark"]
        widgets = {"verdict": forms.RadioSelect, "said_on": DayInput}
        help_texts = {
            "said_by": _("Wer für die Stelle gesprochen hat."),
            "remark": _("Bei Anmerkung und Einwand nötig."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verdict = self.fields["verdict"]
        assert isinstance(verdict, forms.ChoiceField)  # noqa: S101 -- for mypy
        verdict.choices = Opinion.Verdict.choices

    def clean_said_on(self) -> date:
        day: date = self.cleaned_data["said_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Dieser Tag liegt in der Zukunft."))
        if day < self.instance.version.made_on:
            raise ValidationError(_("Da gab es diese Fassung noch nicht."))
        return day


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


class CeremonyForm(forms.Form):
    """How the passphrase is shared; `instead_of` tells a page that is sent twice."""

    use_required_attribute = False

    halves = forms.ChoiceField(
        label=_("Wer das Öffnungs-Passwort bekommt"),
        choices=[
            ("1", _("Ein Öffnungs-Passwort aus sechs Wörtern, auf zwei Blättern")),
            (
                "2",
                _("Zwei Hälften aus je sechs Wörtern, für zwei Personen oder Stellen"),
            ),
        ],
        initial="1",
        widget=forms.RadioSelect,
        help_text=_(
            "Mit zwei Hälften öffnet die Wahlurne nur, wer beide hat, zum Beispiel "
            "Personalrat und Datenschutz zusammen. Geht eine verloren, bleibt sie zu."
        ),
    )
    is_sure = forms.BooleanField(
        label=_("Das bisherige Öffnungs-Passwort soll nicht mehr gelten"),
        help_text=_("Bitte vernichten Sie die Blätter damit."),
        error_messages={
            "required": _(
                "Bitte bestätigen Sie, dass das alte Öffnungs-Passwort verfällt."
            )
        },
    )
    instead_of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, has_key: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_key:
            del self.fields["is_sure"]
        label = "Neuen Schlüssel erzeugen" if has_key else "Schlüssel erzeugen"
        self.helper = saving_helper(label)


class TrialForm(PassphraseForm):
    """The passphrase, to open the test envelope with."""

    helper: FormHelper = saving_helper("Probeumschlag öffnen")


class SlipsForm(forms.Form):
    """How many slips. The numbers allowed are explained beside the form."""

    use_required_attribute = False
    helper = saving_helper("Zettel drucken")

    number = forms.IntegerField(
        label=_("Anzahl der Zettel"),
        min_value=FEWEST,
        max_value=MOST,
        help_text=_(
            "Von {} bis {} auf einmal. Unter zehn könnte man ahnen, wer welchen hat; über "
            "tausend dauert ein Druck zu lange. Mehr drucken Sie in mehreren Durchgängen."
        ).format(FEWEST, f"{MOST:,}".replace(",", ".")),
        error_messages={"required": _("Bitte geben Sie eine Zahl ein.")},
    )


class StartForm(forms.Form):
    """What the program cannot check itself."""

    use_required_attribute = False
    helper = saving_helper("Befragung starten")

    no_access_log = forms.BooleanField(
        label=_(
            "Der Webserver davor schreibt für die Befragung kein Zugriffsprotokoll"
        ),
        help_text=_("Fragen Sie die IT. Die Zeilen dafür stehen oben."),
        error_messages={
            "required": _("Bitte lassen Sie sich das von der IT bestätigen.")
        },
    )
    slips_are_drawn = forms.BooleanField(
        label=_("Die Zettel werden gezogen, und niemand notiert, wer welchen hat"),
        error_messages={"required": _("Bitte bestätigen Sie, dass gezogen wird.")},
    )
    backups = forms.CharField(
        label=_("Sicherungen der Datenbank"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "Wo sie liegen, wie lange, und wer sie nach der Öffnung löscht. Das steht "
            "später im Öffnungsprotokoll. Gibt es keine, schreiben Sie „keine“."
        ),
        error_messages={
            "required": _("Bitte schreiben Sie, wo Sicherungen liegen, oder „keine“.")
        },
    )

    def __init__(self, *args: Any, with_codes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_codes:
            del self.fields["slips_are_drawn"]


class LastDayForm(SetupForm[StaffSurvey]):
    """A later last day; what was announced stays true for everybody."""

    helper = saving_helper("Verlängern")

    class Meta:
        model = StaffSurvey
        fields = ["closes_on", "results_on"]
        labels = {"closes_on": _("Neuer letzter Tag")}
        widgets = {"closes_on": DayInput, "results_on": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._before = self.instance.closes_on

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        if day <= self._before:
            raise ValidationError(
                _(
                    "Verlängern geht nur nach hinten: Wer sich auf den letzten Tag verlassen "
                    "hat, soll nicht zu spät kommen."
                )
            )
        return day
