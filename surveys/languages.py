"""The languages in which the form gives help."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """`own_name` is what its speakers call it; `german` is for the administration."""

    code: str
    own_name: str
    german: str
    direction: str = "ltr"


GERMAN = Language("de", "Deutsch", "Deutsch")

# In the order in which they are offered: by the number of speakers in Thüringen.
LANGUAGES = {
    language.code: language
    for language in (
        Language("uk", "Українська", "Ukrainisch"),
        Language("ru", "Русский", "Russisch"),
        Language("ar", "العربية", "Arabisch", "rtl"),
        Language("fa", "فارسی / دری", "Persisch/Dari", "rtl"),
        Language("tr", "Türkçe", "Türkisch"),
        Language("en", "English", "Englisch"),
        Language("pl", "Polski", "Polnisch"),
        Language("ro", "Română", "Rumänisch"),
        Language("ti", "ትግርኛ", "Tigrinya"),
        Language("fr", "Français", "Französisch"),
    )
}


def language_called(code: str) -> Language:
    """The language with that code; German for everything unknown."""
    return LANGUAGES.get(code, GERMAN)
