"""Letters by a mail server (RFC 5321)."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from http import HTTPStatus

from core.message_settings import SmtpServer
from core.messages.mail.letter import domain_of, envelope_address, letter_of
from core.messages.parcels import (
    DeferredDeliveryError,
    Parcel,
    RefusedDeliveryError,
    UncertainDeliveryError,
)

TIMEOUT_S = 20
NO_UTF8 = "the server takes no such address"
TAKEN = frozenset({250, 251})
PERMANENT = HTTPStatus.INTERNAL_SERVER_ERROR
"""Replies from 500 on will not be others later."""
POLICY = (b"5.7.", b"5.3.", b"5.4.")
"""Refused for reasons that lie in the letter, the server or the way, not in the address."""
BROKEN = (smtplib.SMTPServerDisconnected, OSError)


@dataclass(frozen=True, slots=True)
class SmtpCarrier:
    """Hands letters to one server, each over a connection of its own."""

    server: SmtpServer
    sender: str
    may_repeat: bool = False

    def carry(self, parcel: Parcel, about_to_send: Callable[[], None]) -> None:
        """Hand the letter over; see `MessageCarrier`."""
        letter = letter_of(parcel, self.sender)
        with self._connected() as client:
            _introduce(client, parcel, self.sender)
            about_to_send()
            _hand_over(client, letter)

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        try:
            client = self._opened()
        except (smtplib.SMTPException, OSError) as error:
            raise DeferredDeliveryError(_told(error), is_channel_down=True) from error
        try:
            yield client
        finally:
            with suppress(smtplib.SMTPException, OSError):
                client.quit()

    def _opened(self) -> smtplib.SMTP:
        server, context = self.server, ssl.create_default_context()
        name = domain_of(self.sender)
        if server.is_tls:
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, name, timeout=TIMEOUT_S, context=context
            )
        else:
            client = smtplib.SMTP(server.host, server.port, name, timeout=TIMEOUT_S)
        try:
            if server.starts_tls:
                client.starttls(context=context)
            client.ehlo_or_helo_if_needed()
            if server.user:
                client.login(server.user, server.password or "")
        except BaseException:
            client.close()
            raise
        return client


def _introduce(client: smtplib.SMTP, parcel: Parcel, sender: str) -> None:
    """Name who writes to whom."""
    to = envelope_address(parcel.address)
    options = [] if to.isascii() else ["SMTPUTF8"]
    if options and not client.has_extn("smtputf8"):
        raise RefusedDeliveryError(NO_UTF8, is_bad_address=True)
    try:
        code, reply = client.mail(_bare(sender), options)
        _require_taken(code, reply)
        code, reply = client.rcpt(to)
    except BROKEN as error:
        raise DeferredDeliveryError(_told(error), is_channel_down=True) from error
    _require_taken(code, reply, is_bad_address=not reply.lstrip().startswith(POLICY))


def _hand_over(client: smtplib.SMTP, letter: EmailMessage) -> None:
    try:
        code, reply = client.data(letter.as_bytes())
    except smtplib.SMTPDataError as error:
        code, reply = error.smtp_code, _bytes(error.smtp_error)
    except BROKEN as error:
        raise UncertainDeliveryError(_told(error)) from error
    _require_taken(code, reply)


def _require_taken(code: int, reply: bytes, *, is_bad_address: bool = False) -> None:
    if code in TAKEN:
        return
    told = f"{code} {reply.decode(errors='replace')}"
    if code >= PERMANENT:
        raise RefusedDeliveryError(told, is_bad_address=is_bad_address)
    raise DeferredDeliveryError(told)


def _bare(sender: str) -> str:
    """The address of `Name <address>`."""
    return sender.rpartition("<")[2].rstrip(" >")


def _told(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_bytes(error.smtp_error).decode(errors='replace')}"
    return f"{type(error).__name__}: {error}"


def _bytes(reply: bytes | str) -> bytes:
    return reply if isinstance(reply, bytes) else reply.encode()
