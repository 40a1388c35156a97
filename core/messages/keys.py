"""Keys of the atlas itself: made when they are first needed, kept in the data folder."""

import hashlib
import hmac
import os
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

KEY_BYTES = 32
OWNER_ONLY, OWNER_ONLY_FOLDER = 0o600, 0o700


@dataclass(frozen=True, slots=True)
class MessageKeys:
    """The keys in one folder; several processes that need one first agree on the same."""

    folder: Path

    def derived(self, purpose: str) -> bytes:
        """A key for one purpose, of which the others tell nothing."""
        master = self._kept("messages.key", lambda: secrets.token_bytes(KEY_BYTES))
        return hmac.digest(master, purpose.encode(), hashlib.sha256)

    def vapid(self) -> ec.EllipticCurvePrivateKey:
        """By what push services know the atlas (RFC 8292)."""
        key = load_pem_private_key(self._kept("push.pem", _new_vapid), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101 - as it was made
        return key

    def vapid_public(self) -> str:
        """What browsers are told of the key: an uncompressed point, base64url."""
        return base64url(public_point(self.vapid().public_key()))

    def _kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What stands in a file; where there is none it is made, whole or not at all."""
        file = self.folder / name
        with suppress(FileNotFoundError):
            return file.read_bytes()
        self.folder.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        fresh = self.folder / f"{name}.{secrets.token_hex(8)}"
        write_private(fresh, make())
        try:
            with suppress(FileExistsError):  # another process was first: its key is the key
                os.link(fresh, file)
        finally:
            fresh.unlink()
        return file.read_bytes()


def public_point(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as an uncompressed point."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def base64url(raw: bytes) -> str:
    """The bytes in base64url without padding, as the web's standards write them."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def write_private(file: Path, content: bytes) -> None:
    """Write a new file that only its owner reads."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(descriptor)


def _new_vapid() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
