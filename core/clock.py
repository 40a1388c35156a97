"""The clock that the door hands down: the one place where the program reads calendar time.

Durations and leases are measured by `time.monotonic`, which no clock of a calendar may set.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

SHIFT = "ATLAS_CLOCK_SHIFT_S"
"""The variable by which tests let a program live on another day; the database is shifted apart."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The machine's clock, or one that runs ahead of it."""

    ahead: timedelta = timedelta()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Clock":
        """The clock from ATLAS_CLOCK_SHIFT_S, which is empty but in tests."""
        return cls(timedelta(seconds=float(environment.get(SHIFT) or 0)))

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC) + self.ahead  # noqa: TID251 - the seam itself


def file_time_s() -> float:
    """The present moment as file systems stamp it, in seconds since 1970; never shifted."""
    return time.time()  # noqa: TID251 - files know no other clock
