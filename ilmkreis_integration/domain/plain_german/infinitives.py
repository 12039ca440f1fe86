"""Remarks on infinitives with "zu"."""

from __future__ import annotations

from collections.abc import Iterator

from ilmkreis_integration.domain.plain_german.remarks import Remark, Rule, quoted
from ilmkreis_integration.domain.plain_german.sentences import (
    Clause,
    Sentence,
    Word,
    follows_comma,
)
from ilmkreis_integration.domain.plain_german.word_lists import word_parts, word_set

_ENDINGS = ("en", "ern", "eln")


def find_infinitive_clauses(sentence: Sentence) -> Iterator[Remark]:
    for clause in sentence.clauses:
        for place in range(len(clause)):
            found = _infinitive_at(clause, place)
            if found:
                yield _remark(sentence, clause[: place + 1], found)
                break


def ends_with_infinitive(clause: Clause) -> bool:
    """ "… zu finden", "… einzureichen"."""
    last = len(clause) - 1
    return bool(
        _infinitive_at(clause, last) or (last and _infinitive_at(clause, last - 1))
    )


def _infinitive_at(clause: Clause, place: int) -> Clause:
    """The words "zu finden" or "einzureichen", if they begin at `place`."""
    word, following = clause[place], clause[place + 1 : place + 3]
    if word.lower == "zu" and following:
        is_infinitive = _is_infinitive(following) or _is_tun(clause, place)
        return clause[place : place + 2] if is_infinitive else ()
    return (word,) if _is_joined(word, following) else ()


def _is_infinitive(words: Clause) -> bool:
    """Whether the first word is one; the second tells "zu gehen" from "zu hohen Mieten"."""
    if words[0].is_large or words[0].lower in word_set("not_infinitives"):
        return False
    is_adjective = any(w.is_large or w.lower.endswith("n") for w in words[1:])
    return words[0].lower.endswith((*_ENDINGS, "sein")) and not is_adjective


def _is_tun(clause: Clause, place: int) -> bool:
    """ "etwas für Sie zu tun", but not "viel zu tun" and "was zu tun ist"."""
    before = clause[place - 1].lower if place else ""
    ends_clause = len(clause) == place + 2
    is_tun = clause[place + 1].lower == "tun" and ends_clause
    return is_tun and before not in word_set("amounts")


def _is_joined(word: Word, following: Clause) -> bool:
    """ "einzureichen", but not "die einzureichenden Papiere"."""
    prefix = next(filter(word.lower.startswith, word_parts("separable_prefixes")), "")
    verb = word.lower.removeprefix(prefix)
    return (
        bool(prefix)
        and verb.startswith("zu")
        and verb.endswith(_ENDINGS)
        and not word.is_large
        and not any(other.is_large for other in following[:1])
    )


def _remark(sentence: Sentence, before: Clause, found: Clause) -> Remark:
    start, end = found[0].start, found[-1].end
    opening = [word for word in before if word.lower in word_set("zu_conjunctions")]
    if opening:
        start = opening[-1].start
        advice = "Machen Sie zwei Sätze, zum Beispiel mit ‚So …‘ oder ‚Dann …‘."
    elif _must_be_done(before):
        advice = "Sagen Sie, wer etwas tut: ‚Bitte …‘ oder ‚Sie müssen …‘."
    else:
        if follows_comma(before) and not _has_finite_verb(before):
            start = before[0].start
        advice = "Machen Sie zwei Sätze, zum Beispiel mit ‚können‘ oder ‚wollen‘."
    phrase = quoted(sentence.source[start:end])
    message = f"{phrase} ist mit ‚zu‘ gebaut. {advice}"
    return Remark(start, end, Rule.INFINITIVE_CLAUSE, message)


def _must_be_done(before: Clause) -> bool:
    """ "Der Antrag ist zu stellen", but not "Es ist schwer, ihn zu stellen"."""
    words = {word.lower for word in before}
    return bool(words & {"ist", "sind"}) and "es" not in words


def _has_finite_verb(clause: Clause) -> bool:
    return any(word.lower in word_set("finite_verbs") for word in clause)
