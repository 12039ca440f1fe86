"""What stands or sounds beside the German text: help in another language, read aloud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString

from surveys.languages import GERMAN, Language, language_called
from surveys.models import Questionnaire, Recording, Translation


@dataclass(frozen=True)
class ReadingAid:
    """Help in one language; German itself needs no translation.

    All are found by the German text. A sound is the name of a file: of the help in
    `sounds`, of the German itself in `german_sounds`.
    """

    language: Language
    translations: Mapping[str, str]
    sounds: Mapping[str, str]
    german_sounds: Mapping[str, str]
    # Texts as they are drawn, found by the German: every page says the same again.
    drawn: dict[str, SafeString] = field(default_factory=dict, compare=False)

    @property
    def is_german(self) -> bool:
        return self.language == GERMAN

    def translation(self, german: str) -> str:
        """The help under a German text, or "" where there is none."""
        return self.translations.get(german, "")


def aid_in(code: str, questionnaire: Questionnaire) -> ReadingAid:
    """The help in the language with that code; German for everything unknown."""
    return _read(language_called(code), questionnaire.changed_at)


# `changed_at` moves when a text or translation does: no worker shows old help.
@lru_cache(maxsize=64)
def _read(language: Language, changed_at: datetime) -> ReadingAid:
    german_sounds = _sounds(GERMAN)
    if language == GERMAN:
        return ReadingAid(language, {}, german_sounds, german_sounds)
    translations = dict(
        Translation.objects.filter(language=language.code).values_list("german", "text")
    )
    spoken = _sounds(language)
    sounds = {
        german: spoken[text] for german, text in translations.items() if text in spoken
    }
    return ReadingAid(language, translations, sounds, german_sounds)


def address_of(sound: str) -> str:
    return reverse("surveys:sound", args=[sound])


def _sounds(language: Language) -> dict[str, str]:
    """Names of the recordings of a language by what is said in them."""
    recordings = Recording.objects.filter(language=language.code).defer("sound")
    return {recording.spoken: recording.file_name for recording in recordings}
