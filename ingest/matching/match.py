"""Rows of a file that are in the atlas already, or twice in the file: who waits, who is settled.

Nothing is merged here. A row that is an object of the atlas gets its id as `stage_target`, and
loading it fills only the fields of that object that are empty: what the object has already is
never overwritten, for it came from another source or a person, and neither is known to be wrong.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import BigInteger, any_, column, literal, table, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.text import Text
from ingest.matching.match_candidates import MatchCandidate, candidates, drop, gather
from ingest.matching.match_phrases import (
    MAYBE_SAME,
    MAYBE_SAME_ROW,
    SEEMS_SAME,
    SEEMS_SAME_ROW,
    conflict_far,
)
from ingest.matching.match_score import Score, Verdict, is_conflict, scored
from ingest.matching.sameness import set_targets, settle_known, told_apart
from ingest.rows.file_order import FileOrder, MatchRule
from ingest.rows.row_problem import RowProblem
from ingest.staging.stage import StagingTable
from ingest.staging.stopped_writing import heeded
from layers.access import readable

MOST_CANDIDATES = 10
METRES_PER_KM = 1_000
CODES = {
    Verdict.SAME: "seems_same",
    Verdict.UNDECIDED: "maybe_same",
    Verdict.CONFLICT: "conflict_far",
}
WORST_FIRST = (Verdict.SAME, Verdict.UNDECIDED, Verdict.CONFLICT)


def match_staged(
    session: Session, stage: StagingTable, order: FileOrder, caller: Caller
) -> tuple[RowProblem, ...]:
    """Why rows of the stage wait, with the objects that each may be.

    Looks at good rows whose key the layer does not know yet. Those that wait are marked so in the
    stage; those that are an object by a decision, an earlier one or the rule get its id. What the
    caller may not see is no candidate, and a generalised place is all that they learn of a
    sensitive one. Rows of an own export are objects apart already. A layer without `matching` has
    no such problems.
    """
    matching = order.layer.matching
    if matching is None:
        return ()
    access = readable(order.layer, caller)
    problems = list(settle_known(session, stage, order, access))
    _let_wait(session, stage, problems)
    gather(session, stage, order, access, matching)
    apart = told_apart(session, stage, order)
    neighbours = order.matches is not MatchRule.DIFFERENT
    found = (
        _Found(candidate, _score(candidate))
        for candidate in heeded(session, candidates(session, matching, neighbours=neighbours))
        if not (candidate.of_file and stage.is_own_export)
        if candidate.of_file or (candidate.row, candidate.ref) not in apart
    )
    judgement = _Judgement(order.matches)
    proposals = list(judgement.problems(found))
    drop(session)
    set_targets(session, stage, judgement.targets)
    _let_wait(session, stage, proposals)
    return (*problems, *proposals)


@dataclass(frozen=True, slots=True)
class _Found:
    candidate: MatchCandidate
    score: Score

    def as_json(self) -> dict[str, Any]:
        candidate = self.candidate
        which = {"kind": "row", "row": candidate.ref}
        if not candidate.of_file:
            which = {"kind": "feature", "id": candidate.ref}
        return {
            **which,
            "name": next(iter(candidate.pair.other.names.values()), ""),
            "score": round(self.score.value),
            "distance_m": candidate.told_distance_m,
            "verdict": self.score.verdict.value,
        }


def _score(candidate: MatchCandidate) -> Score:
    """The score of neighbours as the layer reaches; far namesakes are a conflict or different."""
    score = scored(candidate.pair)
    if candidate.pair.is_within_reach:
        return score
    verdict = Verdict.CONFLICT if is_conflict(candidate.pair) else Verdict.DIFFERENT
    return Score(score.value, verdict)


@dataclass(slots=True)
class _Judgement:
    """What becomes of rows by the rule; `targets` are the objects by row that it settles."""

    rule: MatchRule
    targets: dict[int, int] = field(default_factory=dict)
    _taken: set[int] = field(default_factory=set)

    def problems(self, found: Iterable[_Found]) -> Iterator[RowProblem]:
        """Why rows wait, row by row; `found` comes in the order of the rows."""
        for row, of_row in groupby(found, attrgetter("candidate.row")):
            likely = [each for each in of_row if self._counts(each.score.verdict)]
            likely.sort(key=_by_likelihood)
            if likely and not self._is_settled(row, likely):
                yield _problem(row, likely[:MOST_CANDIDATES])

    def _counts(self, verdict: Verdict) -> bool:
        if self.rule is MatchRule.DIFFERENT:
            return verdict is Verdict.CONFLICT
        return verdict is not Verdict.DIFFERENT

    def _is_settled(self, row: int, likely: list[_Found]) -> bool:
        """Whether the rule takes the row for one object: the only one that is surely the same.

        Not where the file has the object in an earlier row, by key or by this rule.
        """
        sure = [each.candidate for each in likely if each.score.verdict is Verdict.SAME]
        if self.rule is not MatchRule.SAME or len(sure) != 1:
            return False
        (only,) = sure
        if only.of_file or only.is_held or only.ref in self._taken:
            return False
        self.targets[row] = only.ref
        self._taken.add(only.ref)
        return True


def _by_likelihood(found: _Found) -> tuple[int, float, float, bool, int]:
    candidate, score = found.candidate, found.score
    return (
        WORST_FIRST.index(score.verdict),
        -score.value,
        candidate.pair.distance_m,
        candidate.of_file,
        candidate.ref,
    )


def _problem(row: int, likely: list[_Found]) -> RowProblem:
    best = likely[0]
    names = best.candidate.pair.one.names
    language, name = next(iter(names.items()), (None, ""))
    return RowProblem(
        row=row,
        field=f"name_{language.value}" if language else "geometry",
        value=name,
        reason=_reason(best),
        rejected=False,
        waiting=True,
        code=CODES[best.score.verdict],
        candidates=tuple(each.as_json() for each in likely),
    )


def _reason(best: _Found) -> Text:
    of_file = best.candidate.of_file
    if best.score.verdict is Verdict.CONFLICT:
        distance_km = round(best.candidate.pair.distance_m / METRES_PER_KM)
        return conflict_far(distance_km, of_file=of_file)
    if best.score.verdict is Verdict.SAME:
        return SEEMS_SAME_ROW if of_file else SEEMS_SAME
    return MAYBE_SAME_ROW if of_file else MAYBE_SAME


def _let_wait(session: Session, stage: StagingTable, problems: Iterable[RowProblem]) -> None:
    rows = [problem.row for problem in problems]
    if rows:
        staged = table(stage.table, column("stage_row", BigInteger), column("stage_state"))
        waits = staged.c.stage_row == any_(literal(rows, ARRAY(BigInteger)))
        session.execute(update(staged).where(waits).values(stage_state="waiting"))
