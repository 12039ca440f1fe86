"""Forms of those who read the released comments on a topic."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.setup_forms import SetupForm, saving_helper
from staffsurvey.models import FocusArea, PassingOn


class SearchForm(forms.Form):
    use_required_attribute = False
    suche = forms.CharField(
        label=_("Wörter oder Beleg-Nr."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "kern-form-input__input"}),
    )

    @property
    def words(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("suche", ""))


class PassOnForm(SetupForm[PassingOn]):
    """Where a comment belongs, and why."""

    helper = saving_helper("Weitergeben")

    class Meta:
        model = PassingOn
        fields = ["to_area", "reason"]
        labels = {"to_area": _("Wohin gehört der Kommentar?")}
        help_texts = {"reason": _("Steht beim Kommentar, für die neue Verantwortung.")}

    def __init__(self, *args: Any, areas: QuerySet[FocusArea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(to_area=areas)
        self.fields["to_area"].label_from_instance = _with_topic  # type: ignore[attr-defined]
        self.fields["reason"].required = True


def _with_topic(area: FocusArea) -> str:
    return f"{area.topic}: {area}"
