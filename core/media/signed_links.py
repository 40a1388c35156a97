"""Links that open one variant of one file for a few minutes, in the name of who asked for them.

They serve players and programs that cannot show who they are. What the person may see is asked anew
with every use, so that a link opens nothing that was hidden meanwhile.
"""

import hmac
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from core.errors import NotFoundError
from core.media.store import sync_folder
from core.text import Text

KEY_BYTES = 32
KEY_FILE = "link_key"
SEPARATOR = "."


class SpentMediaLinkError(NotFoundError):
    """The link is not ours, or its time is over."""

    phrase = Text(
        "Сілтеменің мерзімі өтті немесе ол жарамсыз.",
        "Срок ссылки истёк, или она недействительна.",
        "The link has expired or is not valid.",
    )


@dataclass(frozen=True, slots=True)
class SignedLink:
    """For whom which variant of a file is open, and until when."""

    code: str
    variant: str
    user_id: int
    until: datetime


def sign(key: bytes, link: SignedLink) -> str:
    """The text by which the link is known."""
    until = int(link.until.timestamp())
    return SEPARATOR.join((str(link.user_id), str(until), _signature(key, link, until)))


def signed_link(key: bytes, code: str, variant: str, text: str, now: datetime) -> SignedLink:
    """The link that the text stands for. Raises SpentMediaLinkError."""
    user, until, signature = [*text.split(SEPARATOR), "", "", ""][:3]
    if not (user.isascii() and user.isdecimal() and until.isascii() and until.isdecimal()):
        raise SpentMediaLinkError(field="signed")
    if len(user) + len(until) > 30:  # noqa: PLR2004 - longer ones are no numbers of ours
        raise SpentMediaLinkError(field="signed")
    seconds = int(until)
    link = SignedLink(code, variant, int(user), now)
    is_ours = hmac.compare_digest(signature.encode(), _signature(key, link, seconds).encode())
    if not is_ours or seconds <= now.timestamp():
        raise SpentMediaLinkError(field="signed")
    return SignedLink(code, variant, int(user), datetime.fromtimestamp(seconds, UTC))


def link_key(folder: Path) -> bytes:
    """The secret of this atlas for its links, which is made where there is none."""
    path = folder / KEY_FILE
    while not path.is_file():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = folder / f".{secrets.token_hex(8)}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        sync_folder(folder)
    return path.read_bytes()


def _signature(key: bytes, link: SignedLink, until: int) -> str:
    told = "\n".join((link.code, link.variant, str(link.user_id), str(until)))
    return hmac.new(key, told.encode(), sha256).hexdigest()
