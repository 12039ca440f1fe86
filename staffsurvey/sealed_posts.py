"""What the browser sends when it has sealed an answer by itself."""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from staffsurvey.models.box import ENVELOPE_LENGTH

# An envelope in base64 takes 22 KB; whatever is much longer is none.
LONGEST_POST = 32 * 1024


class NoEnvelopeError(ValueError):
    """No envelope, or one that was cut off on the way."""


@dataclass(frozen=True)
class SealedPost:
    """`code` as it was typed; nobody has checked anything but the form."""

    code: str
    envelope_id: UUID
    content: bytes

    @classmethod
    def read(cls, request: HttpRequest) -> SealedPost:
        """Raises `NoEnvelopeError`."""
        values = _object(request)
        try:
            post = cls(
                code=str(values.get("code", "")),
                envelope_id=UUID(str(values["umschlag"])),
                content=b64decode(values["versiegelt"], validate=True),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise NoEnvelopeError from error
        if len(post.content) != ENVELOPE_LENGTH:
            raise NoEnvelopeError
        return post


def _object(request: HttpRequest) -> dict[str, Any]:
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_POST:
            raise NoEnvelopeError
        value = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise NoEnvelopeError from error
    if not isinstance(value, dict):
        raise NoEnvelopeError
    return value
