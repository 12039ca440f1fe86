"""What is kept of a survey that ran in SoSci Survey: its free texts, and nothing else.

Serial numbers, times, referrers, single choices and the order of the interviews end
here, in memory. Each column is shuffled by itself, so that no two texts can be told to
come from the same person.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from random import SystemRandom

from django.utils.translation import gettext as _

from ilmkreis_integration.domain.texts import clean_text
from ilmkreis_integration.tables.foreign import ForeignTable, Kind, Variable
from ilmkreis_integration.tables.problems import unreadable
from ilmkreis_integration.tables.sosci import read_sosci

# Columns of questions, as the program numbers them; our own names can be longer. In
# "IV" it keeps what a questionnaire found out by itself, such as the browser.
_QUESTION = re.compile(r"(?!IV\d)[A-Z]{2}\d{2}\w{0,40}")
_ADDRESS_OR_BROWSER = re.compile(r"\w+://|Mozilla/")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class TextColumn:
    """The texts of one column, in an order drawn by lot."""

    name: str
    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """The columns with free text; how many others, and unfinished interviews, went."""

    columns: tuple[TextColumn, ...]
    dropped: int
    unfinished: int


def digest_of(table: bytes) -> str:
    return hashlib.sha256(table).hexdigest()


def read_comments(table: bytes, script: bytes = b"") -> Reading:
    """Raises `UnsafeFileError` or `TableError`."""
    foreign = read_sosci(BytesIO(table), BytesIO(script) if script else None)
    texts, unfinished = _texts_of(foreign)
    columns = tuple(_free_text_columns(foreign.variables, texts))
    if not columns:
        raise unreadable(_("In dieser Datei ist keine Spalte mit freiem Text."))
    return Reading(columns, len(foreign.variables) - len(columns), unfinished)


def _texts_of(foreign: ForeignTable) -> tuple[dict[str, list[str]], int]:
    """What stands in the columns for texts, and how many interviews are unfinished."""
    names = [
        variable.name
        for variable in foreign.variables
        if variable.kind is Kind.TEXT and _QUESTION.fullmatch(variable.name)
    ]
    texts: dict[str, list[str]] = {name: [] for name in names}
    unfinished = 0
    for row in foreign.rows:
        if row.is_finished is False:  # who did not press "send" did not send
            unfinished += 1
            continue
        for name in names:
            text = clean_text(row.values.get(name, ""))
            if text:
                texts[name].append(text)
    return texts, unfinished


def _free_text_columns(
    variables: tuple[Variable, ...], texts: dict[str, list[str]]
) -> Iterator[TextColumn]:
    chance = SystemRandom()
    for variable in variables:
        written = texts.get(variable.name, [])
        if any(map(_is_free_text, written)):
            chance.shuffle(written)
            label = clean_text(variable.label)
            yield TextColumn(variable.name, label, tuple(written))


def _is_free_text(text: str) -> bool:
    """Several words; a number, a time, a code, an address or a browser is none."""
    if _ADDRESS_OR_BROWSER.match(text):
        return False
    return sum(bool(_LETTER.search(word)) for word in text.split()) > 1
