"""The sender of an atlas, as its settings say; and what is tidied up behind it."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, func, update

from core.clock import Clock
from core.database.engine import SessionFactory, transaction
from core.message_settings import MessageSettings
from core.messages.channels import Channel
from core.messages.keys import MessageKeys
from core.messages.mail.folder import FolderCarrier
from core.messages.mail.smtp import SmtpCarrier
from core.messages.outbox import UNSENT, MessageState, OutboxMessage
from core.messages.outside.guarded import Outside
from core.messages.outside.sms import SmsCarrier
from core.messages.outside.webhook import WebhookCarrier
from core.messages.push.push import PushCarrier
from core.messages.sending import Sender
from core.messages.unsubscribing import unsubscribe_key
from core.messages.wording import Wording

KEPT = timedelta(days=30)
"""So long after it has gone one can still look a message up."""
KEYS, MAIL = "keys", "mail"
"""Folders within that of the data."""


def message_keys(data_folder: Path) -> MessageKeys:
    """The keys of an atlas."""
    return MessageKeys(data_folder / KEYS)


def post_office(
    sessions: SessionFactory,
    settings: MessageSettings,
    *,
    data_folder: Path,
    base: str,
    clock: Clock,
) -> Sender:
    """What sends the messages of an atlas that people reach at `base`."""
    keys = message_keys(data_folder)
    outside = Outside(settings.trusted_hosts)
    folder = FolderCarrier(data_folder / MAIL, settings.sender)
    server = settings.smtp
    carriers = {
        Channel.MAIL: SmtpCarrier(server, settings.sender) if server else folder,
        Channel.PUSH: PushCarrier(keys, outside, clock, settings.sender),
        Channel.WEBHOOK: WebhookCarrier(keys, outside, clock),
        Channel.SMS: SmsCarrier(settings.sms_webhook),
    }
    return Sender(sessions, carriers, Wording(base, unsubscribe_key(keys)))


def tidy_messages(sessions: SessionFactory) -> None:
    """Blank what is of no use any more, and remove messages that went long ago."""
    late = (OutboxMessage.expires_at < func.now()) & OutboxMessage.state.in_(UNSENT)
    values = {"state": MessageState.FAILED, "problem": "too late", "secrets": None}
    old = (OutboxMessage.created_at < func.now() - KEPT) & OutboxMessage.state.not_in(UNSENT)
    with transaction(sessions) as session:
        session.execute(update(OutboxMessage).where(late).values(values))
        session.execute(delete(OutboxMessage).where(old))
