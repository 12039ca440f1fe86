"""Codes on the slips: made, read from what somebody typed, and kept as a digest only.

A code is `LENGTH` characters and a check character (ISO 7064, as MOD 37,36 but for our
alphabet), so that a slip of the finger is told from a wrong code without asking the
database. Nothing leads from the digest back to the code, not even for somebody who has
the database: the key of the digest is derived from SECRET_KEY.
"""

from __future__ import annotations

import secrets

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from stdnum.iso7064 import mod_37_36

# Without characters that are mistaken for each other on paper (0 O, 1 I L, U V).
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
# 30^11 > 2^53: cannot be found by trying.
LENGTH = 11
_GROUP = 4
_BETWEEN = " -–—.\t\r\n\u00a0\u2010\u2011"
_SALT = "staffsurvey.codes"


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
        raise CodeError(_("Bitte geben Sie den Code von Ihrem Zettel ein."))
    strange = sorted(set(code) - set(ALPHABET))
    if strange:
        raise CodeError(_complaint(strange))
    if len(code) != LENGTH + 1:
        message = _("Ein Code hat {length} Zeichen, Sie haben {typed} eingegeben.")
        raise CodeError(message.format(length=LENGTH + 1, typed=len(code)))
    if not mod_37_36.is_valid(code, ALPHABET):
        raise CodeError(
            _("In diesem Code ist ein Tippfehler. Bitte vergleichen Sie ihn.")
        )
    return code


def digest_of(code: str) -> str:
    """What the database keeps of a code as `read_code` returns it."""
    return salted_hmac(_SALT, code, algorithm="sha256").hexdigest()


def _complaint(strange: list[str]) -> str:
    message = _("Das Zeichen „{sign}“ kommt in keinem Code vor.")
    if set(strange) & set("0O"):
        message = _(
            "In keinem Code steht „{sign}“. Ist es vielleicht ein Q oder ein D?"
        )
    elif set(strange) & set("1IL"):
        message = _(
            "In keinem Code steht „{sign}“. Ist es vielleicht eine 7 oder ein J?"
        )
    return message.format(sign=strange[0])
