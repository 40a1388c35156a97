"""A plane on which Kazakhstan lies in metres, for many distances that need not be exact."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer
from pyproj.enums import TransformDirection

PLANE = "+proj=lcc +lat_1=42 +lat_2=53 +lat_0=48 +lon_0=67 +datum=WGS84 +units=m"
"""A plane that is true to 1 % all over Kazakhstan and as far beyond as an accuracy reaches."""

Numbers = NDArray[np.float64]


def on_plane(places: Numbers) -> Numbers:
    """Longitudes and latitudes, shape (n, 2), in metres on the plane; infinite where it ends."""
    return np.column_stack(_to_plane().transform(places[:, 0], places[:, 1]))


def from_plane(places: Numbers) -> Numbers:
    """Places on the plane, shape (n, 2), as longitudes and latitudes."""
    return np.column_stack(
        _to_plane().transform(places[:, 0], places[:, 1], direction=TransformDirection.INVERSE)
    )


@cache
def _to_plane() -> Transformer:
    return Transformer.from_crs("EPSG:4326", PLANE, always_xy=True)
