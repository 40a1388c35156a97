"""Telling people of the roles that they get and lose, with the names of places."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.grant import COUNTRY
from core.accounts.notices import notify_role
from core.accounts.roles import RoleMember
from core.accounts.user import User
from core.messages.kinds import ROLE_ENDED, ROLE_GIVEN
from core.text import Text
from layers.regions.region import Region

WHOLE_COUNTRY = Text("бүкіл ел", "вся страна", "the whole country")


def tell_role_given(session: Session, user: User, member: RoleMember) -> None:
    """Tell somebody of a role; who has never signed in is told by their invitation."""
    if user.password_hash is None:
        return
    until = f"{member.valid_to:%d.%m.%Y}" if member.valid_to else ""
    place = place_of(session, member.scope)
    key, title = f"given {member.id}", member.role.title
    notify_role(session, user, ROLE_GIVEN, key=key, role=title, place=place, until=until)


def tell_role_ended(session: Session, user: User, member: RoleMember) -> None:
    """Tell somebody that a role of theirs has ended."""
    if user.password_hash is None:
        return
    place = place_of(session, member.scope)
    key, title = f"ended {member.id}", member.role.title
    notify_role(session, user, ROLE_ENDED, key=key, role=title, place=place)


def place_of(session: Session, scope: str) -> Text:
    """A territory by its names; its code where those are not known."""
    if scope == COUNTRY:
        return WHOLE_COUNTRY
    named = select(Region).where(Region.code == scope).order_by(Region.valid_from.desc()).limit(1)
    unit = session.scalar(named)
    if unit is None:
        return Text(scope, scope, scope)
    names = (unit.name_kk or scope, unit.name_ru or scope, unit.name_en or scope)
    return Text(*(each.replace("{", "").replace("}", "") for each in names))
