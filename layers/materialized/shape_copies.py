"""The table of lines and areas simplified per zoom, and what makes its rows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import shapely
from geoalchemy2 import Geometry
from geoalchemy2.shape import from_shape
from shapely import MultiPolygon
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    Connection,
    Double,
    Integer,
    MetaData,
    Select,
    SQLColumnExpression,
    Table,
    Text,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import INT4RANGE, Range
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import NullType

from core.access.caller import STRANGER
from geo.grid import WEB_MERCATOR, half_pixel_m
from layers.access import public_place, readable
from layers.model.layer import Layer
from layers.regions.coverage_copies import PolygonRows, Polygons

KEPT_SHAPES = Table(
    "kept_shapes",
    MetaData(),
    Column("layer", Text),
    Column("id", BigInteger),
    Column("zooms", INT4RANGE),
    Column("geom", Geometry("GEOMETRY", srid=WEB_MERCATOR, spatial_index=False)),
)
"""What everyone may see of a feature at some zooms, EPSG:3857; the last range of zooms is open."""
AREA = 2
"""ST_Dimension of polygons."""
STATEMENTS = (
    """CREATE TABLE IF NOT EXISTS kept_shapes (
        layer text NOT NULL,
        id bigint NOT NULL,
        zooms int4range NOT NULL,
        geom geometry(Geometry, 3857) NOT NULL,
        PRIMARY KEY (layer, id, zooms)
    )""",
    "CREATE INDEX IF NOT EXISTS kept_shapes_gist ON kept_shapes USING gist (layer, zooms, geom)",
)


def zooms_of(layer: Layer) -> range:
    """The zooms at which a layer is drawn."""
    return range(layer.tile.min_zoom, layer.tile.max_zoom + 1)


def simplified_lines(layer: Layer, condition: ColumnElement[bool]) -> Select[*tuple[object, ...]]:
    """The rows of the table for those public lines of a layer that fulfil the condition.

    Each is simplified for every zoom by half a pixel (Douglas-Peucker; short lines stay), and zooms
    at which it looks the same share one row. A point that stands for a secret place stays one.
    """
    public = readable(layer, STRANGER)
    shape = func.ST_Transform(public.place, WEB_MERCATOR, type_=NullType())
    whole = (
        public.select(layer.table.id, shape.label("geom"))
        .where(condition, ~is_area(public.place))
        .offset(literal_column("0"))
        .subquery()
    )
    zooms = list(zooms_of(layer))
    drawn = (
        func.unnest(
            literal(zooms, ARRAY(Integer)),
            literal([half_pixel_m(zoom) for zoom in zooms], ARRAY(Double)),
        )
        .table_valued(Column("zoom", Integer), Column("tolerance_m", Double), name="drawn")
        .render_derived()
    )
    line = func.ST_Simplify(whole.c.geom, drawn.c.tolerance_m, True, type_=NullType())  # noqa: FBT003 - keep short lines
    of_all = select(whole.c.id, drawn.c.zoom, line.label("geom")).join_from(whole, drawn, true())
    copies = of_all.subquery()
    last = func.max(copies.c.zoom)
    end = case((last < zooms[-1], last + 1))
    return select(
        literal(layer.id, Text).label("layer"),
        copies.c.id,
        func.int4range(func.min(copies.c.zoom), end, type_=INT4RANGE).label("zooms"),
        copies.c.geom,
    ).group_by(copies.c.id, copies.c.geom)


def public_polygons(connection: Connection, layer: Layer) -> PolygonRows:
    """The polygons of a layer that everyone may see."""
    public = readable(layer, STRANGER)
    condition = and_(public.rows, is_area(public.place))
    return PolygonRows(connection, layer.table, public_place(layer), condition)


def is_area(shape: SQLColumnExpression[object]) -> ColumnElement[bool]:
    """Whether a shape has an area; not so the point that stands for a secret place."""
    return func.ST_Dimension(shape) == AREA


@dataclass(frozen=True)
class AreaCopies:
    """The rows of the table for a layer of polygons, one for each zoom."""

    connection: Connection
    layer: Layer
    written: set[int] = field(default_factory=set)
    """The features of which copies were written."""

    @property
    def zooms(self) -> range:
        """Those at which the layer is drawn."""
        return zooms_of(self.layer)

    def kept(self, ids: Collection[int], zoom: int) -> Polygons:
        """The copies of some features for a zoom."""
        found = self.connection.execute(
            select(KEPT_SHAPES.c.id, func.ST_AsBinary(KEPT_SHAPES.c.geom))
            .where(self._at(zoom), KEPT_SHAPES.c.id.in_(ids), is_area(KEPT_SHAPES.c.geom))
            .order_by(KEPT_SHAPES.c.id)
        ).all()
        shapes = shapely.from_wkb([bytes(row[1]) for row in found])
        return {row[0]: shape for row, shape in zip(found, shapes, strict=True)}

    def write(self, copies: Mapping[int, MultiPolygon], zoom: int) -> None:
        """Give the features these copies for the zoom, in the place of others."""
        self.written.update(copies)
        is_old = and_(self._at(zoom), KEPT_SHAPES.c.id.in_(copies.keys()))
        self.connection.execute(delete(KEPT_SHAPES).where(is_old))
        end = None if zoom == self.zooms[-1] else zoom + 1
        rows = [
            {"id": row, "geom": from_shape(shape, srid=WEB_MERCATOR)}
            for row, shape in copies.items()
        ]
        same = {"layer": self.layer.id, "zooms": Range(zoom, end)}
        self.connection.execute(insert(KEPT_SHAPES), [{**row, **same} for row in rows])

    def _at(self, zoom: int) -> ColumnElement[bool]:
        return and_(
            KEPT_SHAPES.c.layer == self.layer.id,
            KEPT_SHAPES.c.zooms.contains(bindparam(None, zoom, Integer)),
        )
