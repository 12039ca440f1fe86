"""Forms of the themes."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reports.forms.catalogue import FreeText
from reports.models import Theme


class ThemeForm(forms.ModelForm[Theme]):
    """Name, meaning and handling of a theme."""

    use_required_attribute = False

    class Meta:
        model = Theme
        fields = ["title", "description", "handling", "handling_reason"]
        field_classes = {
            "title": FreeText,
            "description": FreeText,
            "handling_reason": FreeText,
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "handling": forms.RadioSelect,
            "handling_reason": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "description": _("Was dazu gehört und was nicht, gern mit einem Beispiel."),
            "handling": _("Was aus dem Thema wird; steht im Bericht."),
            "handling_reason": _(
                "Nötig, wenn das Thema nicht oder nur teilweise aufgenommen wird."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", _("Thema speichern")))

    def clean_title(self) -> str:
        title = " ".join(str(self.cleaned_data["title"]).split())
        others = Theme.objects.filter(action_field=self.instance.action_field)
        taken = others.exclude(pk=self.instance.pk).values_list("title", flat=True)
        if title.casefold() in map(str.casefold, taken):
            raise ValidationError(_("Dieses Thema gibt es in dem Handlungsfeld schon."))
        return title


class MergeForm(forms.Form):
    """The theme that takes another one over."""

    use_required_attribute = False
    into = forms.ChoiceField(label=_("Aufgehen lassen in"))

    def __init__(self, *args: Any, theme: Theme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = theme.action_field.themes.exclude(pk=theme.pk)
        self._themes = {str(other.pk): other for other in others}
        choices = [(pk, other.title) for pk, other in self._themes.items()]
        self.fields["into"].choices = [("", _("Bitte wählen")), *choices]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.add_input(Submit("merge", _("Themen zusammenlegen")))

    @property
    def target(self) -> Theme:
        return self._themes[self.cleaned_data["into"]]
