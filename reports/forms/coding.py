"""Forms of the coding desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import ActionField, Contribution, Kind
from reports.forms.catalogue import FreeText
from reports.models import Statement
from reports.services.coding import CodedPart, CodedSpan
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
    """What a contribution, or the part of it in `span`, says."""

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
        self,
        *args: Any,
        contribution: Contribution,
        action_fields: Iterable[ActionField],
        span: Span | None = None,
        **kwargs: Any,
    ) -> None:
        self.contribution = contribution
        self.span = span or (0, len(contribution.text))
        kwargs["auto_id"] = f"b-{contribution.pk}-%s"
        kwargs["initial"] = self.get_initial()
        super().__init__(*args, **kwargs)
        self._by_key = {str(field.pk): field for field in action_fields}
        choices = [(key, field.title) for key, field in self._by_key.items()]
        self.fields["action_fields"].choices = choices  # type: ignore[attr-defined]

    def get_initial(self) -> dict[str, object]:
        """What the origin fixed: field, kind, both or nothing."""
        field = self.contribution.action_field_id
        kind = self.contribution.kind
        return {"action_fields": [field] if field else [], "kind": kind}

    def clean_theme(self) -> str:
        return " ".join(str(self.cleaned_data["theme"]).split())

    def coded(self) -> CodedPart:
        data = self.cleaned_data
        start, end = self.span
        span = CodedSpan(
            start=start,
            end=end,
            kind=Kind(data["kind"]),
            action_fields=tuple(self._by_key[key] for key in data["action_fields"]),
            is_grave=data["is_grave"],
        )
        return CodedPart(span, theme_title=data["theme"])

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


class PartForm(CodingForm):
    """One part of a contribution that was split; it may be left out."""

    leave_out = forms.BooleanField(label=_("Enthält keine Aussage"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self["leave_out"].data:
            self.fields["action_fields"].required = False
            self.fields["kind"].required = False

    def get_initial(self) -> dict[str, object]:
        """What is stored for this part; what the origin fixed if nothing is stored."""
        stored = self.contribution.statements.all()
        if not stored:
            return super().get_initial()
        start, end = self.span
        for statement in stored:
            if statement.start < end and start < statement.end:
                return _initial_from(statement)
        return {"leave_out": True}

    @property
    def text(self) -> str:
        start, end = self.span
        return self.contribution.text[start:end]

    @property
    def is_left_out(self) -> bool:
        return bool(self.cleaned_data["leave_out"])


def _initial_from(statement: Statement) -> dict[str, object]:
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
        strip=False,
        error_messages={"required": _("Der Wortlaut muss bleiben, wie er ist.")},
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
