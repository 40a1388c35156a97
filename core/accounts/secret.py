"""Secrets that the atlas gives out once: of each only the hash is kept.

A plain SHA-256 is enough because they are 256 random bits, not words that could be guessed.
"""

import hashlib
import secrets

SECRET_BYTES = 32


def new_secret() -> str:
    """A new secret of 256 random bits, in letters that fit into an address and a header."""
    return secrets.token_urlsafe(SECRET_BYTES)


def sha256_of(secret: str) -> str:
    """The hash under which a secret is known, in hexadecimal digits."""
    return hashlib.sha256(secret.encode(errors="surrogateescape")).hexdigest()
