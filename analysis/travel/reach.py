"""The nearest objects of a layer, for engines whose ways need no network.

The objects are streamed out of the database and searched here: PostgreSQL could do so only by an
index over what was chosen, which has to be written before it can be read. Points come packed, many
in one value: row by row a million of them would keep every other request waiting for Python.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import shapely
from sqlalchemy import LargeBinary, func, literal, select
from sqlalchemy.orm import Session

from analysis.travel.port import Chosen
from geo.distance.geodesic import Places
from geo.distance.nearest import WayCost, cheapest
from geo.distance.pieces import Shapes

OBJECTS_AT_ONCE = 100_000
NETWORK_DOUBLE = np.dtype(">f8")
"""As float8send of PostgreSQL writes a number."""


def nearest_costs(
    session: Session, places: Chosen, objects: Chosen, cost: WayCost
) -> Mapping[int, float]:
    """The least cost from each place to an object, by the place's id; NaN where there is none."""
    found = session.execute(_as_binary(places)).all()
    spots = _spots(_shapes([row[1] for row in found]))
    best = np.full(len(found), np.inf)
    for shapes in _in_packets(session, objects):
        best = cheapest(spots, shapes, cost, best)
    costs = np.where(np.isfinite(best), best, np.nan).tolist()
    return dict(zip((row[0] for row in found), costs, strict=True))


def _in_packets(session: Session, objects: Chosen) -> Iterator[Shapes]:
    """The shapes of a selection, whose place is its last column; missing ones are left out."""
    *_, place = objects.subquery().c
    number = func.row_number().over() - 1
    numbered = select(place.label("place"), (number // OBJECTS_AT_ONCE).label("packet"))
    each = numbered.where(place.is_not(None)).subquery()
    is_point = func.GeometryType(each.c.place) == "POINT"
    longitude, latitude = (func.float8send(f(each.c.place)) for f in (func.ST_X, func.ST_Y))
    pair = func.string_agg(longitude.op("||")(latitude), literal(b"", LargeBinary))
    others = func.array_agg(func.ST_AsBinary(each.c.place))
    query = select(pair.filter(is_point), others.filter(~is_point)).group_by(each.c.packet)
    with session.execute(query.execution_options(yield_per=1)) as packets:
        for points, binaries in packets:
            if points:
                pairs = np.frombuffer(points, NETWORK_DOUBLE).reshape(-1, 2)
                yield np.asarray(shapely.points(pairs))
            if binaries:
                yield _shapes(binaries)


def _as_binary(chosen: Chosen) -> Chosen:
    """The selection with its place, the last column, as WKB."""
    *others, place = chosen.subquery().c
    return select(*others, func.ST_AsBinary(place))


def _shapes(found: list[bytes | None]) -> Shapes:
    shapes = np.empty(len(found), dtype=object)
    shapes[:] = [None if binary is None else bytes(binary) for binary in found]
    read: Shapes = shapely.from_wkb(shapes)
    return read


def _spots(points: Shapes) -> Places:
    """The coordinates of points; NaN for missing ones."""
    return np.column_stack((shapely.get_x(points), shapely.get_y(points)))
