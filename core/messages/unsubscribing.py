"""Ending news without signing in: by a link that only the atlas can have written (RFC 8058)."""

import hashlib
import hmac
from urllib.parse import urlencode

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from core.errors import NotFoundError
from core.messages.channels import Channel
from core.messages.keys import MessageKeys, base64url
from core.messages.kinds import CHOSEN, DIGEST, KINDS, MessageKind
from core.messages.outbox import UNSENT, MessageState, OutboxMessage
from core.messages.preferences import MessageTarget, choose
from core.text import Text

PATH = "/api/messages/unsubscribe"
TOKEN = "token"  # noqa: S105 - the name of a parameter
MAC_BYTES = 16


class ForgedUnsubscribeError(NotFoundError):
    """A link that the atlas has not written."""

    phrase = Text(
        "Бұл сілтеме жарамсыз. Хабарламаларды есептік жазбаңыздың бетінде таңдаңыз.",
        "Эта ссылка недействительна. Выберите сообщения на странице своей учётной записи.",
        "This link is not valid. Choose your messages on the page of your account.",
    )

    def __init__(self) -> None:
        super().__init__("", field=TOKEN)


def unsubscribe_key(keys: MessageKeys) -> bytes:
    """By what such links are signed."""
    return keys.derived("unsubscribe")


def unsubscribe_path(key: bytes, user_id: int, kind: MessageKind) -> str:
    """The path and query by which a person ends letters of a kind."""
    return f"{PATH}?{urlencode({TOKEN: _token(key, user_id, kind.name)})}"


def meant_by(key: bytes, token: str) -> tuple[int, MessageKind]:
    """Who ends what. Raises ForgedUnsubscribeError."""
    content = token.rpartition(".")[0]
    user_id, _, name = content.partition(".")
    kind = KINDS.get(name)
    if kind is None or kind.is_security or not (user_id.isascii() and user_id.isdecimal()):
        raise ForgedUnsubscribeError
    if not hmac.compare_digest(token.encode(), _token(key, int(user_id), name).encode()):
        raise ForgedUnsubscribeError
    return int(user_id), kind


def unsubscribe(session: Session, user_id: int, kind: MessageKind) -> None:
    """Have a person get no more letters of a kind, those that wait neither."""
    kinds = CHOSEN if kind is DIGEST else (kind,)
    for each in kinds:
        choose(session, user_id, each, Channel.MAIL, is_on=False)
    withdraw(session, user_id, {each.name for each in kinds}, Channel.MAIL)


def tell_no_more(session: Session, user_id: int) -> None:
    """Let nothing go to a person any more but what waits for security's sake."""
    session.execute(delete(MessageTarget).where(MessageTarget.user_id == user_id))
    for channel in Channel:
        withdraw(session, user_id, {each.name for each in CHOSEN}, channel)


def withdraw(session: Session, user_id: int, kinds: set[str], channel: Channel) -> None:
    """Let messages that have not gone yet not go."""
    theirs = (OutboxMessage.user_id == user_id) & (OutboxMessage.channel == channel.value)
    waiting = theirs & OutboxMessage.kind.in_(kinds) & OutboxMessage.state.in_(UNSENT)
    gone = update(OutboxMessage).where(waiting)
    session.execute(gone.values(state=MessageState.WITHDRAWN, secrets=None))


def _token(key: bytes, user_id: int, kind: str) -> str:
    content = f"{user_id}.{kind}"
    mac = hmac.digest(key, content.encode(), hashlib.sha256)[:MAC_BYTES]
    return f"{content}.{base64url(mac)}"
