"""What an operator does with single messages: look, send again, take in reports."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.errors import ConflictError, NotFoundError
from core.jobs import enqueue
from core.messages.kinds import KINDS
from core.messages.outbox import UNSENT, MessageState, OutboxMessage
from core.messages.telling import SEND_JOB
from core.text import Text

SECRET_FACTS = frozenset({"link", "code"})


class UnknownMessageError(NotFoundError):
    """There is no such message."""

    phrase = Text(
        "Мұндай хабарлама жоқ: {value}.",
        "Нет такого сообщения: {value}.",
        "There is no such message: {value}.",
    )


class UnrepeatableMessageError(ConflictError):
    """A message whose link or code is gone."""

    phrase = Text(
        "{value} хабарламасындағы сілтеме не код өшірілген. Жаңасын жасаңыз: tuganzher users link.",
        "Ссылка или код сообщения {value} стёрты. Сделайте новую: tuganzher users link.",
        "The link or code of the message {value} is blanked. Make a new one: tuganzher users link.",
    )


class UnfinishedMessageError(ConflictError):
    """A message that goes by itself."""

    phrase = Text(
        "{value} хабарламасы әлі кезекте.",
        "Сообщение {value} ещё ждёт отправки.",
        "The message {value} still waits to be sent.",
    )


def latest_messages(state: MessageState | None, limit: int) -> Select[OutboxMessage]:
    """The newest messages, of one state or all."""
    query = select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(limit)
    return query if state is None else query.where(OutboxMessage.state == state.value)


def message_numbered(session: Session, number: int) -> OutboxMessage:
    """The message of a number. Raises UnknownMessageError."""
    found = session.get(OutboxMessage, number)
    if found is None:
        raise UnknownMessageError(number, field="id")
    return found


def send_again(session: Session, message: OutboxMessage) -> None:
    """Have a message go that has not gone, or perhaps not.

    Raises UnrepeatableMessageError, UnfinishedMessageError.
    """
    if message.state in {*UNSENT, MessageState.SENDING}:
        raise UnfinishedMessageError(message.id, field="id")
    if KINDS[message.kind].facts & SECRET_FACTS and message.secrets is None:
        raise UnrepeatableMessageError(message.id, field="id")
    now = session.scalars(select(func.now())).one()
    message.state, message.attempts, message.problem = MessageState.WAITING, 0, ""
    message.due_at, message.expires_at = now, None
    session.flush()
    enqueue(session, SEND_JOB, lock=SEND_JOB)
