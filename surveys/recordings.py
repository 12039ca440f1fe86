"""Recordings of what the form says: which there are, and which are missing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from surveys.definition import mark_all_changed
from surveys.languages import GERMAN, LANGUAGES, Language
from surveys.models import Edition, Recording, Translation
from surveys.translating import key_of
from surveys.wording import texts_of

# Signs and headings beside which no button to read aloud stands.
_NEVER_READ = {
    "Hilfe in Ihrer Sprache",
    "Gut zu wissen",
    "Vorlesen",
    "Stopp",
    "Keine Antwort",
}


@dataclass(frozen=True)
class SpokenText:
    """A text of the form as it is read aloud in one language.

    `words` is empty where the help is not written yet.
    """

    place: str
    german: str
    words: str
    recording: Recording | None

    @property
    def key(self) -> str:
        """Finds the text in an address."""
        return key_of(self.german)

    @property
    def is_missing(self) -> bool:
        return bool(self.words) and self.recording is None


def spoken_texts(edition: Edition, language: Language) -> list[SpokenText]:
    """What is read aloud of an edition in one language, recorded or not."""
    return spoken_texts_by_language(edition, [language])[language]


def spoken_texts_by_language(
    edition: Edition, languages: list[Language]
) -> dict[Language, list[SpokenText]]:
    """The same for several languages; the number of queries does not grow with them."""
    codes = [language.code for language in languages]
    translations = Translation.objects.filter(language__in=codes)
    words = {(row.language, row.german): row.text for row in translations}
    recordings = Recording.objects.filter(language__in=codes).defer("sound")
    by_words = {(row.language, row.spoken): row for row in recordings}
    texts = _read_texts(edition)

    def spoken(language: Language, place: str, german: str) -> SpokenText:
        code = language.code
        said = german if language == GERMAN else words.get((code, german), "")
        return SpokenText(place, german, said, by_words.get((code, said)))

    return {
        language: [spoken(language, *text) for text in texts] for language in languages
    }


def all_languages() -> list[Language]:
    return [GERMAN, *LANGUAGES.values()]


def _read_texts(edition: Edition) -> list[tuple[str, str]]:
    """Place and text. What is filled in while the form is open cannot be recorded."""
    headings = {attribute.title for attribute in edition.attributes.all()}
    return [
        (place, text)
        for place, texts in texts_of(edition).items()
        for text in texts
        if "{" not in text and text not in _NEVER_READ | headings
    ]


@transaction.atomic
def keep_recording(
    language: Language, words: str, *, sound: bytes, media_type: str
) -> Recording:
    """Make this the recording of these words, in place of an earlier one."""
    recording, _created = Recording.objects.update_or_create(
        language=language.code,
        spoken=words,
        defaults={
            "sound": sound,
            "digest": hashlib.sha256(sound).hexdigest(),
            "media_type": media_type,
            "recorded_on": timezone.localdate(),
        },
    )
    mark_all_changed()
    return recording
