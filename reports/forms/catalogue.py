"""Forms of the Leitbild and the catalogue."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.domain.texts import clean_text
from ilmkreis_integration.models import ActionField, Process
from reports.models import Goal, Measure, Principle, Statement, Theme


class FreeText(forms.CharField):
    """A text as it may be stored, up to `max_length` or LONGEST_TEXT characters."""

    def __init__(self, **kwargs: Any) -> None:
        if not kwargs.get("max_length"):
            kwargs["max_length"] = settings.LONGEST_TEXT
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return clean_text(value or "")


class Day(forms.DateField):
    """A date as browsers ask for it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _save_button(title: object) -> FormHelper:
    helper = FormHelper()
    helper.add_input(Submit("save", title))
    return helper


class PrincipleForm(forms.ModelForm):  # type: ignore[type-arg]
    """The wording of a principle."""

    use_required_attribute = False
    helper = _save_button(_("Leitsatz speichern"))

    class Meta:
        model = Principle
        fields = ["text"]
        field_classes = {"text": FreeText}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"text": _("Ein Satz, der sagt, wofür der Landkreis einsteht.")}


class GoalForm(forms.ModelForm):  # type: ignore[type-arg]
    """The wording of a goal."""

    use_required_attribute = False
    helper = _save_button(_("Ziel speichern"))

    class Meta:
        model = Goal
        fields = ["title", "description"]
        field_classes = {"title": FreeText, "description": FreeText}
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"title": _("Was erreicht sein soll, in einem kurzen Satz.")}


class MeasureForm(forms.ModelForm):  # type: ignore[type-arg]
    """Everything that describes a measure; evidence and status have their own pages."""

    use_required_attribute = False
    helper = _save_button(_("Maßnahme speichern"))
    helper.layout = Layout(
        Fieldset(_("Was"), "title", "description", "target_group"),
        Fieldset(_("Wer und wann"), "lead", "partners", "starts_on", "due_on"),
        Fieldset(_("Mittel und Wirkung"), "cost_class", "funding", "indicator"),
        Fieldset(_("Einordnung"), "mark", "is_new"),
    )

    class Meta:
        model = Measure
        fields = [
            "title",
            "description",
            "target_group",
            "lead",
            "partners",
            "starts_on",
            "due_on",
            "cost_class",
            "funding",
            "indicator",
            "mark",
            "is_new",
        ]
        field_classes = {
            **dict.fromkeys(["title", "description", "target_group"], FreeText),
            **dict.fromkeys(["lead", "partners", "funding", "indicator"], FreeText),
            **dict.fromkeys(["starts_on", "due_on"], Day),
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 5}),
            "starts_on": Day.widget,
            "due_on": Day.widget,
        }


class PublishForm(forms.Form):
    """The reason that a measure without evidence needs."""

    use_required_attribute = False
    justification = FreeText(
        label=_("Fachliche Ergänzung"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Warum die Maßnahme in den Katalog gehört."),
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["justification"]
        field.initial = measure.justification
        field.required = not measure.has_evidence
        field.error_messages["required"] = _(
            "Hinter dieser Maßnahme steht kein Beitrag aus der Beteiligung. Bitte "
            "begründen Sie sie oder wählen Sie Belege."
        )
        self.helper = _save_button(_("Maßnahme veröffentlichen"))


class StatusForm(forms.Form):
    """The next step in the life of a measure."""

    use_required_attribute = False
    status = forms.ChoiceField(label=_("Stand"), choices=Measure.Status.choices)
    reason = FreeText(
        label=_("Begründung"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Nötig, wenn die Maßnahme zurückgestellt oder verworfen wird."),
    )
    changed_on = Day(label=_("Datum"))
    helper = _save_button(_("Stand eintragen"))

    def clean_changed_on(self) -> Any:
        day = self.cleaned_data["changed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Das Datum liegt in der Zukunft."))
        return day

    def clean(self) -> None:
        if self.cleaned_data.get("status") not in Measure.NEEDS_REASON:
            return
        if "reason" not in self.errors and not self.cleaned_data["reason"]:
            self.add_error("reason", _("Bitte nennen Sie den Grund."))


class EvidenceForm(forms.Form):
    """What is ticked as evidence."""

    themes = forms.ModelMultipleChoiceField(Theme.objects.none(), required=False)
    statements = forms.ModelMultipleChoiceField(
        Statement.objects.none(), required=False
    )

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["themes"].queryset = Theme.objects.filter(action_field__process=process)
        fields["statements"].queryset = Statement.objects.in_process(process)


class EvidenceSearchForm(forms.Form):
    """What the list of possible evidence is narrowed down to."""

    use_required_attribute = False
    feld = forms.ModelChoiceField(
        ActionField.objects.none(),
        label=_("Handlungsfeld"),
        required=False,
        empty_label=_("alle"),
        to_field_name="slug",
    )
    thema = forms.ModelChoiceField(
        Theme.objects.none(), label=_("Thema"), required=False, empty_label=_("alle")
    )
    suche = FreeText(
        label=_("Suche im Wortlaut oder nach Beleg-Nr."),
        required=False,
        max_length=100,
    )

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["feld"].queryset = process.action_fields.all()
        fields["thema"].queryset = Theme.objects.filter(action_field__process=process)


class CatalogueFilterForm(forms.Form):
    """What the catalogue is narrowed down to."""

    use_required_attribute = False
    feld = forms.ModelChoiceField(
        ActionField.objects.none(),
        label=_("Handlungsfeld"),
        required=False,
        empty_label=_("alle"),
        to_field_name="slug",
    )
    kennzeichen = forms.ChoiceField(
        label=_("Kennzeichen"),
        required=False,
        choices=[("", _("alle")), *Measure.Mark.choices[1:]],
    )
    stand = forms.ChoiceField(
        label=_("Stand"),
        required=False,
        choices=[("", _("alle")), *Measure.Status.choices],
    )
    federfuehrung = forms.ChoiceField(label=_("Federführung"), required=False)

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["feld"].queryset = process.action_fields.all()
        leads = Measure.objects.in_process(process).exclude(lead="")
        names = leads.order_by("lead").values_list("lead", flat=True).distinct()
        fields["federfuehrung"].choices = [
            ("", _("alle")),
            *((name, name) for name in names),
        ]
