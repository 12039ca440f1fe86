"""Cuts a text into sentences, clauses and words that know where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from ilmkreis_integration.domain.plain_german.word_lists import words

# Latin letters; marks belong to the letter before them, soft hyphens to the word.
_LETTER = "A-Za-zÀ-ÖØ-öø-ɏẞ"
_MORE = rf"{_LETTER}\d\u0300-\u036f\u00ad"
_WORD = re.compile(
    rf"[{_LETTER}][{_MORE}]*(?:[-·'’*:_][{_LETTER}][{_MORE}]*)*|\d+(?:[.,:]\d+)*"
)
_LINE = re.compile(r"[^\r\n\v\f\u2028\u2029]+")
_BULLET = re.compile(r"\s*(?:[-–•*·▪]\s+)?")
# Addresses in the net, from the first character that can belong to one.
_ADDRESS = re.compile(
    r"(?<![\w.+-])(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S*[\w/]"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:de|com|org|net|eu|info)\b(?:/\S*[\w/])?)"
)
_SENTENCE_END = re.compile(r"[.!?…]+[\"”“»«’)]*(?=\s|$)|:(?=\s)")
_CLAUSE_MARKS = re.compile(r"[,;()–—]|\s-\s")
_ORDINAL = re.compile(r"(?:^|[^\w.,])\d{1,2}$")
_MONTH_OR_NOUN = re.compile(r"\s+([A-ZÄÖÜ][a-zäöüß]+)")
# Such a word does not follow "5.", so the number ended a sentence.
_STARTERS = frozenset(
    "ab aber alle also am auch auf aus bei bis bitte da damit danach dann darum das dein "
    "deine den denn der deshalb die diese dieser dieses dort du ein eine er es für haben "
    "heute hier ich ihr ihre im in ist jetzt kann können man mein meine mit nach noch "
    "oder ohne sein seine seit sie sind so und uns unser unsere viele vielleicht von vor "
    "wann warum was welche wenn wer wie wir wo woher zu zum zur".split()
)
# Stand at the end of a sentence as well as in the middle.
_MAY_END = frozenset({"usw.", "etc.", "u. a.", "u. v. m.", "o. Ä."})
_TITLES = ("Dr.", "Prof.", "St.", "Mio.", "Mrd.", "Jan.", "Feb.", "Aug.", "Sept.")


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
    def lower(self) -> str:
        return unicodedata.normalize("NFC", self.text.replace("\u00ad", "")).lower()

    @property
    def is_large(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()


Clause = tuple[Word, ...]


@dataclass(frozen=True)
class Sentence:
    source: str
    start: int
    end: int
    shares_line: bool  # with a sentence before it

    @property
    def text(self) -> str:
        return self.source[self.start : self.end]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        found = []
        last = 0
        for match in _WORD.finditer(without_addresses(self.text)):
            start = match.start()
            found.append(
                Word(
                    match.group(),
                    self.start + start,
                    self.text[last:start],
                    first=not found,
                )
            )
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

    @property
    def is_latin(self) -> bool:
        letters = [letter for letter in self.text if letter.isalpha()]
        latin = sum(_is_latin(letter) for letter in letters)
        return 2 * latin >= len(letters)


def split_sentences(text: str) -> list[Sentence]:
    """Every sentence of `text`; a colon ends one as well, as plain German uses it."""
    hidden = without_addresses(text)
    sentences: list[Sentence] = []
    for start, end in _blocks(text):
        sentences.extend(_sentences_of_block(text, hidden, start, end))
    return sentences


def without_addresses(text: str) -> str:
    """`text` with addresses in the net replaced by one letter and spaces."""
    return _ADDRESS.sub(lambda match: "o".ljust(len(match.group())), text)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Lines, joined where a sentence goes on in the next one."""
    open_block: tuple[int, int] | None = None
    for match in _LINE.finditer(text):
        line = match.group()
        if not line.strip():
            continue
        start = match.start() + len(_BULLET.match(line)[0])  # type: ignore[index]
        end = match.start() + len(line.rstrip())
        if open_block and _goes_on(text[open_block[1] - 1], text[start : start + 1]):
            bare = start == match.start() + len(line) - len(line.lstrip())
            if bare:
                open_block = (open_block[0], end)
                continue
        if open_block:
            yield open_block
        open_block = (start, end)
    if open_block:
        yield open_block


def _goes_on(last: str, following: str) -> bool:
    return last == "," or (following.islower() and last not in ".!?:…")


def _sentences_of_block(
    text: str, hidden: str, start: int, end: int
) -> Iterator[Sentence]:
    begin, shares_line = start, False
    for match in _SENTENCE_END.finditer(hidden, start, end):
        if not _ends_sentence(text, match, end):
            continue
        yield Sentence(text, begin, match.end(), shares_line)
        following = hidden[match.end() : end]
        begin = match.end() + len(following) - len(following.lstrip())
        gap = text[match.end() : begin]
        shares_line = match.group() != ":" and not _LINE.sub("", gap)
    if text[begin:end].strip():
        yield Sentence(text, begin, end, shares_line)


def _ends_sentence(text: str, match: re.Match[str], end: int) -> bool:
    if match.group() != "." or match.end() >= end:
        return True
    before = text[max(0, match.start() - 12) : match.start()]
    if _ORDINAL.search(before):
        following = _MONTH_OR_NOUN.match(text, match.end())
        return following is not None and following[1].lower() in _STARTERS
    following = _MONTH_OR_NOUN.match(text, match.end())
    short = _abbreviation_before(before + ".")
    return short is None or (short in _MAY_END and following is not None)


def _abbreviation_before(text: str) -> str | None:
    match = _abbreviation_at_end().search(text)
    return None if match is None else _with_spaces(match.group(1))


def _with_spaces(short: str) -> str:
    return re.sub(r"\.\s?(?=\w)", ". ", short)


@cache
def _abbreviation_at_end() -> re.Pattern[str]:
    shorts = sorted([*words("abbreviations"), *_TITLES], key=len, reverse=True)
    prefixes = {
        ". ".join(short.split(". ")[:n]) + "."
        for short in shorts
        for n in range(1, short.count(". ") + 1)
    }
    both = sorted({*shorts, *prefixes}, key=len, reverse=True)
    patterns = (re.escape(short).replace(r"\ ", r"\s?") for short in both)
    return re.compile(rf"(?<![\w.])({'|'.join(patterns)})$")


def _is_latin(letter: str) -> bool:
    return letter <= "\u024f" or letter == "ẞ"
