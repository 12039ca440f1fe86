"""Remarks on passive, Konjunktiv and Präteritum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ilmkreis_integration.domain.plain_german.remarks import (
    Remark,
    Rule,
    either,
    quoted,
)
from ilmkreis_integration.domain.plain_german.sentences import Clause, Sentence, Word
from ilmkreis_integration.domain.plain_german.word_lists import (
    word_choices,
    word_parts,
    word_set,
    word_table,
)


def find_passive(sentence: Sentence) -> Iterator[Remark]:
    for clause in sentence.clauses:
        found = _passive_in(clause)
        if found is None:
            continue
        first, second = found
        adjacent = first.end + len(second.before) == second.start
        middle = " " if adjacent else " … "
        phrase = quoted(f"{first.text}{middle}{second.text}")
        message = (
            f"{phrase} ist Passiv. Sagen Sie, wer das tut, "
            "zum Beispiel mit ‚Wir …‘ oder ‚Das Amt …‘."
        )
        yield Remark(first.start, second.end, Rule.PASSIVE, message)


def find_subjunctive(sentence: Sentence) -> Iterator[Remark]:
    indicatives = word_choices("subjunctive")
    for place, word in enumerate(sentence.words):
        following = sentence.words[place + 1 : place + 2]
        if (
            word.lower not in indicatives
            or not word.may_be_verb
            or _is_imperative(word, following)
        ):
            continue
        better = indicatives[word.lower]
        advice = (
            f"Besser: {either(better)}."
            if better
            else "Besser mit ‚möchten‘ oder ‚sollen‘, oder sagen Sie einfach, was ist."
        )
        message = f"{quoted(word.text)} ist Konjunktiv. {advice}"
        yield Remark(word.start, word.end, Rule.SUBJUNCTIVE, message)


def find_preterite(sentence: Sentence) -> Iterator[Remark]:
    words = sentence.words
    for place, word in enumerate(words):
        perfect = _perfects().get(word.lower)
        if perfect is None or not _is_verb_here(words, place):
            continue
        message = f"{quoted(word.text)} ist Präteritum. Besser: {quoted(perfect)}."
        yield Remark(word.start, word.end, Rule.PRETERITE, message)


def is_participle(lower: str) -> bool:
    if lower in word_set("not_participles"):
        return False
    prefix = next(filter(lower.startswith, word_parts("separable_prefixes")), "")
    return any(
        form in _strong_participles() or _weak_participle().fullmatch(form)
        for form in (lower, lower.removeprefix(prefix))
    )


def _passive_in(clause: Clause) -> tuple[Word, Word] | None:
    for place in range(len(clause)):
        before, here = clause[place - 1] if place else None, clause[place]
        if here.lower in word_set("werden") and before and _is_participle_here(before):
            return before, here
    return _werden_before_participle(clause)


def _werden_before_participle(clause: Clause) -> tuple[Word, Word] | None:
    """A form of "werden" and a participle that ends the clause or a part of it."""
    werden: Word | None = None
    for word, following in zip(clause, [*clause[1:], None], strict=True):
        is_last = following is None or following.lower in word_set("part_ends")
        if word.lower in word_set("werden"):
            werden = word
        elif werden and is_last and _is_participle_here(word):
            return werden, word
        elif word.lower in word_set("finite_verbs"):
            werden = None
    return None


def _is_participle_here(word: Word) -> bool:
    return word.may_be_verb and is_participle(word.lower)


@cache
def _strong_participles() -> frozenset[str]:
    strong = word_set("strong_participles")
    with_ge = {"ge" + rest for rest in strong | word_set("strong_participles_with_ge")}
    prefixes = word_parts("inseparable_prefixes")
    return frozenset(
        with_ge | {prefix + rest for prefix in prefixes for rest in strong}
    )


@cache
def _weak_participle() -> re.Pattern[str]:
    prefixes = "|".join(["ge", *word_parts("inseparable_prefixes")])
    return re.compile(rf"(?:{prefixes})\w{{2,}}t|\w{{2,}}iert")


def _is_imperative(word: Word, following: Clause) -> bool:
    """Sei still! Seien Sie freundlich!"""
    if word.lower in {"sei", "wolle"}:
        return word.first
    return word.lower == "seien" and bool(following) and following[0].text == "Sie"


@cache
def _perfects() -> dict[str, str]:
    singular = word_table("preterite")
    plural = {
        form + ("n" if form.endswith("te") else "en"): (
            perfect.replace("hat ", "haben ").replace("ist ", "sind ")
        )
        for form, perfect in singular.items()
    }
    # "entschieden" may also be "haben entschieden".
    return singular | {
        form: perfect for form, perfect in plural.items() if not is_participle(form)
    }


def _is_verb_here(words: Clause, place: int) -> bool:
    word = words[place]
    around = {neighbour.lower for neighbour in words[max(0, place - 1) : place + 2]}
    if not word.may_be_verb or (
        word.is_large and word.lower in word_set("preterites_like_nouns")
    ):
        return False
    if word.lower in {"gab", "gaben"} and "es" in around:
        return False  # as common as "war"
    return not (place and words[place - 1].lower in word_set("determiners"))
