"""Remarks on negation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ilmkreis_integration.domain.plain_german.remarks import Remark, Rule, quoted
from ilmkreis_integration.domain.plain_german.sentences import Clause, Sentence, Word
from ilmkreis_integration.domain.plain_german.word_lists import word_set

_NEGATION = re.compile(
    r"nicht|nichts|nie|niemals|niemand|niemande[nm]|kein(?:e|en|em|er|es)?"
    r"|keinesfalls|keineswegs|weder"
)
_NEGATIVE_ADJECTIVE = re.compile(
    r"un(?:bekannt|erheblich|freundlich|gewöhnlich|interessant|möglich|nötig|problematisch"
    r"|sicher|üblich|wahrscheinlich|wesentlich|wichtig|zufrieden)(?:e|en|em|er|es)?"
)


def find_negation(sentence: Sentence) -> Iterator[Remark]:
    for clause in sentence.clauses:
        negations = [word for word in clause if _is_negation(clause, word)]
        double = _double(clause, negations)
        if double:
            yield _double_remark(sentence, *double)
        elif negations and not _is_meant(sentence):
            yield _single_remark(negations[0])


def _is_negation(clause: Clause, word: Word) -> bool:
    if not _NEGATION.fullmatch(word.lower):
        return False
    place = clause.index(word)
    before = clause[place - 1].lower if place else ""
    following = clause[place + 1].lower if place + 1 < len(clause) else ""
    return not (
        word.lower == "nicht" and (before == "oder" or following in {"nur", "wahr"})
    )


def _double(clause: Clause, negations: list[Word]) -> tuple[Word, Word] | None:
    """Two that turn each other round, not two that stand side by side."""
    adjective = next(
        (w for w in clause if _NEGATIVE_ADJECTIVE.fullmatch(w.lower)), None
    )
    if adjective and negations and negations[0].start < adjective.start:
        return negations[0], adjective
    for first, second in zip(negations, negations[1:], strict=False):
        between = clause[clause.index(first) + 1 : clause.index(second)]
        if not any(word.lower in word_set("negation_pairs") for word in between):
            return first, second
    return None


def _is_meant(sentence: Sentence) -> bool:
    words = sentence.words
    is_option = len(words) <= 3 and not sentence.text.endswith((".", "!", "?"))
    return is_option or any(word.lower in word_set("meant_negations") for word in words)


def _single_remark(word: Word) -> Remark:
    message = (
        f"{quoted(word.text)} verneint. Geht es auch ohne? Sagen Sie lieber, was ist."
    )
    return Remark(word.start, word.end, Rule.NEGATION, message)


def _double_remark(sentence: Sentence, first: Word, second: Word) -> Remark:
    message = (
        f"{quoted(first.text)} und {quoted(second.text)}: "
        "Zwei Verneinungen sind schwer zu verstehen. Sagen Sie, was ist."
    )
    return Remark(first.start, second.end, Rule.DOUBLE_NEGATION, message)
