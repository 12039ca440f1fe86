"""Forms with which the integration manager prepares the cafés."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import ActionField
from ilmkreis_integration.setup_forms import DayInput, SetupForm, saving_helper
from worldcafe.models import Cafe, GuidingQuestion, TargetGroup

FEWEST_STATIONS, MOST_STATIONS = 3, 4


class CafeForm(SetupForm[Cafe]):
    """For whom, when and where, and how long a round lasts."""

    class Meta:
        model = Cafe
        fields = ["target_group", "held_on", "place", "minutes_per_round"]
        widgets = {"held_on": DayInput}
        help_texts = {"minutes_per_round": _("20 bis 30 Minuten")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(target_group=self.instance.process.target_groups.all())


class NewCafeForm(CafeForm):
    """A new café, with its stations and rounds."""

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

    helper = saving_helper("World Café anlegen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stations = self.instance.process.action_fields.filter(is_other=False)
        self.offer(action_fields=stations)

    def clean_action_fields(self) -> Any:
        chosen = self.cleaned_data["action_fields"]
        if not FEWEST_STATIONS <= len(chosen) <= MOST_STATIONS:
            raise ValidationError(
                _("Sie haben %(number)s Stationen gewählt. Möglich sind 3 oder 4."),
                params={"number": len(chosen)},
            )
        return chosen


class TargetGroupForm(SetupForm[TargetGroup]):
    class Meta:
        model = TargetGroup
        fields = ["title", "description"]


class GuidingQuestionForm(SetupForm[GuidingQuestion]):
    class Meta:
        model = GuidingQuestion
        fields = ["text", "kind"]
        help_texts = {"kind": _("Jede Notiz darunter bekommt diese Art.")}
