"""What a questionnaire asks, read once and kept in memory until somebody edits it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils import timezone

from surveys.models import Attribute, Edition, Option, Question, Questionnaire


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
    """An edition with all its questions in their order."""

    edition: Edition
    attributes: tuple[AskedAttribute, ...]
    questions: tuple[Question, ...]


def definition_of(questionnaire: Questionnaire) -> Definition:
    """What is asked now: the current edition."""
    return _read_current(questionnaire.pk, questionnaire.changed_at)


def definition_of_edition(edition: Edition) -> Definition:
    """What was or will be asked: any edition."""
    return _read(edition.pk, edition.questionnaire.changed_at)


def mark_changed(questionnaire: Questionnaire) -> None:
    """Have every worker read the questions anew; call it after editing any of them."""
    Questionnaire.objects.filter(pk=questionnaire.pk).update(changed_at=timezone.now())


def mark_all_changed() -> None:
    """The same for what every questionnaire shares: translations and recordings."""
    Questionnaire.objects.update(changed_at=timezone.now())


# The time of the last change is part of the keys: no worker shows old questions.
@lru_cache(maxsize=16)
def _read_current(questionnaire_id: int, changed_at: datetime) -> Definition:
    editions = Edition.objects.filter(questionnaire_id=questionnaire_id)
    edition = editions.current()
    if edition is None:
        raise Edition.DoesNotExist(f"questionnaire {questionnaire_id}")
    return _read(edition.pk, changed_at)


@lru_cache(maxsize=32)
def _read(edition_id: int, changed_at: datetime) -> Definition:
    attributes = Attribute.objects.filter(edition_id=edition_id)
    asked = [
        AskedAttribute(attribute, tuple(attribute.options.all()))
        for attribute in attributes.prefetch_related("options")
    ]
    return Definition(
        edition=Edition.objects.get(pk=edition_id),
        # Nobody can answer an attribute whose options are still to be written.
        attributes=tuple(a for a in asked if a.countable),
        questions=tuple(Question.objects.filter(edition_id=edition_id)),
    )
