"""Sessions of people who have signed in, each known by a random secret in a cookie."""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ForeignKey, Identity, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from core.account_settings import SessionLife
from core.accounts.secret import new_secret, sha256_of
from core.database.engine import Base
from core.errors import NotFoundError
from core.text import Text

LONGEST_DEVICE = 200
"""Characters of what a browser says of itself."""
RECENT = timedelta(minutes=15)
"""So long after a password or code one may change what the account hangs on."""


class SignInSession(Base):
    """One session; the secret itself is nowhere, only its hash."""

    __tablename__ = "sign_in_sessions"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    device: Mapped[str]
    """What the browser says of itself."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    last_used_at: Mapped[datetime] = mapped_column(server_default=func.now())
    """To within some minutes."""
    stays: Mapped[bool]
    """Whether the browser keeps it when it is closed."""
    idle_s: Mapped[int]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    proven_at: Mapped[datetime] = mapped_column(server_default=func.now())
    """When a password or code was shown last."""
    second_factor_at: Mapped[datetime | None]
    """When a second factor was shown; null where none was."""


class UnknownSessionError(NotFoundError):
    """The user has no such session."""

    phrase = Text("Мұндай сеансыңыз жоқ: {value}.", "У вас нет такого сеанса: {value}.",
                  "You have no such session: {value}.")  # fmt: skip


def is_going_on() -> ColumnElement[bool]:
    """The condition that a session has not ended."""
    idle_until = SignInSession.last_used_at + func.make_interval(
        0, 0, 0, 0, 0, 0, SignInSession.idle_s
    )
    return (
        SignInSession.ended_at.is_(None)
        & (SignInSession.expires_at > func.now())
        & (idle_until > func.now())
    )


def begin_session(  # noqa: PLR0913 - what a session is
    session: Session,
    user_id: int,
    life: SessionLife,
    device: str,
    *,
    stays: bool,
    second_factor: bool = False,
) -> str:
    """The secret of a new session, which cannot be had a second time."""
    secret = new_secret()
    session.add(
        SignInSession(
            user_id=user_id,
            sha256=sha256_of(secret),
            device=device[:LONGEST_DEVICE],
            stays=stays,
            idle_s=int(life.idle.total_seconds()),
            expires_at=func.now() + life.longest,
            second_factor_at=func.now() if second_factor else None,
        )
    )
    session.flush()
    return secret


def session_of(session: Session, secret: str) -> SignInSession | None:
    """The session that the secret belongs to; None where it has ended."""
    of_secret = SignInSession.sha256 == sha256_of(secret)
    return session.scalar(select(SignInSession).where(of_secret, is_going_on()))


def is_proven(session: Session, current: SignInSession) -> bool:
    """Whether a password or code was shown in the session not long ago."""
    recent = (SignInSession.id == current.id) & (SignInSession.proven_at > func.now() - RECENT)
    return session.scalar(select(SignInSession.id).where(recent)) is not None


def renew_proof(session: Session, current: SignInSession, *, second_factor: bool) -> str:
    """The new secret of a session in which a password or code was shown; the old one is over."""
    secret = new_secret()
    current.sha256 = sha256_of(secret)
    current.proven_at = func.now()
    if second_factor:
        current.second_factor_at = func.now()
    session.flush()
    return secret


def sessions_of_user(session: Session, user_id: int) -> list[SignInSession]:
    """The sessions of a user that go on, the last used first."""
    order = (SignInSession.last_used_at.desc(), SignInSession.id.desc())
    mine = select(SignInSession).where(SignInSession.user_id == user_id, is_going_on())
    return list(session.scalars(mine.order_by(*order)))


def end_session(session: Session, user_id: int, session_id: int) -> None:
    """End one session of a user. Raises UnknownSessionError."""
    one = (SignInSession.id == session_id) & (SignInSession.user_id == user_id)
    if not _end(session, one):
        raise UnknownSessionError(session_id, field="id")


def end_sessions(session: Session, user_id: int, *, but: int | None = None) -> int:
    """How many sessions of a user have just been ended: all, or all but one."""
    those = SignInSession.user_id == user_id
    if but is not None:
        those &= SignInSession.id != but
    return _end(session, those)


def _end(session: Session, those: ColumnElement[bool]) -> int:
    ended = (
        update(SignInSession)
        .where(those, SignInSession.ended_at.is_(None))
        .values(ended_at=func.now())
        .returning(SignInSession.id)
    )
    return len(session.scalars(ended).all())
