"""Which contributions the lists of the coding desk show."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from itertools import groupby
from operator import and_
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import ActionField, Contribution, Kind, Source
from ilmkreis_integration.searching import wording_contains
from reports.forms.catalogue import FreeText
from reports.models import Theme

ALL = ("", _("alle"))
# Answers to "which kind?" and "which theme?" that are none.
NOTHING_SAID, NO_THEME = "keine", "ohne"


class FilterForm(forms.Form):
    """What every list can be narrowed by; `LOOKUPS` says where an answer is looked up."""

    LOOKUPS: ClassVar[dict[str, str]] = {}

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            look = "input" if name == "suche" else "select"
            field.widget.attrs["class"] = f"kern-form-input__{look}"

    def narrow(self, contributions: QuerySet[Contribution]) -> QuerySet[Contribution]:
        """Keep what was asked for; what is no valid choice is ignored."""
        wanted = self._wanted()
        # In one filter, so that one and the same statement has to fit.
        conditions = [self.condition(name, wanted[name]) for name in wanted]
        return contributions.filter(reduce(and_, conditions, Q()))

    def condition(self, name: str, value: str) -> Q:
        if name == "suche":
            return wording_contains(value)
        return Q(**{self.LOOKUPS[name]: value})

    @property
    def is_narrowing(self) -> bool:
        return bool(self._wanted())

    def _wanted(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class DeskFilterForm(FilterForm):
    """By what the origin fixed, and by words."""

    LOOKUPS: ClassVar = {
        "quelle": "source",
        "feld": "action_field__slug",
        "art": "kind",
    }

    quelle = forms.ChoiceField(
        label=_("Beteiligungsweg"), choices=[ALL, *Source.choices], required=False
    )
    feld = forms.ChoiceField(label=_("Handlungsfeld"), required=False)
    art = forms.ChoiceField(
        label=_("Art der Aussage"), choices=[ALL, *Kind.choices], required=False
    )
    suche = FreeText(label=_("Text oder Beleg-Nr."), max_length=100, required=False)

    def __init__(
        self, *args: Any, action_fields: Iterable[ActionField], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields = [(field.slug, field.title) for field in action_fields]
        self.fields["feld"].choices = [ALL, *fields]  # type: ignore[attr-defined]


class CodedFilterForm(DeskFilterForm):
    """By what coders made of it, and by words."""

    LOOKUPS: ClassVar = {
        "quelle": "source",
        "feld": "statements__action_fields__slug",
        "art": "statements__kind",
        "thema": "statements__theme",
    }

    art = forms.ChoiceField(
        label=_("Art der Aussage"),
        choices=[ALL, *Kind.choices, (NOTHING_SAID, _("enthält keine Aussage"))],
        required=False,
    )
    thema = forms.ChoiceField(label=_("Thema"), required=False)
    field_order = ["quelle", "feld", "art", "thema", "suche"]

    def __init__(self, *args: Any, themes: Iterable[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_field = groupby(themes, key=lambda theme: theme.action_field.title)
        choices = [
            (field, [(str(theme.pk), theme.title) for theme in group])
            for field, group in by_field
        ]
        without = (NO_THEME, _("noch ohne Thema"))
        self.fields["thema"].choices = [ALL, without, *choices]  # type: ignore[attr-defined]

    def condition(self, name: str, value: str) -> Q:
        if (name, value) == ("art", NOTHING_SAID):
            return Q(dismissal__isnull=False)
        if (name, value) == ("thema", NO_THEME):
            return Q(statements__isnull=False, statements__theme=None)
        return super().condition(name, value)
