"""Many distances at once and lines along the shortest way, on the WGS 84 spheroid; EPSG:4326."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from shapely import LineString

from geo.distance.measure import SPHEROID

Places = NDArray[np.float64]
"""Shape (n, 2): longitude and latitude in degrees."""


def distances_m(places: Places) -> NDArray[np.float64]:
    """The geodesic distance between every two places, shape (n, n), symmetric, 0 on the diagonal.

    Karney 2013, by PROJ.
    """
    count = len(places)
    start, end = np.triu_indices(count, k=1)
    _, _, metres = SPHEROID.inv(places[start, 0], places[start, 1], places[end, 0], places[end, 1])
    distances = np.zeros((count, count))
    distances[start, end] = metres
    distances[end, start] = metres
    return distances


def geodesic_line(places: Places, step_m: float) -> LineString:
    """The line through two or more places, with a vertex at least every `step_m` metres.

    A long straight line on a map is not the shortest way on the spheroid; the vertices make it so.
    """
    vertices = [(float(longitude), float(latitude)) for longitude, latitude in places[:1]]
    for (west, south), (east, north) in pairwise(places):
        _, _, metres = SPHEROID.inv(west, south, east, north)
        between = int(metres // step_m)
        vertices += SPHEROID.npts(west, south, east, north, between) if between else []
        vertices.append((float(east), float(north)))
    return LineString(vertices)
