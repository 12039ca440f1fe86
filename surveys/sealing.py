"""Forms sealed on a tablet: the tablet can lock them, only the server can open them.

`static/js/tablet-sealing.js` is the other half.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from ilmkreis_integration import sealing
from ilmkreis_integration.sealing import PrivateKey, Sealed, SealError

_PURPOSE = b"questionnaire-envelope-1"


@dataclass(frozen=True)
class Envelope:
    """A sealed form and its id."""

    id: UUID
    sealed: Sealed

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Envelope:
        """Read what the tablet sent, texts in base64. Raises `SealError`."""
        try:
            return cls(
                id=UUID(values["id"]),
                sealed=Sealed(
                    sender_key=b64decode(values["key"], validate=True),
                    nonce=b64decode(values["nonce"], validate=True),
                    content=b64decode(values["content"], validate=True),
                ),
            )
        except (KeyError, TypeError, AttributeError, ValueError, Base64Error) as error:
            raise SealError("malformed") from error


def new_private_key() -> bytes:
    return sealing.new_key().private_bytes(
        Encoding.DER, PrivateFormat.PKCS8, NoEncryption()
    )


def public_half(private_key: bytes) -> str:
    """The key that tablets seal with: an uncompressed point in base64."""
    return b64encode(sealing.public_point(_load(private_key))).decode()


def unseal(envelope: Envelope, private_key: bytes) -> Any:
    """The JSON value inside. Raises `SealError`."""
    plain = sealing.unseal(
        envelope.sealed,
        _load(private_key),
        purpose=_PURPOSE,
        bound_to=str(envelope.id).encode(),
    )
    try:
        return json.loads(plain)
    except ValueError as error:
        raise SealError("cannot be read") from error


def seal(value: Any, *, form_id: UUID, public_key: str) -> dict[str, str]:
    """Make an envelope as a tablet does."""
    sealed = sealing.seal(
        json.dumps(value).encode(),
        receiver=b64decode(public_key),
        purpose=_PURPOSE,
        bound_to=str(form_id).encode(),
    )
    return {
        "id": str(form_id),
        "key": b64encode(sealed.sender_key).decode(),
        "nonce": b64encode(sealed.nonce).decode(),
        "content": b64encode(sealed.content).decode(),
    }


def _load(private_key: bytes) -> PrivateKey:
    key = load_der_private_key(private_key, password=None)
    if not isinstance(key, PrivateKey):
        raise SealError("not a key for envelopes")
    return key
