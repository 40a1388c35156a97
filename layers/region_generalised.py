"""Region polygons simplified per zoom, so that neighbours still share their borders."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from geoalchemy2 import Geometry, WKBElement
from geoalchemy2.shape import from_shape
from numpy.typing import NDArray
from sqlalchemy import ForeignKey, Index, SmallInteger, delete, exists, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.database import Base
from geo.grid import WEB_MERCATOR, half_pixel_m
from layers.days import TODAY
from layers.regions import Level, Region, valid_on

LEVEL_FROM_ZOOM = {Level.OBLAST: 0, Level.DISTRICT: 5, Level.RURAL_DISTRICT: 8}
"""The zoom from which maps show the units of a level."""


class RegionGeneralised(Base):
    """One region's polygon for one band of zooms, EPSG:3857.

    The database removes the copies of a region whose polygon changed; until they are made anew,
    whoever draws falls back to the polygon itself.
    """

    __tablename__ = "region_generalised"
    __table_args__ = (Index("region_generalised_geom_gist", "geom", postgresql_using="gist"),)

    region_id: Mapped[int] = mapped_column(
        ForeignKey("regions.id", ondelete="CASCADE"), primary_key=True
    )
    band: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    """The last zoom for which the copy is meant."""
    geom: Mapped[WKBElement] = mapped_column(
        Geometry("MULTIPOLYGON", srid=WEB_MERCATOR, spatial_index=False)
    )


@dataclass(frozen=True, slots=True)
class Band:
    """Zooms that share one copy; `tolerance_m` is in metres of EPSG:3857."""

    last_zoom: int
    tolerance_m: float


def _band(last_zoom: int) -> Band:
    """A band whose tolerance is half a pixel of a 512-pixel tile at its last zoom."""
    return Band(last_zoom, half_pixel_m(last_zoom))


BANDS = tuple(_band(zoom) for zoom in (3, 5, 7, 9, 11))


def band_of(zoom: int) -> Band | None:
    """The band of a zoom; None where the polygon itself is drawn."""
    return next((band for band in BANDS if zoom <= band.last_zoom), None)


def refresh_generalised(session: Session) -> int:
    """How many copies were made: those of every unit valid today, band by band.

    Nothing is done, and 0 returned, where no valid unit lacks its copies. Each level is
    simplified as one coverage (Visvalingam-Whyatt on shared edges, GEOS CoverageSimplifier), so a
    border stays the same line for both of its neighbours.
    """
    made = 0
    for level in Level:
        if _lacks_copies(session, level):
            made += _refresh_level(session, level)
    return made


def _lacks_copies(session: Session, level: Level) -> bool:
    has_copy = exists().where(RegionGeneralised.region_id == Region.id)
    lacking = select(Region.id).where(
        Region.level == level, Region.geom.is_not(None), valid_on(Region, TODAY), ~has_copy
    )
    return session.scalar(select(lacking.exists())) or False


def _refresh_level(session: Session, level: Level) -> int:
    """The number of copies made anew for every unit of a level that is valid today."""
    rows = session.execute(
        select(Region.id, func.ST_AsBinary(func.ST_Transform(Region.geom, WEB_MERCATOR)))
        .where(Region.level == level, Region.geom.is_not(None), valid_on(Region, TODAY))
        .order_by(Region.id)
    ).all()
    ids = [row[0] for row in rows]
    polygons = shapely.from_wkb([bytes(row[1]) for row in rows])
    session.execute(
        delete(RegionGeneralised).where(
            RegionGeneralised.region_id.in_(select(Region.id).where(Region.level == level))
        )
    )
    bands = [band for band in BANDS if band.last_zoom >= LEVEL_FROM_ZOOM[level]]
    for band in bands:
        simplified = shapely.coverage_simplify(polygons, band.tolerance_m)
        session.add_all(_copies(ids, simplified, band))
        session.flush()
    return len(ids) * len(bands)


def _copies(
    ids: Sequence[int], polygons: NDArray[np.object_], band: Band
) -> list[RegionGeneralised]:
    multi = (
        shapely.MultiPolygon([polygon]) if polygon.geom_type == "Polygon" else polygon
        for polygon in polygons
    )
    return [
        RegionGeneralised(
            region_id=region_id, band=band.last_zoom, geom=from_shape(polygon, srid=WEB_MERCATOR)
        )
        for region_id, polygon in zip(ids, multi, strict=True)
    ]
