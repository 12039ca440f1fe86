"""Remarks on sentences that are long or say more than one thing."""

from __future__ import annotations

from collections.abc import Iterator

from ilmkreis_integration.domain.plain_german.remarks import Remark, Rule, quoted
from ilmkreis_integration.domain.plain_german.sentences import Clause, Sentence, Word
from ilmkreis_integration.domain.plain_german.word_lists import (
    word_parts,
    word_set,
    word_table,
)

GOOD_LENGTH = 10
GREATEST_LENGTH = 15

_INFINITIVE_ENDINGS = ("en", "ern", "eln")
_VERB_ENDINGS = ("en", "t", "te", "rn", "ln", "tun", "sein")


def find_long_sentence(sentence: Sentence) -> Iterator[Remark]:
    length = len(sentence.words)
    if length > GREATEST_LENGTH:
        rule = Rule.VERY_LONG_SENTENCE
        advice = (
            f"Teilen Sie ihn: höchstens {GOOD_LENGTH} Wörter sind gut zu verstehen."
        )
    elif length > GOOD_LENGTH:
        rule = Rule.LONG_SENTENCE
        advice = f"Geht es kürzer? Bis {GOOD_LENGTH} Wörter sind gut zu verstehen."
    else:
        return
    message = f"Der Satz hat {length} Wörter. {advice}"
    yield Remark(sentence.start, sentence.end, rule, message)


def find_subordinate_clauses(sentence: Sentence) -> Iterator[Remark]:
    for number in range(len(sentence.clauses)):
        found = _with_conjunction(sentence, number) or _with_question_word(
            sentence, number
        )
        if found:
            first = _first_word(found) or found[0]
            advice = word_table("conjunctions").get(first.lower, "")
            yield _remark(
                sentence, found, Rule.SUBORDINATE_CLAUSE, "ein Nebensatz", advice
            )


def _with_conjunction(sentence: Sentence, number: int) -> Clause:
    """From the conjunction on; some begin one even where the comma was forgotten."""
    clause = sentence.clauses[number]
    first = _first_word(clause)
    if first and first.lower in word_table("conjunctions"):
        if number:
            return clause if _follows_comma(clause) else ()
        # Also "Damit können Sie …" and, alone, "Weil Sie hier leben."
        goes_on = any(map(_follows_comma, sentence.clauses[1:]))
        return clause if goes_on and first.lower != "damit" else ()
    for place, word in enumerate(clause[2:], start=2):
        if word.lower in word_set("strong_conjunctions"):
            return clause[place:]
    return ()


def _with_question_word(sentence: Sentence, number: int) -> Clause:
    """Clauses that only a verb at the end tells from a sentence of their own.

    "Wer kocht, wer putzt?" are two questions side by side.
    """
    clause, question_words = sentence.clauses[number], word_set("question_words")
    first = _first_word(clause)
    if first is None or first.lower not in question_words:
        return ()
    if number:
        before = sentence.clauses[number - 1][0].lower
        fits = _follows_comma(clause) and before not in question_words
    else:
        fits = any(map(_follows_comma, sentence.clauses[1:2])) and (
            not sentence.text.endswith("?")
        )
    return clause if fits and _ends_with_verb(clause, whole=True) else ()


def find_relative_clauses(sentence: Sentence) -> Iterator[Remark]:
    for before, clause in zip(sentence.clauses, sentence.clauses[1:], strict=False):
        start = 1 if clause[0].lower in word_set("prepositions") else 0
        pronoun = clause[start] if len(clause) > start else clause[0]
        if (
            _follows_comma(clause)
            and pronoun.lower in word_set("relative_pronouns")
            and not pronoun.is_large
            and _ends_with_verb(clause[start:])
            and not _is_noun_with_article(before, clause[start:], start)
        ):
            yield _remark(sentence, clause, Rule.RELATIVE_CLAUSE, "ein Relativsatz")


def find_infinitive_clauses(sentence: Sentence) -> Iterator[Remark]:
    for clause in sentence.clauses:
        for place in range(len(clause)):
            found = _infinitive_at(clause, place)
            if found:
                yield _infinitive_remark(sentence, clause[: place + 1], found)
                break


def _is_noun_with_article(before: Clause, clause: Clause, prepositions: int) -> bool:
    """Whether the pronoun is an article.

    In "Die Schule ist gut, die Lehrer helfen" there is no noun to relate to.
    """
    return clause[1].is_large and (prepositions > 0 or not before[-1].is_large)


