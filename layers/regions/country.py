"""The country as its outline: the first-level units of today, and the waters that belong to it."""

from collections.abc import Callable

import numpy as np
import shapely
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.database.pipelining import ask
from core.errors import InvalidValueError
from core.text import Text
from geo.distance.outline import Outline
from layers.days import TODAY
from layers.regions.boundary_sources import boundary_accuracy_m
from layers.regions.region import Level, Region, RegionPart, valid_on

CASPIAN_SECTOR = Polygon(
    [
        (49.2, 46.5), (49.3, 46.1), (49.888, 42.56), (50.943, 41.54), (52.43, 41.78),
        (52.9, 43.0), (53.3, 45.0), (53.3, 46.8), (49.6, 46.9),
    ]
)  # fmt: skip
"""The seabed that is Kazakhstan's, roughly: straight between the ends that treaties name.

It meets Azerbaijan's and Russia's at 42°33.6′ N 49°53.3′ E (agreement of 14 May 2003) and leaves
Azerbaijan's at 41°32.4′ N 50°56.6′ E (protocol of 27 February 2003). Its east lies on land.
"""
CASPIAN_ACCURACY_M = 10_000.0
INLAND_WATERS = (
    Polygon([(73.3, 44.8), (79.3, 44.8), (79.3, 47.0), (73.3, 47.0)]),
    Polygon(
        [
            (58.5, 45.59), (58.69, 45.5), (60.24, 44.784), (61.06, 44.406), (62.0, 44.4),
            (62.0, 47.0), (58.5, 47.0),
        ]
    ),
)  # fmt: skip
"""The Balkhash and the Aral, which outlines of the land leave out: islands and shores that moved.

All around the first is Kazakhstan. The south of the second is the border with Uzbekistan as Natural
Earth has it (1:110m, public domain).
"""


def in_waters(lon: float, lat: float) -> bool:
    """Whether a place, EPSG:4326, is in waters of the country that outlines of land leave out."""
    place = Point(lon, lat)
    return any(water.covers(place) for water in (CASPIAN_SECTOR, *INLAND_WATERS))


class OutsideCountryError(InvalidValueError):
    """A place beyond the country's outline by more than it, or the outline, may be off."""


OUTSIDE_COUNTRY = Text(
    "Бұл орын Қазақстаннан тыс. Координаттарды (реті мен таңбасын да) тексеріңіз.",
    "Это место вне Казахстана. Проверьте координаты, в том числе их порядок и знак.",
    "This place is outside Kazakhstan. Check the coordinates, their order and sign too.",
)


def country_outline(session: Session) -> Outline | None:
    """Today's outline; None where any first-level unit has no polygon, so that nobody can tell."""
    has_polygon = Region.geom.is_not(None)
    today = valid_on(Region, TODAY)
    whole = session.scalar(select(func.bool_and(has_polygon)).where(Region.level == 1, today))
    if not whole:
        return None
    rows = session.execute(
        select(func.ST_AsBinary(RegionPart.geom), Region.boundary_source, Region.approximate)
        .join(Region, Region.id == RegionPart.region_id)
        .where(RegionPart.level == Level.OBLAST, valid_on(RegionPart, TODAY))
    ).all()
    if not rows:
        return None
    pieces = [shapely.from_wkb(bytes(row[0])) for row in rows]
    accuracies_m = [boundary_accuracy_m(row[1], approximate=row[2]) for row in rows]
    waters = [(CASPIAN_SECTOR, CASPIAN_ACCURACY_M), *((each, 0.0) for each in INLAND_WATERS)]
    for water, accuracy_m in waters:
        if any(piece.intersects(water) for piece in pieces):
            pieces.append(water)
            accuracies_m.append(accuracy_m)
    return Outline(np.array(pieces, dtype=object), np.array(accuracies_m))


def deferred_within(session: Session, place: BaseGeometry) -> Callable[[], bool]:
    """What gives whether the place, EPSG:4326, is surely within the country."""
    stored = func.ST_GeomFromWKB(shapely.to_wkb(place), 4326)
    within_a_piece = select(RegionPart.id).where(
        RegionPart.level == Level.OBLAST,
        func.ST_Covers(RegionPart.geom, stored),
        valid_on(RegionPart, TODAY),
    )
    rows = ask(session, select(within_a_piece.exists()))
    return lambda: bool(rows()[0][0])


def check_in_country(
    session: Session,
    place: BaseGeometry,
    accuracy_m: float | None,
    field: str,
    is_within: Callable[[], bool] | None = None,
) -> None:
    """Raise OutsideCountryError where a part of the place, EPSG:4326, lies beyond the outline.

    `accuracy_m` is the place's own; `is_within` is what `deferred_within` gave, where it has been
    asked already. Without the outline of the whole country nothing is refused.
    """
    if (is_within or deferred_within(session, place))():
        return
    outline = country_outline(session)
    own_m = np.array([np.nan if accuracy_m is None else accuracy_m], dtype=np.float64)
    if outline is not None and outline.beyond(np.array([place], dtype=object), own_m)[0]:
        written = shapely.to_wkt(place, rounding_precision=6)[:120]
        raise OutsideCountryError(written, field=field, hint=OUTSIDE_COUNTRY)
