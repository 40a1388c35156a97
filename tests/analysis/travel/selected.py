"""Places as selections, such as a layer gives them."""

from geoalchemy2 import Geometry
from sqlalchemy import Select, column, func, select, values

from geo.distance.geodesic import Places


def selected(places: Places, *, numbered: bool) -> Select[tuple[object, ...]]:
    """A selection of points, EPSG:4326, with ids from 0 where they are numbered."""
    rows = values(column("id"), column("longitude"), column("latitude"), name="given").data(
        [(number, *map(float, place)) for number, place in enumerate(places)]
    )
    place = func.ST_SetSRID(
        func.ST_MakePoint(rows.c.longitude, rows.c.latitude), 4326, type_=Geometry
    ).label("place")
    return select(rows.c.id, place) if numbered else select(place)
