"""Locking a text so that only the holder of a private key can read it.

Each message is sealed with a key pair of its own: ECDH on P-256 with the public key of
the receiver, HKDF-SHA256, AES-256-GCM. `purpose` keeps apart what is sealed for
different ends; `bound_to` (the id of the message) is authenticated, so that no message
can be passed off as another. `static/js/sealing.js` is the other half.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
# Bytes of an uncompressed point, of a nonce, and of the tag at the end of the content.
POINT_LENGTH, NONCE_LENGTH, TAG_LENGTH = 65, 12, 16

PrivateKey = ec.EllipticCurvePrivateKey


class SealError(Exception):
    """A message that is broken, or was not sealed for this key."""


@dataclass(frozen=True)
class Sealed:
    """A sealed message; `sender_key` is the public half of the pair made for it."""

    sender_key: bytes
    nonce: bytes
    content: bytes


def new_key() -> PrivateKey:
    return ec.generate_private_key(CURVE)


def public_point(key: PrivateKey) -> bytes:
    """The public half of `key` as an uncompressed point."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def seal(plain: bytes, *, receiver: bytes, purpose: bytes, bound_to: bytes) -> Sealed:
    """For whoever has the key to the public point `receiver`."""
    own = new_key()
    public_key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, receiver)
    key = _derive(own.exchange(ec.ECDH(), public_key), purpose)
    nonce = secrets.token_bytes(NONCE_LENGTH)
    content = AESGCM(key).encrypt(nonce, plain, bound_to)
    return Sealed(public_point(own), nonce, content)


def unseal(
    sealed: Sealed, key: PrivateKey, *, purpose: bytes, bound_to: bytes
) -> bytes:
    """Raises `SealError`."""
    try:
        sender = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sealed.sender_key)
        shared = key.exchange(ec.ECDH(), sender)
        content_key = _derive(shared, purpose)
        return AESGCM(content_key).decrypt(sealed.nonce, sealed.content, bound_to)
    except (ValueError, InvalidTag) as error:
        raise SealError("cannot be opened") from error


def _derive(shared: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=purpose).derive(shared)
