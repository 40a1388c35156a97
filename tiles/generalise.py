"""How much of a geometry a zoom can show: points for small areas, simpler lines, whole shapes."""

from enum import StrEnum

from sqlalchemy import BindParameter, Double, SQLColumnExpression, bindparam, case, func
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import NullType

from geo.grid import WEB_MERCATOR
from layers.definition import GeometryKind, Layer

AREAS_FROM_ZOOM = 12
"""Areas of point-or-polygon layers are drawn as points below this zoom."""
TOLERANCE_M: BindParameter[float] = bindparam("tolerance_m", type_=Double())
AREA = 2
"""ST_Dimension of polygons."""


class Form(StrEnum):
    """How a layer enters the tiles of one zoom."""

    COUNTED = "counted"
    """Points as counts per grid cell."""
    POINTED = "pointed"
    """Areas as one point inside each."""
    SIMPLIFIED = "simplified"
    """Lines and areas by the zoom's tolerance."""
    WHOLE = "whole"


def form_of(layer: Layer, zoom: int) -> Form:
    """The form in which a layer enters the tiles of a zoom."""
    if layer.tile.counts_below is not None and zoom < layer.tile.counts_below:
        return Form.COUNTED
    match layer.geometry:
        case GeometryKind.POINT_OR_POLYGON if zoom < AREAS_FROM_ZOOM:
            return Form.POINTED
        case GeometryKind.LINE | GeometryKind.POLYGON:
            return Form.SIMPLIFIED
        case _:
            return Form.WHOLE


def drawn(place: SQLColumnExpression[object], layer: Layer, form: Form) -> ColumnElement[object]:
    """The place as its form draws it, EPSG:3857.

    The whole geometry is simplified before any tile cuts it, so that neighbours fit together.
    """
    if form in (Form.COUNTED, Form.POINTED) and layer.geometry is not GeometryKind.POINT:
        return mercator(point_of(place))
    if form is Form.SIMPLIFIED and layer.geometry is GeometryKind.LINE:
        return func.ST_Simplify(mercator(place), TOLERANCE_M, True, type_=NullType())  # noqa: FBT003 - keep short lines
    if form is Form.SIMPLIFIED:
        return func.ST_SimplifyPreserveTopology(mercator(place), TOLERANCE_M, type_=NullType())
    return mercator(place)


def mercator(place: SQLColumnExpression[object]) -> ColumnElement[object]:
    """The place in EPSG:3857."""
    return func.ST_Transform(place, WEB_MERCATOR, type_=NullType())


def point_of(place: SQLColumnExpression[object]) -> ColumnElement[object]:
    """The place itself, or for a polygon a point inside it."""
    return case((func.ST_Dimension(place) == AREA, func.ST_PointOnSurface(place)), else_=place)
