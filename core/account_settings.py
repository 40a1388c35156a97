"""How long people stay signed in, and which passwords are known to be stolen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SessionLife:
    """How long a session lasts."""

    idle: timedelta
    """It ends where nothing was asked for so long."""
    longest: timedelta


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

    def life(self, *, stays: bool) -> SessionLife:
        """How long a session lasts."""
        return self.session_that_stays if stays else self.session

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "AccountSettings":
        """The settings from ATLAS_SESSION_…, ATLAS_BREACHED_PASSWORDS and ATLAS_PUBLIC_URL."""

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
        )


USUAL_ACCOUNTS = AccountSettings()
