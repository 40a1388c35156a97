"""What the doors to messages answer."""

from api.http.answers import Answer, Moment, Phrase
from core.messages.preferences import MessageTarget, Preferences
from core.messages.templates import MessageTemplate


class ContactAnswer(Answer):
    """An e-mail address or telephone of the caller."""

    address: str | None
    confirmed_at: Moment | None
    bounced_at: Moment | None
    """Since when letters come back; null where they do not."""
    bounce: str
    """What the mail server said of it."""


class ChannelAnswer(Answer):
    """Whether news come by a channel."""

    channel: str
    """`mail`, `push` or `webhook`."""
    is_on: bool


class KindAnswer(Answer):
    """News of a kind, and by what they come."""

    kind: str
    title: Phrase
    channels: list[ChannelAnswer]


class TargetAnswer(Answer):
    """A browser or program of the caller to which news go."""

    id: str
    channel: str
    host: str
    created_at: Moment


class NewTargetAnswer(TargetAnswer):
    """A browser or program that was just named."""

    secret: str | None
    """By what a program checks the messages (Standard Webhooks); null for a browser."""


class MessageSettingsAnswer(Answer):
    """What the caller has chosen, and where they are reached."""

    language: str | None
    """`kk`, `ru` or `en`; null for the language in which something happened."""
    digest: str
    """`off`, `hourly` or `daily`: whether letters with news are gathered."""
    quiet_from: str | None
    quiet_to: str | None
    time_zone: str
    kinds: list[KindAnswer]
    targets: list[TargetAnswer]
    email: ContactAnswer
    telephone: ContactAnswer
    push_key: str
    """By what a browser knows the atlas (`applicationServerKey`)."""
    has_mail: bool
    """Whether letters go by a mail server; else they lie in a folder of the operator's."""
    has_sms: bool
    """Whether codes can go to telephones."""


class TemplateAnswer(Answer):
    """How a message reads in one language."""

    kind: str
    title: Phrase
    language: str
    subject: str
    body: str
    placeholders: list[str]
    """What the texts may name, in braces."""
    is_security: bool
    changed_at: Moment


class TemplatesAnswer(Answer):
    """Every template."""

    templates: list[TemplateAnswer]


class PreviewAnswer(Answer):
    """A message as it would be read, with made-up values."""

    subject: str
    body: str


def clock_time(chosen: Preferences) -> tuple[str | None, str | None]:
    """The quiet hours as a clock shows them."""
    begin, end = chosen.quiet_from, chosen.quiet_to
    return (f"{begin:%H:%M}" if begin else None), (f"{end:%H:%M}" if end else None)


def target_members(target: MessageTarget, host: str) -> dict[str, object]:
    """What is told of a browser or program: not its whole address, which is a secret."""
    return {
        "id": target.id,
        "channel": target.channel,
        "host": host,
        "created_at": target.created_at,
    }


def template_members(template: MessageTemplate) -> dict[str, object]:
    """What is told of a template as it is kept."""
    names = ("kind", "language", "subject", "body", "changed_at")
    return {name: getattr(template, name) for name in names}
