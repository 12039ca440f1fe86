"""Remarks on the genitive, with the form that "von" asks for where it is certain."""

from __future__ import annotations

from collections.abc import Iterator

from ilmkreis_integration.domain.plain_german.remarks import Remark, Rule, quoted
from ilmkreis_integration.domain.plain_german.sentences import Clause, Sentence, Word
from ilmkreis_integration.domain.plain_german.word_lists import (
    word_choices,
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
        if word.lower in word_table("masculine_articles") and _is_masculine(
            before, group
        ):
            yield _remark(sentence, before, group, _with_von(group))
        elif (
            word.lower in word_choices("feminine_articles")
            and before
            and _is_feminine(sentence, before, group)
        ):
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
    """Whether a noun stands before, and "der" is neither nominative nor dative."""
    if not (group[0].before.isspace() and _is_noun(before)):
        return False
    if before.first and not _is_surely_noun(before.lower):
        return False
    has_adjective = len(group) > 2  # in -en, which is not the nominative
    if not has_adjective and _number(group[-1].lower) is None:
        return False
    return not any(word.lower in word_set("giving_verbs") for word in sentence.words)


def _is_surely_noun(lower: str) -> bool:
    return lower in word_set("first_nouns") or lower.endswith(
        word_parts("feminine_endings")
    )


def _number(lower: str) -> int | None:
    """0 for a feminine noun, 1 for a plural, as far as the endings tell."""
    if lower.endswith(word_parts("plural_endings")):
        return 1
    if lower.endswith("en") and not lower.endswith(word_parts("masculines_in_en")):
        return 1
    return 0 if lower.endswith(word_parts("feminine_endings")) else None


def _with_von(group: Clause) -> str:
    article = word_table("masculine_articles")[group[0].lower]
    return _von_group(group, article, _dative(group[-1].text))


def _dative(noun: str) -> str:
    if noun.endswith(("nisses", "busses")):
        return noun[:-3]
    if noun.endswith("es") and not noun.endswith("ees"):
        keeps_e = noun[:-1].lower().endswith(word_parts("nouns_in_e"))
        return noun[:-1] if keeps_e else noun[:-2]
    return noun.removesuffix("s")


def _with_von_der(group: Clause) -> str | None:
    noun = group[-1].text
    number = _number(noun.lower())
    if number is None:
        return None
    article = word_choices("feminine_articles")[group[0].lower][number]
    if number == 1 and not noun.endswith("n"):
        noun += "n"
    return _von_group(group, article, noun)


def _von_group(group: Clause, article: str, noun: str) -> str:
    if group[0].is_large:  # "Ihrer", which is never large without reason
        article = article.capitalize()
    return " ".join(["von", article, *(word.text for word in group[1:-1]), noun])


def _remark(
    sentence: Sentence, before: Word | None, group: Clause, von: str | None
) -> Remark:
    start, end = group[0].start, group[-1].end
    advice = f"Besser: {quoted(von)}." if von else "Besser mit ‚von‘."
    other = word_table("genitive_prepositions").get(before.lower) if before else None
    if before and other:
        start = before.start
        advice = f"Sagen Sie es anders, zum Beispiel {other}."
    phrase = quoted(sentence.source[start:end])
    return Remark(start, end, Rule.GENITIVE, f"{phrase} ist Genitiv. {advice}")
