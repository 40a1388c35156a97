"""Roles: named sets of grants, given to a user for a territory and a time."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Identity,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy import Date as DateType
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column, relationship
from sqlalchemy.sql.elements import ColumnElement

from core.access.grant import ANY, COUNTRY, OWN, Action, Grant
from core.accounts.user import User, UserGrant
from core.database.engine import Base
from core.errors import InvalidValueError, NotFoundError
from core.text import Text

LOCAL_DAY = cast(func.timezone("Asia/Almaty", func.now()), DateType)
"""Today, where the atlas is."""


class UserRole(Base):
    """What an office may do; people change it as offices change."""

    __tablename__ = "roles"

    id: Mapped[str] = mapped_column(primary_key=True)
    """A word, such as `heritage_officer`."""
    title_kk: Mapped[str]
    title_ru: Mapped[str]
    title_en: Mapped[str]
    granted: Mapped[list["RoleGrant"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    @property
    def title(self) -> Text:
        """What the role is called."""
        return Text(self.title_kk, self.title_ru, self.title_en)

    def grants_at(self, scope: str) -> frozenset[Grant]:
        """What the role grants to who has it in a territory."""
        return frozenset(
            Grant(each.room, each.action, OWN if each.is_own else scope) for each in self.granted
        )


class RoleGrant(Base):
    """One action of a role; `is_own` limits it to rows that the holder made."""

    __tablename__ = "role_grants"

    role_id: Mapped[str] = mapped_column(
        ForeignKey("roles.id", ondelete="CASCADE"), primary_key=True
    )
    room: Mapped[str] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(primary_key=True)
    is_own: Mapped[bool] = mapped_column(primary_key=True)


class RoleMember(Base):
    """One user in one role, in a territory, from a day to a day."""

    __tablename__ = "role_members"
    __table_args__ = (CheckConstraint("scope ~ '^(KZ|[0-9]{9})$'", name="scope"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    role_id: Mapped[str] = mapped_column(ForeignKey("roles.id"), index=True)
    scope: Mapped[str]
    valid_from: Mapped[date] = mapped_column(server_default=LOCAL_DAY)
    valid_to: Mapped[date | None]
    """The last day; null where no end is set."""
    given_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    given_at: Mapped[datetime] = mapped_column(server_default=func.now())
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    ended_at: Mapped[datetime | None]
    delegated_from: Mapped[int | None] = mapped_column(
        ForeignKey("role_members.id", ondelete="CASCADE"), index=True
    )
    """The membership of another user for whom this one stands in, no longer than that lasts."""
    role: Mapped[UserRole] = relationship(lazy="joined")


class UnknownRoleError(InvalidValueError):
    """There is no such role; the hint lists those that there are."""


class UnknownMembershipError(NotFoundError):
    """Nobody has that role there."""

    phrase = Text("Мұндай рөл берілмеген: {value}.", "Такая роль не дана: {value}.",
                  "No such role is given: {value}.")  # fmt: skip


UNDELEGATED = (ANY, Action.ADMINISTER)
"""Actions that nobody has who only stands in: they could make themselves more than that."""


def is_in_force() -> ColumnElement[bool]:
    """The condition that a role is given today; a delegated one ends with what it came from."""
    origin = aliased(RoleMember)
    origins = select(origin.id).where(origin.id == RoleMember.delegated_from, _is_dated(origin))
    return _is_dated(RoleMember) & or_(RoleMember.delegated_from.is_(None), origins.exists())


def _is_dated(member: type[RoleMember]) -> ColumnElement[bool]:
    return (
        member.ended_at.is_(None)
        & (member.valid_from <= LOCAL_DAY)
        & or_(member.valid_to.is_(None), member.valid_to >= LOCAL_DAY)
    )


def is_handed_on() -> ColumnElement[bool]:
    """The condition that a member has an action of the role; those who stand in have not all."""
    return RoleMember.delegated_from.is_(None) | RoleGrant.action.not_in(UNDELEGATED)


def grants_query(user_id: ColumnElement[int]) -> Select[tuple[str, str, str]]:
    """A select of room, action and scope of all that a user may do today: their own and by role."""
    scope = case((RoleGrant.is_own, literal(OWN, String)), else_=RoleMember.scope)
    by_role = (
        select(RoleGrant.room, RoleGrant.action, scope.label("scope"))
        .join(RoleMember, RoleMember.role_id == RoleGrant.role_id)
        .where(RoleMember.user_id == user_id, is_in_force(), is_handed_on())
    )
    own = select(UserGrant.room, UserGrant.action, UserGrant.scope).where(
        UserGrant.user_id == user_id
    )
    every = own.correlate(User).union(by_role.correlate(User)).subquery("every_grant")
    return select(every.c.room, every.c.action, every.c.scope)


def scopes_of(session: Session, user_id: int | None) -> tuple[str, ...]:
    """The units in which a user has something granted today; none of nobody, asked for alike."""
    number = literal(-1 if user_id is None else user_id)
    by_role = select(RoleMember.scope).where(RoleMember.user_id == number, is_in_force())
    own = select(UserGrant.scope).where(UserGrant.user_id == number)
    return tuple(sorted(set(session.scalars(own.union(by_role))) - {OWN, COUNTRY}))


def all_roles(session: Session) -> list[UserRole]:
    """Every role, by its word."""
    return list(session.scalars(select(UserRole).order_by(UserRole.id)))


def role_named(session: Session, role_id: str) -> UserRole:
    """The role of a word. Raises UnknownRoleError."""
    role = session.get(UserRole, role_id)
    if role is None:
        words = ", ".join(each.id for each in all_roles(session))
        there_are = Text(f"Бар рөлдер: {words}.", f"Есть роли: {words}.", f"There are: {words}.")
        raise UnknownRoleError(role_id, field="role", hint=there_are)
    return role


def give_role(  # noqa: PLR0913 - what a membership is
    session: Session,
    user_id: int,
    role: UserRole,
    scope: str,
    *,
    given_by: int | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> RoleMember:
    """Give a user a role in a territory; one that they have there already stays as it is."""
    there = (RoleMember.user_id == user_id) & (RoleMember.role_id == role.id)
    same = select(RoleMember).where(there, RoleMember.scope == scope, is_in_force())
    given = session.scalar(same.limit(1))
    if given is not None and valid_from is None and given.valid_to == valid_to:
        return given
    dated: dict[str, Any] = {} if valid_from is None else {"valid_from": valid_from}
    member = RoleMember(
        user_id=user_id,
        role_id=role.id,
        scope=scope,
        valid_to=valid_to,
        given_by=given_by,
        **dated,
    )
    session.add(member)
    session.flush()
    return member


def end_role(session: Session, member_ids: Iterable[int], *, ended_by: int | None = None) -> int:
    """How many of the memberships have just been ended."""
    ended = (
        update(RoleMember)
        .where(RoleMember.id.in_(list(member_ids)), RoleMember.ended_at.is_(None))
        .values(ended_at=func.now(), ended_by=ended_by)
        .returning(RoleMember.id)
    )
    return len(session.scalars(ended).all())


def members_of(session: Session, user_id: int) -> list[RoleMember]:
    """The roles of a user that are not ended, those to come too."""
    theirs = select(RoleMember).where(
        RoleMember.user_id == user_id,
        RoleMember.ended_at.is_(None),
        or_(RoleMember.valid_to.is_(None), RoleMember.valid_to >= LOCAL_DAY),
    )
    return list(session.scalars(theirs.order_by(RoleMember.role_id, RoleMember.scope)))
