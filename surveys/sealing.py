"""Forms sealed on a tablet: the tablet can lock them, only the server can open them.

An envelope is made with a key pair of its own: ECDH on P-256 with the server's public
key, HKDF-SHA256, AES-256-GCM, with the id of the form as additional data, so that no
envelope can be passed off as another. `static/js/tablet-sealing.js` is the other half.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

_CURVE = ec.SECP256R1()
_PURPOSE = b"questionnaire-envelope-1"


class SealError(Exception):
    """An envelope that is broken, or was not made for this key."""


@dataclass(frozen=True)
class Envelope:
    """A sealed form; `sender_key` is the public half of the pair made for it."""

    id: UUID
    sender_key: bytes
    nonce: bytes
    content: bytes

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Envelope:
        """Read what the tablet sent, texts in base64. Raises `SealError`."""
        try:
            return cls(
                id=UUID(values["id"]),
                sender_key=b64decode(values["key"], validate=True),
                nonce=b64decode(values["nonce"], validate=True),
                content=b64decode(values["content"], validate=True),
            )
        except (KeyError, TypeError, AttributeError, ValueError, Base64Error) as error:
            raise SealError("malformed") from error


def new_private_key() -> bytes:
    key = ec.generate_private_key(_CURVE)
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def public_half(private_key: bytes) -> str:
    """The key that tablets seal with: an uncompressed point in base64."""
    point = _load(private_key).public_key()
    return b64encode(
        point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    ).decode()


def unseal(envelope: Envelope, private_key: bytes) -> Any:
    """The JSON value inside. Raises `SealError`."""
    try:
        sender = ec.EllipticCurvePublicKey.from_encoded_point(
            _CURVE, envelope.sender_key
        )
        shared = _load(private_key).exchange(ec.ECDH(), sender)
        plain = AESGCM(_derive(shared)).decrypt(
            envelope.nonce, envelope.content, str(envelope.id).encode()
        )
        return json.loads(plain)
    except (ValueError, InvalidTag) as error:
        raise SealError("cannot be opened") from error


def seal(value: Any, *, form_id: UUID, public_key: str) -> dict[str, str]:
    """Make an envelope as a tablet does."""
    point = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, b64decode(public_key))
    own = ec.generate_private_key(_CURVE)
    key = _derive(own.exchange(ec.ECDH(), point))
    nonce = AESGCM.generate_key(128)[:12]
    content = AESGCM(key).encrypt(
        nonce, json.dumps(value).encode(), str(form_id).encode()
    )
    sender = own.public_key().public_bytes(
        Encoding.X962, PublicFormat.UncompressedPoint
    )
    return {
        "id": str(form_id),
        "key": b64encode(sender).decode(),
        "nonce": b64encode(nonce).decode(),
        "content": b64encode(content).decode(),
    }


def _load(private_key: bytes) -> ec.EllipticCurvePrivateKey:
    key = load_der_private_key(private_key, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise SealError("not a key for envelopes")
    return key


def _derive(shared: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=_PURPOSE).derive(shared)
