"""The key pair of a ballot box and the passphrase that its private half is locked with.

The private half exists in the clear only in memory: while the pair is made, for the
trial, and for the opening.
"""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from importlib.resources import files

from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from ilmkreis_integration.sealing import PrivateKey

# 7,776 words: six of them are 77 bits.
_WORDS_IN_PART = 6


class WrongPassphraseError(Exception):
    """The key cannot be unlocked with what was typed."""


@cache
def _words() -> tuple[str, ...]:
    """The German list of the package `diceware`, a number and a word in each line."""
    lines = (
        files("diceware").joinpath("wordlists", "wordlist_de.txt").read_text("utf-8")
    )
    return tuple(line.split()[1] for line in lines.splitlines() if line.strip())


def new_passphrase(*, parts: int = 1) -> list[str]:
    """Six words for each of `parts` people; no part tells anything about another."""
    return [
        " ".join(secrets.choice(_words()) for _ in range(_WORDS_IN_PART))
        for _ in range(parts)
    ]


def lock(key: PrivateKey, parts: list[str]) -> str:
    """The private half as PEM, encrypted with all parts of the passphrase."""
    return key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(_secret(parts))
    ).decode()


def unlock(locked: str, parts: list[str]) -> PrivateKey:
    """Raises `WrongPassphraseError`."""
    try:
        key = load_pem_private_key(locked.encode(), _secret(parts))
    except (ValueError, TypeError) as error:  # TypeError: nothing was typed
        raise WrongPassphraseError from error
    if not isinstance(key, PrivateKey):
        raise WrongPassphraseError
    return key


def _secret(parts: list[str]) -> bytes:
    """What was typed, whatever its case and blanks."""
    words = unicodedata.normalize("NFC", " ".join(parts)).casefold().split()
    return " ".join(words).encode()
