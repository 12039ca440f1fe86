"""What a questionnaire shows and asks, kept in memory until somebody changes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from ilmkreis_integration.models import Process
from surveys.models import Attribute, Channel, Option, Question, Questionnaire


@dataclass(frozen=True)
class AskedAttribute:
    """A demographic question with its options."""

    attribute: Attribute
    options: tuple[Option, ...]

    @property
    def countable(self) -> tuple[Option, ...]:
        """The options that a group counts itself by: all but the refusal."""
        return tuple(option for option in self.options if not option.is_refusal)


@dataclass(frozen=True, eq=False)
class Definition:
    """A questionnaire with its process, and all its questions in their order."""

    questionnaire: Questionnaire
    attributes: tuple[AskedAttribute, ...]
    questions: tuple[Question, ...]


# Every page of a form begins with this. To write the same statement, the ORM takes four
# times as long as the database to answer it.
_USABLE = """
    SELECT channel.*, questionnaire.changed_at AS questionnaire_changed_at
    FROM surveys_channel AS channel
    JOIN surveys_questionnaire AS questionnaire
      ON questionnaire.id = channel.questionnaire_id
    WHERE channel.code = %s AND channel.revoked_on IS NULL
"""


def read_link(code: str) -> tuple[Channel, Definition] | None:
    """Return the channel behind a link, and what it asks: one short query.

    None for a link that does not exist or was revoked.
    """
    for channel in Channel.objects.raw(_USABLE, [code]):
        definition = _read(channel.questionnaire_id, channel.questionnaire_changed_at)
        channel.questionnaire = definition.questionnaire
        return channel, definition
    return None


# The time of the last change is part of the key: no worker shows old questions.
@lru_cache(maxsize=16)
def _read(questionnaire_id: int, changed_at: datetime) -> Definition:
    questionnaires = Questionnaire.objects.select_related("process")
    questionnaire = questionnaires.get(pk=questionnaire_id)
    attributes = questionnaire.attributes.prefetch_related("options")
    asked = [AskedAttribute(a, tuple(a.options.all())) for a in attributes]
    return Definition(
        questionnaire=questionnaire,
        # Nobody can answer an attribute whose options are still to be written.
        attributes=tuple(a for a in asked if a.countable),
        questions=tuple(questionnaire.questions.all()),
    )


def mark_changed(questionnaire: Questionnaire) -> None:
    """Have every worker read the questions anew; call it after editing any of them."""
    _mark_changed(Questionnaire.objects.filter(pk=questionnaire.pk))


def mark_process_changed(*, instance: Process, **kwargs: Any) -> None:
    """Receive `post_save`: the pages of a questionnaire also show its process."""
    _mark_changed(Questionnaire.objects.filter(process=instance))


def _mark_changed(questionnaires: QuerySet[Questionnaire]) -> None:
    questionnaires.update(changed_at=timezone.now())
