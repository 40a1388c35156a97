"""Browsers that have signed in to an account before, each known by a random secret in a cookie."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Identity, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.accounts.secret import new_secret, sha256_of
from core.database.engine import Base

FORGOTTEN_AFTER = timedelta(days=400)
"""As long as browsers keep a cookie at most."""


class KnownDevice(Base):
    """One browser at one account."""

    __tablename__ = "known_devices"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


def known_device(session: Session, user_id: int | None, secret: str | None) -> int | None:
    """The id of the browser that shows the secret, where the account knows it."""
    if not secret:
        return None
    known = (KnownDevice.user_id == user_id) & (KnownDevice.sha256 == sha256_of(secret))
    return session.scalar(select(KnownDevice.id).where(known))


def has_known_device(session: Session, user_id: int) -> bool:
    """Whether any browser has signed in to the account before."""
    theirs = select(KnownDevice.id).where(KnownDevice.user_id == user_id)
    return session.scalar(theirs.limit(1)) is not None


def remember_device(session: Session, user_id: int) -> str:
    """The secret by which a browser will be known to an account."""
    secret = new_secret()
    session.add(KnownDevice(user_id=user_id, sha256=sha256_of(secret)))
    session.flush()
    return secret
