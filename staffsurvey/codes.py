"""Codes on the slips: made, read from what somebody typed, and kept as a digest only.

A code is `LENGTH` characters and a check character (ISO 7064, as MOD 37,36 but for our
alphabet), so that a slip of the finger is told from a wrong code without asking the
database. Nothing leads from the digest back to the code, not even for somebody who has
the database: the key of the digest is derived from SECRET_KEY.
"""

from __future__ import annotations

import secrets

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from stdnum.iso7064 import mod_37_36

# Without characters that are mistaken for each other on paper (0 O, 1 I L, U V).
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
# 30^11 > 2^53: cannot be found by trying.
LENGTH = 11
_GROUP = 4
_BETWEEN = " -–—.\t\r\n\u00a0\u2010\u2011"
_SALT = "staffsurvey.codes"
# Characters that are taken for others on paper, by the message that asks about them.
_MISTAKEN = {"round": "0O", "stroke": "1IL"}
# `static/js/staff-code.js` says the same before anything is sent.
MESSAGES = {
    "empty": _("Bitte geben Sie den Code von Ihrem Zettel ein."),
    "round": _("In keinem Code steht „{sign}“. Ist es vielleicht ein Q oder ein D?"),
    "stroke": _("In keinem Code steht „{sign}“. Ist es vielleicht eine 7 oder ein J?"),
    "strange": _("Das Zeichen „{sign}“ kommt in keinem Code vor."),
    "length": _("Ein Code hat {length} Zeichen, Sie haben {typed} eingegeben."),
    "typo": _("In diesem Code ist ein Tippfehler. Bitte vergleichen Sie ihn."),
}


class CodeError(ValueError):
    """What was typed is no code; the message says so to the person."""


def new_code() -> str:
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return body + mod_37_36.calc_check_digit(body, ALPHABET)


def shown(code: str) -> str:
    """As printed: K7QM-2RXD-9VTA."""
    return "-".join(code[i : i + _GROUP] for i in range(0, len(code), _GROUP))


def read_code(typed: str) -> str:
    """The code meant by `typed`, whatever its case and blanks. Raises `CodeError`."""
    code = typed.upper().translate(dict.fromkeys(map(ord, _BETWEEN)))
    if not code:
        raise _error("empty")
    strange = sorted(set(code) - set(ALPHABET))
    for kind, signs in _MISTAKEN.items():
        for sign in strange:
            if sign in signs:
                raise _error(kind, sign=sign)
    if strange:
        raise _error("strange", sign=strange[0])
    if len(code) != LENGTH + 1:
        raise _error("length", length=LENGTH + 1, typed=len(code))
    if not mod_37_36.is_valid(code, ALPHABET):
        raise _error("typo")
    return code


def digest_of(code: str) -> str:
    """What the database keeps of a code as `read_code` returns it."""
    return salted_hmac(_SALT, code, algorithm="sha256").hexdigest()


def _error(kind: str, **values: object) -> CodeError:
    return CodeError(str(MESSAGES[kind]).format(**values))
