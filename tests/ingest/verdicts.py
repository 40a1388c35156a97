"""What became of the rows of a file, short enough to stand in an assertion."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ingest.auditing.audit import problems_of
from ingest.rows.outcome import Outcome
from ingest.staging.runs import Run, RunProblem
from layers.catalogue.monuments import Monument
from layers.history import History


@dataclass(frozen=True, slots=True)
class Verdict:
    """A run that is done, with its problems in the order of the file."""

    run: Run
    problems: tuple[RunProblem, ...]


Load = Callable[..., Verdict]


def verdict_on(session: Session, run: Run) -> Verdict:
    problems = problems_of(session, run.id)
    return Verdict(run, tuple(sorted(problems, key=lambda each: (each.row, each.id))))


def counts(loaded: Verdict | Run) -> tuple[Any, Any, Any, Any]:
    run = loaded.run if isinstance(loaded, Verdict) else loaded
    return run.loaded, run.unchanged, run.waiting, run.rejected


def why(loaded: Verdict) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.field, problem.code) for problem in loaded.problems]


def rejected_rows(loaded: Verdict) -> set[int]:
    return {each.row for each in loaded.problems if each.outcome == Outcome.REJECTED}


def unknown_values(loaded: Verdict) -> dict[tuple[str, str], int]:
    return Counter(
        (each.field, each.value) for each in loaded.problems if each.code == "unknown_term"
    )


def monuments(session: Session) -> dict[str | None, Monument]:
    return {row.name_ru or row.name_en: row for row in session.scalars(select(Monument))}


def created_monuments(session: Session, run_id: int | None = None) -> list[int]:
    """The monuments that the history says were made, or were by a run, as often as it says so."""
    last = func.coalesce(History.last_feature_id, History.feature_id)
    query = (
        select(Monument.id)
        .join(History, Monument.id.between(History.feature_id, last))
        .where(History.layer == "monuments", History.action == "created")
        .order_by(Monument.id)
    )
    of_run = query.where(History.run_id == run_id)
    return list(session.scalars(query if run_id is None else of_run))
