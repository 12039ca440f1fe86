"""German names and the direction of the languages that people write in."""

from __future__ import annotations

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

# Spoken in the county, but unknown to Django.
_MORE_NAMES = {
    "am": "Amharisch",
    "ku": "Kurdisch",
    "kmr": "Kurmandschi",
    "prs": "Dari",
    "ps": "Paschtu",
    "so": "Somali",
    "ti": "Tigrinya",
}
_RIGHT_TO_LEFT = {"ar", "ckb", "fa", "he", "prs", "ps", "ur"}


def language_name(code: str) -> str:
    """Return the German name of a language; the code itself if it is unknown."""
    base = code.split("-")[0]
    if base in _MORE_NAMES:
        return _MORE_NAMES[base]
    try:
        return str(_(get_language_info(base)["name"]))
    except KeyError:
        return code


def in_dative(code: str) -> str:
    """Return the name as it follows "aus dem": "Ukrainischen", but "Tigrinya"."""
    name = language_name(code)
    return f"{name}en" if name.endswith("isch") else name


def is_right_to_left(code: str) -> bool:
    return code.split("-")[0] in _RIGHT_TO_LEFT
