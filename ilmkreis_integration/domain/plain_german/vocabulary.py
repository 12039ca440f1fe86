"""Remarks on office words, foreign words and long words."""

from __future__ import annotations

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
    word_set,
)

# Longer than this a compound that can be divided is hard to read, other words later.
LONGEST_COMPOUND = 12
LONGEST_WORD = 14
# Longer ones are no words; looking for their parts would take long.
LONGEST_DIVIDED = 60

_NOUN_ENDINGS = ("", "e", "en", "er", "n", "nen", "s", "es")
_ADJECTIVE_ENDINGS = ("", "e", "en", "em", "er", "es")
_VERB_ENDINGS = (
    "e",
    "en",
    "end",
    "est",
    "et",
    "ete",
    "eten",
    "n",
    "st",
    "t",
    "te",
    "ten",
)
_COMPOUND_ENDINGS = ("", "e", "en", "er", "es", "n", "nen", "s")
_TABLES = {Rule.OFFICE_WORD: "office", Rule.FOREIGN_WORD: "foreign"}
_NAMES = {Rule.OFFICE_WORD: "Amtsdeutsch", Rule.FOREIGN_WORD: "ein schweres Fremdwort"}

Entry = tuple[Rule, list[str]]


def find_hard_words(sentence: Sentence) -> Iterator[Remark]:
    covered: set[int] = set()
    for found, (rule, better) in _hard_words(sentence):
        if any(word.start in covered for word in found):
            continue
        covered.update(word.start for word in found)
        yield _remark(found, rule, better)
    for word in sentence.words:
        if (
            word.start not in covered
            and _is_too_long(word)
            and not _is_first_adjective(sentence, word)
        ):
            yield _long_word(word)


def _hard_words(sentence: Sentence) -> Iterator[tuple[Clause, Entry]]:
    """Phrases first, then verbs in two parts, then single words."""
    for place, word in enumerate(sentence.words):
        for phrase, entry in _phrases().get(word.lower, ()):
            part = sentence.words[place : place + len(phrase)]
            if tuple(word.lower for word in part) == phrase:
                yield part, entry
    for clause in sentence.clauses:
        yield from _parted_verbs(clause)
    for word in sentence.words:
        found = _forms().get(word.plain)
        if found is None and word.may_be_verb:
            found = _forms().get(word.lower)
        if found:
            yield (word,), found


def _parted_verbs(clause: Clause) -> Iterator[tuple[Clause, Entry]]:
    for word in clause[:-1]:
        entry = _parted_forms().get((word.lower, clause[-1].lower))
        if entry and word.may_be_verb:
            yield (word, clause[-1]), entry


@cache
def _entries() -> tuple[tuple[str, Entry], ...]:
    return tuple(
        (key, (rule, better))
        for rule, table in _TABLES.items()
        for key, better in word_choices(table).items()
    )


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], Entry]]]:
    """By their first word, the longest first."""
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for key, entry in sorted(_entries(), key=lambda pair: -len(pair[0])):
        if " " in key:
            phrase = tuple(key.lower().split())
            phrases.setdefault(phrase[0], []).append((phrase, entry))
    return phrases


@cache
def _forms() -> dict[str, Entry]:
    single = [(key, entry) for key, entry in _entries() if " " not in key]
    inflected = {form: entry for key, entry in single for form in _forms_of(key)}
    return inflected | dict(single)  # "befristet" has an entry beside "befristen"


def _forms_of(key: str) -> set[str]:
    prefix, bar, verb = key.rpartition("|")
    if bar:
        inner = _stem(verb)
        return {
            *(prefix + form for form in _verb_forms(verb)),
            *(f"{prefix}ge{inner}{ending}" for ending in ("t", "et", "en")),
            f"{prefix}zu{verb}",
        }
    if key[0].isupper():
        return {key + ending for ending in _NOUN_ENDINGS}
    if key.endswith(("en", "ern", "eln")):
        return _verb_forms(key)
    return {key + ending for ending in _ADJECTIVE_ENDINGS}


@cache
def _parted_forms() -> dict[tuple[str, str], Entry]:
    return {
        (form, key.partition("|")[0]): entry
        for key, entry in _entries()
        if "|" in key
        for form in _verb_forms(key.partition("|")[2])
    }


def _verb_forms(infinitive: str) -> set[str]:
    return {_stem(infinitive) + ending for ending in _VERB_ENDINGS}


def _stem(infinitive: str) -> str:
    return infinitive.removesuffix("n").removesuffix("e")


def _remark(found: Clause, rule: Rule, better: list[str]) -> Remark:
    phrase = quoted(" … ".join(_runs(found)))
    message = f"{phrase} ist {_NAMES[rule]}. Einfacher: {either(better)}."
    return Remark(found[0].start, found[-1].end, rule, message)


def _runs(found: Clause) -> list[str]:
    """The words, those that stand side by side in one piece."""
    runs = [found[0].text]
    for before, word in zip(found, found[1:], strict=False):
        if before.end + len(word.before) == word.start:
            runs[-1] += word.before + word.text
        else:
            runs.append(word.text)
    return runs


def _is_first_adjective(sentence: Sentence, word: Word) -> bool:
    """Large only because it begins the sentence: "Interkulturelle Gärten"."""
    return (
        word.first
        and word.lower.endswith(("e", "en", "er", "es", "em"))
        and any(following.is_large for following in sentence.words[1:2])
    )


def _is_too_long(word: Word) -> bool:
    if not word.is_large or not word.plain.isalpha():
        return False
    length = len(word.plain)
    if length <= LONGEST_COMPOUND or word.lower in word_set("long_single_words"):
        return False
    return length > LONGEST_WORD or split_compound(word.plain) is not None


def _long_word(word: Word) -> Remark:
    parts = split_compound(word.plain)
    advice = (
        f"Mit Bindestrich ist es leichter zu lesen: {quoted('-'.join(parts))}."
        if parts
        else "Gibt es ein kürzeres Wort?"
    )
    message = f"{quoted(word.text)} hat {len(word.plain)} Buchstaben. {advice}"
    return Remark(word.start, word.end, Rule.LONG_WORD, message)


def split_compound(noun: str) -> list[str] | None:
    """The parts of a compound, if all of them are known; otherwise None."""
    lower = noun.lower()
    if len(lower) > LONGEST_DIVIDED:
        return None
    for end in range(len(lower) - 2, 2, -1):
        if lower[:end] not in word_set("compound_first"):
            continue
        rest = noun[end:].capitalize()
        if _is_last_part(rest.lower()):
            return [noun[:end], rest]
        more = split_compound(rest)
        if more:
            return [noun[:end], *more]
    return None


def _is_last_part(lower: str) -> bool:
    last = word_set("compound_last")
    return any(lower.removesuffix(ending) in last for ending in _COMPOUND_ENDINGS)
