"""A message ready to go, and how an attempt to hand it over ends."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.messages.channels import Channel
from core.messages.placeholders import one_line
from core.messages.templates import RenderedMessage
from core.text import Language

ADDRESS = re.compile(r"[^\s<>:;,]+@[^\s<>:;,]+")


@dataclass(frozen=True, slots=True)
class ParcelTarget:
    """The browser or program to which a parcel goes."""

    url: str
    p256dh: str | None = None
    auth: str | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message as it goes by one channel."""

    code: str
    kind: str
    channel: Channel
    address: str
    language: Language
    message: RenderedMessage
    made_at: datetime
    unsubscribe: str | None = None
    """Where one press ends such news; None where they cannot be ended."""
    target: ParcelTarget | None = None


class DeliveryError(Exception):
    """A parcel that was not handed over; the text tells why, without addresses."""

    def __init__(self, reason: str) -> None:
        super().__init__(ADDRESS.sub("…", one_line(reason)))


class DeferredDeliveryError(DeliveryError):
    """It may go later; whether all of the channel must wait, `is_channel_down` says."""

    def __init__(
        self, reason: str, *, is_channel_down: bool = False, after_s: int | None = None
    ) -> None:
        super().__init__(reason)
        self.is_channel_down = is_channel_down
        self.after_s = after_s


class RefusedDeliveryError(DeliveryError):
    """It will never go; where the address takes nothing at all, `is_bad_address` says so."""

    def __init__(self, reason: str, *, is_bad_address: bool = False) -> None:
        super().__init__(reason)
        self.is_bad_address = is_bad_address


class UncertainDeliveryError(DeliveryError):
    """Nobody knows whether it has arrived."""


class MessageCarrier(Protocol):
    """What hands parcels of one channel over."""

    @property
    def may_repeat(self) -> bool:
        """Whether the other side takes a second one of the same code for the first."""

    def carry(self, parcel: Parcel, about_to_send: Callable[[], None]) -> None:
        """Hand the parcel over; `about_to_send` is called when nothing stands in the way any more.

        Raises DeferredDeliveryError, RefusedDeliveryError and UncertainDeliveryError.
        """
