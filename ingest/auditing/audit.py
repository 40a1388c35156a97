"""What a run's audit says: its problems, and the rows that it left."""

from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from core.text import Text
from ingest.rows.outcome import Outcome
from ingest.staging.runs import RunProblem, RunRow

ROWS_AT_A_TIME = 5_000


def problems_of(
    session: Session,
    run_id: int,
    *,
    outcome: Outcome | Collection[Outcome] | None = None,
    after: int = 0,
    limit: int | None = None,
) -> list[RunProblem]:
    """The problems of a run in the order in which they were found, those with an id above `after`.

    All of them, or those of one outcome or of several.
    """
    query = select(RunProblem).where(RunProblem.run_id == run_id, RunProblem.id > after)
    if outcome:
        outcomes = [outcome] if isinstance(outcome, Outcome) else outcome
        query = query.where(RunProblem.outcome.in_(outcomes))
    return list(session.scalars(query.order_by(RunProblem.id).limit(limit)))


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """How many rows of a run have a problem of one kind and outcome."""

    code: str
    outcome: Outcome
    rows: int


def kinds_of_problems(session: Session, run_id: int) -> list[ProblemKind]:
    """The kinds of problems of a run, the most frequent first."""
    rows = func.count(distinct(RunProblem.row))
    query = (
        select(RunProblem.code, RunProblem.outcome, rows)
        .where(RunProblem.run_id == run_id)
        .group_by(RunProblem.code, RunProblem.outcome)
        .order_by(rows.desc(), RunProblem.code)
    )
    return [
        ProblemKind(code, Outcome(outcome), count)
        for code, outcome, count in session.execute(query)
    ]


def left_rows_of(session: Session, run_id: int) -> Iterator[RunRow]:
    """The rows that wait or were rejected, by number; never all of them in memory."""
    query = select(RunRow).where(RunRow.run_id == run_id).order_by(RunRow.row)
    with closing(session.scalars(query.execution_options(yield_per=ROWS_AT_A_TIME))) as rows:
        yield from rows


def problems_by_row(session: Session, run_id: int) -> Iterator[tuple[int, list[RunProblem]]]:
    """The problems of each row that has any, by number; never all of them in memory."""
    query = select(RunProblem).where(RunProblem.run_id == run_id)
    ordered = query.order_by(RunProblem.row, RunProblem.id)
    row: int | None = None
    found: list[RunProblem] = []
    with closing(session.scalars(ordered.execution_options(yield_per=ROWS_AT_A_TIME))) as problems:
        for problem in problems:
            if row is not None and problem.row != row:
                yield row, found
                found = []
            row = problem.row
            found.append(problem)
    if row is not None:
        yield row, found


def reason_of(problem: RunProblem) -> Text:
    """Why, in the three languages."""
    return Text(problem.reason_kk, problem.reason_ru, problem.reason_en)
