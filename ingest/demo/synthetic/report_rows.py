"""The table rows of a batch of synthetic reports, as columns of COPY text."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from core.calendar import after_working_days
from core.database.copy_text import NULL
from ingest.demo.synthetic.bulk import moment_texts, point_texts
from ingest.demo.synthetic.labels import SOURCE, SYNTHETIC_FACT, source_keys
from ingest.demo.synthetic.region_pieces import Chain, Indices
from ingest.demo.synthetic.report_calendar import DAY_S, KAZAKHSTAN_AHEAD_S, TOPICS
from ingest.demo.synthetic.report_moves import NOT_DONE, MadeMove, Standing, made_moves
from ingest.demo.synthetic.report_texts import (
    REASONS,
    comment_texts,
    report_texts,
    written_languages,
)
from ingest.demo.synthetic.reports import ReportBatch
from layers.catalogue.citizen_reports import DEADLINE_DAYS, FLOW

EPOCH = date(1970, 1, 1)

Columns = dict[str, Sequence[str]]

CITIZENS_SHARE = 0.15
"""Share of solved reports that citizens solved themselves."""
WITH_EVIDENCE = 0.7
VIDEO_SHARE = 0.12
EVIDENCE_FILES = (("photo", "jpg"), ("video", "mp4"))
REPAIR_SHOWN_BEFORE_S = 600
COMMENTS_MEAN = 0.18
COMMENTED_WITHIN_S = 10 * DAY_S


@dataclass(frozen=True, slots=True)
class ReportRows:
    """The rows of one batch in each of the four tables."""

    reports: Columns
    evidence: Columns
    comments: Columns
    history: Columns


class ReportWriter:
    """Turns batches into rows. `now_s` is the present in seconds since 1970."""

    def __init__(self, seed: int, first_id: int, now_s: int, chains: Sequence[Chain]) -> None:
        self._seed = seed
        self._first_id = first_id
        self._now_s = now_s
        self._chains = chains

    def rows(self, batch: ReportBatch, rng: np.random.Generator) -> ReportRows:
        """The rows of a batch; ids follow from the number of reports before it."""
        ids = self._first_id + batch.start + np.arange(len(batch))
        moves = list(made_moves(batch, self._now_s))
        solvers = np.where(rng.random(len(batch)) < CITIZENS_SHARE, "citizens", "state_body")
        return ReportRows(
            reports=self._reports(batch, ids, Standing.after(batch, moves), solvers, rng),
            evidence=self._evidence(batch, ids, moves, rng),
            comments=self._comments(batch, ids, rng),
            history=self._history(batch, ids, moves, solvers),
        )

    def _reports(
        self,
        batch: ReportBatch,
        ids: Indices,
        standing: Standing,
        solvers: np.ndarray[tuple[int], np.dtype[np.str_]],
        rng: np.random.Generator,
    ) -> Columns:
        spread, count = batch.places.spread, len(batch)
        chains = [self._chains[index] for index in spread.chain.tolist()]
        done = standing.done_s != NOT_DONE
        repeats = standing.state == "duplicate"
        return {
            "id": _texts(ids),
            "geom": point_texts(spread.longitude, spread.latitude),
            "oblast_code": [chain.oblast_code for chain in chains],
            "district_code": [chain.district_code or NULL for chain in chains],
            "rural_district_code": [chain.rural_district_code or NULL for chain in chains],
            "source": [SOURCE] * count,
            "source_key": source_keys(self._seed, batch.start, count),
            "synthetic": ["t"] * count,
            "topic": [TOPICS[topic] for topic in batch.topic.tolist()],
            "state": standing.state.tolist(),
            "text": report_texts(batch.topic, batch.language, rng),
            "submitted_at": moment_texts(batch.submitted_s),
            "due_on": _due_days(batch),
            "done_on": _where(done, _days(standing.done_s)),
            "solved_by": _where(done, solvers.tolist()),
            "rerouted_to": _where(standing.rerouted, [chain.oblast_code for chain in chains]),
            "duplicate_of": _where(repeats, _texts(ids[batch.duplicate_of])),
        }

    def _evidence(
        self, batch: ReportBatch, ids: Indices, moves: list[MadeMove], rng: np.random.Generator
    ) -> Columns:
        shown = np.flatnonzero(rng.random(len(batch)) < WITH_EVIDENCE)
        solved = [move for move in moves if move.to_state == "done"]
        repaired = np.concatenate([move.reports for move in solved])
        repaired_s = np.concatenate([move.at_s for move in solved]) - REPAIR_SHOWN_BEFORE_S
        reports = np.concatenate([shown, repaired])
        is_video = rng.random(len(reports)) < VIDEO_SHARE
        files = [EVIDENCE_FILES[index] for index in is_video.astype(np.int64).tolist()]
        shows = ["problem"] * len(shown) + ["repair"] * len(repaired)
        keys = (batch.start + reports).tolist()
        return {
            "feature_id": _texts(ids[reports]),
            "media_key": [
                f"synthetic/{self._seed}-{key}-{what}.{suffix}"
                for key, what, (_, suffix) in zip(keys, shows, files, strict=True)
            ],
            "kind": [kind for kind, _ in files],
            "shows": shows,
            "created_at": moment_texts(np.concatenate([batch.submitted_s[shown], repaired_s])),
        }

    def _comments(self, batch: ReportBatch, ids: Indices, rng: np.random.Generator) -> Columns:
        reports = np.repeat(np.arange(len(batch)), rng.poisson(COMMENTS_MEAN, len(batch)))
        submitted_s = batch.submitted_s[reports]
        within_s = np.minimum(self._now_s - submitted_s, COMMENTED_WITHIN_S)
        at_s = submitted_s + (rng.random(len(reports)) * within_s).astype(np.int64)
        return {
            "feature_id": _texts(ids[reports]),
            "text": comment_texts(written_languages(len(reports), rng), rng),
            "created_at": moment_texts(at_s),
        }

    def _history(
        self,
        batch: ReportBatch,
        ids: Indices,
        moves: list[MadeMove],
        solvers: np.ndarray[tuple[int], np.dtype[np.str_]],
    ) -> Columns:
        """A row for each report's creation, then one for each move, each report's in order."""
        count = len(batch)
        columns: dict[str, list[str]] = {
            "feature_id": _texts(ids),
            "at": moment_texts(batch.submitted_s),
            "action": ["created"] * count,
            "move": [NULL] * count,
            "from_state": [NULL] * count,
            "to_state": [FLOW.initial] * count,
            "reason": [NULL] * count,
            "facts": [json.dumps(SYNTHETIC_FACT)] * count,
        }
        for move in moves:
            made = len(move.reports)
            reasons = REASONS.get(move.step.move, (NULL, NULL))
            columns["feature_id"] += _texts(ids[move.reports])
            columns["at"] += moment_texts(move.at_s)
            columns["action"] += ["moved"] * made
            columns["move"] += [move.step.move] * made
            columns["from_state"] += [move.from_state] * made
            columns["to_state"] += [move.to_state] * made
            columns["reason"] += [reasons[spoken] for spoken in batch.language[move.reports]]
            columns["facts"] += self._facts(batch, ids, move, solvers)
        layer = ["citizen_reports"] * len(columns["feature_id"])
        return {"layer": layer, **columns}

    def _facts(
        self,
        batch: ReportBatch,
        ids: Indices,
        move: MadeMove,
        solvers: np.ndarray[tuple[int], np.dtype[np.str_]],
    ) -> list[str]:
        """What each report's move was given, as JSON."""
        fact, values = "", np.empty(len(move.reports), dtype=object)
        if move.step.move == "solve":
            fact, values[:] = "solved_by", solvers[move.reports]
        elif move.step.move == "mark_duplicate":
            fact, values[:] = "duplicate_of", ids[batch.duplicate_of[move.reports]]
        elif move.step.move == "reroute":
            chain = batch.places.spread.chain[move.reports].tolist()
            fact, values[:] = "rerouted_to", [self._chains[index].oblast_code for index in chain]
        else:
            return [json.dumps(SYNTHETIC_FACT)] * len(move.reports)
        template = json.dumps({**SYNTHETIC_FACT, fact: "@"})
        return [template.replace("@", str(value)) for value in values]


def _texts(numbers: Indices) -> list[str]:
    return list(map(str, numbers.tolist()))


def _due_days(batch: ReportBatch) -> list[str]:
    """The days by which the reports are due, each worked out once a day and topic."""
    allowed = np.array([DEADLINE_DAYS[topic] for topic in TOPICS])[batch.topic]
    day = (batch.submitted_s + KAZAKHSTAN_AHEAD_S) // DAY_S
    pairs, of_pair = np.unique(np.stack([day, allowed]), axis=1, return_inverse=True)
    due = [
        after_working_days(EPOCH + timedelta(days=since), count).isoformat()
        for since, count in pairs.T.tolist()
    ]
    return [due[index] for index in of_pair.ravel().tolist()]


def _days(seconds: Indices) -> list[str]:
    """The days of Kazakhstan in which moments lie."""
    moments = (seconds + KAZAKHSTAN_AHEAD_S).astype("datetime64[s]")
    return list(np.datetime_as_string(moments, unit="D").tolist())


def _where(mask: np.ndarray[tuple[int], np.dtype[np.bool_]], values: Sequence[str]) -> list[str]:
    return [value if given else NULL for given, value in zip(mask.tolist(), values, strict=True)]
