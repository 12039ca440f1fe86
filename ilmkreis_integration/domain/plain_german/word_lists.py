"""The lists beside this module, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FILES = ("office_words.toml", "german_forms.toml")


@cache
def word_table(name: str) -> dict[str, str]:
    """A table of words, each with what to write instead."""
    table: dict[str, str] = _content()[name]
    return table


@cache
def word_choices(name: str) -> dict[str, list[str]]:
    """A table of words, each with several things to write instead."""
    table: dict[str, list[str]] = _content()[name]
    return table


@cache
def word_set(name: str) -> frozenset[str]:
    return frozenset(_content()["sets"][name])


@cache
def word_parts(name: str) -> tuple[str, ...]:
    """Beginnings or endings, in the order of the file."""
    return tuple(_content()["sets"][name])


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = {}
    for name in _FILES:
        file = Path(__file__).with_name(name)
        content |= tomllib.loads(file.read_text(encoding="utf-8"))
    return content
