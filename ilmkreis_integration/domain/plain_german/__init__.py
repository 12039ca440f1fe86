"""Checks short German texts for readers who are learning the language (A2).

What it knows of German are lists and endings, so that each remark can be traced and
explained; it would rather overlook something than find fault without cause. What passes
is einfaches Deutsch. Nothing that was only checked here may be called Leichte Sprache:
that takes readers who test it.

The messages are about German and in German, whatever the language of the interface.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ilmkreis_integration.domain.plain_german.clauses import (
    find_long_sentence,
    find_relative_clauses,
    find_subordinate_clauses,
)
from ilmkreis_integration.domain.plain_german.genitive import find_genitive
from ilmkreis_integration.domain.plain_german.infinitives import (
    find_infinitive_clauses,
)
from ilmkreis_integration.domain.plain_german.negation import find_negation
from ilmkreis_integration.domain.plain_german.notation import (
    find_abbreviations,
    find_capitals,
    find_number_words,
    find_numbers,
    find_shared_lines,
    find_special_characters,
)
from ilmkreis_integration.domain.plain_german.remarks import Remark, Rule, Severity
from ilmkreis_integration.domain.plain_german.sentences import (
    Sentence,
    is_latin,
    split_sentences,
)
from ilmkreis_integration.domain.plain_german.verb_forms import (
    find_passive,
    find_preterite,
    find_subjunctive,
)
from ilmkreis_integration.domain.plain_german.vocabulary import find_hard_words

__all__ = ["Remark", "Rule", "Severity", "check"]

_FINDERS: tuple[Callable[[Sentence], Iterator[Remark]], ...] = (
    find_long_sentence,
    find_subordinate_clauses,
    find_relative_clauses,
    find_infinitive_clauses,
    find_passive,
    find_subjunctive,
    find_preterite,
    find_genitive,
    find_negation,
    find_hard_words,
    find_abbreviations,
    find_capitals,
    find_numbers,
    find_number_words,
    find_special_characters,
)


def check(text: str) -> list[Remark]:
    """Everything that could be said more simply, in the order of the text.

    Text in other scripts than the Latin one gives no remarks.
    """
    if not is_latin(text):
        return []
    sentences = [part for part in split_sentences(text) if is_latin(part.text)]
    remarks = list(find_shared_lines(sentences))
    for sentence in sentences:
        for find in _FINDERS:
            remarks.extend(find(sentence))
    return sorted(remarks, key=lambda remark: (remark.start, remark.end, remark.rule))
