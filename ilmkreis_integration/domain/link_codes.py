"""Codes in links that open a form or a table without an account."""

import secrets

# Without characters that are mistaken for each other on paper (0 O, 1 I L, U V).
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
# 29^12 > 2^58: cannot be found by trying.
LENGTH = 12


def new_link_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
