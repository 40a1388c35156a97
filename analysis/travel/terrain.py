"""Where Kazakhstan is mountainous, roughly: enough to tell a mountain road from a steppe road."""

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.distance.geodesic import Places
from geo.distance.measure import SPHEROID

MOUNTAIN_BELTS = {
    "Western Tien Shan and Karatau": (
        (67.8, 43.9), (68.4, 44.2), (70.4, 43.1), (71.6, 43.0), (71.6, 42.2), (69.9, 41.6),
        (69.6, 42.3), (70.0, 42.7),
    ),
    "Northern Tien Shan": (
        (73.6, 43.0), (74.8, 43.4), (76.0, 43.3), (76.9, 43.2), (78.6, 43.6), (80.2, 43.4),
        (80.3, 42.1), (78.5, 42.4), (75.5, 42.6), (73.6, 42.4),
    ),
    "Dzungarian Alatau": (
        (77.9, 44.3), (78.6, 44.9), (79.7, 45.3), (81.6, 45.6), (82.6, 45.5), (82.4, 45.1),
        (80.0, 44.2), (78.8, 44.0),
    ),
    "Tarbagatai and Saur": (
        (80.6, 47.2), (81.4, 47.7), (83.0, 47.5), (85.0, 47.5), (85.8, 47.3), (85.5, 46.9),
        (83.0, 46.9), (81.4, 46.9),
    ),
    "Altai": (
        (82.2, 50.1), (83.2, 50.9), (84.4, 50.6), (86.5, 49.9), (87.4, 49.2), (87.0, 48.8),
        (85.6, 48.3), (84.0, 48.9), (82.9, 49.4),
    ),
}  # fmt: skip
"""Hand-drawn around the ranges, longitude and latitude to a tenth of a degree, EPSG:4326."""

SAMPLES = 33

BELTS_WKB = shapely.to_wkb(
    shapely.union_all([shapely.Polygon(ring) for ring in MOUNTAIN_BELTS.values()])
)
"""Read anew by each caller: what GEOS prepares, it changes while it is asked, so that a prepared
shape belongs to one thread."""


def mountain_share(starts: Places, ends: Places) -> NDArray[np.float64]:
    """The share of the straight way from each start to its end that lies in mountains, 0-1.

    Shape (n,). By evenly spaced points on the geodesic, both ends included; 33 of them, so a share
    is good to about 3 %.
    """
    azimuth, _, metres = SPHEROID.inv(starts[:, 0], starts[:, 1], ends[:, 0], ends[:, 1])
    parts = np.linspace(0, 1, SAMPLES)
    along = np.asarray(metres)[:, None] * parts
    shape = along.shape
    longitude, latitude, _ = SPHEROID.fwd(
        np.broadcast_to(starts[:, :1], shape).ravel(),
        np.broadcast_to(starts[:, 1:], shape).ravel(),
        np.broadcast_to(np.asarray(azimuth)[:, None], shape).ravel(),
        along.ravel(),
    )
    belts = shapely.from_wkb(BELTS_WKB)
    shapely.prepare(belts)
    inside = shapely.contains_xy(belts, longitude, latitude).reshape(shape)
    share: NDArray[np.float64] = inside.mean(axis=1)
    return share
