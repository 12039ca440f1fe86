"""Remarks on sentences that are long or say more than one thing."""

from __future__ import annotations

from collections.abc import Iterator

from ilmkreis_integration.domain.plain_german.infinitives import ends_with_infinitive
from ilmkreis_integration.domain.plain_german.remarks import Remark, Rule, quoted
from ilmkreis_integration.domain.plain_german.sentences import (
    Clause,
    Sentence,
    Word,
    follows_comma,
)
from ilmkreis_integration.domain.plain_german.word_lists import word_set, word_table

GOOD_LENGTH = 10
GREATEST_LENGTH = 15

_VERB_ENDINGS = ("en", "t", "te", "rn", "ln", "tun", "sein")


def find_long_sentence(sentence: Sentence) -> Iterator[Remark]:
    length = len(sentence.words)
    if length <= GOOD_LENGTH:
        return
    if length > GREATEST_LENGTH:
        rule = Rule.VERY_LONG_SENTENCE
        advice = f"Teilen Sie ihn: höchstens {GOOD_LENGTH} Wörter"
    else:
        rule = Rule.LONG_SENTENCE
        advice = f"Geht es kürzer? Bis {GOOD_LENGTH} Wörter"
    message = f"Der Satz hat {length} Wörter. {advice} sind gut zu verstehen."
    yield Remark(sentence.start, sentence.end, rule, message)


def find_subordinate_clauses(sentence: Sentence) -> Iterator[Remark]:
    for number in range(len(sentence.clauses)):
        found = _with_conjunction(sentence, number)
        found = found or _with_question_word(sentence, number)
        if found:
            advice = word_table("conjunctions").get(_opening(found).lower, "")
            yield _remark(sentence, found, Rule.SUBORDINATE_CLAUSE, advice)


def find_relative_clauses(sentence: Sentence) -> Iterator[Remark]:
    for before, clause in zip(sentence.clauses, sentence.clauses[1:], strict=False):
        start = 1 if clause[0].lower in word_set("prepositions") else 0
        rest = clause[start:]
        if (
            follows_comma(clause)
            and rest
            and rest[0].text in word_set("relative_pronouns")
            and _ends_with_verb(rest, whole=_is_surely_relative(rest))
            and not _has_noun_with_article(before, rest, preposition=start > 0)
        ):
            yield _remark(sentence, clause, Rule.RELATIVE_CLAUSE)


def _with_conjunction(sentence: Sentence, number: int) -> Clause:
    """From the conjunction on; some begin one even where the comma was forgotten."""
    clause = sentence.clauses[number]
    opening = _opening(clause).lower
    if opening in word_table("conjunctions"):
        if number:
            return clause if follows_comma(clause) else ()
        # Also "Damit können Sie …" and, alone, "Weil Sie hier leben."
        goes_on = any(map(follows_comma, sentence.clauses[1:]))
        return clause if goes_on and opening != "damit" else ()
    for place, word in enumerate(clause[2:], start=2):
        if word.lower in word_set("strong_conjunctions"):
            return clause[place:]
    return ()


def _with_question_word(sentence: Sentence, number: int) -> Clause:
    """Clauses that only a verb at the end tells from a sentence of their own.

    "Wer kocht, wer putzt?" are two questions side by side.
    """
    clause, question_words = sentence.clauses[number], word_set("question_words")
    if _opening(clause).lower not in question_words:
        return ()
    if number:
        before = sentence.clauses[number - 1][0].lower
        fits = follows_comma(clause) and before not in question_words
    else:
        goes_on = any(map(follows_comma, sentence.clauses[1:2]))
        fits = goes_on and not sentence.is_question
    return clause if fits and _ends_with_verb(clause, whole=True) else ()


def _opening(clause: Clause) -> Word:
    """The word that may begin a subordinate clause: "und weil", "so dass"."""
    is_link = clause[0].lower in word_set("links") and len(clause) > 1
    return clause[1] if is_link else clause[0]


def _is_surely_relative(clause: Clause) -> bool:
    """ "die in …", "die uns …": not an article and its noun in a list."""
    sure = word_set("prepositions") | word_set("pronouns")
    return any(word.lower in sure for word in clause[1:2])


def _has_noun_with_article(
    before: Clause, clause: Clause, *, preposition: bool
) -> bool:
    """Whether what looks like a relative pronoun is an article.

    In "Die Schule ist gut, die Lehrer helfen" there is no noun to relate to.
    """
    if clause[0].lower in {"deren", "dessen"}:  # never articles
        return False
    return clause[1].is_noun and (preposition or not before[-1].is_noun)


def _ends_with_verb(clause: Clause, *, whole: bool = False) -> bool:
    """Whether a verb stands last and none in the place of a main clause.

    Up to the first "und", as "die Stadt und die Vereine helfen" is no relative clause;
    or in the `whole` of it.
    """
    ends = [n for n, word in enumerate(clause) if word.lower in {"und", "oder"}]
    if not ends:
        return _is_verb_final(clause)
    cut, rest = clause[: ends[0]], clause[ends[0] + 1 :]
    if _is_verb_final(cut) and not _goes_on_with_adjective(rest):
        return True
    return whole and _is_verb_final(cut + rest)


def _goes_on_with_adjective(rest: Clause) -> bool:
    """ "die sozialen und kulturellen Angebote" have no verb "sozialen"."""
    return len(rest) > 1 and rest[0].lower.endswith("en") and rest[1].is_noun


def _is_verb_final(clause: Clause) -> bool:
    if len(clause) < 2 or not _is_verb(clause[-1]) or ends_with_infinitive(clause):
        return False
    finite = word_set("finite_verbs")
    # "was Sie haben möchten": one of them may stand before another one.
    has_two = len(clause) > 3 and clause[-1].lower in finite
    before = clause[1:-2] if has_two else clause[1:-1]
    return not any(word.lower in finite for word in before)


def _is_verb(word: Word) -> bool:
    if word.lower in word_set("finite_verbs"):
        return True
    return (
        not word.is_large
        and word.lower.endswith(_VERB_ENDINGS)
        and word.lower not in word_set("not_verbs")
    )


def _remark(sentence: Sentence, clause: Clause, rule: Rule, advice: str = "") -> Remark:
    start, end = clause[0].start, clause[-1].end
    phrase = quoted(sentence.source[start:end])
    message = f"{phrase} ist ein {rule.label}. Machen Sie daraus einen eigenen Satz."
    return Remark(start, end, rule, f"{message} {advice}".rstrip())
