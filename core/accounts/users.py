"""Users as an operator makes and ends them."""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from core.access.grant import grants_of
from core.accounts.logins import login_of
from core.accounts.one_time_links import OneTimeLink, is_open, spend_links
from core.accounts.second_factor.pending_sign_ins import end_pending
from core.accounts.second_factor.recovery_codes import forget_recovery_codes
from core.accounts.second_factor.totp import remove
from core.accounts.sign_in_sessions import end_sessions
from core.accounts.tokens import (
    Token,
    is_live,
    issue_token,
    revoke_tokens_of,
    take_second_factor_from_tokens,
)
from core.accounts.user import User, UserGrant
from core.errors import ConflictError, InvalidValueError, NotFoundError
from core.messages.unsubscribing import tell_no_more
from core.text import Text

NAME_HINT = Text("Атау бос болмауы керек.", "Имя не может быть пустым.", "A name is needed.")


class AccountState(StrEnum):
    """Whether one can sign in by an account."""

    ACTIVE = "active"
    INVITED = "invited"
    """A one-time link waits to be used."""
    REVOKED = "revoked"
    """Neither a password nor a token works."""
    CLOSED = "closed"


class ClosedAccountError(ConflictError):
    """The account is closed."""

    phrase = Text(
        "«{value}» есептік жазбасы жабық.",
        "Учётная запись «{value}» закрыта.",
        "The account “{value}” is closed.",
    )


class UserExistsError(ConflictError):
    """Another user already has the name, e-mail address or telephone."""

    phrase = Text(
        "«{value}» атты пайдаланушы бар.",
        "Пользователь «{value}» уже есть.",
        "There is already a user called “{value}”.",
    )


class UnknownUserError(NotFoundError):
    """No user has the name."""

    phrase = Text(
        "«{value}» атты пайдаланушы жоқ.",
        "Нет пользователя «{value}».",
        "There is no user called “{value}”.",
    )


def make_user(
    session: Session,
    name: str,
    *,
    permissions: Iterable[str] = (),
    email: str | None = None,
    telephone: str | None = None,
) -> User:
    """A new user who cannot sign in yet; permissions are texts of grants.

    `email` and `telephone` are in the form of `core.accounts.logins`. Raises UserExistsError, and
    InvalidValueError for an empty name or no grant.
    """
    if not name.strip():
        raise InvalidValueError(name, field="name", hint=NAME_HINT)
    grants = sorted(grants_of(permissions))
    for field, value in {"name": name, "email": email, "telephone": telephone}.items():
        if value is not None and find_user(session, value) is not None:
            raise UserExistsError(value, field=field)
    granted = [UserGrant(room=each.room, action=each.action, scope=each.scope) for each in grants]
    user = User(name=name, email=email, telephone=telephone, granted=granted)
    session.add(user)
    session.flush()
    return user


def add_user(session: Session, name: str, permissions: Iterable[str]) -> str:
    """The token of a new user, which cannot be had a second time.

    Whoever has the server's command line vouches for it as a second factor would. Raises
    UserExistsError, and InvalidValueError for an empty name or no grant.
    """
    user = make_user(session, name, permissions=permissions)
    return issue_token(session, user.id, second_factor=True)[1]


def replace_token(session: Session, name: str) -> str:
    """A fresh token of an existing user; the earlier ones no longer work."""
    user = user_called(session, name)
    revoke_tokens_of(session, user)
    return issue_token(session, user.id, second_factor=True)[1]


def revoke_tokens(session: Session, name: str) -> int:
    """How many of the user's tokens have just stopped working. Raises UnknownUserError."""
    return revoke_tokens_of(session, user_called(session, name))


def close_user(session: Session, user: User) -> None:
    """Let nobody sign in by the account any more; what the user has done stays theirs."""
    user.closed_at = func.now()
    revoke_tokens_of(session, user)
    end_sessions(session, user.id)
    spend_links(session, user.id)
    end_pending(session, user.id)
    tell_no_more(session, user.id)


def take_second_factor(session: Session, user: User) -> None:
    """Ask no code of the user any more; no session or token reaches what takes one."""
    remove(session, user.id)
    forget_recovery_codes(session, user.id)
    take_second_factor_from_tokens(session, user.id)
    end_sessions(session, user.id)
    end_pending(session, user.id)


def open_account(session: Session, login: str) -> User:
    """The user, whose account is not closed. Raises UnknownUserError, ClosedAccountError."""
    user = user_called(session, login)
    if user.closed_at is not None:
        raise ClosedAccountError(login, field="name")
    return user


def state_column() -> ColumnElement[str]:
    """Whether one can sign in by an account, as a column beside `User`."""
    has_token = select(Token.id).where(Token.user_id == User.id, is_live()).exists()
    has_link = select(OneTimeLink.id).where(OneTimeLink.user_id == User.id, is_open()).exists()
    return case(
        (User.closed_at.is_not(None), AccountState.CLOSED),
        (User.password_hash.is_not(None) | has_token, AccountState.ACTIVE),
        (has_link, AccountState.INVITED),
        else_=AccountState.REVOKED,
    )


def state_of(session: Session, user: User) -> AccountState:
    """Whether one can sign in by the account."""
    session.flush()
    found = session.execute(select(state_column()).where(User.id == user.id))
    return AccountState(found.scalar_one())


def all_users(session: Session) -> list[User]:
    """Every user, by name."""
    return list(session.scalars(select(User).order_by(User.name)))


def find_user(session: Session, login: str) -> User | None:
    """Whom a name, an e-mail address or a telephone number belongs to, however it is written."""
    meant = login_of(login)
    theirs = or_(User.name == login, User.email == meant, User.telephone == meant)
    return session.scalar(select(User).where(theirs).order_by(User.name == login).limit(1))


def user_called(session: Session, login: str) -> User:
    """The user of `find_user`. Raises UnknownUserError."""
    user = find_user(session, login)
    if user is None:
        raise UnknownUserError(login, field="name")
    return user
