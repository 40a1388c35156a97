"""Copies of polygons for each zoom, kept so that neighbours share their borders in every copy."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import shapely
from geoalchemy2.functions import ST_AsBinary
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.sql.elements import ColumnElement

from geo.grid import WEB_MERCATOR
from geo.tile_coverage import tile_coverage
from layers.model.feature import Feature
from layers.regions.region import Region

Polygons = Mapping[int, BaseGeometry]
"""Polygons by the id of their row, in the order of the ids; EPSG:3857."""


@dataclass(frozen=True)
class PolygonRows:
    """The rows of a table whose polygons form one coverage: those that satisfy `condition`."""

    connection: Connection
    table: type[Feature | Region]
    place: InstrumentedAttribute[object]
    condition: ColumnElement[bool]

    def around(self, ids: Collection[int]) -> set[int]:
        """The rows whose boxes meet those of the given ones, with these themselves."""
        given = aliased(self.table)
        meets = getattr(given, self.place.key).op("&&")(self.place)
        found = select(self.table.id).join(given, meets)
        return set(
            self.connection.scalars(found.where(given.id.in_(ids), self.condition).distinct())
        )

    def polygons(self, ids: Collection[int] | None = None) -> Polygons:
        """The polygons of some rows, or of all."""
        shape = ST_AsBinary(func.ST_Transform(self.place, WEB_MERCATOR))
        rows = select(self.table.id, shape).where(self.condition, self.place.is_not(None))
        chosen = rows if ids is None else rows.where(self.table.id.in_(ids))
        found = self.connection.execute(chosen.order_by(self.table.id)).all()
        shapes = shapely.from_wkb([bytes(row[1]) for row in found])
        return {row[0]: shape for row, shape in zip(found, shapes, strict=True)}


class Copies(Protocol):
    """Where the copies of the polygons are kept."""

    @property
    def zooms(self) -> Sequence[int]:
        """Those that have copies."""
        ...

    def kept(self, ids: Collection[int], zoom: int) -> Polygons:
        """The copies of some rows for a zoom."""
        ...

    def write(self, copies: Mapping[int, MultiPolygon], zoom: int) -> None:
        """Give the rows these copies for the zoom, in the place of others."""
        ...


def refresh_copies(rows: PolygonRows, copies: Copies, near: Collection[int]) -> int:
    """How many copies were written: of the polygons `near` a change those that come out different.

    Their neighbours are simplified with them and left as they are. All polygons are simplified anew
    where the outcome does not fit the neighbours' copies. A copy that is the same is not touched.
    """
    around = rows.polygons(rows.around(near))
    written = 0
    for zoom in copies.zooms:
        fresh = simplified(around, zoom)
        kept = copies.kept(around.keys(), zoom)
        wanted = {row: shape for row, shape in fresh.items() if row in near}
        if not _fit([*wanted.values(), *(kept[row] for row in kept.keys() - near)]):
            return written + rebuild_copies(rows, copies)
        written += _write_different(copies, wanted, kept, zoom)
    return written


def rebuild_copies(rows: PolygonRows, copies: Copies) -> int:
    """How many copies were written: of all polygons those that come out different."""
    return sum(
        _write_different(copies, fresh, copies.kept(fresh.keys(), zoom), zoom)
        for zoom, fresh in all_copies(rows, copies.zooms)
    )


def all_copies(
    rows: PolygonRows, zooms: Sequence[int]
) -> Iterator[tuple[int, Mapping[int, MultiPolygon]]]:
    """The copies of all polygons, zoom by zoom."""
    polygons = rows.polygons()
    for zoom in zooms:
        yield zoom, simplified(polygons, zoom)


def simplified(polygons: Polygons, zoom: int) -> Mapping[int, MultiPolygon]:
    """The copies of the polygons for a zoom, simplified together."""
    return dict(zip(polygons, tile_coverage(list(polygons.values()), zoom), strict=True))


def _fit(polygons: Sequence[BaseGeometry]) -> bool:
    return bool(shapely.coverage_is_valid([shape for shape in polygons if not shape.is_empty]))


def _write_different(
    copies: Copies, wanted: Mapping[int, MultiPolygon], kept: Polygons, zoom: int
) -> int:
    different = {
        row: shape
        for row, shape in wanted.items()
        if row not in kept or not shape.equals_exact(kept[row], 0)
    }
    if different:
        copies.write(different, zoom)
    return len(different)
