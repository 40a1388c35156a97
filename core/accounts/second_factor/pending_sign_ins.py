"""Sign-ins that wait for a code: the password was right, and nobody is signed in yet."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Identity, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.accounts.secret import new_secret, sha256_of
from core.accounts.user import User
from core.database.engine import Base
from core.errors import AtlasError
from core.text import Text

LASTS = timedelta(minutes=5)


class PendingSignIn(Base):
    """One sign-in half done, known by a secret that only the browser has."""

    __tablename__ = "pending_sign_ins"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    device: Mapped[str]
    device_id: Mapped[int | None] = mapped_column(
        ForeignKey("known_devices.id", ondelete="SET NULL")
    )
    """By what the account knew the browser when the password was shown."""
    stays: Mapped[bool]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class NoPendingSignInError(AtlasError):
    """Nobody on this browser has shown a password in the last minutes."""

    phrase = Text(
        "Уақыт өтіп кетті. Құпиясөзден қайта бастаңыз.",
        "Время вышло. Начните снова с пароля.",
        "Time is up. Start again with the password.",
    )


def begin_pending(
    session: Session, user_id: int, device: str, device_id: int | None, *, stays: bool
) -> str:
    """The secret of a sign-in that waits for a code."""
    secret = new_secret()
    waiting = PendingSignIn(
        user_id=user_id,
        sha256=sha256_of(secret),
        device=device,
        device_id=device_id,
        stays=stays,
        expires_at=func.now() + LASTS,
    )
    session.add(waiting)
    session.flush()
    return secret


def pending_of(session: Session, secret: str | None) -> PendingSignIn:
    """The sign-in that waits. Raises NoPendingSignInError."""
    waiting = (
        select(PendingSignIn)
        .join(User, User.id == PendingSignIn.user_id)
        .where(
            PendingSignIn.sha256 == sha256_of(secret or ""),
            PendingSignIn.used_at.is_(None),
            PendingSignIn.expires_at > func.now(),
            User.closed_at.is_(None),
        )
    )
    found = session.scalar(waiting)
    if found is None:
        raise NoPendingSignInError(field="code")
    return found


def use_pending(session: Session, pending_id: int) -> None:
    """Take the sign-in as done; of two at a time one is refused. Raises NoPendingSignInError."""
    one = (PendingSignIn.id == pending_id) & PendingSignIn.used_at.is_(None)
    used = update(PendingSignIn).where(one).values(used_at=func.now())
    if session.scalar(used.returning(PendingSignIn.id)) is None:
        raise NoPendingSignInError(field="code")


def end_pending(session: Session, user_id: int) -> None:
    """Let no sign-in of a user that waits go on."""
    those = (PendingSignIn.user_id == user_id) & PendingSignIn.used_at.is_(None)
    session.execute(update(PendingSignIn).where(those).values(used_at=func.now()))
