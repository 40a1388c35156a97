"""A row, or a part of a row, that was not taken as it came: kept, counted and explained."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.text import Text


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What was odd in one row of a source.

    `row` counts from 1 as a reader of the file would, 0 where the file lacks a row. `suggestion`
    is a value that may be meant instead. Where `rejected` is false the row was repaired and taken,
    or, where `waiting`, is left out until a person has decided. `code` names the kind of problem.
    `candidates` are what a person may choose among, as JSON: places
    `{"kind": "place", "crs", "title", "lon", "lat", "region", "distance_m"}` or objects
    `{"kind": "feature", "id", "name", "score", "distance_m", "verdict"}` and
    `{"kind": "row", "row", "name", "score", "distance_m", "verdict"}`.
    """

    row: int
    field: str
    value: str
    reason: Text
    suggestion: str | None = None
    rejected: bool = True
    waiting: bool = False
    code: str = ""
    candidates: tuple[Mapping[str, Any], ...] = ()
