"""News to browsers, by the push service that each has told us of."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from core.clock import Clock
from core.messages.keys import MessageKeys, base64url, public_point
from core.messages.outside.guarded import Outside
from core.messages.outside.webhook import require_taken
from core.messages.parcels import Parcel, RefusedDeliveryError
from core.messages.push.encryption import LONGEST_CONTENT, decoded, encrypted

LASTS_S = 86_400
"""How long a service keeps a message for a browser that is not there."""
TOKEN_LASTS_S = 12 * 3600
TOPIC_LENGTH = 26
NO_KEY, WRONG_KEY = "the browser has no key", "the browser's key is wrong"


@dataclass(frozen=True, slots=True)
class PushCarrier:
    """Hands news to push services, encrypted for the browser and signed for the service."""

    keys: MessageKeys
    outside: Outside
    clock: Clock
    contact: str
    """Whom a service writes to: an address of the operator's (RFC 8292 §2.1)."""
    may_repeat: bool = False

    def carry(self, parcel: Parcel, about_to_send: Callable[[], None]) -> None:
        """Hand the news over; see `MessageCarrier`."""
        target = parcel.target
        if target is None or target.p256dh is None or target.auth is None:
            raise RefusedDeliveryError(NO_KEY, is_bad_address=True)
        try:
            body = encrypted(content_of(parcel), decoded(target.p256dh), decoded(target.auth))
        except ValueError as error:
            raise RefusedDeliveryError(WRONG_KEY, is_bad_address=True) from error
        headers = {
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(LASTS_S),
            "Topic": parcel.code[:TOPIC_LENGTH],
            "Authorization": self.authorization(target.url),
        }
        about_to_send()
        require_taken(*self.outside.post(target.url, body, headers))

    def authorization(self, url: str) -> str:
        """Who sends, as the service may check (RFC 8292)."""
        key, parts = self.keys.vapid(), urlsplit(url)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int(self.clock.now().timestamp()) + TOKEN_LASTS_S,
            "sub": f"mailto:{self.contact}",
        }
        content = f"{_part({'typ': 'JWT', 'alg': 'ES256'})}.{_part(claims)}"
        signature = base64url(_signature(key, content.encode()))
        return f"vapid t={content}.{signature}, k={base64url(public_point(key.public_key()))}"


def content_of(parcel: Parcel) -> bytes:
    """What the browser shows: a title and a text, shortened to what services take."""
    text = parcel.message.body
    while True:
        shown = {"title": parcel.message.subject, "body": text, "tag": parcel.code}
        content = json.dumps(shown, ensure_ascii=False).encode()
        if len(content) <= LONGEST_CONTENT:
            return content
        text = text[: len(text) * 3 // 4]


def _part(claims: dict[str, object] | dict[str, str]) -> str:
    return base64url(json.dumps(claims, separators=(",", ":")).encode())


def _signature(key: ec.EllipticCurvePrivateKey, content: bytes) -> bytes:
    """The two numbers side by side, as JWS writes them (RFC 7518 §3.4)."""
    r, s = decode_dss_signature(key.sign(content, ec.ECDSA(SHA256())))
    return r.to_bytes(32) + s.to_bytes(32)
