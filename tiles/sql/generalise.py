"""How much of a geometry a zoom can show: points for small areas, simpler lines, whole shapes."""

from enum import StrEnum

from sqlalchemy import BindParameter, Double, SQLColumnExpression, bindparam, func
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import NullType

from geo.grid import WEB_MERCATOR
from layers.model.layer import GeometryKind, Layer

AREAS_FROM_ZOOM = 12
"""Areas of point-or-polygon layers are drawn as points below this zoom."""
TOLERANCE_M: BindParameter[float] = bindparam("tolerance_m", type_=Double())


class Generalisation(StrEnum):
    """How a layer enters the tiles of one zoom."""

    COUNTED = "counted"
    """Points as counts per grid cell."""
    POINTED = "pointed"
    """Points, and areas as one point inside each."""
    SIMPLIFIED = "simplified"
    """Lines and areas by the zoom's tolerance."""
    WHOLE = "whole"
    """Areas and points as they are."""


def form_of(layer: Layer, zoom: int) -> Generalisation:
    """The form in which a layer enters the tiles of a zoom."""
    counts_below = layer.tile.counts_below or 0
    match layer.geometry:
        case GeometryKind.LINE | GeometryKind.POLYGON:
            return Generalisation.SIMPLIFIED
        case _ if zoom < counts_below:
            return Generalisation.COUNTED
        case GeometryKind.POINT_OR_POLYGON if zoom >= AREAS_FROM_ZOOM:
            return Generalisation.WHOLE
        case _:
            return Generalisation.POINTED


def mercator(place: SQLColumnExpression[object]) -> ColumnElement[object]:
    """The place in EPSG:3857."""
    return func.ST_Transform(place, WEB_MERCATOR, type_=NullType())
