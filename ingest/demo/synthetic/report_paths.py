"""What becomes of synthetic reports: paths through the layer's own flow, and how long they take."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.demo.synthetic.region_pieces import Coordinates, Indices
from ingest.demo.synthetic.report_calendar import DAY_S, TOPICS
from layers.catalogue.citizen_reports import DEADLINE_DAYS, FLOW


@dataclass(frozen=True, slots=True)
class ScheduledMove:
    """One move, made when `after` of the report's response time has passed (0–1)."""

    move: str
    after: float


@dataclass(frozen=True, slots=True)
class Path:
    """The moves of a report in order; `share` of all reports take it."""

    share: float
    steps: tuple[ScheduledMove, ...]

    @property
    def states(self) -> tuple[str, ...]:
        """The state before the first step and after each one, by the flow's targets."""
        return (FLOW.initial, *(FLOW.move(step.move).target for step in self.steps))


def _path(share: float, *steps: tuple[str, float]) -> Path:
    return Path(share, tuple(ScheduledMove(*step) for step in steps))


PATHS = (
    _path(0.28, ("solve", 1.0)),
    _path(0.32, ("assign", 0.2), ("solve", 1.0)),
    _path(0.12, ("assign", 0.15), ("plan", 0.4), ("solve", 1.0)),
    _path(0.03, ("reroute", 0.2), ("assign", 0.4), ("solve", 1.0)),
    _path(0.03, ("ask_author", 0.2), ("answer", 0.4), ("assign", 0.5), ("solve", 1.0)),
    _path(0.02, ("assign", 0.3), ("solve", 0.7), ("object", 0.8), ("assign", 0.85), ("solve", 1.0)),
    _path(0.07, ("assign", 0.3), ("refuse", 1.0)),
    _path(0.03),
    _path(0.03, ("assign", 0.5)),
    _path(0.03, ("assign", 0.3), ("plan", 0.9)),
    _path(0.02, ("ask_author", 0.5)),
    _path(0.02, ("reroute", 0.6)),
)
DUPLICATE = _path(0.0, ("mark_duplicate", 0.5))
"""Taken by reports that repeat a nearby one, whatever path was drawn for them."""

ALL_PATHS = (*PATHS, DUPLICATE)
DUPLICATE_INDEX = len(PATHS)
REROUTING = tuple(
    index for index, path in enumerate(PATHS) if any(step.move == "reroute" for step in path.steps)
)
OBJECTION = next(
    index for index, path in enumerate(PATHS) if any(step.move == "object" for step in path.steps)
)
LONGEST_BEFORE_OBJECTION_S = 60 * DAY_S
"""A tenth of it, from the solution to the objection, stays within the 15 days."""

TYPICAL_SHARE_OF_DEADLINE = 0.55
TOPIC_SIGMA = 0.75
AKIMAT_SIGMA = 0.35
SLOW_AKIMATS = 0.12
SLOWNESS = 2.6
LEAST_RESPONSE_S = 3600


def slowness_of_akimats(count: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """For each akimat the factor on its response times: log-normal, and some are plainly slow."""
    slow = np.where(rng.random(count) < SLOW_AKIMATS, SLOWNESS, 1.0)
    return np.asarray(np.exp(rng.normal(scale=AKIMAT_SIGMA, size=count)) * slow)


def response_times(
    topic: Indices, slowness: Coordinates, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Seconds to the end of each report's path: log-normal about a share of its deadline."""
    deadline = np.array([DEADLINE_DAYS[code] for code in TOPICS], dtype=np.float64)[topic]
    typical = deadline * TYPICAL_SHARE_OF_DEADLINE * slowness
    days = typical * np.exp(rng.normal(scale=TOPIC_SIGMA, size=len(topic)))
    return np.maximum((days * DAY_S).astype(np.int64), LEAST_RESPONSE_S)


def drawn_paths(
    response_s: Indices, may_reroute: NDArray[np.bool_], rng: np.random.Generator
) -> Indices:
    """The index in PATHS that each report takes.

    Only a district's report can go on to the oblast, and a late answer is not objected to.
    """
    shares = np.array([path.share for path in PATHS])
    taken = rng.choice(len(PATHS), len(response_s), p=shares / shares.sum())
    forwarded = np.isin(taken, REROUTING) & ~may_reroute
    late = (taken == OBJECTION) & (response_s > LONGEST_BEFORE_OBJECTION_S)
    return np.where(forwarded | late, 1, taken).astype(np.int64)
