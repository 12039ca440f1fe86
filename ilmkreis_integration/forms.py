"""Forms of accounts, drawn by the kern pack."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.attempts import Attempts, address_of

# A minute and process of the server: wrong passwords for one name, and for any.
_failed_for_name = Attempts(most=10)
_failed_from_address = Attempts(most=50)


class LoginForm(AuthenticationForm):
    """Name and password.

    Who fails too often waits for a minute; the same account can log in from elsewhere
    meanwhile, so that nobody can be locked out by others.
    """

    use_required_attribute = False
    error_messages = {
        "invalid_login": _("Der Name oder das Passwort stimmt nicht."),
        "too_often": _(
            "Das waren zu viele Versuche. Bitte warten Sie eine Minute und versuchen "
            "Sie es dann noch einmal."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self) -> dict[str, Any]:
        address = address_of(self.request) if self.request else ""
        attempt = f"{address} {self.cleaned_data.get('username', '')}"
        if _failed_for_name.are_exhausted(
            attempt
        ) or _failed_from_address.are_exhausted(address):
            raise ValidationError(self.error_messages["too_often"], code="too_often")
        try:
            return super().clean()
        except ValidationError:
            _failed_for_name.note(attempt)
            _failed_from_address.note(address)
            raise
