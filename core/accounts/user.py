"""Users: people and programs that may sign in, and what is granted to them one by one."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.schema import Identity

from core.access.grant import Grant
from core.database.engine import Base
from core.organisations import Organisation


class User(Base):
    """A person or program that may sign in; e-mail and telephone are never public."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str | None] = mapped_column(unique=True)
    """In the form of `core.accounts.logins`, as `telephone` is."""
    telephone: Mapped[str | None] = mapped_column(unique=True)
    email_confirmed_at: Mapped[datetime | None]
    """When the person showed that they read what is sent there; so of the telephone."""
    telephone_confirmed_at: Mapped[datetime | None]
    password_hash: Mapped[str | None]
    """By argon2id, as a PHC string; null where nobody has chosen a password yet."""
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey(Organisation.id))
    """For whom they act."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    closed_at: Mapped[datetime | None]
    """From when on nobody can sign in by this account."""
    granted: Mapped[list["UserGrant"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    @property
    def grants(self) -> frozenset[Grant]:
        """What is granted to the user themselves; roles grant more."""
        return frozenset(Grant(each.room, each.action, each.scope) for each in self.granted)


class UserGrant(Base):
    """One thing that a user may do; see `Grant`."""

    __tablename__ = "grants"
    __table_args__ = (CheckConstraint("scope ~ '^(KZ|own|[0-9]{9})$'", name="scope"),)

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    room: Mapped[str] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)
