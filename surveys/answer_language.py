"""In which language somebody wrote, whatever language the help was in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from surveys.languages import GERMAN, LANGUAGES

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_ETHIOPIC = re.compile("[\u1200-\u13ff]")


def language_of(text: str) -> str:
    """Return the code of German or of a language in which help is given.

    German where there is nothing to tell it from, such as "???".
    """
    if not any(letter.isalpha() for letter in text):
        return GERMAN.code
    if _ETHIOPIC.search(text):
        return "ti"  # the model does not know Tigrinya, and we offer no other
    code: str = _identifier().classify(text)[0]
    return code


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    # The model takes a second to load: only where forms come in.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(
        [GERMAN.code, *(code for code in LANGUAGES if code != "ti")]
    )
    return identifier
