"""What a check says about a text: where, which rule, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    CHANGE = "Bitte ändern"
    CHECK = "Bitte prüfen"


class Rule(StrEnum):
    """A rule of einfaches Deutsch, after BITV 2.0 and the rule books of plain German.

    Those that bring a certain or grave obstacle ask for a change. Those where a writer
    may have good reasons ask for a second look.
    """

    LONG_SENTENCE = "long-sentence"
    VERY_LONG_SENTENCE = "very-long-sentence"
    SUBORDINATE_CLAUSE = "subordinate-clause"
    RELATIVE_CLAUSE = "relative-clause"
    INFINITIVE_CLAUSE = "infinitive-clause"
    PASSIVE = "passive"
    SUBJUNCTIVE = "subjunctive"
    PRETERITE = "preterite"
    GENITIVE = "genitive"
    NEGATION = "negation"
    DOUBLE_NEGATION = "double-negation"
    LONG_WORD = "long-word"
    OFFICE_WORD = "office-word"
    FOREIGN_WORD = "foreign-word"
    ABBREVIATION = "abbreviation"
    NUMBER = "number"
    SPECIAL_CHARACTER = "special-character"
    CAPITALS = "capitals"
    NEW_LINE = "new-line"

    @property
    def severity(self) -> Severity:
        return Severity.CHANGE if self in _TO_CHANGE else Severity.CHECK

    @property
    def label(self) -> str:
        return _LABELS[self]


@dataclass(frozen=True)
class Remark:
    """`text[start:end]` is what the message speaks of."""

    start: int
    end: int
    rule: Rule
    message: str


def quoted(text: str) -> str:
    return f"‚{' '.join(text.split())}‘"


def either(alternatives: Iterable[str]) -> str:
    return " oder ".join(quoted(alternative) for alternative in alternatives)


_TO_CHANGE = {
    Rule.VERY_LONG_SENTENCE,
    Rule.PASSIVE,
    Rule.SUBJUNCTIVE,
    Rule.GENITIVE,
    Rule.DOUBLE_NEGATION,
    Rule.OFFICE_WORD,
    Rule.ABBREVIATION,
    Rule.CAPITALS,
}
_LABELS = {
    Rule.LONG_SENTENCE: "Langer Satz",
    Rule.VERY_LONG_SENTENCE: "Sehr langer Satz",
    Rule.SUBORDINATE_CLAUSE: "Nebensatz",
    Rule.RELATIVE_CLAUSE: "Relativsatz",
    Rule.INFINITIVE_CLAUSE: "Satz mit „zu“",
    Rule.PASSIVE: "Passiv",
    Rule.SUBJUNCTIVE: "Konjunktiv",
    Rule.PRETERITE: "Präteritum",
    Rule.GENITIVE: "Genitiv",
    Rule.NEGATION: "Verneinung",
    Rule.DOUBLE_NEGATION: "Doppelte Verneinung",
    Rule.LONG_WORD: "Langes Wort",
    Rule.OFFICE_WORD: "Amtsdeutsch",
    Rule.FOREIGN_WORD: "Fremdwort",
    Rule.ABBREVIATION: "Abkürzung",
    Rule.NUMBER: "Zahl",
    Rule.SPECIAL_CHARACTER: "Sonderzeichen",
    Rule.CAPITALS: "Großbuchstaben",
    Rule.NEW_LINE: "Neue Zeile",
}
