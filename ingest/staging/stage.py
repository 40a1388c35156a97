"""The table in which a run gathers its rows before they go into the layer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from ingest.rows.outcome import Outcome
from ingest.staging.binary_copy import (
    EncodedColumn,
    copy_rows,
    encoded_bigints,
    encoded_booleans,
    encoded_geometries,
    encoded_json,
    encoded_texts,
    encoder_of,
)
from ingest.values.checked_batch import CheckedBatch, Column
from layers.model.layer import Layer
from layers.regions.raster import RegionRaster
from layers.regions.region import REGION_COLUMNS

AT_CREATION = "new_"
"""Begins the names of the columns with what is only set on new rows."""
LOCATE = (Path(__file__).parent / "stage_regions.sql").read_text(encoding="utf-8")
DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class StagingTable:
    """One run's rows: `stage_row`, `stage_key`, `stage_state`, `stage_target`, and their values.

    `stage_state` is good, waiting or rejected; `stage_target` the id of the object that a row is;
    `stage_source` the source of a row of an atlas's own export, NULL for that of the run;
    `stage_flow` what a row tells of its state, `stage_children` which records, by series, NULL
    where it tells nothing.
    The table is not logged: it is empty after a crash of the server, not wrong.
    """

    run_id: int
    layer: Layer
    columns: tuple[str, ...]
    at_creation_columns: tuple[str, ...] = ()
    is_own_export: bool = False

    @property
    def table(self) -> str:
        """The name of its table."""
        return table_of_run(self.run_id)

    def create(self, session: Session) -> None:
        """Create the table, empty, in the place of any earlier one."""
        drop_stage(session, self.run_id)
        types = self.layer.table.__table__.columns
        own = [
            *((name, types[name].type) for name in self.columns),
            *((f"{AT_CREATION}{name}", types[name].type) for name in self.at_creation_columns),
        ]
        declared = "".join(f', "{name}" {kind.compile(DIALECT)}' for name, kind in own)
        codes = "".join(f", {name} text" for name in REGION_COLUMNS.values())
        session.execute(
            text(
                f"CREATE UNLOGGED TABLE {self.table} (stage_row bigint NOT NULL,"
                " stage_key text NOT NULL, stage_state text NOT NULL DEFAULT 'good',"
                " stage_target bigint, stage_source text, stage_flow jsonb, stage_children jsonb,"
                f" geom geometry(Geometry, 4326) NOT NULL{codes}, outside boolean{declared})"
                " WITH (autovacuum_enabled = off)"
            )
        )

    def count(self, session: Session) -> int | None:
        """How many rows it holds; None where there is no such table."""
        if session.scalar(text("SELECT to_regclass(:name)"), {"name": self.table}) is None:
            return None
        return int(session.scalar(text(f"SELECT count(*) FROM {self.table}")) or 0)  # noqa: S608 - a number ends the name

    def copy(
        self, session: Session, checked: CheckedBatch, raster: RegionRaster | None = None
    ) -> None:
        """Put the rows that may be loaded into the table.

        Points get their region codes from the raster if there is one; `locate` does the rest.
        """
        if not len(checked):
            return
        types = self.layer.table.__table__.columns
        own = {} if checked.sources is None else {"stage_source": encoded_texts(checked.sources)}
        columns: dict[str, EncodedColumn] = {
            "stage_row": encoded_bigints(checked.numbers),
            "stage_key": encoded_texts(checked.keys),
            **own,
            **({} if checked.flows is None else {"stage_flow": encoded_json(checked.flows)}),
            **(
                {}
                if checked.children is None
                else {"stage_children": encoded_json(checked.children)}
            ),
            "geom": encoded_geometries(checked.geometry),
        }
        for name in self.columns:
            values = _column(checked.values, name, len(checked))
            columns[name] = encoder_of(types[name].type)(values)
        for name in self.at_creation_columns:
            values = _column(checked.at_creation, name, len(checked))
            columns[f"{AT_CREATION}{name}"] = encoder_of(types[name].type)(values)
        if raster is not None:
            columns |= _codes(raster, checked.geometry)
        copy_rows(session.connection().connection.driver_connection, self.table, columns)  # type: ignore[arg-type]  # psycopg's

    def locate(self, session: Session, *, anew: bool = False) -> None:
        """Give every row its region codes, and let the planner know the table.

        `anew` looks up those too that had codes of older boundaries.
        """
        if anew:
            session.execute(text(f"UPDATE {self.table} SET outside = NULL"))  # noqa: S608 - a number ends the name
        open_rows = f"SELECT EXISTS (SELECT FROM {self.table} WHERE outside IS NULL)"  # noqa: S608 - a number ends the name
        if session.scalar(text(open_rows)):
            session.execute(text(LOCATE.format(stage=self.table)))
        session.execute(text(f"ANALYZE {self.table}"))

    def mark(self, session: Session, rows: Iterable[int], state: Outcome) -> None:
        """Mark the rows as waiting or rejected."""
        session.execute(
            text(f"UPDATE {self.table} SET stage_state = :state WHERE stage_row = ANY(:rows)"),  # noqa: S608 - a number ends the name
            {"state": state, "rows": list(rows)},
        )

    def states(self, session: Session) -> dict[str, int]:
        """How many rows there are of each state."""
        query = f"SELECT stage_state, count(*) FROM {self.table} GROUP BY stage_state"  # noqa: S608 - a number ends the name
        return dict(session.execute(text(query)).all())


def table_of_run(run_id: int) -> str:
    """The name of the table of a run's stage."""
    return f"ingest_stage_{run_id}"


def drop_stage(session: Session, run_id: int) -> None:
    """Drop the stage of the run, if it has one."""
    session.execute(text(f"DROP TABLE IF EXISTS {table_of_run(run_id)}"))


def _column(values: Mapping[str, Column], name: str, count: int) -> Column:
    return values[name] if name in values else np.full(count, None, np.object_)


def _codes(raster: RegionRaster, geometry: NDArray[np.object_]) -> dict[str, EncodedColumn]:
    """The region columns; NULL for what is not a point."""
    points = shapely.get_type_id(geometry) == shapely.GeometryType.POINT
    found = raster.codes_of(shapely.get_x(geometry), shapely.get_y(geometry))
    outside = found.outside.astype(np.object_)
    series = (found.oblast, found.district, found.rural_district)
    for values in (*series, outside):
        values[~points] = None
    codes = zip(REGION_COLUMNS.values(), map(encoded_texts, series), strict=True)
    return {**dict(codes), "outside": encoded_booleans(outside)}
