"""What a questionnaire asks, read once and kept in memory until somebody edits it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils import timezone

from surveys.models import Attribute, Option, Question, Questionnaire


@dataclass(frozen=True)
class AskedAttribute:
    """A demographic question with its options."""

    attribute: Attribute
    options: tuple[Option, ...]

    @property
    def countable(self) -> tuple[Option, ...]:
        """The options that a group counts itself by: all but the refusal."""
        return tuple(option for option in self.options if not option.is_refusal)


@dataclass(frozen=True)
class Definition:
    """All questions of a questionnaire in their order."""

    attributes: tuple[AskedAttribute, ...]
    questions: tuple[Question, ...]


def definition_of(questionnaire: Questionnaire) -> Definition:
    return _read(questionnaire.pk, questionnaire.changed_at)


def mark_changed(questionnaire: Questionnaire) -> None:
    """Have every worker read the questions anew; call it after editing any of them."""
    Questionnaire.objects.filter(pk=questionnaire.pk).update(changed_at=timezone.now())


# The time of the last change is part of the key: no worker shows old questions.
@lru_cache(maxsize=16)
def _read(questionnaire_id: int, changed_at: datetime) -> Definition:
    attributes = Attribute.objects.filter(
        questionnaire_id=questionnaire_id
    ).prefetch_related("options")
    questions = Question.objects.filter(questionnaire_id=questionnaire_id)
    asked = [AskedAttribute(a, tuple(a.options.all())) for a in attributes]
    return Definition(
        # Nobody can answer an attribute whose options are still to be written.
        attributes=tuple(a for a in asked if a.countable),
        questions=tuple(questions),
    )
