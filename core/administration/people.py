"""People as those see and change them who administer where they have a role."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, func, or_, select, true
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from core.accounts.inviting import has_administrator
from core.accounts.one_time_links import spend_links
from core.accounts.roles import RoleMember, end_role, members_of
from core.accounts.sign_in_sessions import SignInSession, end_sessions
from core.accounts.tokens import Token, revoke_tokens_of
from core.accounts.user import User, UserGrant
from core.accounts.users import AccountState, UnknownUserError, close_user, state_column
from core.administration.reach import Reach
from core.errors import ConflictError
from core.organisations import Organisation
from core.text import Text

Codes = Select[tuple[str]]
"""A select of the codes of all units of a territory."""

ADMINISTRATION = 0x61646D696E
"""The key of the advisory lock under which what one may do is changed."""


class LastAdministratorError(ConflictError):
    """Nobody would be left who may administer everything."""

    phrase = Text(
        "Бұдан кейін атласты ешкім басқара алмайды. Алдымен басқа әкімші тағайындаңыз.",
        "После этого никто не сможет управлять атласом. Сначала назначьте другого администратора.",
        "After that nobody could administer the atlas. Appoint another administrator first.",
    )


class OwnAccountError(ConflictError):
    """What concerns oneself is done on the page of the account."""

    phrase = Text(
        "Бұл – өз есептік жазбаңыз: оны «Есептік жазба» бетінде өзгертіңіз.",
        "Это ваша собственная учётная запись: измените её на странице «Учётная запись».",
        "This is your own account: change it on the page “Account”.",
    )


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people are asked for."""

    text: str | None = None
    """A part of the name, the address or the telephone."""
    role: str | None = None
    state: AccountState | None = None
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has an account, and when they last came."""

    user: User
    state: AccountState
    last_seen_at: datetime | None


def people_query(codes: Codes | None) -> Select[User, str, datetime | None]:
    """A select of users of a territory, their states and when they were last seen.

    They belong to it by a role that they have or had there, by a grant, or by their organisation;
    None is the whole country, with those who belong nowhere.
    """
    seen = [
        select(func.max(used)).where(owner == User.id).correlate(User).scalar_subquery()
        for used, owner in (
            (SignInSession.last_used_at, SignInSession.user_id),
            (Token.last_used_at, Token.user_id),
        )
    ]
    query = select(User, state_column(), func.greatest(*seen))
    return query if codes is None else query.where(_belongs(codes))


def people(
    session: Session, codes: Codes | None, asked: PeopleFilter, *, after: User | None, limit: int
) -> list[Person]:
    """People of a territory by name, those after one of them."""
    query = people_query(codes).where(_meets(asked)).order_by(User.name, User.id).limit(limit)
    if after is not None:
        query = query.where(or_(User.name > after.name,
                                (User.name == after.name) & (User.id > after.id)))  # fmt: skip
    return [Person(user, AccountState(state), seen) for user, state, seen in session.execute(query)]


def person_of(session: Session, codes: Codes | None, user_id: int) -> Person:
    """One of them. Raises UnknownUserError, also for somebody of another territory."""
    found = session.execute(people_query(codes).where(User.id == user_id)).one_or_none()
    if found is None:
        raise UnknownUserError(user_id, field="person")
    user, state, seen = found
    return Person(user, AccountState(state), seen)


def memberships(session: Session, user_ids: Iterable[int]) -> list[RoleMember]:
    """All roles that the users have, will have or had, the latest first."""
    theirs = select(RoleMember).where(RoleMember.user_id.in_(list(user_ids)))
    return list(session.scalars(theirs.order_by(RoleMember.id.desc())))


def require_may_manage(session: Session, reach: Reach, user: User) -> None:
    """Require that the caller has all that the user has, and administers wherever they have it.

    Who could set another's password could otherwise become more than they are. Raises
    BeyondReachError.
    """
    members = members_of(session, user.id)
    grants = set(user.grants).union(*(each.role.grants_at(each.scope) for each in members))
    reach.require(grants, sorted({each.scope for each in members}))


def shut_out(session: Session, user: User) -> None:
    """End all sessions of a user, and let no token or link of theirs work any more."""
    end_sessions(session, user.id)
    revoke_tokens_of(session, user)
    spend_links(session, user.id)


def close_person(session: Session, user: User, *, closed_by: int | None) -> None:
    """Close the account and end its roles. Raises LastAdministratorError."""
    with keeping_administrator(session):
        standing = [each.id for each in members_of(session, user.id)]
        end_role(session, standing, ended_by=closed_by)
        close_user(session, user)


@contextmanager
def keeping_administrator(session: Session) -> Iterator[None]:
    """A block in which what people may do is changed, one such after another.

    Raises LastAdministratorError where it would leave nobody who administers.
    """
    session.execute(select(func.pg_advisory_xact_lock(ADMINISTRATION)))
    had_one = has_administrator(session)
    yield
    session.flush()
    if had_one and not has_administrator(session):
        raise LastAdministratorError


def _belongs(codes: Codes) -> ColumnElement[bool]:
    its_own = Organisation.id == User.organisation_id
    return or_(
        exists().where(RoleMember.user_id == User.id, RoleMember.scope.in_(codes)),
        exists().where(UserGrant.user_id == User.id, UserGrant.scope.in_(codes)),
        exists().where(its_own, Organisation.region_code.in_(codes)),
    )


def _meets(asked: PeopleFilter) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = true()
    if asked.text:
        columns = (User.name, User.email, User.telephone)
        condition &= or_(*(each.icontains(asked.text, autoescape=True) for each in columns))
    if asked.role:
        has_role = exists().where(
            RoleMember.user_id == User.id,
            RoleMember.role_id == asked.role,
            RoleMember.ended_at.is_(None),
        )
        condition &= has_role
    if asked.state:
        condition &= state_column() == asked.state
    if asked.organisation_id is not None:
        condition &= User.organisation_id == asked.organisation_id
    return condition
