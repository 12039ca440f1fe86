"""An answer in its envelope: all of one length, and readable with the key of the box only.

`static/js/staff-sealing.js` is the other half.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from ilmkreis_integration.sealing import (
    NONCE_LENGTH,
    POINT_LENGTH,
    PrivateKey,
    Sealed,
    SealError,
    seal,
    unseal,
)
from staffsurvey.models.box import ANSWER_LENGTH, ENVELOPE_LENGTH

PURPOSE = b"staff-survey-envelope-1"
# The length of an answer stands before it.
_PREFIX = 4
LONGEST_ANSWER = ANSWER_LENGTH - _PREFIX

# What somebody wrote: texts by "topic/focus-area" in the short names of both.
Answer = Mapping[str, str]


class AnswerTooLongError(ValueError):
    """All texts together do not fit into an envelope; by `excess` bytes."""

    def __init__(self, excess: int) -> None:
        super().__init__(f"{excess} bytes too long")
        self.excess = excess


def write(answer: Answer) -> bytes:
    """`answer` as bytes, filled up to the one length. Raises `AnswerTooLongError`."""
    # Without blanks, as a browser writes it: both find the same answer too long.
    compact = (",", ":")
    body = json.dumps(dict(answer), ensure_ascii=False, separators=compact).encode()
    if len(body) > LONGEST_ANSWER:
        raise AnswerTooLongError(len(body) - LONGEST_ANSWER)
    return (len(body).to_bytes(_PREFIX, "big") + body).ljust(ANSWER_LENGTH, b"\0")


def read(plain: bytes) -> Answer:
    """Raises `SealError` where the bytes are no answer."""
    length = int.from_bytes(plain[:_PREFIX], "big")
    body = plain[_PREFIX : _PREFIX + length]
    try:
        answer: Any = json.loads(body)
    except (ValueError, RecursionError) as error:  # brackets in brackets in brackets
        raise SealError("no answer") from error
    if len(plain) != ANSWER_LENGTH or not _is_answer(answer):
        raise SealError("no answer")
    return cast("Answer", answer)


def close_envelope(answer: Answer, *, envelope_id: UUID, public_key: bytes) -> bytes:
    """Raises `AnswerTooLongError`."""
    sealed = seal(
        write(answer),
        receiver=public_key,
        purpose=PURPOSE,
        bound_to=str(envelope_id).encode(),
    )
    return sealed.sender_key + sealed.nonce + sealed.content


def open_envelope(content: bytes, *, envelope_id: UUID, key: PrivateKey) -> Answer:
    """Raises `SealError` for whatever was not made for this box and this id."""
    if len(content) != ENVELOPE_LENGTH:
        raise SealError("not an envelope")
    nonce_at, content_at = POINT_LENGTH, POINT_LENGTH + NONCE_LENGTH
    sealed = Sealed(
        content[:nonce_at], content[nonce_at:content_at], content[content_at:]
    )
    bound_to = str(envelope_id).encode()
    return read(unseal(sealed, key, purpose=PURPOSE, bound_to=bound_to))


def _is_answer(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(part, str) for pair in value.items() for part in pair
    )
