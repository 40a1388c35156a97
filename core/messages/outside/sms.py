"""Short messages to telephones, by a gateway that the operator has set."""

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit, urlunsplit

from core.messages.outside.guarded import Outside
from core.messages.outside.webhook import require_taken
from core.messages.parcels import Parcel, RefusedDeliveryError

NO_GATEWAY = "no gateway is set (ATLAS_SMS_WEBHOOK)"


@dataclass(frozen=True, slots=True)
class SmsCarrier:
    """Asks the gateway by `{"id", "to", "text"}`; a user and password go in a header."""

    gateway: str | None
    may_repeat: bool = False

    def carry(self, parcel: Parcel, about_to_send: Callable[[], None]) -> None:
        """Hand the text over; see `MessageCarrier`."""
        if self.gateway is None:
            raise RefusedDeliveryError(NO_GATEWAY)
        parts = urlsplit(self.gateway)
        host = parts.netloc.rpartition("@")[2]
        url = urlunsplit(parts._replace(netloc=host, fragment=""))
        headers = {"Content-Type": "application/json", "User-Agent": "tugan-zher-atlas"}
        if parts.username:
            known = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            headers["Authorization"] = f"Basic {b64encode(known.encode()).decode()}"
        text = {"id": parcel.code, "to": parcel.address, "text": parcel.message.body}
        about_to_send()
        # The operator's own address: it may well lie in the own network.
        outside = Outside(frozenset({parts.hostname or ""}))
        require_taken(*outside.post(url, json.dumps(text, ensure_ascii=False).encode(), headers))
