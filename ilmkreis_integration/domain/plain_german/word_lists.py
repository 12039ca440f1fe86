"""The lists beside this module, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def words(name: str) -> dict[str, Any]:
    """A table of `office_words.toml`: office, foreign, abbreviations, acronyms."""
    table: dict[str, Any] = _read("office_words.toml")[name]
    return table


@cache
def forms(name: str) -> dict[str, Any]:
    """A table of `german_forms.toml`."""
    table: dict[str, Any] = _read("german_forms.toml")[name]
    return table


@cache
def form_set(table: str, name: str) -> frozenset[str]:
    """A list of `german_forms.toml`, to look words up in."""
    return frozenset(forms(table)[name])


@cache
def _read(name: str) -> dict[str, Any]:
    file = Path(__file__).with_name(name)
    return tomllib.loads(file.read_text(encoding="utf-8"))
