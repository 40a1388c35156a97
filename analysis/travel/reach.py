"""The nearest objects of a layer, for engines whose ways need no network.

The objects are streamed out of the database and searched here: PostgreSQL could do so only by an
index over what was chosen, which has to be written before it can be read.
"""

from collections.abc import Mapping

import numpy as np
import shapely
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.travel.port import Chosen
from geo.distance.geodesic import Places
from geo.distance.nearest import WayCost, cheapest
from geo.distance.pieces import Shapes

OBJECTS_AT_ONCE = 50_000


def nearest_costs(
    session: Session, places: Chosen, objects: Chosen, cost: WayCost
) -> Mapping[int, float]:
    """The least cost from each place to an object, by the place's id; NaN where there is none."""
    found = session.execute(_as_binary(places)).all()
    spots = _spots(_shapes([row[1] for row in found]))
    best = np.full(len(found), np.inf)
    streamed = _as_binary(objects).execution_options(yield_per=OBJECTS_AT_ONCE)
    with session.execute(streamed) as rows:
        for chunk in rows.partitions():
            best = cheapest(spots, _shapes([row[0] for row in chunk]), cost, best)
    costs = np.where(np.isfinite(best), best, np.nan).tolist()
    return dict(zip((row[0] for row in found), costs, strict=True))


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
