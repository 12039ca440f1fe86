"""Forms of the coding desk and of the themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import ActionField, Contribution, Kind, Source
from reports.forms.catalogue import FreeText
from reports.models import Statement, Theme
from reports.services.coding import CodedPart
from reports.splitting import Span, WordingChangedError, cuts_in, mark_for

# The key that chooses a kind at the coding desk; fields have their number.
KIND_KEYS = {
    Kind.NEED: "b",
    Kind.ASPECT: "a",
    Kind.PROPOSAL: "m",
    Kind.PROBLEM: "p",
    Kind.STRENGTH: "l",
}


@dataclass(frozen=True)
class Choice:
    """A box or button as the coding desk draws it."""

    value: str
    label: str
    key: str
    id: str
    is_checked: bool


class CodingForm(forms.Form):
    """What a contribution, or one part of it, says."""

    use_required_attribute = False
    action_fields = forms.MultipleChoiceField(
        label=_("Handlungsfeld"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Bitte wählen Sie mindestens ein Handlungsfeld.")
        },
    )
    kind = forms.ChoiceField(
        label=_("Art der Aussage"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie die Art der Aussage.")},
    )
    theme = FreeText(label=_("Thema"), max_length=120, required=False)
    is_grave = forms.BooleanField(label=_("Selten, aber schwerwiegend"), required=False)

    def __init__(
        self, *args: Any, action_fields: Sequence[ActionField], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._by_key = {str(field.pk): field for field in action_fields}
        choices = [(key, field.title) for key, field in self._by_key.items()]
        self.fields["action_fields"].choices = choices  # type: ignore[attr-defined]

    def clean_theme(self) -> str:
        return " ".join(str(self.cleaned_data["theme"]).split())

    def coded(self, span: Span) -> CodedPart:
        data = self.cleaned_data
        return CodedPart(
            start=span[0],
            end=span[1],
            kind=Kind(data["kind"]),
            action_fields=tuple(self._by_key[key] for key in data["action_fields"]),
            theme_title=data["theme"],
            is_grave=data["is_grave"],
        )

    @property
    def field_choices(self) -> list[Choice]:
        keys = {key: str(n) for n, key in enumerate(self._by_key, start=1) if n < 10}
        return self._choices("action_fields", keys)

    @property
    def kind_choices(self) -> list[Choice]:
        return self._choices(
            "kind", {str(kind): key for kind, key in KIND_KEYS.items()}
        )

    def _choices(self, name: str, keys: Mapping[str, str]) -> list[Choice]:
        # Drawn by hand: twenty forms stand on one page, and widgets are slow.
        field = self[name]
        value = field.value() or []
        chosen = value if isinstance(value, list) else [value]
        return [
            Choice(
                value=str(key),
                label=str(label),
                key=keys.get(str(key), ""),
                id=f"{field.auto_id}_{n}",
                is_checked=str(key) in map(str, chosen),
            )
            for n, (key, label) in enumerate(field.field.choices)  # type: ignore[attr-defined]
        ]


class DeskForm(CodingForm):
    """A whole contribution, coded in one go."""

    # What the coder had in front of them, see `services.coding.coding_state`.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)


class PartForm(CodingForm):
    """One part of a contribution that was split; it may be left out."""

    leave_out = forms.BooleanField(label=_("Enthält keine Aussage"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self["leave_out"].data:
            self.fields["action_fields"].required = False
            self.fields["kind"].required = False

    @property
    def is_left_out(self) -> bool:
        return bool(self.cleaned_data["leave_out"])


def initial_from_origin(contribution: Contribution) -> dict[str, object]:
    """What the origin of a contribution fixed: its field, its kind, both or nothing."""
    field = contribution.action_field_id
    return {"action_fields": [field] if field else [], "kind": contribution.kind}


def initial_from_statement(statement: Statement) -> dict[str, object]:
    return {
        "action_fields": [field.pk for field in statement.action_fields.all()],
        "kind": statement.kind,
        "theme": statement.theme.title if statement.theme else "",
        "is_grave": statement.is_grave,
    }


class SplitForm(forms.Form):
    """The wording with a mark where a new statement begins."""

    use_required_attribute = False
    marked = forms.CharField(
        label=_("Wortlaut mit Trennstrichen"),
        widget=forms.Textarea(attrs={"rows": 10}),
        strip=False,
    )

    def __init__(self, *args: Any, text: str, most_parts: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._text = text
        self._most_parts = most_parts
        self.mark = mark_for(text)

    def clean_marked(self) -> list[int]:
        """Return the cuts."""
        try:
            cuts = cuts_in(self._text, self.cleaned_data["marked"])
        except WordingChangedError as error:
            place = self._text[error.at : error.at + 30].strip()
            raise ValidationError(
                _(
                    "Der Wortlaut muss bleiben, wie er ist. Er weicht hier ab: "
                    "„%(place)s“"
                )
                % {"place": place or _("am Ende")}
            ) from None
        if len(cuts) >= self._most_parts:
            raise ValidationError(
                _("Bitte nicht mehr als %(number)s Teile.")
                % {"number": self._most_parts}
            )
        return cuts


class DeskFilterForm(forms.Form):
    """Which contributions the desk shows."""

    use_required_attribute = False
    quelle = forms.ChoiceField(
        label=_("Beteiligungsweg"),
        choices=[("", _("alle")), *Source.choices],
        required=False,
    )
    feld = forms.ChoiceField(label=_("Handlungsfeld"), required=False)
    art = forms.ChoiceField(
        label=_("Art der Aussage"),
        choices=[("", _("alle")), *Kind.choices],
        required=False,
    )
    suche = FreeText(label=_("Text oder Beleg-Nr."), max_length=100, required=False)

    def __init__(
        self, *args: Any, action_fields: Sequence[ActionField], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("alle")), *((f.slug, f.title) for f in action_fields)]
        self.fields["feld"].choices = choices  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            look = "input" if name == "suche" else "select"
            field.widget.attrs["class"] = f"kern-form-input__{look}"

    def narrow(self, contributions: QuerySet[Contribution]) -> QuerySet[Contribution]:
        """Keep what was asked for; what is no valid choice is ignored."""
        self.is_valid()
        wanted = self.cleaned_data
        if source := wanted.get("quelle"):
            contributions = contributions.filter(source=source)
        if slug := wanted.get("feld"):
            contributions = contributions.filter(
                Q(statements__action_fields__slug=slug)
                | Q(statements__isnull=True, action_field__slug=slug)
            )
        if kind := wanted.get("art"):
            contributions = contributions.filter(
                Q(statements__kind=kind) | Q(statements__isnull=True, kind=kind)
            )
        if words := wanted.get("suche"):
            contributions = contributions.filter(
                Q(text__icontains=words)
                | Q(translation__icontains=words)
                | Q(code__icontains=words)
            )
        return contributions

    @property
    def is_narrowing(self) -> bool:
        return any(self.cleaned_data.values())


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

    def _get_validation_exclusions(self) -> set[str]:
        # The field is fixed, but the name must be free in it.
        exclude: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclude - {"action_field"}


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
