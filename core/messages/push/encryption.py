"""Encryption of a message for one browser (RFC 8291, on RFC 8188's aes128gcm)."""

import os
from base64 import urlsafe_b64decode

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.messages.keys import public_point

SALT_BYTES, KEY_BYTES, NONCE_BYTES, AUTH_BYTES = 16, 16, 12, 16
RECORD_BYTES = 4096
LAST_RECORD = b"\x02"
LONGEST_CONTENT = 3000
"""Push services take no more than 4096 bytes in all."""


def encrypted(
    content: bytes,
    browser_key: bytes,
    auth: bytes,
    *,
    salt: bytes | None = None,
    sender_key: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """The content in one record, with its header; `salt` and `sender_key` are given in tests.

    Raises ValueError for a key that is no point of the curve.
    """
    salt = salt or os.urandom(SALT_BYTES)
    mine = sender_key or ec.generate_private_key(ec.SECP256R1())
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), browser_key)
    my_point = public_point(mine.public_key())
    shared = mine.exchange(ec.ECDH(), theirs)
    keying = _derived(shared, auth, b"WebPush: info\0" + browser_key + my_point, 32)
    key = _derived(keying, salt, b"Content-Encoding: aes128gcm\0", KEY_BYTES)
    nonce = _derived(keying, salt, b"Content-Encoding: nonce\0", NONCE_BYTES)
    header = salt + RECORD_BYTES.to_bytes(4) + len(my_point).to_bytes(1) + my_point
    return header + AESGCM(key).encrypt(nonce, content + LAST_RECORD, None)


def decoded(text: str) -> bytes:
    """The bytes of base64url, with padding or without. Raises ValueError."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def is_fit(p256dh: str, auth: str) -> bool:
    """Whether a browser's keys are such as can be used."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(p256dh))
        return len(decoded(auth)) == AUTH_BYTES
    except ValueError:
        return False


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)
