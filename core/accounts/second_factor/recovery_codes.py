"""Ten codes for who has lost the telephone: each works once, and only its hash is kept."""

import secrets
from datetime import datetime

from sqlalchemy import ForeignKey, Identity, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.accounts.secret import sha256_of
from core.database.engine import Base

HOW_MANY = 10
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""None that is taken for another."""
LENGTH, GROUP = 24, 4
"""118 random bits, so that a plain hash is enough."""


class RecoveryCode(Base):
    """One code."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    sha256: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    used_at: Mapped[datetime | None]


def new_recovery_codes(session: Session, user_id: int) -> list[str]:
    """A new set of codes, told this once; the earlier ones no longer work."""
    forget_recovery_codes(session, user_id)
    codes = ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(HOW_MANY)]
    session.add_all(RecoveryCode(user_id=user_id, sha256=sha256_of(code)) for code in codes)
    session.flush()
    return ["-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP)) for code in codes]


def takes_recovery_code(session: Session, user_id: int, code: str) -> bool:
    """Whether the code is one of the user's that was not used; it is used now.

    Of two that use it at a time one is refused.
    """
    meant = "".join(code.split()).replace("-", "").upper()
    one = (RecoveryCode.user_id == user_id) & (RecoveryCode.sha256 == sha256_of(meant))
    used = update(RecoveryCode).where(one, RecoveryCode.used_at.is_(None))
    return session.scalar(used.values(used_at=func.now()).returning(RecoveryCode.id)) is not None


def recovery_codes_left(session: Session, user_id: int) -> int:
    """How many codes of the user still work."""
    unused = (RecoveryCode.user_id == user_id) & RecoveryCode.used_at.is_(None)
    return session.scalar(select(func.count(RecoveryCode.id)).where(unused)) or 0


def forget_recovery_codes(session: Session, user_id: int) -> None:
    """Let no code of the user work any more."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
