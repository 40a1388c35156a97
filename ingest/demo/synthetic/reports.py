"""Citizen reports drawn in batches: where, when, on what, and what became of them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ingest.demo.synthetic.places import Country
from ingest.demo.synthetic.region_pieces import Indices
from ingest.demo.synthetic.report_calendar import DAY_S, Calendar
from ingest.demo.synthetic.report_paths import (
    DUPLICATE_INDEX,
    drawn_paths,
    response_times,
    slowness_of_akimats,
)
from ingest.demo.synthetic.report_spots import NO_SPOT, ReportPlaces, Spots
from ingest.demo.synthetic.report_texts import written_languages
from ingest.demo.synthetic.wanted import Wanted

BATCH = 25_000
"""Reports drawn and written at a time; memory does not grow with their number."""

DUPLICATES_AMONG_CLOSE = 0.25
"""Share of duplicates among reports that follow another in the same hot spot closely."""
CLOSE_S = 20 * DAY_S

NOT_DUPLICATE = -1

CALENDAR_STREAM, SPOTS_STREAM, AKIMATS_STREAM, BATCH_STREAM = range(4)
"""Independent random streams of one seed, so that a batch does not depend on the one before."""


@dataclass(frozen=True, slots=True)
class ReportBatch:
    """Consecutive reports, oldest first; each array holds one value for each."""

    start: int
    """How many reports came before the first one."""
    topic: Indices
    submitted_s: Indices
    """Seconds since 1970."""
    places: ReportPlaces
    path: Indices
    response_s: Indices
    duplicate_of: Indices
    """The place in this batch of the report that it repeats, NOT_DUPLICATE for most."""
    language: Indices

    def __len__(self) -> int:
        return len(self.topic)


class ReportGenerator:
    """Draws reports; the same ones whenever the same are wanted in the same country."""

    def __init__(self, wanted: Wanted, country: Country) -> None:
        regions = country.regions
        self._seed = wanted.seed
        self._regions = regions
        self._total = wanted.total
        self._calendar = Calendar.drawn(wanted.total, wanted.today, self._rng(CALENDAR_STREAM))
        self._spots = Spots(country, self._rng(SPOTS_STREAM))
        akimats = int(regions.akimat_of_chain.max()) + 1
        self._slowness = slowness_of_akimats(akimats, self._rng(AKIMATS_STREAM))
        self._is_district = np.array([bool(chain.district_code) for chain in regions.chains])

    def batches(self) -> Iterator[ReportBatch]:
        """All reports in order of time, BATCH at a time."""
        for start in range(0, self._total, BATCH):
            yield self._batch(start, self._rng(BATCH_STREAM, start))

    def _rng(self, *stream: int) -> np.random.Generator:
        return np.random.default_rng([self._seed, *stream])

    def _batch(self, start: int, rng: np.random.Generator) -> ReportBatch:
        days, topic = self._calendar.reports(start, start + BATCH)
        submitted_s = self._calendar.moments(days, rng)
        in_time = np.argsort(submitted_s, kind="stable")
        topic, submitted_s = topic[in_time], submitted_s[in_time]
        places = self._spots.drawn(topic, rng)
        chain = places.spread.chain
        slowness = self._slowness[self._regions.akimat_of_chain[chain]]
        response_s = response_times(topic, slowness, rng)
        path = drawn_paths(response_s, self._is_district[chain], rng)
        duplicate_of = duplicates(places.spot, submitted_s, rng)
        path[duplicate_of != NOT_DUPLICATE] = DUPLICATE_INDEX
        return ReportBatch(
            start=start,
            topic=topic,
            submitted_s=submitted_s,
            places=places,
            path=path,
            response_s=response_s,
            duplicate_of=duplicate_of,
            language=written_languages(len(topic), rng),
        )


def duplicates(spot: Indices, submitted_s: Indices, rng: np.random.Generator) -> Indices:
    """For each report the earlier one that it repeats: the last before it in its hot spot.

    Only an original is repeated, so duplicates do not make chains. However few reports there are,
    one of the older half is a duplicate, if any two share a spot: what becomes of it is shown.
    """
    by_spot = np.lexsort((submitted_s, spot))
    before, after = by_spot[:-1], by_spot[1:]
    in_one_spot = (spot[before] == spot[after]) & (spot[after] != NO_SPOT)
    follows = (
        in_one_spot
        & (submitted_s[after] - submitted_s[before] <= CLOSE_S)
        & (rng.random(len(after)) < DUPLICATES_AMONG_CLOSE)
    )
    if in_one_spot.any() and not follows[submitted_s[after] <= np.median(submitted_s)].any():
        oldest = np.flatnonzero(in_one_spot)[submitted_s[after[in_one_spot]].argmin()]
        follows[oldest : oldest + 2] = (True, False)[: len(follows) - oldest]
    follows[1:] &= ~follows[:-1]
    duplicate_of = np.full(len(spot), NOT_DUPLICATE, dtype=np.int64)
    duplicate_of[after[follows]] = before[follows]
    return duplicate_of
