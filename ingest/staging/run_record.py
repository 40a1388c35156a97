"""What a run writes down of its rows: every problem, and each left row as it stood in the file."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from ingest.location.row_places import FIELD
from ingest.mapping.mapping import ColumnMapping, LocationPart
from ingest.rows.outcome import Outcome
from ingest.rows.row_problem import RowProblem
from ingest.rows.storable import storable
from ingest.rows.table import Cell, FileRow
from ingest.staging.binary_copy import (
    EncodedColumn,
    copy_rows,
    encoded_bigints,
    encoded_json,
    encoded_texts,
)
from ingest.staging.runs import RunProblem, RunRow

SURPLUS = "+"
"""Begins the names under which cells beyond the last column are kept: +1, +2."""
PLACES = frozenset(
    {
        LocationPart.LATITUDE,
        LocationPart.LONGITUDE,
        LocationPart.X,
        LocationPart.Y,
        LocationPart.COORDINATES,
        LocationPart.GEOMETRY,
    }
)


def outcome_of(problem: RowProblem) -> Outcome:
    """What a problem means for its row."""
    if problem.rejected:
        return Outcome.REJECTED
    return Outcome.WAITING if problem.waiting else Outcome.NOTED


def record_problems(
    session: Session, run_id: int, problems: Sequence[RowProblem], columns: Mapping[str, str]
) -> None:
    """Keep the problems. `columns` gives the file's column of each field."""
    if not problems:
        return
    _copied(
        session,
        RunProblem.__tablename__,
        {
            "run_id": encoded_bigints(np.full(len(problems), run_id)),
            "row": encoded_bigints(np.array([each.row for each in problems])),
            "field": _texts(each.field for each in problems),
            "column": _texts(columns_of(each, columns) for each in problems),
            "value": _texts(each.value for each in problems),
            "reason_kk": _texts(each.reason.kk for each in problems),
            "reason_ru": _texts(each.reason.ru for each in problems),
            "reason_en": _texts(each.reason.en for each in problems),
            "suggestion": _texts(each.suggestion for each in problems),
            "code": _texts(each.code for each in problems),
            "outcome": _texts(outcome_of(each) for each in problems),
            "candidates": encoded_json([list(each.candidates) for each in problems]),
        },
    )


def record_left_rows(
    session: Session, run_id: int, rows: Sequence[FileRow], outcomes: Mapping[int, Outcome]
) -> None:
    """Keep the rows with their cells. `outcomes` are by number."""
    if not rows:
        return
    _copied(
        session,
        RunRow.__tablename__,
        {
            "run_id": encoded_bigints(np.full(len(rows), run_id)),
            "row": encoded_bigints(np.array([each.number for each in rows])),
            "outcome": _texts(outcomes[each.number] for each in rows),
            "cells": encoded_json([_cells(each) for each in rows]),
            "geometry": _texts(each.geometry.wkt if each.geometry else None for each in rows),
        },
    )


def outcomes_of(problems: Iterable[RowProblem]) -> dict[int, Outcome]:
    """What becomes of each row that is not taken: one rejection outweighs all waiting."""
    outcomes: dict[int, Outcome] = {}
    for problem in problems:
        outcome = outcome_of(problem)
        if outcome is Outcome.REJECTED or outcome is Outcome.WAITING:
            known = outcomes.get(problem.row)
            outcomes[problem.row] = known if known is Outcome.REJECTED else outcome
    return outcomes


def kept_mapping(mapping: ColumnMapping) -> dict[str, Any]:
    """The mapping as a run keeps it."""
    return {
        "columns": dict(mapping.columns),
        "near": list(mapping.near),
        "unknown": list(mapping.unknown),
    }


def columns_of(problem: RowProblem, columns: Mapping[str, str]) -> str | None:
    """The file's columns that a problem speaks of, one a line."""
    if problem.field in columns:
        return columns[problem.field]
    if problem.field == FIELD:
        return "\n".join(columns[name] for name in columns if name in PLACES) or None
    return problem.field if problem.field in columns.values() else None


def _cells(row: FileRow) -> dict[str, Cell]:
    extra = {f"{SURPLUS}{place}": cell for place, cell in enumerate(row.surplus, start=1)}
    return {storable(name): _cell(cell) for name, cell in {**row.cells, **extra}.items()}


def _cell(cell: Cell) -> Cell:
    if isinstance(cell, np.generic):
        cell = cell.item()
    if isinstance(cell, float) and not math.isfinite(cell):
        return str(cell)
    return storable(cell) if isinstance(cell, str) else cell


def _texts(values: Iterable[str | None]) -> EncodedColumn:
    told = [None if each is None else storable(str(each)) for each in values]
    return encoded_texts(np.array(told, np.object_))


def _copied(session: Session, table: str, columns: Mapping[str, EncodedColumn]) -> None:
    copy_rows(session.connection().connection.driver_connection, table, columns)  # type: ignore[arg-type]  # psycopg's
