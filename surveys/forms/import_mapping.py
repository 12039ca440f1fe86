"""Assigning the columns of another program's table, and the values in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ilmkreis_integration.setup_forms import saving_helper
from ilmkreis_integration.tables.foreign import Kind, Variable
from surveys.definition import AskedAttribute, Definition
from surveys.importing.foreign_reading import Contents
from surveys.importing.guessing import guess_values, values_of
from surveys.importing.mapping import Assignment, targets_for

# What stands in the page for a column or value that becomes nothing.
NOTHING = "-"
_LONGEST_EXAMPLE = 80


class ColumnsForm(forms.Form):
    """What each column becomes; columns without any content are not asked about."""

    use_required_attribute = False
    with_unfinished = forms.BooleanField(
        label=gettext_lazy("Auch Bögen übernehmen, die nicht abgeschlossen wurden"),
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        contents: Contents,
        definition: Definition,
        assignment: Assignment,
    ) -> None:
        super().__init__(data, initial={"with_unfinished": assignment.with_unfinished})
        self.helper = saving_helper(_("Weiter"))
        self._contents = contents
        self._definition = definition
        self._before = assignment
        self._names: dict[str, Variable] = {}
        for number, variable in enumerate(contents.variables):
            if variable.name in contents.examples:
                self._names[f"spalte-{number}"] = variable
        for name, variable in self._names.items():
            self.fields[name] = self._field(variable)
        self.order_fields([*self._names, "with_unfinished"])

    def _field(self, variable: Variable) -> forms.ChoiceField:
        groups = targets_for(variable, self._definition)
        label = (
            f"{variable.name}: {variable.label}" if variable.label else variable.name
        )
        return forms.ChoiceField(
            label=Truncator(label).chars(200),
            choices=[(NOTHING, _("nicht übernehmen")), *groups],
            initial=self._before.columns.get(variable.name, NOTHING),
            help_text=self._example(variable),
        )

    def _example(self, variable: Variable) -> str:
        if variable.kind is Kind.MULTIPLE:
            return _("Ein Kästchen zum Ankreuzen.")
        example = self._contents.examples[variable.name]
        example = variable.values.get(example, example)
        return _("Zum Beispiel: „{}“").format(
            Truncator(" ".join(example.split())).chars(_LONGEST_EXAMPLE)
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        taken: set[str] = set()
        for name in self._names:
            target = cleaned.get(name, NOTHING)
            # Texts of several columns go into one answer; choices do not.
            if target in taken and target != NOTHING and not _is_text(target):
                self.add_error(name, _("Das wird schon eine andere Spalte."))
            taken.add(target)
        if not any(map(_is_text, taken)):
            raise ValidationError(
                _("Bitte ordnen Sie mindestens eine Spalte einer Frage zu.")
            )
        return cleaned

    def assignment(self) -> Assignment:
        """What was chosen; values as they were assigned before, else as guessed."""
        columns = {
            variable.name: self.cleaned_data[name]
            for name, variable in self._names.items()
            if self.cleaned_data[name] != NOTHING
        }
        labels = {v.name: v.values for v in self._contents.variables}
        chosen = Assignment(columns).chosen(self._definition)
        values = {}
        for name, asked in chosen.items():
            held = values_of(labels[name], self._contents.values.get(name, ()))
            known = {option.slug for option in asked.options} | {""}
            before = {
                value: slug
                for value, slug in self._before.values.get(name, {}).items()
                if slug in known and value in held
            }
            values[name] = guess_values(held, asked) | before
        return Assignment(columns, values, self.cleaned_data["with_unfinished"])


def _is_text(target: str) -> bool:
    return target.startswith("frage-")


class ValuesForm(forms.Form):
    """Which answer of ours each value means."""

    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        *,
        variables: Iterable[Variable],
        definition: Definition,
        assignment: Assignment,
    ) -> None:
        super().__init__(data)
        self._assignment = assignment
        self._names: dict[str, tuple[str, str]] = {}
        labels = {variable.name: variable.values for variable in variables}
        fieldsets = []
        for variable, asked in assignment.chosen(definition).items():
            before = len(self._names)
            for value, slug in assignment.values[variable].items():
                name = f"wert-{len(self._names)}"
                label = labels[variable].get(value, value)
                self.fields[name] = _choice(value, label, asked, slug)
                self._names[name] = variable, value
            names = list(self._names)[before:]
            fieldsets.append(Fieldset(f"{asked.attribute.title} ({variable})", *names))
        self.helper = saving_helper(_("Weiter"))
        self.helper.layout = Layout(*fieldsets)

    def assignment(self) -> Assignment:
        values: dict[str, dict[str, str]] = {}
        for name, (variable, value) in self._names.items():
            slug = self.cleaned_data[name]
            values.setdefault(variable, {})[value] = "" if slug == NOTHING else slug
        before = self._assignment
        return Assignment(before.columns, values, before.with_unfinished)


def _choice(
    value: str, label: str, asked: AskedAttribute, slug: str
) -> forms.ChoiceField:
    options = [(option.slug, option.label) for option in asked.options]
    return forms.ChoiceField(
        label=label if label == value else f"{label} ({value})",
        choices=[(NOTHING, _("keine Angabe")), *options],
        initial=slug or NOTHING,
    )
