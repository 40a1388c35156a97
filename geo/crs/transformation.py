"""One pinned way from each reference system to WGS 84 and back, the same for every place."""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer
from pyproj.enums import TransformDirection

from geo.crs.datums import Operation
from geo.crs.reference_system import ReferenceSystem

Numbers = NDArray[np.float64]

REMEMBERED_SYSTEMS = 256
"""More than there are systems of the country; files may bring zones of their own."""


@dataclass(frozen=True, slots=True)
class PinnedTransformation:
    """The way of one system to longitude and latitude of EPSG:4326.

    `operation` names the datum's operation, for the provenance of a place; `pipeline` is the whole
    way in the words of PROJ.
    """

    system: ReferenceSystem
    operation: Operation
    pipeline: str
    transformer: Transformer = field(repr=False, compare=False)

    def to_wgs84(self, east: Numbers, north: Numbers) -> tuple[Numbers, Numbers]:
        """Longitudes and latitudes, EPSG:4326, shape (n,); infinite where there is no such place.

        Takes eastings and northings in metres, or longitudes and latitudes in degrees.
        """
        longitude, latitude = self.transformer.transform(east, north)
        return np.asarray(longitude), np.asarray(latitude)

    def from_wgs84(self, longitude: Numbers, latitude: Numbers) -> tuple[Numbers, Numbers]:
        """Eastings and northings (or longitudes and latitudes) in the system; the exact inverse."""
        east, north = self.transformer.transform(
            longitude, latitude, direction=TransformDirection.INVERSE
        )
        return np.asarray(east), np.asarray(north)


@lru_cache(maxsize=REMEMBERED_SYSTEMS)
def pinned_transformation(system: ReferenceSystem) -> PinnedTransformation:
    """The one way of a system to EPSG:4326, by its datum's operation."""
    pipeline = f"+proj=pipeline{_to_radians(system)}{system.datum.steps_to_wgs84}{TO_DEGREES}"
    return PinnedTransformation(
        system, system.datum.operation, pipeline, Transformer.from_pipeline(pipeline)
    )


TO_DEGREES = " +step +proj=unitconvert +xy_in=rad +xy_out=deg"


def _to_radians(system: ReferenceSystem) -> str:
    if not system.is_projected:
        return " +step +proj=unitconvert +xy_in=deg +xy_out=rad"
    return f" +step +inv {system.projection} +ellps={system.datum.ellipsoid}"
