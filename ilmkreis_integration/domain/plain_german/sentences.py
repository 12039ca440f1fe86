"""Cuts a text into sentences, clauses and words that know where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from ilmkreis_integration.domain.plain_german.word_lists import word_set, word_table

# Latin letters; marks belong to the letter before them, soft hyphens to the word.
_LETTER = "A-Za-zÀ-ÖØ-öø-ɏẞ"
_MORE = rf"{_LETTER}\d\u0300-\u036f\u00ad"
_WORD = re.compile(
    rf"[{_LETTER}][{_MORE}]*(?:[-·∙'’*:_][{_LETTER}][{_MORE}]*)*|\d+(?:[.,:]\d+)*"
)
_LINE = re.compile(r"[^\r\n\v\f\u2028\u2029]+")
_INDENT = re.compile(r"\s*([-–•*·▪]\s+)?")
_SPACE = re.compile(r"\s*")
# Addresses in the net, from the first character that can belong to one.
_ADDRESS = re.compile(
    r"(?<![\w.+-])(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S*[\w/]"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:de|com|org|net|eu|info)\b(?:/\S*[\w/])?)"
)
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+[\"”“»«’)]*(?=\s|$)|:(?=\s)")
_CLAUSE_MARKS = re.compile(r"[,;()–—]|\s-\s")
_ORDINAL_OR_INITIAL = re.compile(r"(?:^|[^\w.,])(?:\d{1,2}|[A-ZÄÖÜ])\.$")
_NEXT_WORD = re.compile(rf"\s+[\"„»‚(]*([{_LETTER}]+)")


@dataclass(frozen=True)
class Word:
    text: str
    start: int
    before: str  # what stands between it and the word before it
    first: bool  # begins its sentence, where every word is written large

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @cached_property
    def plain(self) -> str:
        """Composed and without soft hyphens, as the word lists have it."""
        return unicodedata.normalize("NFC", self.text.replace("\u00ad", ""))

    @cached_property
    def lower(self) -> str:
        return self.plain.lower()

    @property
    def is_large(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_noun(self) -> bool:
        """As far as the writing tells; at the beginning of a sentence it does not."""
        return (
            self.is_large
            and self.lower not in word_set("pronouns")
            and self.lower not in word_set("prepositions")
        )

    @property
    def may_be_verb(self) -> bool:
        return not self.is_large or (self.first and self.text.istitle())


Clause = tuple[Word, ...]


@dataclass(frozen=True)
class Sentence:
    source: str
    text: str  # without addresses in the net, but as long as it stands in the source
    start: int
    shares_line: bool  # with a sentence before it

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_closed(self) -> bool:
        """Whether it ends with a mark, as answers to choose and titles do not."""
        return self.text.endswith((".", "!", "?"))

    @property
    def is_question(self) -> bool:
        return self.text.endswith("?")

    @property
    def is_request(self) -> bool:
        """ "Schreiben Sie …", but not "Schreiben Sie …?"."""
        first, second = (*(word.text for word in self.words[:2]), "", "")[:2]
        return first.endswith("n") and second == "Sie" and not self.is_question

    @cached_property
    def words(self) -> tuple[Word, ...]:
        found: list[Word] = []
        last = 0
        for match in _WORD.finditer(self.text):
            before = self.text[last : match.start()]
            start = self.start + match.start()
            found.append(Word(match.group(), start, before, first=not found))
            last = match.end()
        return tuple(found)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        clauses: list[list[Word]] = []
        for word in self.words:
            if not clauses or _CLAUSE_MARKS.search(word.before):
                clauses.append([])
            clauses[-1].append(word)
        return tuple(tuple(clause) for clause in clauses)


def split_sentences(text: str) -> list[Sentence]:
    """Every sentence of `text`; a colon ends one as well, as plain German uses it."""
    # An address counts as one word, and nothing in it matters.
    hidden = _ADDRESS.sub(lambda match: "o".ljust(len(match.group())), text)
    return [
        Sentence(text, hidden[start:end], start, shares_line)
        for block in _blocks(text)
        for start, end, shares_line in _parts_of_block(hidden, *block)
    ]


def follows_comma(clause: Clause) -> bool:
    return "," in clause[0].before


def is_latin(text: str) -> bool:
    """Whether at least half of the letters are Latin ones."""
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(letter <= "\u024f" or letter == "ẞ" for letter in letters)
    return 2 * latin >= len(letters)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Lines, joined where a sentence goes on in the next one."""
    block: tuple[int, int] | None = None
    for line in _LINE.finditer(text):
        indent = _INDENT.match(line.group())
        start = line.start() + (indent.end() if indent else 0)
        end = line.start() + len(line.group().rstrip())
        if start >= end:
            continue
        has_bullet = indent is not None and indent[1] is not None
        if block and not has_bullet and _goes_on(text[block[1] - 1], text[start]):
            block = (block[0], end)
            continue
        if block:
            yield block
        block = (start, end)
    if block:
        yield block


def _goes_on(last: str, following: str) -> bool:
    return last == "," or (following.islower() and last not in ".!?:…")


def _parts_of_block(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each sentence, and whether it shares its line."""
    shares_line = False
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.end() < end and not _ends_sentence(text, match):
            continue
        yield start, match.end(), shares_line
        space = _SPACE.match(text, match.end())
        start = space.end() if space else match.end()
        shares_line = shares_line or match.group() != ":"
    if start < end:
        yield start, end, shares_line


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether the marks found end a sentence, or belong to "5. März" or "z. B."."""
    if match.group() != ".":
        return True
    following = _NEXT_WORD.match(text, match.end())
    if following and following[1][0].islower():
        return False
    before = text[max(0, match.start() - 12) : match.end()]
    if _ORDINAL_OR_INITIAL.search(before):
        starters = word_set("sentence_starters")
        return following is not None and following[1].lower() in starters
    short = _abbreviation_at_end().search(before)
    bare = re.sub(r"\s", "", short.group()) if short else ""
    return not bare or bare in word_set("ending_abbreviations")


@cache
def _abbreviation_at_end() -> re.Pattern[str]:
    shorts = {*word_table("abbreviations"), *word_set("unlisted_abbreviations")}
    beginnings = {short.split(" ")[0] for short in shorts}
    patterns = sorted(shorts | beginnings, key=len, reverse=True)
    choice = "|".join(re.escape(p).replace(r"\ ", r"\s?") for p in patterns)
    return re.compile(rf"(?<![\w.])(?:{choice})$")
