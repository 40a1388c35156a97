"""Rows that a run left, as a person knows them: what the object is called, and its row's cells."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.rows.table import Cell
from ingest.staging.runs import Run, RunRow, RunState

NAMES = ("name_kk", "name_ru", "name_en")


@dataclass(frozen=True, slots=True)
class UnloadedRow:
    """A row that waits or was rejected.

    `names` are those that its columns of names hold, by field; `cells` stand in the order of the
    file. `taken_up_by` is the run that was done with what was decided on the row, if there was one.
    """

    row: int
    names: Mapping[str, str]
    cells: tuple[tuple[str, Cell], ...]
    taken_up_by: int | None


def left_rows(session: Session, run: Run, numbers: Collection[int]) -> list[UnloadedRow]:
    """The left rows of a run with these numbers, in the order of the file."""
    query = select(RunRow).where(RunRow.run_id == run.id, RunRow.row.in_(numbers))
    taken_up = _taken_up(session, run)
    return [
        UnloadedRow(
            row=each.row,
            names=_names(run, each),
            cells=_cells(run, each),
            taken_up_by=taken_up.get(each.row),
        )
        for each in session.scalars(query.order_by(RunRow.row))
    ]


def _names(run: Run, row: RunRow) -> dict[str, str]:
    columns = run.mapping.get("columns", {})
    told = {name: str(row.cells.get(columns.get(name, ""), "")).strip() for name in NAMES}
    return {name: text for name, text in told.items() if text}


def _cells(run: Run, row: RunRow) -> tuple[tuple[str, Cell], ...]:
    order = {name: place for place, name in enumerate(run.mapping.get("file_columns", ()))}
    columns = sorted(row.cells, key=lambda name: order.get(name, len(order)))
    return tuple((name, row.cells[name]) for name in columns)


def _taken_up(session: Session, run: Run) -> dict[int, int]:
    """By row, the last run that was done over what was decided on it."""
    following = select(Run.id, Run.order).where(
        Run.follows_run_id == run.id, Run.state == RunState.DONE
    )
    return {
        int(row): number
        for number, order in session.execute(following.order_by(Run.id))
        for row in order.get("decisions", {})
    }
