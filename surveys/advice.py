"""What can be said about the German texts of an edition while they are written."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ilmkreis_integration.domain.plain_german import Rule, check
from surveys.languages import LANGUAGES, Language
from surveys.models import Edition, Translation
from surveys.translating import key_of
from surveys.wording import texts_of


@dataclass(frozen=True)
class Quotation:
    """What a rule says of a text, and the words that it is about."""

    rule: Rule
    message: str
    passages: tuple[str, ...]


@dataclass(frozen=True)
class Help:
    """The help for a text in one language, if there is any."""

    language: Language
    translation: Translation | None

    @property
    def is_unchecked(self) -> bool:
        return self.translation is not None and not self.translation.is_checked


@dataclass(frozen=True)
class Advice:
    """How a text could be simpler, and in which languages there is help for it.

    Only a text that `is_stored` can be translated.
    """

    text: str
    quotations: tuple[Quotation, ...]
    languages: tuple[Help, ...]
    is_stored: bool

    @property
    def key(self) -> str:
        return key_of(self.text)

    @property
    def missing(self) -> int:
        return sum(1 for line in self.languages if line.translation is None)

    @property
    def unchecked(self) -> int:
        return sum(1 for line in self.languages if line.is_unchecked)

    @property
    def checked(self) -> int:
        return len(self.languages) - self.missing - self.unchecked


def quotations(text: str) -> tuple[Quotation, ...]:
    """What the check says, the same thing only once, in the order of the text."""
    passages: dict[tuple[Rule, str], list[str]] = {}
    for remark in check(text):
        words = " ".join(text[remark.start : remark.end].split())
        passages.setdefault((remark.rule, remark.message), []).append(words)
    return tuple(
        Quotation(rule, message, tuple(words))
        for (rule, message), words in passages.items()
    )


def advice_on(texts: Collection[str], edition: Edition) -> dict[str, Advice]:
    """Advice by text; one query, and none for texts of the edition read before."""
    stored = {text for texts in texts_of(edition).values() for text in texts}
    found = _translations(texts)
    return {
        text: Advice(
            text=text,
            quotations=quotations(text),
            languages=tuple(
                Help(language, found.get((text, code)))
                for code, language in LANGUAGES.items()
            ),
            is_stored=text in stored,
        )
        for text in texts
    }


def languages_without_help(texts: Iterable[str]) -> list[Language]:
    """The languages in which there is no help for at least one of the texts."""
    wanted = {text for text in texts if text}
    found = _translations(wanted)
    return [
        language
        for code, language in LANGUAGES.items()
        if any((text, code) not in found for text in wanted)
    ]


def _translations(texts: Collection[str]) -> dict[tuple[str, str], Translation]:
    return {
        (translation.german, translation.language): translation
        for translation in Translation.objects.filter(german__in=texts)
    }
