"""Rows staged by hand, as reading a file would leave them, and objects that are there already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geoalchemy2.shape import from_shape
from shapely import Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy import column, insert, select, table, text
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import grants_of
from ingest.matching.match import match_staged
from ingest.rows.file_order import FileOrder
from ingest.rows.row_problem import RowProblem
from ingest.staging.stage import StagingTable
from layers.catalogue.monuments import Monument
from layers.model.layer import Layer

OPERATOR = Caller(None, "operator", grants_of(["*"]))
WRITER = Caller(7, "writer", grants_of(["monuments:write"]))
METRE_OF_LATITUDE = 1 / 111_250
"""Degrees, near 50° N."""
PLACE = Point(67.5, 50.5)


def north_of(place: Point, metres: float) -> Point:
    return Point(place.x, place.y + metres * METRE_OF_LATITUDE)


@dataclass
class Matched:
    """A stage of rows numbered from 2 and what matching says of it."""

    session: Session
    layer: Layer
    stage: StagingTable
    problems: tuple[RowProblem, ...] = ()

    def of(self, name: str) -> dict[int, Any]:
        """A column of the stage by row."""
        staged = table(self.stage.table, column("stage_row"), column(name))
        return dict(self.session.execute(select(*staged.c)).all())

    @property
    def codes(self) -> dict[int, str]:
        """The kind of problem of each row that has one."""
        return {problem.row: problem.code for problem in self.problems}

    @property
    def waiting(self) -> set[int]:
        """The rows marked as waiting."""
        return {row for row, state in self.of("stage_state").items() if state == "waiting"}

    @property
    def targets(self) -> dict[int, int]:
        """The ids of the objects that rows are."""
        return {row: target for row, target in self.of("stage_target").items() if target}

    def candidates(self, row: int) -> list[Mapping[str, Any]]:
        """What one row may be; it has one problem."""
        (problem,) = (problem for problem in self.problems if problem.row == row)
        return list(problem.candidates)


def matched(
    session: Session,
    layer: Layer,
    *rows: Mapping[str, Any],
    caller: Caller = OPERATOR,
    run_id: int = 1,
    **told: Any,
) -> Matched:
    """The rows staged and matched; each may give `key`, `geom` and columns of the layer."""
    stage = staged(session, layer, rows, run_id)
    order = FileOrder(Path("list.csv"), layer, **told)
    return Matched(session, layer, stage, match_staged(session, stage, order, caller))


def staged(
    session: Session, layer: Layer, rows: Iterable[Mapping[str, Any]], run_id: int = 1
) -> StagingTable:
    """The stage with these rows."""
    rows = list(rows)
    names = sorted({name for row in rows for name in row} - {"key", "geom"})
    stage = StagingTable(run_id, layer, tuple(names))
    stage.create(session)
    for number, row in enumerate(rows, start=2):
        values = {
            "stage_row": number,
            "stage_key": row.get("key", f"k{number}"),
            "geom": from_shape(row.get("geom", PLACE), srid=4326).desc,
            **{name: row.get(name) for name in names},
        }
        into = table(stage.table, *(column(name) for name in values))
        session.execute(insert(into).values(values))
    session.execute(text(f"ANALYZE {stage.table}"))
    return stage


def monument(session: Session, geom: BaseGeometry = PLACE, **values: Any) -> int:
    """The id of a monument that the atlas has."""
    made = insert(Monument).values(
        {"kind": "archaeology", **values, "geom": from_shape(geom, srid=4326)}
    )
    found: int = session.scalars(made.returning(Monument.id)).one()
    return found
