"""The moves that synthetic reports have made by now, and how they stand after them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.demo.synthetic.region_pieces import Indices
from ingest.demo.synthetic.report_paths import ALL_PATHS, ScheduledMove
from ingest.demo.synthetic.reports import ReportBatch
from layers.catalogue.citizen_reports import FLOW

NOT_DONE = -1


@dataclass(frozen=True, slots=True)
class MadeMove:
    """One step of one path: the reports of the batch that have made it, and when."""

    step: ScheduledMove
    from_state: str
    to_state: str
    reports: Indices
    """Places in the batch."""
    at_s: Indices
    """Seconds since 1970."""


def made_moves(batch: ReportBatch, now_s: int) -> Iterator[MadeMove]:
    """The moves made until `now_s`; those of one report come in their order.

    A report whose response time is not over yet stands where its path has brought it.
    """
    for index, path in enumerate(ALL_PATHS):
        reports = np.flatnonzero(batch.path == index)
        for step, from_state, to_state in zip(
            path.steps, path.states[:-1], path.states[1:], strict=True
        ):
            spent_s = (batch.response_s[reports] * step.after).astype(np.int64)
            at_s = batch.submitted_s[reports] + spent_s
            reports, at_s = reports[at_s <= now_s], at_s[at_s <= now_s]
            yield MadeMove(step, from_state, to_state, reports, at_s)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the reports of a batch stand after their moves."""

    state: NDArray[np.object_]
    done_s: Indices
    """When it was solved, seconds since 1970; NOT_DONE where it is not, or not any more."""
    rerouted: NDArray[np.bool_]

    @classmethod
    def after(cls, batch: ReportBatch, moves: list[MadeMove]) -> "Standing":
        """The standing of a batch's reports after the moves."""
        state = np.full(len(batch), FLOW.initial, dtype=object)
        done_s = np.full(len(batch), NOT_DONE, dtype=np.int64)
        rerouted = np.zeros(len(batch), dtype=np.bool_)
        for move in moves:
            state[move.reports] = move.to_state
            done_s[move.reports] = move.at_s if move.to_state == "done" else NOT_DONE
            rerouted[move.reports] |= move.step.move == "reroute"
        return cls(state, done_s, rerouted)
