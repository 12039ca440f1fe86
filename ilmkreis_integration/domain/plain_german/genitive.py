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
    has_giving_verb = any(
        word.may_be_verb and word.lower in word_set("giving_verbs")
        for word in sentence.words
    )
    for place, word in enumerate(sentence.words):
        group = _noun_group(sentence.words, place)
        if group is None:
            continue
        before = sentence.words[place - 1] if place else None
        if word.lower in word_table("masculine_articles"):
            if _is_masculine(before, group):
                yield _remark(sentence, before, group, _with_von(group))
        elif (
            word.lower in word_choices("feminine_articles")
            and not has_giving_verb  # "Geben Sie das Blatt der Lehrerin"
            and _is_feminine(before, group)
        ):
            yield _remark(sentence, before, group, _with_von_der(group))


def _noun_group(words: Clause, place: int) -> Clause | None:
    """An article, at most two adjectives in -en, and the noun that they belong to."""
    for end in range(place + 1, min(place + 4, len(words))):
        word = words[end]
        if not word.before.isspace():
            return None
        if word.is_noun:
            return words[place : end + 1]
        if word.is_large or not word.lower.endswith("en"):
            return None
    return None


def _is_masculine(before: Word | None, group: Clause) -> bool:
    article, noun = group[0], group[-1]
    if f"{article.lower} {noun.lower}" in word_set("fixed_genitives"):
        return False
    if article.lower == "des":
        return True
    if not noun.lower.endswith("s"):
        return False
    return article.lower not in _AMBIGUOUS or (before is not None and before.is_noun)


def _is_feminine(before: Word | None, group: Clause) -> bool:
    """Whether "der" is not nominative, and dative of nothing."""
    if before is None or not (group[0].before.isspace() and before.is_noun):
        return False
    if before.first and not _is_surely_noun(before.lower):
        return False
    has_adjective = len(group) > 2  # in -en, which is not the nominative
    return has_adjective or _number(group[-1].lower) is not None


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
    return _von_group(group, article, _dative(group[-1].plain))


def _dative(noun: str) -> str:
    if noun.endswith(("nisses", "busses")):
        return noun[:-3]
    if noun.endswith("es") and not noun.endswith("ees"):
        keeps_e = noun[:-1].lower().endswith(word_parts("nouns_in_e"))
        return noun[:-1] if keeps_e else noun[:-2]
    return noun.removesuffix("s")


def _with_von_der(group: Clause) -> str | None:
    noun = group[-1].plain
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
