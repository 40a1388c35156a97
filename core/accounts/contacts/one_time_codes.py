"""Codes that are sent to a person: of eight digits, for ten minutes, five tries, one browser.

A code alone is nothing: it works only with a secret that the browser which asked has kept. So it
cannot be talked out of somebody for use elsewhere, and its hash cannot be tried out from a copy of
the database.
"""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Identity, delete, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.accounts.secret import sha256_of
from core.database.engine import Base
from core.errors import InvalidValueError, UnauthenticatedError
from core.text import Text

DIGITS = 8
MOST_TRIES = 5
CODE_LASTS = timedelta(minutes=10)


class CodePurpose(StrEnum):
    """What a code is for."""

    SIGN_IN = "sign_in"
    TELEPHONE = "telephone"


class OneTimeCode(Base):
    """One code; neither it nor the secret of its browser is kept."""

    __tablename__ = "one_time_codes"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    purpose: Mapped[str]
    bound_sha256: Mapped[str] = mapped_column(unique=True)
    """Of the secret that the browser keeps."""
    code_sha256: Mapped[str]
    """Of both together."""
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    """Null where it lets nobody in."""
    address: Mapped[str | None]
    """The telephone that it confirms."""
    tries: Mapped[int] = mapped_column(server_default="0")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class WrongSentCodeError(UnauthenticatedError):
    """A code that is wrong, old, used, tried too often, or of another browser."""

    phrase = Text(
        "Код дұрыс емес немесе енді жарамайды. Қайта қарап жазыңыз немесе жаңасын сұраңыз.",
        "Код неверен или больше не действует. Проверьте его или запросите новый.",
        "The code is wrong or no longer works. Look at it again, or ask for a new one.",
    )


class WrongTelephoneCodeError(InvalidValueError):
    """The same where somebody is signed in, whose session goes on."""

    phrase = WrongSentCodeError.phrase

    def __init__(self) -> None:
        super().__init__("", field="code")


TRY = text(
    f"""
    UPDATE one_time_codes
    SET tries = tries + 1,
        used_at = CASE WHEN code_sha256 = :code AND user_id IS NOT NULL THEN now() END
    WHERE bound_sha256 = :bound AND purpose = :purpose AND used_at IS NULL
        AND expires_at > now() AND tries < {MOST_TRIES}
    RETURNING user_id, address, used_at IS NOT NULL
    """  # noqa: S608 - a number of ours
)


def new_code() -> str:
    """A code that nobody can guess."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def keep_code(  # noqa: PLR0913 - what a code is
    session: Session,
    purpose: CodePurpose,
    bound: str,
    code: str,
    *,
    user_id: int | None = None,
    address: str | None = None,
) -> OneTimeCode:
    """The row of a code for the browser that keeps the secret `bound`; an earlier one is gone."""
    earlier = OneTimeCode.bound_sha256 == sha256_of(bound)
    session.execute(delete(OneTimeCode).where(earlier))
    row = OneTimeCode(
        purpose=purpose,
        bound_sha256=sha256_of(bound),
        code_sha256=_hash(bound, code),
        user_id=user_id,
        address=address,
        expires_at=func.now() + CODE_LASTS,
    )
    session.add(row)
    session.flush()
    return row


def try_code(
    session: Session, purpose: CodePurpose, bound: str, written: str
) -> tuple[int, str | None] | None:
    """Whose code it is and which address it confirms; it is used now. None where it is wrong.

    The try counts as soon as the session commits.
    """
    digits = "".join(each for each in written if each.isascii() and each.isdigit())
    facts = {"code": _hash(bound, digits), "bound": sha256_of(bound), "purpose": purpose.value}
    found = session.execute(TRY, facts).one_or_none()
    return (found[0], found[1]) if found is not None and found[2] else None


def owner_of_code(session: Session, bound: str | None) -> int | None:
    """Whom a code of a browser would let in, right or wrong; None where it is nobody's."""
    of_browser = OneTimeCode.bound_sha256 == sha256_of(bound or "")
    return session.scalar(select(OneTimeCode.user_id).where(of_browser))


def tidy_codes(session: Session) -> None:
    """Remove codes that are over."""
    session.execute(delete(OneTimeCode).where(OneTimeCode.expires_at < func.now()))


def _hash(bound: str, code: str) -> str:
    return sha256_of(f"{bound} {code}")
