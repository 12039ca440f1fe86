"""Remarks on negation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ilmkreis_integration.domain.plain_german.remarks import Remark, Rule, quoted
from ilmkreis_integration.domain.plain_german.sentences import Clause, Sentence, Word
from ilmkreis_integration.domain.plain_german.word_lists import word_set

# "nicht gut" is an answer to choose.
LONGEST_OPTION = 3

_NEGATION = re.compile(
    r"nicht|nichts|nie|niemals|niemand|niemande[nm]|kein(?:e|en|em|er|es|erlei)?"
    r"|keinesfalls|keineswegs|weder"
)
_NEGATIVE_ADJECTIVE = re.compile(
    r"un(?:bekannt|erheblich|freundlich|gewöhnlich|interessant|möglich|nötig|problematisch"
    r"|sicher|üblich|wahrscheinlich|wesentlich|wichtig|zufrieden)(?:e|en|em|er|es)?"
)


def find_negation(sentence: Sentence) -> Iterator[Remark]:
    for clause in sentence.clauses:
        places = [n for n in range(len(clause)) if _is_negation(clause, n)]
        double = _double(clause, places)
        if double:
            yield _double_remark(*double)
        elif places and not _is_meant(sentence, clause):
            yield _single_remark(clause[places[0]])


def _is_negation(clause: Clause, place: int) -> bool:
    lower = clause[place].lower
    before = clause[place - 1].lower if place else ""
    following = clause[place + 1].lower if place + 1 < len(clause) else ""
    is_phrase = lower == "nicht" and (before == "oder" or following in {"nur", "wahr"})
    return bool(_NEGATION.fullmatch(lower)) and not is_phrase


def _double(clause: Clause, places: list[int]) -> tuple[Word, Word] | None:
    """Two that turn each other round, not two that stand side by side."""
    for first, second in zip(places, places[1:], strict=False):
        between = {word.lower for word in clause[first + 1 : second]}
        if not between & word_set("negation_pairs"):
            return clause[first], clause[second]
    for word in clause[places[0] :] if places else ():
        if _NEGATIVE_ADJECTIVE.fullmatch(word.lower):
            return clause[places[0]], word
    return None


def _is_meant(sentence: Sentence, clause: Clause) -> bool:
    is_option = len(sentence.words) <= LONGEST_OPTION and not sentence.is_closed
    meant = word_set("meant_negations")
    return (
        is_option or sentence.is_request or any(word.lower in meant for word in clause)
    )


def _single_remark(word: Word) -> Remark:
    message = (
        f"{quoted(word.text)} verneint. Geht es auch ohne? Sagen Sie lieber, was ist."
    )
    return Remark(word.start, word.end, Rule.NEGATION, message)


def _double_remark(first: Word, second: Word) -> Remark:
    message = (
        f"{quoted(first.text)} und {quoted(second.text)}: "
        "Zwei Verneinungen sind schwer zu verstehen. Sagen Sie, was ist."
    )
    return Remark(first.start, second.end, Rule.DOUBLE_NEGATION, message)
