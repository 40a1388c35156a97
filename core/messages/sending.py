"""The sender: takes what is due out of the outbox and hands it over, each message once.

A message is claimed, prepared, and marked as «being sent» in a transaction of its own right before
it leaves. Who is killed before that mark loses nothing; who is killed after it leaves a message
of which nobody knows, and such a one is not sent again by itself (ADR 0046).
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory, transaction
from core.messages.bouncing import bounce_of, mark_bounced
from core.messages.channels import Channel
from core.messages.kinds import KINDS
from core.messages.outbox import MessageState, OutboxMessage
from core.messages.parcels import (
    DeferredDeliveryError,
    DeliveryError,
    MessageCarrier,
    Parcel,
    ParcelTarget,
    RefusedDeliveryError,
    UncertainDeliveryError,
)
from core.messages.preferences import MessageTarget
from core.messages.wording import Wording
from core.text import Language

log = logging.getLogger("atlas.messages")

LEASE = timedelta(minutes=15)
"""Longer than any handing over takes; after it a worker is taken for dead."""
FIRST_WAIT_S, LONGEST_WAIT_S = 60, 6 * 3600
MOST_ATTEMPTS = 14
"""For about a day and a half."""
MOST_GATHERED = 200
UNSET, TOO_LATE = "the channel is not set up", "too late"
BOUNCES, REMOVED = "the address takes no letters", "the address was removed"
BLANKED: Mapping[str, Any] = {"secrets": None}


class LostClaimError(Exception):
    """Another worker has taken the message up meanwhile."""


@dataclass(slots=True)
class Sender:
    """Sends what is due, by one carrier a channel."""

    sessions: SessionFactory
    carriers: Mapping[Channel, MessageCarrier]
    wording: Wording
    _down: set[Channel] = field(default_factory=set, init=False)
    """Channels that do not work at present: what would go by them waits for the next run."""

    def send_due(self) -> int:
        """How many messages have gone."""
        self.take_up()
        self._down.clear()
        count = 0
        while (claimed := self._claimed()) is not None:
            count += self._send(claimed)
        return count

    def take_up(self) -> None:
        """See to messages whose worker is gone: prepared ones wait again, others stay doubtful."""
        gone = OutboxMessage.claimed_at < func.now() - LEASE
        repeated = [channel.value for channel, each in self.carriers.items() if each.may_repeat]
        harmless = or_(
            OutboxMessage.state == MessageState.CLAIMED,
            (OutboxMessage.state == MessageState.SENDING) & OutboxMessage.channel.in_(repeated),
        )
        doubtful = OutboxMessage.state == MessageState.SENDING
        with transaction(self.sessions) as session:
            session.execute(
                update(OutboxMessage).where(harmless, gone).values(state=MessageState.WAITING)
            )
            values = {"state": MessageState.PERHAPS_SENT, "problem": "the worker ended", **BLANKED}
            session.execute(update(OutboxMessage).where(doubtful, gone).values(values))

    def _claimed(self) -> Sequence[OutboxMessage] | None:
        """The next message, with those that go in one letter with it; None where none is due."""
        with transaction(self.sessions) as session:
            first = session.scalar(self._due().limit(1))
            if first is None:
                return None
            claimed = [first, *self._gathered(session, first)]
            for each in claimed:
                each.state, each.claimed_at = MessageState.CLAIMED, func.now()
                each.attempts += 1
            session.flush()
            return claimed

    def _due(self) -> Any:  # noqa: ANN401 - a select of SQLAlchemy's
        due = (
            (OutboxMessage.state == MessageState.WAITING)
            & (OutboxMessage.due_at <= func.now())
            & OutboxMessage.channel.not_in([each.value for each in self._down])
        )
        order = (OutboxMessage.due_at, OutboxMessage.id)
        return select(OutboxMessage).where(due).order_by(*order).with_for_update(skip_locked=True)

    def _gathered(self, session: Session, first: OutboxMessage) -> Sequence[OutboxMessage]:
        if not first.is_gathered:
            return ()
        same = (
            OutboxMessage.is_gathered
            & (OutboxMessage.user_id == first.user_id)
            & (OutboxMessage.address == first.address)
            & (OutboxMessage.language == first.language)
            & (OutboxMessage.id != first.id)
        )
        return session.scalars(self._due().where(same).limit(MOST_GATHERED)).all()

    def _send(self, claimed: Sequence[OutboxMessage]) -> int:
        """How many of the claimed have gone: all or none."""
        try:
            self._hand_over(claimed)
        except LostClaimError:
            return 0
        except DeferredDeliveryError as error:
            self._defer(claimed, error)
        except RefusedDeliveryError as error:
            self._refuse(claimed, error)
        except UncertainDeliveryError as error:
            self._doubt(claimed, error)
        else:
            self._end(claimed, state=MessageState.SENT, problem="", sent_at=func.now())
            return len(claimed)
        return 0

    def _hand_over(self, claimed: Sequence[OutboxMessage]) -> None:
        carrier = self.carriers.get(Channel(claimed[0].channel))
        if carrier is None:
            raise RefusedDeliveryError(UNSET)
        with self.sessions() as session:
            parcel = self._parcel(session, claimed)
        carrier.carry(parcel, self._marking(claimed))

    def _marking(self, claimed: Sequence[OutboxMessage]) -> Callable[[], None]:
        """What marks the messages as being sent; whoever has lost them sends nothing."""

        def mark() -> None:
            with transaction(self.sessions) as session:
                for each in claimed:
                    mine = (
                        (OutboxMessage.id == each.id)
                        & (OutboxMessage.state == MessageState.CLAIMED)
                        & (OutboxMessage.attempts == each.attempts)
                    )
                    sending = update(OutboxMessage).where(mine).values(state=MessageState.SENDING)
                    if session.scalar(sending.returning(OutboxMessage.id)) is None:
                        raise LostClaimError

        return mark

    def _parcel(self, session: Session, claimed: Sequence[OutboxMessage]) -> Parcel:
        first = claimed[0]
        self._require_of_use(session, first)
        message, unsubscribe = self.wording.letter(session, claimed)
        return Parcel(
            code=first.code,
            kind=first.kind,
            channel=Channel(first.channel),
            address=first.address,
            language=Language(first.language),
            message=message,
            made_at=first.created_at,
            unsubscribe=unsubscribe,
            target=_target(session, first),
        )

    def _require_of_use(self, session: Session, first: OutboxMessage) -> None:
        """Require that it may still arrive. Raises RefusedDeliveryError."""
        if first.expires_at is not None:
            now = session.scalars(select(func.now())).one()
            if first.expires_at <= now:
                raise RefusedDeliveryError(TOO_LATE)
        is_mail = first.channel == Channel.MAIL
        if is_mail and not KINDS[first.kind].is_security and bounce_of(session, first.address):
            raise RefusedDeliveryError(BOUNCES)

    def _defer(self, claimed: Sequence[OutboxMessage], error: DeferredDeliveryError) -> None:
        if error.is_channel_down:
            self._down.add(Channel(claimed[0].channel))
        attempts = claimed[0].attempts
        if attempts >= MOST_ATTEMPTS:
            self._refuse(claimed, RefusedDeliveryError(str(error)))
            return
        wait_s = error.after_s or min(FIRST_WAIT_S * 2 ** (attempts - 1), LONGEST_WAIT_S)
        due = func.now() + timedelta(seconds=wait_s)
        self._end(claimed, error, state=MessageState.WAITING, due_at=due)

    def _refuse(self, claimed: Sequence[OutboxMessage], error: RefusedDeliveryError) -> None:
        self._end(claimed, error, state=MessageState.FAILED)
        if not error.is_bad_address:
            return
        with transaction(self.sessions) as session:
            first = claimed[0]
            if first.channel == Channel.MAIL:
                mark_bounced(session, first.address, str(error))
            elif target := session.get(MessageTarget, first.address):
                session.delete(target)

    def _doubt(self, claimed: Sequence[OutboxMessage], error: UncertainDeliveryError) -> None:
        if self.carriers[Channel(claimed[0].channel)].may_repeat:
            self._defer(claimed, DeferredDeliveryError(str(error)))
        else:
            self._end(claimed, error, state=MessageState.PERHAPS_SENT)

    def _end(
        self,
        claimed: Sequence[OutboxMessage],
        error: DeliveryError | None = None,
        **values: Any,  # noqa: ANN401 - columns
    ) -> None:
        """Write down what has become of the claimed, unless another worker has them."""
        if error is not None:
            values["problem"] = str(error)
            first = claimed[0]
            log.warning(
                "a message waits or has failed",
                extra={"facts": {"id": first.id, "kind": first.kind, "why": str(error)}},
            )
        if values["state"] != MessageState.WAITING:
            values |= BLANKED
        with transaction(self.sessions) as session:
            for each in claimed:
                mine = (OutboxMessage.id == each.id) & (OutboxMessage.attempts == each.attempts)
                held = OutboxMessage.state.in_([MessageState.CLAIMED, MessageState.SENDING])
                session.execute(update(OutboxMessage).where(mine, held).values(values))


def _target(session: Session, first: OutboxMessage) -> ParcelTarget | None:
    """The browser or program. Raises RefusedDeliveryError where its owner has removed it."""
    if first.channel not in {Channel.PUSH, Channel.WEBHOOK}:
        return None
    target = session.get(MessageTarget, first.address)
    if target is None or target.user_id != first.user_id:
        raise RefusedDeliveryError(REMOVED)
    return ParcelTarget(target.url, target.p256dh, target.auth)
