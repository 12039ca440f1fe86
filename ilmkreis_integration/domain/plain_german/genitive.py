"""Remarks on the genitive, with the form that "von" asks for where it is certain."""

from __future__ import annotations

from collections.abc import Iterator

from ilmkreis_integration.domain.plain_german.remarks import Remark, Rule, quoted
from ilmkreis_integration.domain.plain_german.sentences import Clause, Sentence, Word
from ilmkreis_integration.domain.plain_german.word_lists import (
    word_parts,
    word_set,
    word_table,
)

# Also nominative: "dieses Haus". Only after another noun are they surely genitive.
_AMBIGUOUS = frozenset({"dieses", "jedes"})


def find_genitive(sentence: Sentence) -> Iterator[Remark]:
    words = sentence.words
    for place, word in enumerate(words):
        group = _noun_group(words, place)
        if group is None:
            continue
        before = words[place - 1] if place else None
        if word.lower in word_table("genitive_articles") and _is_masculine(
            before, group
        ):
            yield _remark(sentence, before, group, _with_von(group))
        elif word.lower == "der" and before and _is_feminine(sentence, before, group):
            yield _remark(sentence, before, group, _with_von_der(group))


def _noun_group(words: Clause, place: int) -> Clause | None:
    """An article, at most two adjectives in -en, and the noun that they belong to."""
    for end in range(place + 1, min(place + 4, len(words))):
        word = words[end]
        if not word.before.isspace():
            return None
        if _is_noun(word):
            return words[place : end + 1]
        if word.is_large or not word.lower.endswith("en"):
            return None
    return None


def _is_noun(word: Word) -> bool:
    return (
        word.is_large
        and len(word.text) > 2
        and word.lower not in word_set("pronouns") | word_set("prepositions")
    )


def _is_masculine(before: Word | None, group: Clause) -> bool:
    article, noun = group[0], group[-1]
    if f"{article.lower} {noun.lower}" in word_set("fixed_genitives"):
        return False
    if article.lower == "des":
        return True
    if not noun.lower.endswith("s"):
        return False
    return article.lower not in _AMBIGUOUS or (before is not None and _is_noun(before))


def _is_feminine(sentence: Sentence, before: Word, group: Clause) -> bool:
    if not group[0].before.isspace() or not _ends_like_feminine(group[-1].lower):
        return False
    if not _is_noun(before):
        return False
    if before.first:
        return before.lower in word_set("first_nouns") or (
            _ends_like_feminine(before.lower)
        )
    giving = word_set("giving_verbs")
    return not any(word.lower in giving for word in sentence.words)


def _ends_like_feminine(lower: str) -> bool:
    return lower.endswith(word_parts("feminine_endings") + word_parts("plural_endings"))


def _with_von(group: Clause) -> str:
    article = word_table("genitive_articles")[group[0].lower]
    if group[0].is_large and group[0].lower == "ihres":
        article = article.capitalize()
    middle = [word.text for word in group[1:-1]]
    return " ".join(["von", article, *middle, _dative(group[-1].text)])


def _dative(noun: str) -> str:
    if noun.endswith(("nisses", "busses")):
        return noun[:-3]
    if noun.endswith("es") and not noun.endswith("ees"):
        keeps_e = noun[:-1].lower().endswith(word_parts("nouns_in_e"))
        return noun[:-1] if keeps_e else noun[:-2]
    return noun.removesuffix("s")


def _with_von_der(group: Clause) -> str:
    noun = group[-1].text
    is_plural = noun.lower().endswith(word_parts("plural_endings"))
    article = "den" if is_plural else "der"
    if is_plural and not noun.endswith("n"):
        noun += "n"
    return " ".join(["von", article, *(word.text for word in group[1:-1]), noun])


def _remark(sentence: Sentence, before: Word | None, group: Clause, von: str) -> Remark:
    start, end = group[0].start, group[-1].end
    advice = f"Besser: {quoted(von)}."
    other = word_table("genitive_prepositions").get(before.lower) if before else None
    if before and other:
        start = before.start
        advice = f"Sagen Sie es anders, zum Beispiel {other}."
    phrase = quoted(sentence.source[start:end])
    return Remark(start, end, Rule.GENITIVE, f"{phrase} ist Genitiv. {advice}")
