"""News to a person's own program, signed as «Standard Webhooks» says."""

import hashlib
import hmac
import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from core.clock import Clock
from core.messages.keys import MessageKeys
from core.messages.outside.guarded import Outside
from core.messages.parcels import DeferredDeliveryError, Parcel, RefusedDeliveryError

LONGEST_WAIT_S = 86_400
PASSING = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class WebhookCarrier:
    """Hands news to programs; they know by `webhook-id` what they have had already."""

    keys: MessageKeys
    outside: Outside
    clock: Clock
    may_repeat: bool = True

    def carry(self, parcel: Parcel, about_to_send: Callable[[], None]) -> None:
        """Hand the news over; see `MessageCarrier`."""
        assert parcel.target is not None  # noqa: S101 - webhooks have one
        body = json.dumps(content_of(parcel), ensure_ascii=False).encode()
        at = int(self.clock.now().timestamp())
        signature = signed(webhook_key(self.keys, parcel.address), parcel.code, at, body)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "tugan-zher-atlas",
            "webhook-id": parcel.code,
            "webhook-timestamp": str(at),
            "webhook-signature": f"v1,{signature}",
        }
        about_to_send()
        require_taken(*self.outside.post(parcel.target.url, body, headers))


def content_of(parcel: Parcel) -> dict[str, str]:
    """What a program is told."""
    return {
        "type": parcel.kind,
        "timestamp": parcel.made_at.isoformat(),
        "language": parcel.language.value,
        "subject": parcel.message.subject,
        "text": parcel.message.body,
    }


def webhook_key(keys: MessageKeys, target_id: str) -> bytes:
    """By what the messages to one target are signed; it is kept nowhere."""
    return keys.derived(f"webhook {target_id}")


def webhook_secret(keys: MessageKeys, target_id: str) -> str:
    """The key as its owner is told it."""
    return f"whsec_{b64encode(webhook_key(keys, target_id)).decode()}"


def signed(key: bytes, code: str, at: int, body: bytes) -> str:
    """The signature of a message with its moment, so that nobody sends it again later."""
    content = f"{code}.{at}.".encode() + body
    return b64encode(hmac.digest(key, content, hashlib.sha256)).decode()


def require_taken(status: int, retry_after: str) -> None:
    """Require an answer that says yes. Raises DeferredDeliveryError, RefusedDeliveryError."""
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return
    told = f"HTTP {status}"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in PASSING:
        after_s = min(int(retry_after), LONGEST_WAIT_S) if retry_after.isdecimal() else None
        raise DeferredDeliveryError(told, after_s=after_s)
    is_gone = status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
    raise RefusedDeliveryError(told, is_bad_address=is_gone)
