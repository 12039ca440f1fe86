"""The survey on its way through its steps; the real one and its preview share it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ilmkreis_integration.domain.steps import BACK, FORWARD, SEND, Walk
from staffsurvey.codes import MESSAGES
from staffsurvey.envelopes import LONGEST_ANSWER
from staffsurvey.forms.answering import (
    CHECK,
    CODE,
    NO_TEXT,
    NO_TOPIC,
    TOO_LONG,
    TOPICS,
    WELCOME,
    SurveyForm,
    areas_name,
    text_name,
    too_long,
    topic_step,
)
from staffsurvey.models import FocusArea, StaffSurvey, Topic


@dataclass(frozen=True)
class Filling:
    """A form as it came: from which step, and by which button (`action`)."""

    form: SurveyForm
    current: str = WELCOME
    action: str = ""

    @classmethod
    def of(cls, request: HttpRequest, survey: StaffSurvey) -> Filling:
        if request.method != "POST":
            return cls(SurveyForm(survey=survey))
        sent = request.POST
        form = SurveyForm(sent, survey=survey)
        return cls(form, sent.get("schritt", ""), sent.get("gehe", ""))

    @property
    def is_to_be_sent(self) -> bool:
        return self.action == SEND and self.form.is_valid()

    def walk(self) -> Walk:
        """Where it goes from here: not forward while something here is wrong."""
        walk = Walk(self.form.steps, self.current)
        if self.action == SEND:
            return walk.to(self.form.first_wrong_step())
        if self.action == BACK:
            return walk.back()
        if self.action in walk.steps:  # a button that leads to one step
            return walk.to(self.action)
        if self.action != FORWARD or self.form.messages_in(walk.key):
            return walk
        return walk.forward()

    def context(self) -> dict[str, Any]:
        walk = self.walk()
        # What still lies ahead is not wrong yet.
        show_messages = self.action == SEND or (
            self.action == FORWARD and walk.key == self.current
        )
        messages_here = self.form.messages_in(walk.key) if show_messages else {}
        excess = self.form.excess if walk.key == CHECK and not messages_here else 0
        return {
            "form": self.form,
            "walk": walk,
            "messages_here": messages_here,
            "code_message": messages_here.get(CODE, ""),
            "topics_message": messages_here.get(TOPICS, ""),
            "caution": too_long(excess) if excess else "",
            "topics": [
                _draw_topic(self.form, topic, areas, show_messages=show_messages)
                for topic, areas in self.form.areas.items()
            ],
            "for_script": _for_script(),
        }


def public_key_of(survey: StaffSurvey) -> str:
    """The key of the box as the browser takes it."""
    return b64encode(bytes(survey.box.public_key)).decode()


def _draw_topic(
    form: SurveyForm, topic: Topic, areas: list[FocusArea], *, show_messages: bool
) -> dict[str, Any]:
    """A topic as the template draws it, with what was entered so far."""
    messages = form.messages_in(topic_step(topic)) if show_messages else {}
    ticked = form.ticked(areas_name(topic))
    return {
        "topic": topic,
        "step": topic_step(topic),
        "areas_name": areas_name(topic),
        "is_chosen": form.is_wanted(topic),
        "areas": [
            {
                "area": area,
                "name": text_name(area),
                "is_ticked": area.slug in ticked,
                "text": form.data.get(text_name(area), ""),
                "message": messages.get(text_name(area), ""),
            }
            for area in areas
        ],
    }


def _for_script() -> dict[str, Any]:
    """What the browser says and measures by itself, so that nothing need be sent."""
    return {
        "longestText": settings.LONGEST_TEXT,
        "longestAnswer": LONGEST_ANSWER,
        "codes": {kind: str(message) for kind, message in MESSAGES.items()},
        "noTopic": str(NO_TOPIC),
        "noText": str(NO_TEXT),
        "textTooLong": _(
            "Der Text ist zu lang. Er hat {length} Zeichen. Möglich sind {longest} "
            "Zeichen."
        ).replace(
            "{longest}", number_format(settings.LONGEST_TEXT, force_grouping=True)
        ),
        "tooLong": str(TOO_LONG),
        "notSent": _("Noch nicht abgesendet"),
        "sending": _("Ihre Antwort wird versiegelt und gesendet …"),
        "noNetwork": _(
            "Gerade gibt es keine Verbindung. Alles, was Sie geschrieben haben, steht noch "
            "hier. Bitte versuchen Sie es gleich noch einmal, ohne etwas zu ändern: Falls "
            "Ihre Antwort doch angekommen ist, zählt sie nur einmal."
        ),
        "failed": _(
            "Das Absenden hat nicht geklappt. Es liegt nicht an Ihnen. Alles, was Sie "
            "geschrieben haben, steht noch hier. Bitte versuchen Sie es in ein paar Minuten "
            "noch einmal."
        ),
    }
