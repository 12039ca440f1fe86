"""Remarks on how a text is written: abbreviations, capitals, numbers, signs, lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ilmkreis_integration.domain.plain_german.remarks import Remark, Rule, quoted
from ilmkreis_integration.domain.plain_german.sentences import Sentence, Word
from ilmkreis_integration.domain.plain_german.word_lists import word_set, word_table

_LONGEST_CAPITALS = 3
_MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August"),
    *("September", "Oktober", "November", "Dezember"),
)
_PERCENT = re.compile(r"(?<![\d,])\d+(?:,\d+)?\s?(?:%|Prozent\b)|%")
_GREAT_NUMBER = re.compile(
    r"(?<![\d.])\d{1,3}(?:\.\d{3})+(?![\d.,])|\b(?:Millionen|Milliarden)\b"
)
_LEADING_ZERO = re.compile(r"(?<![\d.:])0(\d[:.]\d\d)(?=\s*Uhr)")
_DATE = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_RANGE = re.compile(r"(?<![\d–-])(\d{1,4})\s?–\s?(\d{1,4})(?![\d–-])")
_GENDER = re.compile(r"([A-ZÄÖÜ][a-zäöüß-]+)(?:[*:_]in|/-?in|In)(nen)?\b")
_BRACKETS = re.compile(r"\([^()\n]{2,}\)|\[[^\[\]\n]{2,}\]")
_SIGNS = {
    "&": "Schreiben Sie ‚und‘.",
    "§": "Schreiben Sie ‚Paragraf‘, oder lassen Sie ihn weg.",
    "/": "Schreiben Sie ‚und‘ oder ‚oder‘.",
    ";": "Machen Sie zwei Sätze daraus.",
    "=": "Schreiben Sie ‚das ist‘.",
    "+": "Schreiben Sie ‚und‘.",
    "→": "Schreiben Sie einen Satz.",
    "~": "Schreiben Sie ‚etwa‘.",
    "<": "Schreiben Sie ‚weniger als‘.",
    ">": "Schreiben Sie ‚mehr als‘.",
}
# A plus or a slash beside digits belongs to a telephone number or a date.
_SIGN = re.compile(
    r"[&§=→~<>]|;(?![-)(])|(?<!\d)\+(?!\d)|(?<=[^\W\d])\s?/\s?(?=[^\W\d])"
)


def find_abbreviations(sentence: Sentence) -> Iterator[Remark]:
    for match in _abbreviations().finditer(sentence.text):
        full = _full_words()[_bare(match.group())]
        yield _abbreviation(sentence, match.start(), match.group(), full)
    for word in sentence.words:
        meaning = word_table("acronyms").get(word.text)
        if meaning:
            yield _abbreviation(
                sentence, word.start - sentence.start, word.text, meaning
            )


def _abbreviation(sentence: Sentence, start: int, short: str, full: str) -> Remark:
    start += sentence.start
    message = f"{quoted(short)} ist eine Abkürzung. Schreiben Sie: {quoted(full)}."
    return Remark(start, start + len(short), Rule.ABBREVIATION, message)


@cache
def _abbreviations() -> re.Pattern[str]:
    shorts = sorted(word_table("abbreviations"), key=len, reverse=True)
    choice = "|".join(re.escape(short).replace(r"\ ", r"\s?") for short in shorts)
    without_dot = r"(?:bzw|usw|ggfs?|evtl|inkl|zzgl|bspw|bzgl|zB)(?![\w.])"
    return re.compile(rf"(?<![\w.-])(?:{choice}|{without_dot})")


@cache
def _full_words() -> dict[str, str]:
    return {_bare(short): full for short, full in word_table("abbreviations").items()}


def _bare(short: str) -> str:
    return re.sub(r"[\s.]", "", short)


def find_capitals(sentence: Sentence) -> Iterator[Remark]:
    """Runs of words in capitals; single short ones may be abbreviations."""
    run: list[Word] = []
    for word in [*sentence.words, None]:
        goes_on = not run or (word is not None and word.before.isspace())
        if word is not None and _is_shouted(word) and goes_on:
            run.append(word)
            continue
        if len(run) > 1 or any(len(w.text) > _LONGEST_CAPITALS for w in run):
            yield _capitals_remark(sentence, run)
        run = [word] if word is not None and _is_shouted(word) else []


def _capitals_remark(sentence: Sentence, run: Sequence[Word]) -> Remark:
    start, end = run[0].start, run[-1].end
    phrase = quoted(sentence.source[start:end])
    message = f"{phrase}: Wörter nur aus großen Buchstaben sind schwer zu lesen."
    return Remark(start, end, Rule.CAPITALS, f"{message} Schreiben Sie wie sonst auch.")


def _is_shouted(word: Word) -> bool:
    letters = word.text.replace("-", "")
    return (
        len(letters) > 1
        and letters.isalpha()
        and letters.replace("ß", "S").isupper()
        and letters not in word_set("known_capitals")
        and letters not in word_table("acronyms")
    )


def find_numbers(sentence: Sentence) -> Iterator[Remark]:
    text = sentence.text
    for match in _PERCENT.finditer(text):
        advice = "Prozent sind schwer. Besser: ‚viele‘, ‚wenige‘ oder ‚10 von 100‘."
        yield _number(sentence, match, advice)
    for match in _GREAT_NUMBER.finditer(text):
        yield _number(
            sentence,
            match,
            "Große Zahlen sind schwer. Reicht ‚viele‘ oder ‚sehr viele‘?",
        )
    for match in _LEADING_ZERO.finditer(text):
        yield _number(sentence, match, f"Besser ohne 0 am Anfang: {quoted(match[1])}.")
    for match in _RANGE.finditer(text):
        yield _number(
            sentence, match, f"Besser: {quoted(f'{match[1]} bis {match[2]}')}."
        )
    for match in _DATE.finditer(text):
        month = int(match[2])
        if 1 <= month <= len(_MONTHS):
            better = f"{int(match[1])}. {_MONTHS[month - 1]} {match[3]}"
            yield _number(sentence, match, f"Besser mit dem Monat: {quoted(better)}.")


def _number(sentence: Sentence, match: re.Match[str], advice: str) -> Remark:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    return Remark(start, end, Rule.NUMBER, f"{quoted(match.group())}: {advice}")


def find_number_words(sentence: Sentence) -> Iterator[Remark]:
    for place, word in enumerate(sentence.words):
        digits = word_table("number_words").get(word.lower)
        if digits is None or (word.is_large and not word.first):
            continue
        following = sentence.words[place + 1 : place + 2]
        if word.lower == "acht" and not any(w.is_large for w in following):
            continue  # "Geben Sie acht"
        message = (
            f"{quoted(word.text)}: Ziffern sind leichter. Besser: {quoted(digits)}."
        )
        yield Remark(word.start, word.end, Rule.NUMBER, message)


def find_special_characters(sentence: Sentence) -> Iterator[Remark]:
    text = sentence.text
    for match in _GENDER.finditer(text):
        yield _special(sentence, match, _gender_advice(match))
    for match in _BRACKETS.finditer(text):
        yield _special(
            sentence, match, "Klammern stören. Machen Sie einen eigenen Satz daraus."
        )
    for match in _SIGN.finditer(_GENDER.sub(lambda m: "o" * len(m[0]), text)):
        yield _special(sentence, match, _SIGNS[match.group().strip()])


def _special(sentence: Sentence, match: re.Match[str], advice: str) -> Remark:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    message = f"{quoted(match.group())}: {advice}"
    return Remark(start, end, Rule.SPECIAL_CHARACTER, message)


def _gender_advice(match: re.Match[str]) -> str:
    stem, plural = match[1], match[2]
    if plural and stem.endswith("er"):
        return f"Schreiben Sie beide Wörter: {quoted(f'{stem}innen und {stem}')}."
    return "Schreiben Sie beide Wörter aus, für Frauen und für Männer."


def find_shared_lines(sentences: Sequence[Sentence]) -> Iterator[Remark]:
    """One remark for each line, on the first sentence that should begin a new one."""
    for before, sentence in zip(sentences, sentences[1:], strict=False):
        if sentence.shares_line and not before.shares_line:
            message = (
                "Hier stehen mehrere Sätze in einer Zeile. "
                "Beginnen Sie jeden Satz in einer neuen Zeile."
            )
            yield Remark(sentence.start, sentence.end, Rule.NEW_LINE, message)
