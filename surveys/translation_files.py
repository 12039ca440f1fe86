"""The help in other languages that comes with the software."""

from __future__ import annotations

import tomllib
from pathlib import Path

from surveys.languages import LANGUAGES
from surveys.models import Translation

FOLDER = Path(__file__).parent / "translations"


def load_translations() -> None:
    """Make what is missing; what was changed or checked in the interface stays."""
    Translation.objects.bulk_create(
        (
            Translation(language=code, german=german, text=text)
            for code in LANGUAGES
            for german, text in read_translations(code).items()
        ),
        ignore_conflicts=True,
    )


def read_translations(code: str) -> dict[str, str]:
    """The texts of one language by their German wording."""
    content = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    return {entry["de"].strip(): entry["text"].strip() for entry in content["text"]}
