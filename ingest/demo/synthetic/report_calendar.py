"""When synthetic reports are made: topics by season, days by week, hours by habit."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from ingest.demo.synthetic.region_pieces import Coordinates, Indices
from layers.catalogue.citizen_reports import TOPIC
from layers.days import KAZAKHSTAN

DAYS = 3 * 365
"""How far back the reports reach; the last ones were made yesterday."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A topic's share of all reports, and how it swells about one day of the year."""

    share: float
    peak_day: int = 0
    swell: float = 0.0
    """0 is even over the year, 1 falls to nothing half a year from the peak."""


RHYTHM = {
    "utilities": Rhythm(0.17, peak_day=15, swell=0.5),
    "roads": Rhythm(0.20, peak_day=95, swell=0.4),
    "transport": Rhythm(0.07),
    "lighting": Rhythm(0.13, peak_day=355, swell=0.65),
    "waste": Rhythm(0.17, peak_day=200, swell=0.5),
    "water": Rhythm(0.11, peak_day=105, swell=0.65),
    "ecology": Rhythm(0.04, peak_day=200, swell=0.3),
    "safety": Rhythm(0.05, peak_day=355, swell=0.2),
    "heritage": Rhythm(0.01, peak_day=150, swell=0.4),
    "other": Rhythm(0.05),
}
TOPICS = TOPIC.codes

WEEK = (1.25, 1.15, 1.10, 1.05, 1.00, 0.75, 0.70)
"""Monday to Sunday."""

FIRST_DAY_SHARE = 0.6
"""Reports a day at the beginning, as a share of those at the end: the service gets known."""

DAY_S = 86_400
KAZAKHSTAN_AHEAD_S = int(KAZAKHSTAN.utcoffset(None).total_seconds())


@dataclass(frozen=True, slots=True)
class Calendar:
    """How many reports each day brings on each topic, and so when each single one is made."""

    first_day: date
    counts: NDArray[np.int64]
    """By day and topic."""

    @classmethod
    def drawn(cls, total: int, today: date, rng: np.random.Generator) -> "Calendar":
        """A calendar of `total` reports that ends the day before `today`."""
        first_day = today - timedelta(days=DAYS)
        shares = _expected_shares(first_day)
        counts = rng.multinomial(total, shares.ravel()).reshape(shares.shape)
        return cls(first_day, counts)

    def reports(self, start: int, stop: int) -> tuple[Indices, Indices]:
        """Days since the first one and topic indices of the reports start…stop, oldest first."""
        ends = np.cumsum(self.counts.ravel())
        cell = np.searchsorted(ends, np.arange(start, min(stop, int(ends[-1]))), side="right")
        return cell // len(TOPICS), cell % len(TOPICS)

    def moments(self, days: Indices, rng: np.random.Generator) -> Indices:
        """Seconds since 1970 at which reports of these days are made, mostly in waking hours."""
        midnight = (np.datetime64(self.first_day, "s").astype(np.int64)) - KAZAKHSTAN_AHEAD_S
        seconds: Coordinates = rng.beta(4.0, 3.0, len(days)) * (DAY_S - 1)
        moments: Indices = midnight + days * DAY_S + seconds.astype(np.int64)
        return moments


def _expected_shares(first_day: date) -> NDArray[np.float64]:
    days = [first_day + timedelta(days=day) for day in range(DAYS)]
    of_year = np.array([day.timetuple().tm_yday for day in days])
    week = np.array([WEEK[day.weekday()] for day in days])
    growth = np.linspace(FIRST_DAY_SHARE, 1.0, DAYS)
    shares = np.column_stack([
        rhythm.share * (1 + rhythm.swell * np.cos(2 * np.pi * (of_year - rhythm.peak_day) / 365))
        for rhythm in (RHYTHM[topic] for topic in TOPICS)
    ]) * (week * growth)[:, np.newaxis]  # fmt: skip
    return np.asarray(shares / shares.sum())
