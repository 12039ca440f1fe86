"""Writing and checking the help in other languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from surveys.definition import mark_all_changed
from surveys.languages import LANGUAGES, Language
from surveys.models import Translation


@dataclass(frozen=True)
class Coverage:
    """How many of the texts of an edition have help in one language."""

    language: Language
    texts: int
    translated: int
    checked: int

    @property
    def missing(self) -> int:
        return self.texts - self.translated

    @property
    def unchecked(self) -> int:
        return self.translated - self.checked


@dataclass(frozen=True)
class Entry:
    """A German text and its help; `key` names it in links."""

    german: str
    translation: Translation | None

    @property
    def key(self) -> str:
        return key_of(self.german)


def key_of(german: str) -> str:
    return sha256(german.encode()).hexdigest()[:16]


def coverage(texts: Sequence[str]) -> list[Coverage]:
    """One line per language; one query."""
    there: Counter[str] = Counter()
    checked: Counter[str] = Counter()
    for language, checked_on in Translation.objects.filter(
        german__in=texts
    ).values_list("language", "checked_on"):
        there[language] += 1
        checked[language] += checked_on is not None
    return [
        Coverage(language, len(texts), there[code], checked[code])
        for code, language in LANGUAGES.items()
    ]


def entries(texts: Sequence[str], language: Language) -> list[Entry]:
    """All texts with their help in one language; one query."""
    there = {
        translation.german: translation
        for translation in Translation.objects.filter(
            language=language.code, german__in=texts
        )
    }
    return [Entry(german, there.get(german)) for german in texts]


@transaction.atomic
def translate(
    german: str, *, language: Language, text: str, checked_by: str
) -> Translation | None:
    """Store the help under a text, checked by somebody or by nobody; "" removes it."""
    if not text:
        Translation.objects.filter(language=language.code, german=german).delete()
        translation = None
    else:
        translation, _created = Translation.objects.update_or_create(
            language=language.code,
            german=german,
            defaults={
                "text": text,
                "checked_by": checked_by,
                "checked_on": timezone.localdate() if checked_by else None,
            },
        )
    mark_all_changed()
    return translation


@transaction.atomic
def check_all(texts: Sequence[str], *, language: Language, checked_by: str) -> int:
    """Note that somebody checked all help in a language; return how much was new."""
    number = (
        Translation.objects.filter(language=language.code, german__in=texts)
        .unchecked()
        .update(checked_by=checked_by, checked_on=timezone.localdate())
    )
    mark_all_changed()
    return number
