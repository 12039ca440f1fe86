"""Forms with which the integration manager sets a process up, and what all such share."""

from __future__ import annotations

from typing import Any, TypeVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import User
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.access import Role
from ilmkreis_integration.models import ActionField, Process, Stage

M = TypeVar("M", bound=Model)


def saving_helper(label: str = "Speichern") -> FormHelper:
    helper = FormHelper()
    helper.add_input(Submit("speichern", label))
    return helper


class DayInput(forms.DateInput):
    """A date as the browser's own calendar takes and gives it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SetupForm(forms.ModelForm[M]):
    """A form of one row of the set-up, with its button."""

    use_required_attribute = False
    helper = saving_helper()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _name_empty_choice(field)

    def offer(self, **choices: QuerySet[Any]) -> None:
        """Let the named fields choose among these rows only."""
        for name, rows in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for mypy
            field.queryset = rows


def _name_empty_choice(field: forms.Field) -> None:
    """Say in words what Django shows as a row of dashes."""
    label = _("Bitte wählen") if field.required else _("keine Auswahl")
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = field.empty_label and label
    elif isinstance(field.widget, forms.Select):
        field.widget.choices = [
            (value, label if value == "" else text)
            for value, text in field.widget.choices
        ]


class ProcessForm(SetupForm[Process]):
    class Meta:
        model = Process
        fields = [
            "title",
            "county",
            "authority",
            "mission",
            "contact_name",
            "contact_phone",
            "contact_email",
            "address",
            "data_protection_contact",
            "smallest_count",
        ]


class StageForm(SetupForm[Stage]):
    class Meta:
        model = Stage
        fields = ["title", "description", "starts_on", "ends_on"]
        widgets = {"starts_on": DayInput, "ends_on": DayInput}


class ActionFieldForm(SetupForm[ActionField]):
    class Meta:
        model = ActionField
        fields = ["title", "description"]


class RoleForm(forms.Form):
    """What an account may do."""

    use_required_attribute = False

    role = forms.ChoiceField(
        label=_("Rolle"),
        choices=Role.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Integrationsmanagement: alles. Auswertung: Aussagen zuordnen, Leitbild und "
            "Katalog schreiben. Leseberechtigt: Ergebnisse lesen. Freigabe: Kommentare der "
            "Mitarbeiterbefragung prüfen, bevor andere sie lesen. Themenverantwortung: "
            "freigegebene Kommentare zu den eigenen Themen lesen."
        ),
    )

    helper = saving_helper()


class AccountForm(RoleForm):
    """A new account; its password is made by the application."""

    username = UsernameField(
        label=_("Benutzername"),
        max_length=100,
        validators=[
            UnicodeUsernameValidator(
                message=_("Möglich sind Buchstaben, Ziffern und die Zeichen @ . + - _")
            )
        ],
        help_text=_("Ohne Leerzeichen, zum Beispiel anna.muster"),
    )

    field_order = ["username", "role"]

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("Diesen Namen gibt es schon."))
        return username
