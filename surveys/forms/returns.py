"""Forms about the return: figures of the population, changes of the last day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.setup_forms import DayInput, SetupForm
from surveys.models import Extension, Reference, ReferenceCount

_LARGEST = 100_000_000


class ReferenceForm(SetupForm[Reference]):
    """Source and date, and one number for each of `groups`."""

    class Meta:
        model = Reference
        fields = ["source", "as_of"]
        widgets = {"as_of": DayInput}

    def __init__(self, *args: Any, groups: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._groups = list(groups)
        stored = (
            {count.group: count.people for count in self.instance.counts.all()}
            if self.instance.pk
            else {}
        )
        for number, (group, label) in enumerate(groups.items()):
            self.fields[self._name(number)] = forms.IntegerField(
                label=_("Personen: %(group)s") % {"group": label},
                required=False,
                min_value=0,
                max_value=_LARGEST,
                initial=stored.get(group),
            )

    @staticmethod
    def _name(number: int) -> str:
        return f"people-{number}"

    def _people(self) -> dict[str, int]:
        entered = {
            group: self.cleaned_data.get(self._name(number))
            for number, group in enumerate(self._groups)
        }
        return {group: people for group, people in entered.items() if people}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self._people():
            raise ValidationError(_("Bitte tragen Sie mindestens eine Zahl ein."))
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> Reference:
        reference: Reference = super().save(commit)
        reference.counts.all().delete()
        ReferenceCount.objects.bulk_create(
            ReferenceCount(reference=reference, group=group, people=people)
            for group, people in self._people().items()
        )
        return reference


class ExtensionForm(SetupForm[Extension]):
    """A new last day and why."""

    class Meta:
        model = Extension
        fields = ["closes_on", "reason"]
        widgets = {"closes_on": DayInput}

    def clean_closes_on(self) -> Any:
        closes_on = self.cleaned_data["closes_on"]
        if closes_on < self.instance.questionnaire.opens_on:
            raise ValidationError(_("Der letzte Tag liegt vor dem ersten."))
        if closes_on == self.instance.closes_before:
            raise ValidationError(_("Der letzte Tag ist derselbe wie bisher."))
        return closes_on
