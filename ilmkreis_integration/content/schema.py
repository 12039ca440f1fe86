"""Reading values out of a process file, with errors that name key and reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext as _

T = TypeVar("T")
_MISSING = object()


class ContentError(Exception):
    """A value of a process file cannot be used."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{key}: {reason}")
        self.key = key
        self.reason = reason


class Section:
    """A table of the file; `path` is its dotted name, for errors.

    Every key that was never asked for is reported by `refuse_unknown`: a misspelt key
    is a mistake, not a default.
    """

    def __init__(self, values: Mapping[str, Any], path: str) -> None:
        self._values = values
        self._asked: set[str] = set()
        self.path = path

    def text(self, key: str, default: str | None = None) -> str:
        return self._take(key, str, _("muss ein Text sein"), default).strip()

    def number(self, key: str, default: int | None = None) -> int:
        return self._take(key, int, _("muss eine ganze Zahl sein"), default)

    def flag(self, key: str, default: bool | None = None) -> bool:
        return self._take(key, bool, _("muss true oder false sein"), default)

    def day(self, key: str) -> date | None:
        """A date written as 2017-04-05 without quotes, or None if the key is absent."""
        self._asked.add(key)
        value = self._values.get(key)
        if value is not None and type(value) is not date:
            raise ContentError(
                f"{self.path}.{key}", _("muss ein Datum wie 2017-04-05 sein")
            )
        return value

    def choice(self, key: str, allowed: list[str], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in allowed:
            reason = _("„{}“ gibt es nicht; möglich: {}").format(
                value, ", ".join(filter(None, allowed))
            )
            raise ContentError(f"{self.path}.{key}", reason)
        return value

    def section(self, key: str) -> Section:
        values = self._take(key, dict, _("muss ein Abschnitt sein"), None)
        return Section(values, f"{self.path}.{key}".lstrip("."))

    def sections(self, key: str) -> list[Section]:
        """The tables of an array `[[key]]`; an absent array is empty."""
        values = self._take(key, list, _("muss eine Liste von Abschnitten sein"), [])
        path = f"{self.path}.{key}".lstrip(".")
        for number, value in enumerate(values, start=1):
            if not isinstance(value, dict):
                raise ContentError(f"{path}[{number}]", _("muss ein Abschnitt sein"))
        return [Section(v, f"{path}[{n}]") for n, v in enumerate(values, start=1)]

    def refuse_unknown(self) -> None:
        for key in self._values:
            if key not in self._asked:
                raise ContentError(
                    f"{self.path}.{key}".lstrip("."),
                    _("diesen Schlüssel gibt es nicht"),
                )

    def _take(self, key: str, kind: type[T], reason: str, default: T | None) -> T:
        self._asked.add(key)
        value = self._values.get(key, _MISSING)
        path = f"{self.path}.{key}".lstrip(".")
        if value is _MISSING:
            if default is None:
                raise ContentError(path, _("fehlt"))
            return default
        # bool is an int in Python, but not in a process file.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise ContentError(path, reason)
        return value
