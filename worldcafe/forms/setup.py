"""Forms with which the integration manager prepares the cafés."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import ActionField
from ilmkreis_integration.setup_forms import DayInput, SetupForm, saving_helper
from worldcafe.models import Cafe, GuidingQuestion, Subgroup, Table, TargetGroup
from worldcafe.models.cafes import MOST_PEOPLE
from worldcafe.planning import FEWEST_STATIONS, MOST_STATIONS
from worldcafe.proposals import Wish

MOST_ROUNDS = 8


class CafeForm(SetupForm[Cafe]):
    """For whom, when and where, for how many, and how long a round lasts."""

    class Meta:
        model = Cafe
        fields = [
            "target_group",
            "held_on",
            "place",
            "expected_people",
            "minutes_per_round",
            "weighting_dots_per_person",
        ]
        widgets = {"held_on": DayInput}
        help_texts = {
            "expected_people": _(
                "Daraus entstehen Tische und Laufkarten. Noch offen? Dann lassen Sie es "
                "leer und tragen die Zahl später ein."
            ),
            "minutes_per_round": _("20 bis 30 Minuten"),
            "weighting_dots_per_person": _(
                "So viele Punkte klebt jede Person zum Schluss auf die Notizen, die ihr "
                "am wichtigsten sind; üblich sind 2 bis 5. 0: ohne Gewichtung."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(target_group=self.instance.process.target_groups.all())


_ROUNDS_HINT = _(
    "Leer: so viele, wie es Stationen gibt. Dann kommen alle überall vorbei."
)
_POPULAR_HINT = _(
    "Nur nötig, wenn es weniger Runden als Stationen gibt: Diese Stationen bekommen mehr "
    "Tische, damit niemand sie verpasst."
)


def _round_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Runden"),
        required=False,
        min_value=1,
        max_value=MOST_ROUNDS,
        help_text=_ROUNDS_HINT,
    )


def _popular_field() -> forms.ModelMultipleChoiceField[ActionField]:
    return forms.ModelMultipleChoiceField(
        ActionField.objects.none(),
        label=_("Wo sollen alle vorbeikommen?"),
        required=False,
        help_text=_POPULAR_HINT,
        widget=forms.CheckboxSelectMultiple,
    )


class NewCafeForm(CafeForm):
    """A new café, with its stations and rounds."""

    action_fields = forms.ModelMultipleChoiceField(
        ActionField.objects.none(),
        label=_("Stationen"),
        help_text=_("Wählen Sie 3 oder 4 Handlungsfelder."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Bitte wählen Sie 3 oder 4 Handlungsfelder.")},
    )
    rounds = _round_field()
    popular_fields = _popular_field()

    helper = saving_helper("Vorschlag ansehen")
    # What the tables are made of comes together.
    field_order = [
        "target_group",
        "held_on",
        "place",
        "expected_people",
        "action_fields",
        "rounds",
        "popular_fields",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stations = self.instance.process.action_fields.filter(is_other=False)
        self.offer(action_fields=stations, popular_fields=stations)

    def clean_action_fields(self) -> Any:
        chosen = self.cleaned_data["action_fields"]
        if not FEWEST_STATIONS <= len(chosen) <= MOST_STATIONS:
            raise ValidationError(
                _("Sie haben %(number)s Stationen gewählt. Möglich sind 3 oder 4."),
                params={"number": len(chosen)},
            )
        return chosen

    def clean_popular_fields(self) -> Any:
        popular = self.cleaned_data["popular_fields"]
        stations = set(self.cleaned_data.get("action_fields", popular))
        missing = [field for field in popular if field not in stations]
        if missing:
            raise ValidationError(
                _("„%(title)s“ ist keine der gewählten Stationen."),
                params={"title": missing[0]},
            )
        return popular

    def wish(self) -> Wish:
        return _wish(self, list(self.cleaned_data["action_fields"]))


class ReplanForm(forms.Form):
    """New numbers for a café whose stations stay."""

    use_required_attribute = False

    expected_people = forms.IntegerField(
        label=_("Erwartete Personen"), min_value=1, max_value=MOST_PEOPLE
    )
    rounds = _round_field()
    popular_fields = _popular_field()

    helper = saving_helper("Vorschlag ansehen")

    def __init__(self, *args: Any, stations: Sequence[ActionField], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.stations = stations
        choice = self.fields["popular_fields"]
        assert isinstance(choice, forms.ModelMultipleChoiceField)  # noqa: S101 -- for mypy
        choice.queryset = ActionField.objects.filter(
            pk__in=[field.pk for field in stations]
        )

    def wish(self) -> Wish:
        return _wish(self, self.stations)


def _wish(form: forms.BaseForm, stations: Sequence[ActionField]) -> Wish:
    entered = form.cleaned_data
    return Wish(
        stations=tuple(stations),
        popular=frozenset(entered["popular_fields"]),
        people=entered["expected_people"],
        rounds=entered["rounds"] or len(stations),
    )


class TableForm(SetupForm[Table]):
    """At which station a table stands."""

    class Meta:
        model = Table
        fields = ["action_field"]
        labels = {"action_field": _("Station")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        process = self.instance.cafe.process
        self.offer(action_field=process.action_fields.filter(is_other=False))


class TargetGroupForm(SetupForm[TargetGroup]):
    class Meta:
        model = TargetGroup
        fields = ["title", "description"]


class SubgroupForm(SetupForm[Subgroup]):
    class Meta:
        model = Subgroup
        fields = ["title"]

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        others = self.instance.target_group.subgroups.exclude(pk=self.instance.pk)
        if others.filter(title=title).exists():
            raise ValidationError(_("Diese Untergruppe gibt es schon."))
        return title


class GuidingQuestionForm(SetupForm[GuidingQuestion]):
    class Meta:
        model = GuidingQuestion
        fields = ["text", "kind"]
        help_texts = {"kind": _("Jede Notiz darunter bekommt diese Art.")}
