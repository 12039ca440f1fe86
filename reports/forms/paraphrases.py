"""The form for what a statement of the staff says in other words."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from reports.forms.catalogue import FreeText


class ParaphraseForm(forms.Form):
    """`seen` holds what stood there when the page was opened."""

    use_required_attribute = False
    text = FreeText(
        label=_("Sinngemäß"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "In Ihren eigenen Worten, ohne Wendungen, an denen man die Person erkennt. "
            "Leer: Der Kommentar wird nicht gedruckt."
        ),
    )
    seen = FreeText(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
