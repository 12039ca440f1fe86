"""The survey as one form: topics, and a text beside each focus area."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.fields import FreeTextField
from staffsurvey.codes import CodeError, read_code
from staffsurvey.envelopes import Answer, AnswerTooLongError, write
from staffsurvey.models import FocusArea, StaffSurvey, Topic

WELCOME, TOPICS, CHECK = "willkommen", "themen", "pruefen"
CODE, ENVELOPE_ID = "code", "umschlag"
# `static/js/staff-form.js` says the same before anything is sent.
NO_TOPIC = _("Bitte wählen Sie mindestens ein Thema.")
NO_TEXT = _("Bitte schreiben Sie mindestens zu einem Schwerpunkt einen Text.")
TOO_LONG = _(
    "Ihre Texte sind zusammen zu lang für einen Umschlag. Bitte kürzen Sie sie um etwa "
    "{excess} Zeichen."
)


class CodeField(forms.CharField):
    """The code of a slip, as `read_code` returns it."""

    def clean(self, value: Any) -> str:
        try:
            return read_code(value or "")
        except CodeError as error:
            raise ValidationError(str(error)) from error


def topic_step(topic: Topic) -> str:
    return f"thema-{topic.slug}"


def areas_name(topic: Topic) -> str:
    """The boxes that choose focus areas of a topic."""
    return f"schwerpunkte-{topic.slug}"


def text_name(area: FocusArea) -> str:
    return f"text-{area.topic.slug}-{area.slug}"


class SurveyForm(forms.Form):
    """All topics of `survey` with their focus areas."""

    def __init__(self, data: QueryDict | None = None, *, survey: StaffSurvey) -> None:
        super().__init__(data)
        self._sent = data or QueryDict()
        # Nobody can write on a topic whose focus areas are still to be named.
        self.areas = {
            topic: list(topic.focus_areas.all())
            for topic in survey.topics.prefetch_related("focus_areas")
            if topic.focus_areas.all()
        }
        # Made with the page, so that sending it twice puts one envelope into the box.
        self.fields[ENVELOPE_ID] = forms.UUIDField(
            required=False, initial=uuid.uuid4, widget=forms.HiddenInput
        )
        if survey.with_codes:
            self.fields[CODE] = CodeField()
        self.fields[TOPICS] = forms.MultipleChoiceField(
            choices=[(topic.slug, topic.title) for topic in self.areas],
            error_messages={"required": NO_TOPIC},
        )
        for topic, areas in self.areas.items():
            for area in areas:
                area.topic = topic  # spares a query for each name
            self.fields[areas_name(topic)] = forms.MultipleChoiceField(
                required=False, choices=[(a.slug, a.title) for a in areas]
            )
            for area in areas:
                self.fields[text_name(area)] = FreeTextField(required=False)

    def ticked(self, name: str) -> list[str]:
        """The boxes ticked so far, whether or not the rest is valid."""
        return self._sent.getlist(name)

    def is_wanted(self, topic: Topic) -> bool:
        return topic.slug in self.ticked(TOPICS)

    @property
    def steps(self) -> list[str]:
        """The way as it stands: only through the topics that were chosen."""
        chosen = [topic_step(topic) for topic in self.areas if self.is_wanted(topic)]
        return [WELCOME, TOPICS, *chosen, CHECK]

    def messages_in(self, step: str) -> dict[str, str]:
        """What is wrong in a step, by name of the field; "" is the form as a whole."""
        if step in (WELCOME, TOPICS):
            names = [CODE if step == WELCOME else TOPICS]
        elif step == CHECK:
            return self._whole()
        else:
            names = [
                text_name(area)
                for topic, areas in self.areas.items()
                if topic_step(topic) == step
                for area in areas
            ]
        return {
            name: str(self.errors[name][0]) for name in names if name in self.errors
        }

    def _whole(self) -> dict[str, str]:
        errors = self.errors.get("__all__")
        return {"": str(errors[0])} if errors else {}

    def first_wrong_step(self) -> str:
        return next((step for step in self.steps if self.messages_in(step)), CHECK)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        # A text that is too long is a text, too; it has a message of its own.
        if not self.comments() and not self.errors:
            raise ValidationError(NO_TEXT)
        if self.excess:
            raise ValidationError(too_long(self.excess))
        return cleaned

    @property
    def excess(self) -> int:
        """By how many bytes the texts, as far as they are valid, are too long."""
        if not hasattr(self, "cleaned_data"):
            self.full_clean()
        try:
            write(self.answer())
        except AnswerTooLongError as error:
            return error.excess
        return 0

    def answer(self) -> Answer:
        return {
            f"{area.topic.slug}/{area.slug}": text
            for area, text in self.comments().items()
        }

    def written(self) -> dict[FocusArea, str]:
        """Every text as it was typed, checked or not."""
        texts = {
            area: str(self._sent.get(text_name(area), "")).strip()
            for areas in self.areas.values()
            for area in areas
        }
        return {area: text for area, text in texts.items() if text}

    def comments(self) -> dict[FocusArea, str]:
        """Every text of a chosen topic; a tick that was forgotten loses nothing."""
        texts = {
            area: self.cleaned_data.get(text_name(area), "")
            for topic, areas in self.areas.items()
            if self.is_wanted(topic)
            for area in areas
        }
        return {area: text for area, text in texts.items() if text}


def too_long(excess: int) -> str:
    """Says so; a character takes a byte or more, so `excess` fewer are enough."""
    return str(TOO_LONG).format(excess=number_format(excess, force_grouping=True))
