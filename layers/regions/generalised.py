"""Region polygons simplified per zoom, so that neighbours still share their borders."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import shapely
from geoalchemy2 import Geometry, WKBElement
from geoalchemy2.shape import from_shape
from shapely import MultiPolygon
from sqlalchemy import Connection, ForeignKey, Index, SmallInteger, func, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from core.database.engine import Base
from geo.grid import WEB_MERCATOR
from layers.days import TODAY
from layers.regions.coverage_copies import PolygonRows, Polygons, refresh_copies
from layers.regions.region import Level, Region, valid_on

LEVEL_FROM_ZOOM = {Level.OBLAST: 0, Level.DISTRICT: 5, Level.RURAL_DISTRICT: 8}
"""The zoom from which maps show the units of a level."""
LAST_ZOOM = 14
"""The deepest zoom that has copies of its own; deeper ones are shown by clients' enlarging."""
REFRESH_LOCK = 7_255_220
"""Key of the advisory lock that lets one program make copies at a time."""


class RegionGeneralised(Base):
    """One region's polygon for one zoom, EPSG:3857; empty where it is smaller than a tile unit.

    The database removes the copies of a region whose polygon changed; until they are made anew,
    whoever draws falls back to the polygon itself.
    """

    __tablename__ = "region_generalised"
    __table_args__ = (
        Index("region_generalised_geom_gist", "zoom", "geom", postgresql_using="gist"),
    )

    region_id: Mapped[int] = mapped_column(
        ForeignKey("regions.id", ondelete="CASCADE"), primary_key=True
    )
    zoom: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    geom: Mapped[WKBElement] = mapped_column(
        Geometry("MULTIPOLYGON", srid=WEB_MERCATOR, spatial_index=False)
    )


def refresh_generalised(session: Session) -> int:
    """How many copies were written so that every unit valid today has its own, zoom by zoom.

    Where no unit lacks any, this costs one look at an index: it may be called after any change.
    Each level is one coverage (see `geo.tile_coverage`), and only the units that lack copies and
    their neighbours are simplified anew.
    """
    session.flush()
    if not _lacking(session):
        return 0
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": REFRESH_LOCK})
    connection = session.connection()
    written = 0
    for level, ids in _lacking(session).items():
        rows = PolygonRows(connection, Region, Region.geom, _drawn(level))
        written += refresh_copies(rows, LevelCopies(connection, level), rows.around(ids))
    return written


def _lacking(session: Session) -> Mapping[Level, list[int]]:
    """The units of each level that have a polygon today and lack copies."""
    has_copy = (
        select(RegionGeneralised.region_id)
        .where(RegionGeneralised.region_id == Region.id, RegionGeneralised.zoom == LAST_ZOOM)
        .exists()
    )
    found = session.execute(
        select(Region.level, func.array_agg(Region.id))
        .where(Region.geom.is_not(None), valid_on(Region, TODAY), ~has_copy)
        .group_by(Region.level)
        .order_by(Region.level)
    )
    return {Level(level): list(ids) for level, ids in found}


def _drawn(level: Level) -> ColumnElement[bool]:
    return (Region.level == level) & valid_on(Region, TODAY)


@dataclass(frozen=True)
class LevelCopies:
    """The copies of the units of one level."""

    connection: Connection
    level: Level

    @property
    def zooms(self) -> range:
        """Those at which the level is shown."""
        return range(LEVEL_FROM_ZOOM[self.level], LAST_ZOOM + 1)

    def kept(self, ids: Collection[int], zoom: int) -> Polygons:
        """The copies of some units for a zoom."""
        found = self.connection.execute(
            select(RegionGeneralised.region_id, func.ST_AsBinary(RegionGeneralised.geom))
            .where(RegionGeneralised.zoom == zoom, RegionGeneralised.region_id.in_(ids))
            .order_by(RegionGeneralised.region_id)
        ).all()
        shapes = shapely.from_wkb([bytes(row[1]) for row in found])
        return {row[0]: shape for row, shape in zip(found, shapes, strict=True)}

    def write(self, copies: Mapping[int, MultiPolygon], zoom: int) -> None:
        """Give the units these copies for the zoom, in the place of others."""
        insert = upsert(RegionGeneralised)
        in_place = insert.on_conflict_do_update(
            index_elements=["region_id", "zoom"], set_={"geom": insert.excluded.geom}
        )
        self.connection.execute(
            in_place,
            [
                {"region_id": unit, "zoom": zoom, "geom": from_shape(shape, srid=WEB_MERCATOR)}
                for unit, shape in copies.items()
            ],
        )
