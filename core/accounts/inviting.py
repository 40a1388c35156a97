"""Accounts that others make: an invitation with a role, and the first administrator."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from core.access.grant import ANY, COUNTRY, Action
from core.accounts.logins import email_of
from core.accounts.one_time_links import Purpose, make_link
from core.accounts.roles import RoleGrant, RoleMember, UserRole, give_role, is_in_force, role_named
from core.accounts.user import User, UserGrant
from core.accounts.users import find_user, make_user

ADMINISTRATOR = "administrator"
USERS = "users"
"""The room of accounts."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is invited, and into which office."""

    email: str
    role: str
    scope: str
    name: str | None = None
    valid_to: date | None = None
    given_by: int | None = None


def invite(session: Session, invitation: Invitation) -> tuple[User, str | None]:
    """The invited user, and the secret of the link by which they choose a password.

    Somebody who has an account keeps it and gets the role too; None where they have a password.
    Raises InvalidValueError for the address and UnknownRoleError.
    """
    role = role_named(session, invitation.role)
    user = invited_user(session, invitation)
    give_role(
        session,
        user.id,
        role,
        invitation.scope,
        given_by=invitation.given_by,
        valid_to=invitation.valid_to,
    )
    has_password = user.password_hash is not None
    return user, None if has_password else make_link(session, user.id, Purpose.INVITATION)


def invited_user(session: Session, invitation: Invitation) -> User:
    """Who has the address, or a new user. Raises InvalidValueError and UserExistsError."""
    email = email_of(invitation.email)
    return find_user(session, email) or make_user(session, invitation.name or email, email=email)


def first_administrator(session: Session, name: str = ADMINISTRATOR) -> User | None:
    """The account of the first administrator; None where somebody administers already.

    Whoever was never able to sign in does not count.
    """
    if has_administrator(session):
        return None
    user = find_user(session, name) or make_user(session, name)
    give_role(session, user.id, role_named(session, ADMINISTRATOR), COUNTRY)
    return user


def _administers(granted: type[UserGrant | RoleGrant]) -> ColumnElement[bool]:
    rooms, actions = (ANY, USERS), (ANY, Action.ADMINISTER)
    return granted.room.in_(rooms) & granted.action.in_(actions)


def has_administrator(session: Session) -> bool:
    """Whether somebody who can sign in may administer everything."""
    by_role = (
        select(RoleMember.user_id)
        .join(UserRole, UserRole.id == RoleMember.role_id)
        .join(RoleGrant, RoleGrant.role_id == UserRole.id)
        .where(is_in_force(), RoleMember.scope == COUNTRY, _administers(RoleGrant))
    )
    granted = select(UserGrant.user_id).where(UserGrant.scope == COUNTRY, _administers(UserGrant))
    able = User.password_hash.is_not(None) & User.closed_at.is_(None)
    found = select(User.id).where(able, or_(User.id.in_(by_role), User.id.in_(granted)))
    return session.scalar(found.limit(1)) is not None
