"""A form on its way through its steps; the questionnaire and its preview share it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from ilmkreis_integration.domain.steps import BACK, FORWARD, SEND, Walk
from surveys.definition import Definition
from surveys.forms.filling import GroupForm, SingleForm
from surveys.languages import GERMAN, LANGUAGES
from surveys.models import Channel, Questionnaire
from surveys.reading_aids import aid_in
from surveys.sheet import draw


@dataclass(frozen=True)
class Filling:
    """A form as it came: from which step, and by which button (`action`)."""

    form: SingleForm | GroupForm
    current: str
    action: str

    @classmethod
    def empty(
        cls,
        form_class: type[SingleForm] | type[GroupForm],
        definition: Definition,
        *,
        step: str = "",
    ) -> Filling:
        """A form that nobody wrote into; an unknown `step` is the first one."""
        return cls(form_class(definition=definition), step, "")

    @classmethod
    def sent(
        cls,
        request: HttpRequest,
        form_class: type[SingleForm] | type[GroupForm],
        definition: Definition,
    ) -> Filling:
        sent = request.POST
        form = form_class(sent, definition=definition)
        return cls(form, sent.get("schritt", ""), sent.get("gehe", ""))

    @property
    def is_to_be_stored(self) -> bool:
        return self.action == SEND

    def walk(self) -> Walk:
        """Where it goes from here: not forward while something here is wrong."""
        walk = Walk(self.form.steps, self.current)
        if self.action == SEND:
            return walk.to(self.form.first_wrong_step())
        if self.action == BACK:
            return walk.back()
        if self.action != FORWARD or self.form.messages_in(walk.key):
            return walk
        return walk.forward()

    def context(self) -> dict[str, Any]:
        walk = self.walk()
        # What still lies ahead is not wrong yet.
        show_messages = self.action == SEND or (
            self.action == FORWARD and walk.key == self.current
        )
        return {
            "form": self.form,
            "is_group": isinstance(self.form, GroupForm),
            "walk": walk,
            "steps": draw(self.form, show_messages=show_messages),
            "messages_here": self.form.messages_in(walk.key) if show_messages else {},
        }


def wanted_language(request: HttpRequest) -> str:
    """What was chosen just now, else before; the address says it on a first visit."""
    sent = request.POST
    return str(
        sent.get("neue-sprache")
        or sent.get("sprache")
        or request.GET.get("sprache", GERMAN.code)
    )


def page_context(channel: Channel, language: str) -> dict[str, Any]:
    """What every page behind the link of a channel shows."""
    questionnaire = channel.questionnaire
    return {
        "questionnaire": questionnaire,
        "process": questionnaire.process,
        "start_url": reverse("surveys:start", args=[channel.code]),
        "single_url": reverse("surveys:single", args=[channel.code]),
        "group_url": reverse("surveys:group", args=[channel.code]),
    } | languages_for(language, questionnaire)


def languages_for(language: str, questionnaire: Questionnaire) -> dict[str, Any]:
    """The help in the language that was chosen, and the others to choose from."""
    return {
        "aid": aid_in(language, questionnaire),
        "languages": [GERMAN, *LANGUAGES.values()],
    }