def _infinitive_at(clause: Clause, place: int) -> Clause:
    """The words "zu finden" or "einzureichen", if they begin at `place`."""
    word, following = clause[place], clause[place + 1 : place + 3]
    if word.lower == "zu" and _is_infinitive(following):
        return (word, following[0])
    prefix = next(filter(word.lower.startswith, word_parts("separable_prefixes")), "")
    verb = word.lower.removeprefix(prefix)
    is_joined = prefix and verb.startswith("zu") and verb.endswith(_INFINITIVE_ENDINGS)
    is_adjective = (
        bool(following) and following[0].is_large
    )  # "die vorzulegenden Papiere"
    return (word,) if is_joined and not word.is_large and not is_adjective else ()


def _must_be_done(before: set[str]) -> bool:
    """ "Der Antrag ist zu stellen", but not "Es ist schwer, ihn zu stellen"."""
    return bool(before & {"ist", "sind"}) and "es" not in before


def _has_finite_verb(clause: Clause) -> bool:
    return any(word.lower in word_set("finite_verbs") for word in clause)


def _is_infinitive(words: Clause) -> bool:
    """Whether the first word is one; the second tells "zu gehen" from "zu hohen Mieten"."""
    if not words or words[0].is_large or words[0].lower in word_set("not_infinitives"):
        return False
    if not words[0].lower.endswith((*_INFINITIVE_ENDINGS, "sein")):
        return False
    return len(words) == 1 or not (words[1].is_large or words[1].lower.endswith("n"))


def _infinitive_remark(sentence: Sentence, before: Clause, found: Clause) -> Remark:
    start, end = found[0].start, found[-1].end
    opening = [word for word in before if word.lower in word_set("zu_conjunctions")]
    if opening:
        start = opening[-1].start
        advice = "Machen Sie zwei Sätze, zum Beispiel mit ‚So …‘ oder ‚Dann …‘."
    elif _must_be_done({word.lower for word in before}):
        advice = "Sagen Sie, wer etwas tut: ‚Bitte …‘ oder ‚Sie müssen …‘."
    else:
        if _follows_comma(before) and not _has_finite_verb(before):
            start = before[0].start
        advice = "Machen Sie zwei Sätze, zum Beispiel mit ‚können‘ oder ‚wollen‘."
    phrase = quoted(sentence.source[start:end])
    message = f"{phrase} ist mit ‚zu‘ gebaut. {advice}"
    return Remark(start, end, Rule.INFINITIVE_CLAUSE, message)


def _first_word(clause: Clause) -> Word | None:
    """The word that may begin a subordinate clause: "und weil", "so dass"."""
    if len(clause) < 2:
        return None
    return clause[1] if clause[0].lower in word_set("links") else clause[0]


def _follows_comma(clause: Clause) -> bool:
    return "," in clause[0].before


def _ends_with_verb(clause: Clause, *, whole: bool = False) -> bool:
    """Whether a verb stands last and none in the place of a main clause.

    Up to the first "und", as "die Stadt und die Vereine helfen" is no relative clause;
    or in the `whole` of it.
    """
    finite = word_set("finite_verbs")
    ends = [n for n, word in enumerate(clause) if word.lower in {"und", "oder"}]
    words = clause[: ends[0]] if ends else clause
    if whole and ends and _ends_with_verb(clause[: ends[0]] + clause[ends[0] + 1 :]):
        return True
    if len(words) < 2 or not _is_verb(words[-1]) or words[-2].lower == "zu":
        return False
    # "was Sie haben möchten": only beside another one may one of them stand before.
    before = (
        words[1:-2] if words[-1].lower in finite and len(words) > 3 else words[1:-1]
    )
    return not any(word.lower in finite for word in before)


def _is_verb(word: Word) -> bool:
    if word.lower in word_set("finite_verbs"):
        return True
    return (
        not word.is_large
        and word.lower.endswith(_VERB_ENDINGS)
        and word.lower not in word_set("not_verbs")
    )


def _remark(
    sentence: Sentence, clause: Clause, rule: Rule, name: str, advice: str = ""
) -> Remark:
    start, end = clause[0].start, clause[-1].end
    phrase = quoted(sentence.source[start:end])
    message = f"{phrase} ist {name}. Machen Sie daraus einen eigenen Satz. {advice}"
    return Remark(start, end, rule, message.rstrip())
