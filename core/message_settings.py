"""Through what the atlas sends messages: a mail server, a gateway for short messages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from core.errors import InvalidValueError
from core.text import Text

SMTP_URL, MAIL_FROM, SMS_WEBHOOK = "ATLAS_SMTP_URL", "ATLAS_MAIL_FROM", "ATLAS_SMS_WEBHOOK"
NOBODY = "atlas@localhost"
HIDDEN = "…"
"""In the place of an address that may hold a password."""
SMTP_HINT = Text(
    "smtp://user:password@mail.example.kz:587 немесе smtps://… түрінде жазылады.",
    "Записывается как smtp://user:password@mail.example.kz:587 или smtps://… .",
    "It is written as smtp://user:password@mail.example.kz:587, or smtps://… .",
)
WEB_HINT = Text("http:// немесе https:// мекенжайы керек.", "Нужен адрес http:// или https://.",
                "An http:// or https:// address is needed.")  # fmt: skip
FROM_HINT = Text(
    "Хат кімнен екені де керек, мысалы atlas@example.kz.",
    "Нужен и адрес отправителя, например atlas@example.kz.",
    "The sender's address is needed too, such as atlas@example.kz.",
)


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A mail server, and how one speaks with it."""

    host: str
    port: int
    is_tls: bool
    """Encrypted from the first byte."""
    starts_tls: bool
    """Encrypted before anything is said; a server that cannot do so gets no mail."""
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class MessageSettings:
    """What the operator decides about sending."""

    smtp: SmtpServer | None = None
    """Without one letters are put into a folder."""
    sender: str = NOBODY
    sms_webhook: str | None = field(default=None, repr=False)
    """The gateway that sends short messages to telephones."""
    trusted_hosts: frozenset[str] = frozenset()
    """Hosts of the own network that webhooks and push may reach, also without TLS."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "MessageSettings":
        """The settings from ATLAS_SMTP_URL, _MAIL_FROM, _SMS_WEBHOOK and _MESSAGE_HOSTS.

        Raises InvalidValueError, which does not tell an address that may hold a password.
        """
        smtp = environment.get(SMTP_URL)
        sender = environment.get(MAIL_FROM)
        if smtp and not sender:
            raise InvalidValueError(sender, field=MAIL_FROM, hint=FROM_HINT)
        hosts = (environment.get("ATLAS_MESSAGE_HOSTS") or "").replace(" ", "").split(",")
        return cls(
            smtp=smtp_server(smtp) if smtp else None,
            sender=sender or NOBODY,
            sms_webhook=_web_address(environment.get(SMS_WEBHOOK)),
            trusted_hosts=frozenset(host for host in hosts if host),
        )


def smtp_server(url: str) -> SmtpServer:
    """The server of `smtp://user:password@host:port`; `smtps` speaks TLS from the start.

    `smtp` goes over to TLS (STARTTLS) but for `?starttls=no`. Raises InvalidValueError.
    """
    try:
        parts = urlsplit(url)
        options, port = parse_qs(parts.query), parts.port
    except ValueError as error:
        raise InvalidValueError(HIDDEN, field=SMTP_URL, hint=SMTP_HINT) from error
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise InvalidValueError(HIDDEN, field=SMTP_URL, hint=SMTP_HINT)
    is_tls = parts.scheme == "smtps"
    return SmtpServer(
        host=parts.hostname,
        port=port or (465 if is_tls else 587),
        is_tls=is_tls,
        starts_tls=not is_tls and options.get("starttls") != ["no"],
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


def _web_address(url: str | None) -> str | None:
    if not url:
        return None
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise InvalidValueError(HIDDEN, field=SMS_WEBHOOK, hint=WEB_HINT)
    return url


USUAL_MESSAGES = MessageSettings()
