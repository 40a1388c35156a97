"""Codes of an authenticator: six digits of every half minute (RFC 6238), each used once."""

import hmac
from dataclasses import dataclass
from datetime import datetime

import pyotp
import segno
from sqlalchemy import BigInteger, ForeignKey, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.accounts.second_factor.secret_box import SecretBox
from core.accounts.user import User
from core.database.engine import Base
from core.errors import ConflictError
from core.text import Text

ISSUER = "Tugan Zher"
STEP_S = 30
DRIFT = 1
"""Steps by which a telephone's clock may be off."""


class SecondFactor(Base):
    """The authenticator of a user; its secret is sealed."""

    __tablename__ = "second_factors"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    confirmed_at: Mapped[datetime | None]
    """When a code showed that the telephone has it; before that it is not asked for."""
    last_step: Mapped[int | None] = mapped_column(BigInteger)
    """The half minute of the last code that was used; none up to it is taken again."""


class SecondFactorIsOnError(ConflictError):
    """The account has a confirmed authenticator already."""

    phrase = Text(
        "Кіру коды қосылып тұр. Басқа телефонға ауыстыру үшін алдымен өшіріңіз.",
        "Код при входе уже включён. Чтобы перейти на другой телефон, сначала отключите его.",
        "A code at sign-in is on already. Turn it off first to move to another telephone.",
    )


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an authenticator is to keep; it is told this once."""

    secret: str
    uri: str


def enrol(session: Session, user: User, box: SecretBox, login: str) -> Enrolment:
    """A new secret, to be confirmed by a code; an earlier unconfirmed one is forgotten.

    Raises SecondFactorIsOnError.
    """
    secret = pyotp.random_base32()
    values = {"sealed": box.seal(secret, _owner(user.id)), "created_at": func.now()}
    made = insert(SecondFactor).values(user_id=user.id, **values).on_conflict_do_update(
        index_elements=[SecondFactor.user_id],
        set_={**values, "last_step": None},
        where=SecondFactor.confirmed_at.is_(None),
    ).returning(SecondFactor.user_id)  # fmt: skip
    if session.scalar(made) is None:
        raise SecondFactorIsOnError(field="code")
    return Enrolment(secret, pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER))


def qr_path(text: str) -> tuple[int, str]:
    """A QR code as the side of a square and the SVG path of its dark modules, without a border."""
    rows = [list(row) for row in segno.make_qr(text, error="m").matrix]
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return len(rows), path


def confirmed_at(session: Session, user_id: int) -> datetime | None:
    """Since when a code is asked of the user at sign-in; None where it is not."""
    return session.scalar(select(SecondFactor.confirmed_at).where(SecondFactor.user_id == user_id))


def confirm(session: Session, user_id: int, box: SecretBox, code: str, now: datetime) -> bool:
    """Whether the code is right; if so it is asked for from now on."""
    if confirmed_at(session, user_id) is not None:
        raise SecondFactorIsOnError(field="code")
    if not _takes(session, user_id, box, code, now):
        return False
    those = update(SecondFactor).where(SecondFactor.user_id == user_id)
    session.execute(those.values(confirmed_at=func.now()))
    return True


def takes_code(session: Session, user_id: int, box: SecretBox, code: str, now: datetime) -> bool:
    """Whether the code is right and was never used; it is used now."""
    return confirmed_at(session, user_id) is not None and _takes(session, user_id, box, code, now)


def remove(session: Session, user_id: int) -> None:
    """Ask no code of the user any more."""
    session.execute(delete(SecondFactor).where(SecondFactor.user_id == user_id))


def _takes(session: Session, user_id: int, box: SecretBox, code: str, now: datetime) -> bool:
    sealed = session.scalar(select(SecondFactor.sealed).where(SecondFactor.user_id == user_id))
    if sealed is None:
        return False
    step = _step_of(box.open(sealed, _owner(user_id)), code, now)
    if step is None:
        return False
    fresh = func.coalesce(SecondFactor.last_step, -1) < step
    used = update(SecondFactor).where(SecondFactor.user_id == user_id, fresh)
    return session.scalar(used.values(last_step=step).returning(SecondFactor.user_id)) is not None


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    """The half minute whose code it is; all are compared, whichever it is."""
    shown = "".join(code.split()).encode(errors="replace")
    totp, present = pyotp.TOTP(secret), int(now.timestamp()) // STEP_S
    right = [
        step
        for step in range(present - DRIFT, present + DRIFT + 1)
        if hmac.compare_digest(totp.generate_otp(step).encode(), shown)
    ]
    return max(right, default=None)


def _owner(user_id: int) -> str:
    return f"totp {user_id}"
