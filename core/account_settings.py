"""How long people stay signed in, and which passwords are known to be stolen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from core.access.grant import Action


@dataclass(frozen=True, slots=True)
class SessionLife:
    """How long a session lasts."""

    idle: timedelta
    """It ends where nothing was asked for so long."""
    longest: timedelta


class SecondFactorRule(StrEnum):
    """For what a second factor is demanded."""

    OFFERED = "offered"
    """For nothing; who wants has one."""
    SEALED = "sealed"
    """For reading what is sealed."""
    REQUIRED = "required"
    """For that, and for administering."""

    @property
    def withheld(self) -> frozenset[Action]:
        """What nobody may do who has not shown a second factor."""
        return WITHHELD[self]


WITHHELD = {
    SecondFactorRule.OFFERED: frozenset[Action](),
    SecondFactorRule.SEALED: frozenset({Action.READ_SEALED}),
    SecondFactorRule.REQUIRED: frozenset({Action.READ_SEALED, Action.ADMINISTER}),
}


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """What the operator decides about signing in."""

    session: SessionLife = SessionLife(timedelta(hours=12), timedelta(days=7))
    """Of who signs in on somebody else's machine, as one must suppose."""
    session_that_stays: SessionLife = SessionLife(timedelta(days=30), timedelta(days=90))
    """Of who asks to stay signed in on a device of their own."""
    breached_passwords: Path | None = None
    """A file of SHA-1 hashes of stolen passwords, in their order."""
    public_url: str | None = None
    """Under which people reach the atlas, for links that leave it."""
    second_factor: SecondFactorRule = SecondFactorRule.SEALED
    secret_key: str | None = field(default=None, repr=False)
    """32 bytes in base64 that seal secrets; a file in the data folder where none is given."""

    def life(self, *, stays: bool) -> SessionLife:
        """How long a session lasts."""
        return self.session_that_stays if stays else self.session

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "AccountSettings":
        """The settings from ATLAS_SESSION_… and the variables beside their names below."""

        def number(name: str, usual: float) -> float:
            return float(environment.get(f"ATLAS_SESSION_{name}") or usual)

        breached = environment.get("ATLAS_BREACHED_PASSWORDS")
        return cls(
            session=SessionLife(
                timedelta(hours=number("IDLE_HOURS", 12)), timedelta(days=number("DAYS", 7))
            ),
            session_that_stays=SessionLife(
                timedelta(days=number("STAY_IDLE_DAYS", 30)),
                timedelta(days=number("STAY_DAYS", 90)),
            ),
            breached_passwords=Path(breached) if breached else None,
            public_url=(environment.get("ATLAS_PUBLIC_URL") or "").rstrip("/") or None,
            second_factor=SecondFactorRule(
                environment.get("ATLAS_SECOND_FACTOR") or SecondFactorRule.SEALED
            ),
            secret_key=environment.get("ATLAS_SECRET_KEY") or None,
        )


USUAL_ACCOUNTS = AccountSettings()
