"""Guesses of passwords, slowed down without locking anybody out.

Attempts are counted in lanes. Browsers that have signed in to an account before have a lane of
their own there (OWASP, «device cookies»), everybody else shares one lane an account: who guesses
at somebody's password makes only strangers wait. All of one address share a wider lane.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.accounts.secret import sha256_of
from core.database.engine import Base
from core.errors import AtlasError
from core.text import Text

FREE = 5
"""So many attempts of a lane cost no wait; then each doubles it."""
FREE_OF_ADDRESS = 60
"""A whole village may stand behind one address."""
LONGEST_WAIT_S = 900
FORGOTTEN_AFTER_S = 6 * 3600


class SignInLane(Base):
    """The attempts of one lane that came to nothing."""

    __tablename__ = "sign_in_lanes"

    key: Mapped[str] = mapped_column(primary_key=True)
    """A hash: neither logins that nobody has nor addresses are kept."""
    attempts: Mapped[int]
    last_at: Mapped[datetime]
    next_at: Mapped[datetime]
    """Until then every further attempt is refused unread."""


class TooManyAttemptsError(AtlasError):
    """A lane has to wait; `value` is the number of seconds."""

    phrase = Text(
        "Тым көп әрекет жасалды. {value} с күтіп, қайталап көріңіз немесе бұрын кірген құрылғыдан"
        " кіріңіз.",
        "Слишком много попыток. Подождите {value} с и повторите, или войдите с устройства, с"
        " которого входили раньше.",
        "Too many attempts. Wait {value} s and try again, or sign in on a device on which you have"
        " signed in before.",
    )

    def __init__(self, wait_s: int) -> None:
        super().__init__(wait_s, field="login")
        self.retry_after_s = wait_s


@dataclass(frozen=True, slots=True)
class AttemptLane:
    """Whose attempts are counted together."""

    key: str
    free: int

    @classmethod
    def of_device(cls, device_id: int) -> "AttemptLane":
        """A browser that is known to an account."""
        return cls(sha256_of(f"device {device_id}"), FREE)

    @classmethod
    def of_login(cls, login: str) -> "AttemptLane":
        """Everybody who is not known to the account of a login, whether there is one or not."""
        return cls(sha256_of(f"login {login}"), FREE)

    @classmethod
    def of_address(cls, address: str) -> "AttemptLane":
        """Everybody at an address."""
        return cls(sha256_of(f"address {address}"), FREE_OF_ADDRESS)


ATTEMPTS = """
    CASE WHEN lane.last_at < now() - make_interval(secs => :forgotten) THEN 1
    ELSE lane.attempts + 1 END
"""
COUNT = text(
    f"""
    INSERT INTO sign_in_lanes AS lane (key, attempts, last_at, next_at)
    VALUES (:key, 1, now(), now())
    ON CONFLICT (key) DO UPDATE SET attempts = {ATTEMPTS}, last_at = now(),
        next_at = now() + make_interval(secs =>
            CASE WHEN {ATTEMPTS} < :free THEN 0
            ELSE least(:longest, 2 ^ least({ATTEMPTS} - :free, 30)) END)
    WHERE lane.next_at <= now()
    RETURNING attempts
    """  # noqa: S608 - a piece of its own
)
"""Counts an attempt before anybody looks at it, so that many at a time are no more than many."""
WAIT_S = select(func.ceil(func.extract("epoch", SignInLane.next_at - func.now())))


def count_attempt(session: Session, lanes: Iterable[AttemptLane]) -> None:
    """Count an attempt in each of the lanes. Raises TooManyAttemptsError."""
    for lane in sorted(lanes, key=lambda lane: lane.key):
        facts = {
            "key": lane.key,
            "free": lane.free,
            "forgotten": FORGOTTEN_AFTER_S,
            "longest": LONGEST_WAIT_S,
        }
        if session.scalar(COUNT, facts) is None:
            wait_s = session.scalar(WAIT_S.where(SignInLane.key == lane.key))
            raise TooManyAttemptsError(max(1, int(wait_s or 1)))


def forget_attempts(session: Session, lane: AttemptLane) -> None:
    """Begin anew with the lane of somebody who has signed in."""
    session.execute(delete(SignInLane).where(SignInLane.key == lane.key))


def take_back_attempt(session: Session, lane: AttemptLane) -> None:
    """Do not count an attempt that was right in a lane that others share."""
    fewer = update(SignInLane).where(SignInLane.key == lane.key, SignInLane.attempts > 0)
    session.execute(fewer.values(attempts=SignInLane.attempts - 1))


def tidy_lanes(session: Session) -> None:
    """Remove lanes in which nobody has tried anything for hours."""
    old = func.now() - func.make_interval(0, 0, 0, 0, 0, 0, FORGOTTEN_AFTER_S)
    session.execute(delete(SignInLane).where(SignInLane.last_at < old))
