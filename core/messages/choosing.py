"""What follows when a person chooses anew: what waits goes by the new choice."""

from zoneinfo import available_timezones

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core.codes import random_code
from core.errors import ConflictError, InvalidValueError, NotFoundError
from core.messages.channels import Channel
from core.messages.kinds import CHOSEN, MessageKind
from core.messages.outbox import CODE_LENGTH, MessageState, OutboxMessage
from core.messages.preferences import (
    Digest,
    MessageTarget,
    Preferences,
    choose,
    save_preferences,
    targets_of,
)
from core.messages.scheduling import due_at
from core.messages.telling import wish_of
from core.messages.unsubscribing import withdraw
from core.text import Text

MOST_TARGETS = 10
"""Browsers and programs of one person."""
ZONE_HINT = Text(
    "Уақыт белдеуі керек, мысалы Asia/Almaty.",
    "Нужен часовой пояс, например Asia/Almaty.",
    "A time zone is needed, such as Asia/Almaty.",
)
QUIET_HINT = Text(
    "Тыныш сағаттардың басы мен соңы бірге беріледі.",
    "Начало и конец тихих часов указываются вместе.",
    "The begin and the end of quiet hours are given together.",
)
CHOICE_HINT = Text(
    "Бұл хабарламаны бұл жолмен таңдауға болмайды.",
    "Для этих сообщений такой способ не выбирается.",
    "These messages cannot be chosen for this channel.",
)


class TooManyTargetsError(ConflictError):
    """A person has as many browsers and programs as one may have."""

    phrase = Text(
        "Браузерлер мен бағдарламалар {value}-ге жетті. Керек емесін жойыңыз.",
        "Браузеров и программ уже {value}. Удалите ненужные.",
        "There are {value} browsers and programs already. Remove those you do not need.",
    )


class UnknownTargetError(NotFoundError):
    """A person has no such browser or program."""

    phrase = Text(
        "Мұндай мекенжайыңыз жоқ: {value}.",
        "У вас нет такого адреса: {value}.",
        "You have no such address: {value}.",
    )


def change_preferences(session: Session, user_id: int, chosen: Preferences) -> None:
    """Keep what a person has chosen; news that wait go by it. Raises InvalidValueError."""
    if chosen.time_zone not in available_timezones():
        raise InvalidValueError(chosen.time_zone, field="time_zone", hint=ZONE_HINT)
    if (chosen.quiet_from is None) != (chosen.quiet_to is None):
        raise InvalidValueError(chosen.quiet_to, field="quiet_to", hint=QUIET_HINT)
    save_preferences(session, user_id, chosen)
    now = session.scalars(select(func.now())).one()
    names = [kind.name for kind in CHOSEN]
    waiting = (
        (OutboxMessage.user_id == user_id)
        & (OutboxMessage.state == MessageState.WAITING)
        & (OutboxMessage.attempts == 0)
        & OutboxMessage.kind.in_(names)
    )
    for each in session.scalars(select(OutboxMessage).where(waiting).with_for_update()):
        wish = wish_of(chosen, Channel(each.channel))
        each.due_at, each.is_gathered = due_at(now, wish), wish.digest is not Digest.OFF
    session.flush()


def change_choice(
    session: Session, user_id: int, kind: MessageKind, channel: Channel, *, is_on: bool
) -> None:
    """Keep whether news of a kind come by a channel. Raises InvalidValueError."""
    if kind not in CHOSEN or channel not in kind.channels:
        wish = f"{kind.name} {channel}"
        raise InvalidValueError(wish, field="kind", hint=CHOICE_HINT)
    choose(session, user_id, kind, channel, is_on=is_on)
    if not is_on:
        withdraw(session, user_id, {kind.name}, channel)


def add_target(  # noqa: PLR0913 - what an address is
    session: Session,
    user_id: int,
    channel: Channel,
    url: str,
    *,
    p256dh: str | None = None,
    auth: str | None = None,
) -> MessageTarget:
    """The browser or program to which a person's news go now, and nobody else's any more.

    Raises TooManyTargetsError.
    """
    same = (MessageTarget.url == url) & (MessageTarget.channel == channel.value)
    if channel is Channel.WEBHOOK:  # of a browser there is one; a program may serve several people
        same &= MessageTarget.user_id == user_id
    session.execute(delete(MessageTarget).where(same))
    if len(targets_of(session, user_id, Channel.PUSH, Channel.WEBHOOK)) >= MOST_TARGETS:
        raise TooManyTargetsError(MOST_TARGETS, field="url")
    target = MessageTarget(
        id=random_code(CODE_LENGTH),
        user_id=user_id,
        channel=channel.value,
        url=url,
        p256dh=p256dh,
        auth=auth,
    )
    session.add(target)
    session.flush()
    session.refresh(target)
    return target


def remove_target(session: Session, user_id: int, target_id: str) -> None:
    """Let no news go to a browser or program any more. Raises UnknownTargetError."""
    mine = (MessageTarget.id == target_id) & (MessageTarget.user_id == user_id)
    gone = delete(MessageTarget).where(mine).returning(MessageTarget.id)
    if session.scalar(gone) is None:
        raise UnknownTargetError(target_id, field="target")
