"""Secrets that the atlas must be able to read again, sealed with a key outside of the database."""

import os
import secrets
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.errors import AtlasError, InvalidValueError
from core.text import Text

KEY_BYTES, NONCE_BYTES = 32, 12
KEY_FILE = "secret.key"
OWNER_ONLY = 0o600
NEVER_TOLD = "…"
"""In the place of a key in a message."""
KEY_HINT = Text(
    "base64 түріндегі 32 байт керек: openssl rand -base64 32.",
    "Нужны 32 байта в base64: openssl rand -base64 32.",
    "32 bytes in base64 are needed: openssl rand -base64 32.",
)


class UnreadableSecretError(AtlasError):
    """A sealed secret cannot be opened: the key is another one, or the row was changed."""

    phrase = Text(
        "Кодты тексеру мүмкін емес: атластың кілті ауысқан. Қалпына келтіру кодын енгізіңіз немесе"
        " әкімшіге айтыңыз.",
        "Код нельзя проверить: ключ атласа сменился. Введите код восстановления или сообщите"
        " администратору.",
        "The code cannot be checked: the key of the atlas has changed. Enter a recovery code or"
        " tell the administrator.",
    )


@dataclass(frozen=True, slots=True)
class SecretBox:
    """Seals secrets by AES-256-GCM; `owner` is bound to each, so that rows cannot be exchanged."""

    key: bytes = field(repr=False)

    def seal(self, secret: str, owner: str) -> str:
        """The sealed secret as text."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = AESGCM(self.key).encrypt(nonce, secret.encode(), owner.encode())
        return b64encode(nonce + sealed).decode()

    def open(self, sealed: str, owner: str) -> str:
        """The secret. Raises UnreadableSecretError."""
        try:
            whole = b64decode(sealed, validate=True)
            nonce, body = whole[:NONCE_BYTES], whole[NONCE_BYTES:]
            return AESGCM(self.key).decrypt(nonce, body, owner.encode()).decode()
        except (InvalidTag, Base64Error, ValueError) as error:
            raise UnreadableSecretError(field="code") from error


def secret_box(data_folder: Path, key: str | None) -> SecretBox:
    """The box of the key that is given in base64, or of a file that is made once.

    Raises InvalidValueError for a key that is none.
    """
    if key is None:
        return SecretBox(_key_of_file(data_folder / KEY_FILE))
    try:
        found = b64decode(key, validate=True)
    except Base64Error:
        found = b""
    if len(found) != KEY_BYTES:
        raise InvalidValueError(NEVER_TOLD, field="ATLAS_SECRET_KEY", hint=KEY_HINT)
    return SecretBox(found)


def _key_of_file(file: Path) -> bytes:
    """The key of the file; of several who make it at a time, all get the first one's."""
    if not file.exists():
        _make_key(file)
    found = file.read_bytes()
    if len(found) != KEY_BYTES:
        raise InvalidValueError(file.name, field=KEY_FILE, hint=KEY_HINT)
    return found


def _make_key(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(handle, "wb") as writer:
        writer.write(secrets.token_bytes(KEY_BYTES))
        writer.flush()
        os.fsync(writer.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
