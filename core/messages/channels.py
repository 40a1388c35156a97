"""By what a message reaches a person."""

from enum import StrEnum

from core.text import Text


class Channel(StrEnum):
    """One way to a person."""

    MAIL = "mail"
    PUSH = "push"
    """To a browser that is not open (RFC 8030)."""
    WEBHOOK = "webhook"
    """To an address of the person's own program."""
    SMS = "sms"
    """To a telephone, through the operator's gateway."""


CHANNEL_TITLES = {
    Channel.MAIL: Text("пошта", "почта", "mail"),
    Channel.PUSH: Text("браузер", "браузер", "browser"),
    Channel.WEBHOOK: Text("вебхук", "вебхук", "webhook"),
    Channel.SMS: Text("SMS (телефон)", "SMS (телефон)", "text message"),
}
