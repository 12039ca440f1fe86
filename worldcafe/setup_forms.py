"""Forms with which the integration manager prepares the cafés."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import ActionField, Process
from ilmkreis_integration.setup_forms import DayInput, saving_helper
from worldcafe.models import Cafe, GuidingQuestion, TargetGroup

FEWEST_STATIONS, MOST_STATIONS = 3, 4


class CafeForm(forms.ModelForm[Cafe]):
    """A new café: for whom, when, where, and which stations."""

    use_required_attribute = False

    action_fields = forms.ModelMultipleChoiceField(
        ActionField.objects.none(),
        label=_("Stationen"),
        help_text=_("Wählen Sie 3 oder 4 Handlungsfelder. Jedes bekommt einen Tisch."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Bitte wählen Sie 3 oder 4 Handlungsfelder.")},
    )
    rounds = forms.IntegerField(
        label=_("Runden"),
        required=False,
        min_value=1,
        max_value=8,
        help_text=_("Leer: so viele, wie es Stationen gibt."),
    )

    class Meta:
        model = Cafe
        fields = ["target_group", "held_on", "place", "minutes_per_round"]
        widgets = {"held_on": DayInput}
        help_texts = {"minutes_per_round": _("20 bis 30 Minuten")}

    helper = saving_helper("World Café anlegen")

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = {
            "target_group": process.target_groups.all(),
            "action_fields": process.action_fields.filter(is_other=False),
        }
        for name, queryset in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for mypy
            field.queryset = queryset

    def clean_action_fields(self) -> Any:
        chosen = self.cleaned_data["action_fields"]
        if not FEWEST_STATIONS <= len(chosen) <= MOST_STATIONS:
            raise ValidationError(
                _("Sie haben %(number)s Stationen gewählt. Möglich sind 3 oder 4."),
                params={"number": len(chosen)},
            )
        return chosen


class TargetGroupForm(forms.ModelForm[TargetGroup]):
    use_required_attribute = False
    helper = saving_helper()

    class Meta:
        model = TargetGroup
        fields = ["title", "description", "position"]


class GuidingQuestionForm(forms.ModelForm[GuidingQuestion]):
    use_required_attribute = False
    helper = saving_helper()

    class Meta:
        model = GuidingQuestion
        fields = ["text", "kind", "position"]
        help_texts = {"kind": _("Jede Notiz darunter bekommt diese Art.")}
