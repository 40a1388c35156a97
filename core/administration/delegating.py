"""Standing in: somebody hands a role of theirs to another for the days of a leave."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from core.access.grant import ANY
from core.accounts.roles import LOCAL_DAY, RoleMember, UnknownMembershipError, end_role
from core.accounts.user import User
from core.accounts.users import open_account
from core.errors import ConflictError, InvalidValueError
from core.text import Text

LONGEST = timedelta(days=92)
PERIOD_HINT = Text(
    "Бүгіннен бастап, 92 күннен аспайтын мерзім керек.",
    "Нужен срок не раньше сегодняшнего дня и не длиннее 92 дней.",
    "A period that begins today or later and lasts 92 days at most is needed.",
)
ONESELF = Text(
    "Өз орныңызға басқа адамды көрсетіңіз.",
    "Укажите другого человека, не себя.",
    "Name somebody else than yourself.",
)


class NotToDelegateError(ConflictError):
    """The role cannot be handed on."""

    phrase = Text(
        "«{value}» рөлін уақытша беруге болмайды.",
        "Роль «{value}» нельзя передать на время.",
        "The role “{value}” cannot be handed on.",
    )


@dataclass(frozen=True, slots=True)
class Delegation:
    """A role in which somebody stands in for another."""

    membership: RoleMember
    holder: User
    deputy: User


@dataclass(frozen=True, slots=True)
class Leave:
    """From which day to which somebody else stands in, as asked for on a day."""

    first_day: date
    last_day: date
    today: date


def delegate(
    session: Session, holder: User, membership_id: int, login: str, leave: Leave
) -> RoleMember:
    """Let another user stand in for the holder of a role, who keeps it.

    They get neither the right to administer nor that to hand it on. Raises UnknownMembershipError,
    NotToDelegateError, InvalidValueError, UnknownUserError and ClosedAccountError.
    """
    own = _own_membership(session, holder, membership_id)
    deputy = open_account(session, login)
    if deputy.id == holder.id:
        raise InvalidValueError(login, field="to", hint=ONESELF)
    _require_period(leave, own)
    member = RoleMember(
        user_id=deputy.id,
        role_id=own.role_id,
        scope=own.scope,
        valid_from=leave.first_day,
        valid_to=leave.last_day,
        given_by=holder.id,
        delegated_from=own.id,
    )
    session.add(member)
    session.flush()
    return member


def delegations_of(session: Session, user: User) -> list[Delegation]:
    """Where the user stands in for others or others for them, now or later."""
    origin, holder, deputy = aliased(RoleMember), aliased(User), aliased(User)
    query = (
        select(RoleMember, holder, deputy)
        .join(origin, origin.id == RoleMember.delegated_from)
        .join(holder, holder.id == origin.user_id)
        .join(deputy, deputy.id == RoleMember.user_id)
        .where(
            or_(holder.id == user.id, deputy.id == user.id),
            RoleMember.ended_at.is_(None),
            origin.ended_at.is_(None),
            RoleMember.valid_to >= LOCAL_DAY,
        )
        .order_by(RoleMember.valid_from, RoleMember.id)
    )
    return [Delegation(*row) for row in session.execute(query)]


def end_delegation(session: Session, user: User, membership_id: int) -> None:
    """End a delegation from or to the user. Raises UnknownMembershipError."""
    theirs = {each.membership.id for each in delegations_of(session, user)}
    if membership_id not in theirs:
        raise UnknownMembershipError(membership_id, field="id")
    end_role(session, [membership_id], ended_by=user.id)


def _own_membership(session: Session, holder: User, membership_id: int) -> RoleMember:
    own = session.get(RoleMember, membership_id)
    if own is None or own.user_id != holder.id or own.ended_at is not None:
        raise UnknownMembershipError(membership_id, field="role")
    is_everything = any(each.action == ANY for each in own.role.granted)
    if own.delegated_from is not None or is_everything:
        raise NotToDelegateError(own.role_id, field="role")
    return own


def _require_period(leave: Leave, own: RoleMember) -> None:
    ends_at = own.valid_to or leave.last_day
    is_fit = (
        leave.today <= leave.first_day <= leave.last_day <= ends_at
        and leave.last_day - leave.first_day < LONGEST
    )
    if not is_fit:
        raise InvalidValueError(leave.last_day.isoformat(), field="until", hint=PERIOD_HINT)
