"""Where synthetic reports lie: many in few hot spots of one topic, the rest about settlements."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.demo.synthetic.places import Country, RegionSettlements, Spread, scattered
from ingest.demo.synthetic.region_pieces import Indices
from ingest.demo.synthetic.report_calendar import TOPICS

PER_HEAD_POWER = 0.9
"""Below 1: villages report somewhat more a head than cities."""
URBAN_TOPICS = frozenset({"transport", "lighting", "waste", "utilities", "safety"})
URBAN_FACTOR = 1.6
"""How much likelier an urban topic is in a town than another one."""

SPOTS_PER_TOPIC = 6
"""Hot spots of one topic in one settlement at most; small ones have one."""
RESIDENTS_PER_SPOT = 40_000
IN_SPOT_SHARE = 0.45
SPOT_RADIUS_M = 70.0
SPOTS_WITHIN = 0.5
OTHERS_WITHIN = 0.45
"""Scales of the distances from the settlement's point, as shares of its radius."""
FIRST_SPOT_POWER = 2.0
"""Above 1: the first hot spot of a topic draws more reports than the next."""
TAIL_FREEDOM = 4.0
"""Degrees of freedom of the bivariate t distribution: some reports lie far out."""

NO_SPOT = -1


@dataclass(frozen=True, slots=True)
class ReportPlaces:
    """Where a batch of reports lies."""

    spread: Spread
    spot: Indices
    """The hot spot's number, NO_SPOT for a report outside of all."""


class Spots:
    """The hot spots of every settlement and topic; the same for a seed and settlements."""

    def __init__(self, country: Country, rng: np.random.Generator) -> None:
        self._places = places = country.places
        self._regions = country.regions
        self._cumulated = np.cumsum(_weights(places), axis=1)
        self._count = np.clip(
            np.ceil(places.residents / RESIDENTS_PER_SPOT), 1, SPOTS_PER_TOPIC
        ).astype(np.int64)
        self._first = np.cumsum(self._count) - self._count
        owner = np.repeat(np.arange(len(places)), self._count * len(TOPICS))
        away = rng.rayleigh(size=len(owner)) * places.radius_m[owner] * SPOTS_WITHIN
        self._spread = scattered(
            places.spread.at(owner), rng.uniform(0, 360, len(owner)), away, self._regions
        )

    def drawn(self, topic: Indices, rng: np.random.Generator) -> ReportPlaces:
        """A place for a report of each topic index."""
        count = len(topic)
        place = self._settlements(topic, rng)
        rank = (self._count[place] * rng.random(count) ** FIRST_SPOT_POWER).astype(np.int64)
        spot = (self._first[place] + rank) * len(TOPICS) + topic
        in_spot = rng.random(count) < IN_SPOT_SHARE
        near = rng.rayleigh(size=count) * SPOT_RADIUS_M
        tail = np.sqrt(TAIL_FREEDOM / rng.chisquare(TAIL_FREEDOM, count))
        far = rng.rayleigh(size=count) * tail * self._places.radius_m[place] * OTHERS_WITHIN
        spread = scattered(
            _either(in_spot, self._spread.at(spot), self._places.spread.at(place)),
            rng.uniform(0, 360, count),
            np.where(in_spot, near, far),
            self._regions,
        )
        return ReportPlaces(spread, np.where(in_spot, spot, NO_SPOT))

    def _settlements(self, topic: Indices, rng: np.random.Generator) -> Indices:
        draw = rng.random(len(topic))
        place = np.empty(len(topic), dtype=np.int64)
        for index in range(len(TOPICS)):
            of_topic = topic == index
            place[of_topic] = np.searchsorted(self._cumulated[index], draw[of_topic])
        return np.minimum(place, len(self._places) - 1)


def _weights(places: RegionSettlements) -> NDArray[np.float64]:
    """By topic and settlement the share of the topic's reports; each topic's add up to 1."""
    by_size = places.residents**PER_HEAD_POWER
    factor = np.where(places.is_urban, URBAN_FACTOR, 1.0)
    weights = np.stack([by_size * factor if topic in URBAN_TOPICS else by_size for topic in TOPICS])
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _either(first: NDArray[np.bool_], one: Spread, other: Spread) -> Spread:
    return Spread(
        np.where(first, one.longitude, other.longitude),
        np.where(first, one.latitude, other.latitude),
        np.where(first, one.chain, other.chain),
    )
