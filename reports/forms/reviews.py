"""The answer to "Haben wir alle erreicht?"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import ReachReview
from ilmkreis_integration.setup_forms import DayInput, SetupForm
from reports.reach import Suggestion


class Ticked(forms.MultipleChoiceField):
    """Suggestions; also those that the figures do not give any more.

    What is ticked goes into a text that may say anything.
    """

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        return True


class ReachReviewForm(SetupForm[ReachReview]):
    """The answer after a step of the process, with what the figures suggest."""

    suggested = Ticked(
        label=_("Wer fehlt, nach den Zahlen?"),
        required=False,
        help_text=_(
            "Was Sie ankreuzen, kommt in den Text darunter; dort können Sie es ändern."
        ),
    )

    class Meta:
        model = ReachReview
        fields = [
            "after_stage",
            "reviewed_on",
            "everyone_reached",
            "missing",
            "reasons",
            "opened_stage",
        ]
        widgets = {
            "reviewed_on": DayInput,
            "everyone_reached": forms.RadioSelect,
            "missing": forms.Textarea(attrs={"rows": 5}),
            "reasons": forms.Textarea(attrs={"rows": 5}),
        }
        labels = {"everyone_reached": _("Haben wir alle erreicht?")}
        help_texts = {
            "missing": _(
                "Welche Menschen oder Gruppen sind noch nicht zu Wort gekommen? "
                "Nötig, wenn Sie „Nein“ antworten."
            ),
            "reasons": _("Warum denken Sie das? Steht im Bericht."),
            "opened_stage": _(
                "Der Schritt, der deswegen dazukommt. Er läuft dann ab dem Datum oben, "
                "wenn er nicht schon läuft."
            ),
        }

    field_order = [
        "after_stage",
        "reviewed_on",
        "everyone_reached",
        "suggested",
        "missing",
    ]

    def __init__(
        self, *args: Any, suggestions: Iterable[Suggestion], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        stages = self.instance.process.stages.all()
        self.offer(after_stage=stages, opened_stage=stages)
        named = self.instance.missing.splitlines()
        choices = [(s.who, f"{s.who}: {s.why}") for s in suggestions]
        choices = [choice for choice in choices if choice[0] not in named]
        if choices:
            self.fields["suggested"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["suggested"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        ticked = cleaned.get("suggested", [])
        cleaned["missing"] = with_lines(cleaned.get("missing", ""), ticked)
        # The database refuses it, too; here the message stands at its field.
        if cleaned.get("everyone_reached") is False and not cleaned["missing"]:
            self.add_error("missing", _("Bitte nennen Sie, wer noch fehlt."))
        return cleaned


def with_lines(text: str, lines: Iterable[str]) -> str:
    """Return `text` with those of `lines` below it that it does not have yet."""
    there = text.splitlines()
    return "\n".join([*there, *(line for line in lines if line not in there)])
