"""Which notes may say the same, by the words they share. Only a hint for people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

# As many of the words that two texts have in all must be in both.
_ALIKE = 0.5
# Words of three letters and less say little: der, ist, zu, wir.
_WORD = re.compile(r"\w{4,}")
# Endings that only bend a word: Wohnung, Wohnungen; fehlt, fehlen.
_ENDINGS = re.compile(r"(en|er|es|em|e|n|s|t)$")


def alike(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places in `texts` whose words are mostly the same, closest first."""
    words = [words_of(text) for text in texts]
    pairs = [
        (_share(words[a], words[b]), (a, b))
        for a, b in combinations(range(len(texts)), 2)
    ]
    close = [(share, pair) for share, pair in pairs if share >= _ALIKE]
    return [pair for _share_, pair in sorted(close, key=lambda one: (-one[0], one[1]))]


def words_of(text: str) -> frozenset[str]:
    return frozenset(_ENDINGS.sub("", word) for word in _WORD.findall(text.casefold()))


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    """Of all words of both, the share that is in both; without words, none."""
    return len(a & b) / len(a | b) if a and b else 0
