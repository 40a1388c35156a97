"""Who a caller is, by what they show: a token, a login with a device's password, a session."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Select, func, literal, null, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import SQLColumnExpression
from sqlalchemy.sql.selectable import ScalarSelect

from core.access.caller import Caller
from core.access.grant import Action, Grant, grants_on_record
from core.access.visit import NO_VISIT, Visit
from core.account_settings import SecondFactorRule
from core.accounts.logins import login_of
from core.accounts.roles import grants_query
from core.accounts.secret import sha256_of
from core.accounts.sign_in_sessions import SignInSession, is_going_on
from core.accounts.tokens import Token, TokenKind, is_live
from core.accounts.user import User
from core.database.pipelining import ask, send

KNOWN_WITHIN_S = 300
"""When something was last used is known to within so long."""


@dataclass(frozen=True, slots=True)
class TokenCredentials:
    """A token of a program."""

    secret: str


@dataclass(frozen=True, slots=True)
class DeviceCredentials:
    """A login and the password of a device."""

    login: str
    secret: str


@dataclass(frozen=True, slots=True)
class SessionCredentials:
    """The secret of a session."""

    secret: str


Credentials = TokenCredentials | DeviceCredentials | SessionCredentials


def _all_grants() -> ScalarSelect[Any]:
    every = grants_query(User.__table__.c.id).subquery("granted")
    one = func.json_build_array(every.c.room, every.c.action, every.c.scope)
    return select(func.coalesce(func.json_agg(one), literal([], JSON))).scalar_subquery()


GRANTS_OF_USER = _all_grants()
USED = {
    kind: f"""
    UPDATE {table} SET last_used_at = now() WHERE sha256 = %(sha256)s
        AND (last_used_at IS NULL OR last_used_at < now() - interval '{KNOWN_WITHIN_S} s')
        AND {live} IS NULL
    """  # noqa: S608 - names of ours
    for kind, table, live in (
        (TokenCredentials, "tokens", "revoked_at"),
        (DeviceCredentials, "tokens", "revoked_at"),
        (SessionCredentials, "sign_in_sessions", "ended_at"),
    )
}


def deferred_caller(
    session: Session,
    shown: Credentials,
    withheld: frozenset[Action] = SecondFactorRule.SEALED.withheld,
) -> Callable[[], Caller | None]:
    """What gives the caller of `caller_of`, who has been asked for."""
    rows = ask(session, _query(shown))
    send(session, USED[type(shown)], {"sha256": sha256_of(shown.secret)})

    def caller() -> Caller | None:
        found = [(_caller(*row), by_second_factor) for *row, by_second_factor in rows()]
        if not found:
            return None
        who, by_second_factor = found[0]
        return who if by_second_factor else who.without(withheld)

    return caller


def caller_of(
    session: Session,
    shown: Credentials,
    withheld: frozenset[Action] = SecondFactorRule.SEALED.withheld,
) -> Caller | None:
    """Who shows it; None where it is unknown, has expired or was revoked.

    The actions of `withheld` are theirs only where a second factor was shown.
    """
    return deferred_caller(session, shown, withheld)()


def caller_of_token(session: Session, token: str) -> Caller | None:
    """The caller who holds the token of a program."""
    return caller_of(session, TokenCredentials(token))


def caller_now(session: Session, user_id: int) -> Caller | None:
    """The user with today's permissions; None where they can sign in no more."""
    live = select(Token.id).where(Token.user_id == User.id, is_live()).exists()
    can_sign_in = or_(User.password_hash.is_not(None), live)
    query = select(User.id, User.name, GRANTS_OF_USER, null()).where(
        User.id == user_id, User.closed_at.is_(None), can_sign_in
    )
    found = session.execute(query).one_or_none()
    return _caller(*found) if found else None


def _called(
    kind: str | SQLColumnExpression[str], number: SQLColumnExpression[int]
) -> SQLColumnExpression[str]:
    """What the audit calls a session, token or device."""
    return func.concat(kind, ":", number)


def _query(shown: Credentials) -> Select[int, str, Any, Any, str, bool]:
    of_secret = sha256_of(shown.secret)
    if isinstance(shown, SessionCredentials):
        return (
            select(
                User.id,
                User.name,
                GRANTS_OF_USER,
                null(),
                _called("session", SignInSession.id),
                SignInSession.second_factor_at.is_not(None),
            )
            .join(SignInSession, SignInSession.user_id == User.id)
            .where(SignInSession.sha256 == of_secret, is_going_on(), User.closed_at.is_(None))
        )
    query = (
        select(
            User.id,
            User.name,
            GRANTS_OF_USER,
            Token.limited_to,
            _called(Token.kind, Token.id),
            Token.second_factor,
        )
        .join(Token, Token.user_id == User.id)
        .where(Token.sha256 == of_secret, is_live(), User.closed_at.is_(None))
    )
    if isinstance(shown, TokenCredentials):
        return query.where(Token.kind == TokenKind.TOKEN)
    login = login_of(shown.login)
    theirs = or_(User.email == login, User.telephone == login, User.name == login)
    return query.where(Token.kind == TokenKind.DEVICE, theirs)


def _caller(
    user_id: int,
    name: str,
    granted: list[list[str]],
    limited_to: list[str] | None,
    credential: str | None = None,
) -> Caller:
    visit = Visit(credential) if credential else NO_VISIT
    caller = Caller(user_id, name, frozenset(Grant(*each) for each in granted), visit=visit)
    return caller if limited_to is None else caller.limited_to(grants_on_record(limited_to))
