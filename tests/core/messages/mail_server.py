"""A real mail server on loopback, which keeps what it is given and refuses what it is told to."""

import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from tests.loopback import HOST, closed_port

READY_WITHIN_S = 60.0
TAKEN = "250 OK"
logging.getLogger("mail.log").setLevel(logging.ERROR)


@dataclass
class Inbox:
    """What has arrived, and what is answered."""

    port: int = 0
    to_recipient: str = TAKEN
    to_letter: str = TAKEN
    drops: bool = False
    """Whether the connection is lost while the letter is handed over, after it was taken."""
    raw: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)

    @property
    def letters(self) -> list[EmailMessage]:
        """The letters as a reader's program shows them."""
        found = [message_from_bytes(each, policy=default) for each in self.raw]
        return cast("list[EmailMessage]", found)

    @property
    def url(self) -> str:
        """The address of the server for ATLAS_SMTP_URL, without encryption."""
        return f"smtp://{HOST}:{self.port}?starttls=no"

    async def handle_RCPT(  # noqa: N802 - as aiosmtpd calls it
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        """Answer to a recipient."""
        if self.to_recipient == TAKEN:
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(  # noqa: N802 - as aiosmtpd calls it
        self, server: Any, session: Any, envelope: Envelope
    ) -> str:
        """Answer to a letter."""
        if self.to_letter == TAKEN:
            self.raw.append(cast("bytes", envelope.content))
            self.recipients += envelope.rcpt_tos
            self.was_encrypted.append(session.ssl is not None)
        if self.drops:
            server.transport.abort()
        return self.to_letter

    def authenticate(
        self, _server: Any, _session: Any, _envelope: Any, _way: str, shown: Any
    ) -> Any:
        """Take any login, and remember it."""
        assert isinstance(shown, LoginPassword)
        self.logins.append((shown.login.decode(), shown.password.decode()))
        return AuthResult(success=True)


@contextmanager
def mail_server(inbox: Inbox, context: ssl.SSLContext | None = None) -> Iterator[Inbox]:
    """The server for as long as the block runs; with a context it demands STARTTLS."""
    inbox.port = closed_port()
    options: dict[str, Any] = {}
    if context is not None:
        options = {"tls_context": context, "require_starttls": True}
    controller = Controller(
        inbox,
        hostname=HOST,
        port=inbox.port,
        ready_timeout=READY_WITHIN_S,
        authenticator=inbox.authenticate,
        auth_require_tls=context is not None,
        **options,
    )
    controller.start()
    try:
        yield inbox
    finally:
        controller.stop()
